//go:build !js

package store

import (
	"context"
	"database/sql"
	"embed"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"net/url"
	"path/filepath"
	"strings"

	"github.com/ncruces/go-sqlite3"
	"github.com/ncruces/go-sqlite3/driver"
	_ "github.com/ncruces/go-sqlite3/vfs/adiantum" // the encrypting file layer
	"github.com/pressly/goose/v3"
)

//go:embed migrations/*.sql
var migrations embed.FS

// KeySize is the length of a database key in bytes.
const KeySize = 32

// ErrKey says that the file cannot be read with the given key.
var ErrKey = errors.New("the database cannot be read with this key")

// OpenSQLite opens the encrypted database at path, creating it if there is
// none, and brings its tables up to date. It returns ErrKey, wrapped with what
// to do, when the key does not fit.
func OpenSQLite(ctx context.Context, path string, key [KeySize]byte) (*Store, error) {
	address, err := fileURI(path)
	if err != nil {
		return nil, fmt.Errorf("open database %s: %w", path, err)
	}
	// The key goes in as a pragma: in the file name it would be visible to
	// whatever sees that name, error texts included.
	pragmas := "PRAGMA hexkey='" + hex.EncodeToString(key[:]) + `'; PRAGMA busy_timeout=10000;
		PRAGMA journal_mode=wal; PRAGMA synchronous=full; PRAGMA temp_store=memory; PRAGMA foreign_keys=on`
	db, err := driver.Open(address+"?vfs=adiantum", func(c *sqlite3.Conn) error {
		return c.Exec(pragmas)
	})
	if err != nil {
		return nil, fmt.Errorf("open database %s: %w", path, err)
	}
	db.SetMaxOpenConns(4)
	if err := prepare(ctx, db, path); err != nil {
		_ = db.Close() // the first error says more
		return nil, err
	}
	return &Store{db: db}, nil
}

// fileURI writes a path so that SQLite reads it back whatever is in it.
func fileURI(path string) (string, error) {
	absolute, err := filepath.Abs(path)
	if err != nil {
		return "", err
	}
	slashed := filepath.ToSlash(absolute)
	if !strings.HasPrefix(slashed, "/") { // C:/…
		slashed = "/" + slashed
	}
	return "file:" + (&url.URL{Path: slashed}).EscapedPath(), nil
}

// prepare reads once, which is when a wrong key shows, and migrates.
func prepare(ctx context.Context, db *sql.DB, path string) error {
	var n int
	err := db.QueryRowContext(ctx, "SELECT count(*) FROM sqlite_schema").Scan(&n)
	if errors.Is(err, sqlite3.NOTADB) {
		return fmt.Errorf("open database %s: %w: put back the db.key that was made with it, or set DECKNAME_DB_KEY; to begin with no data, move the database away", path, ErrKey)
	}
	if err != nil {
		return fmt.Errorf("open database %s: %w", path, err)
	}
	files, err := fs.Sub(migrations, "migrations")
	if err != nil {
		return fmt.Errorf("migrate: %w", err)
	}
	p, err := goose.NewProvider(goose.DialectSQLite3, db, files)
	if err != nil {
		return fmt.Errorf("migrate: %w", err)
	}
	if _, err := p.Up(ctx); err != nil {
		return fmt.Errorf("migrate %s: %w", path, err)
	}
	return nil
}
