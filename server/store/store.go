// Package store keeps published files and counts in SQL.
//
// One dialect serves two databases: SQLite, encrypted, inside the native binary
// (sqlite.go), and D1 of Cloudflare (d1.go). D1 knows no transactions here, so
// every method of Store is a single statement, which both run completely or not
// at all; where one statement must touch two tables, a trigger does.
//
// # Migrations
//
// The files in migrations go forward only: `wrangler d1 migrations apply`
// would execute a Down section like any other statement.
//
// # Trust
//
// Encryption protects a stolen disk or backup. It is deterministic for each
// 4 KiB block, so who holds two copies sees which blocks changed, and it does
// not protect against an older copy being put back.
package store

import (
	"bytes"
	"compress/gzip"
	"context"
	"crypto/sha256"
	"database/sql"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"time"

	"deckname/server"
)

// Store implements server.Store. The zero value is not usable; see OpenSQLite
// and OpenD1.
type Store struct{ db *sql.DB }

var _ server.Store = (*Store)(nil)

// Close releases the database.
func (s *Store) Close() error { return s.db.Close() }

// Marks that the triggers raise, as they appear inside a driver's error text.
const (
	markOlder   = "deckname:older"
	markChanged = "deckname:changed"
)

// Publish implements server.Store.
func (s *Store) Publish(ctx context.Context, p server.Publication, files []server.File) error {
	type row struct {
		Path   string `json:"path"`
		SHA256 string `json:"sha256"`
		Body   string `json:"body"`
	}
	rows := make([]row, len(files))
	for i, f := range files {
		sum := sha256.Sum256(f.Body)
		packed, err := pack(f.Body)
		if err != nil {
			return err
		}
		rows[i] = row{f.Path, hex.EncodeToString(sum[:]), packed}
	}
	list, err := json.Marshal(rows)
	if err != nil {
		return fmt.Errorf("publish: %w", err)
	}
	notice, err := json.Marshal(p.Notice) // "null" when there is none
	if err != nil {
		return fmt.Errorf("publish: %w", err)
	}
	_, err = s.db.ExecContext(ctx, `INSERT INTO publish (version, rules, notice, at, files) VALUES (?1, ?2, ?3, ?4, ?5)`,
		p.Version, int64(p.Rules), string(notice), p.At.UnixMilli(), string(list))
	switch {
	case err == nil:
		return nil
	case strings.Contains(err.Error(), markOlder):
		return server.ErrOlder
	case strings.Contains(err.Error(), markChanged):
		return server.ErrChanged
	}
	return fmt.Errorf("publish: %w", err)
}

// Published implements server.Store.
func (s *Store) Published(ctx context.Context) (server.Publication, error) {
	var p server.Publication
	var rules, at int64
	var notice string
	err := s.db.QueryRowContext(ctx, `SELECT version, rules, notice, at FROM publication`).Scan(&p.Version, &rules, &notice, &at)
	if errors.Is(err, sql.ErrNoRows) {
		return p, server.ErrNothing
	}
	if err != nil {
		return p, fmt.Errorf("read publication: %w", err)
	}
	if err := json.Unmarshal([]byte(notice), &p.Notice); err != nil {
		return p, errors.New("read publication: the stored notice is damaged")
	}
	p.Rules, p.At = uint64(rules), time.UnixMilli(at).UTC()
	return p, nil
}

// File implements server.Store.
func (s *Store) File(ctx context.Context, path string) (server.StoredFile, error) {
	var f server.StoredFile
	var body string
	err := s.db.QueryRowContext(ctx, `SELECT sha256, body FROM file WHERE path = ?1`, path).Scan(&f.SHA256, &body)
	if errors.Is(err, sql.ErrNoRows) {
		return f, server.ErrNothing
	}
	if err != nil {
		return f, fmt.Errorf("read file: %w", err)
	}
	if f.Gzip, err = base64.StdEncoding.DecodeString(body); err != nil {
		return f, errors.New("read file: the stored body is damaged")
	}
	return f, nil
}

// Metadata implements server.Store.
func (s *Store) Metadata(ctx context.Context) ([]server.File, error) {
	rows, err := s.db.QueryContext(ctx, `SELECT path, body FROM file WHERE path GLOB 'metadata/*' ORDER BY path`)
	if err != nil {
		return nil, fmt.Errorf("read metadata: %w", err)
	}
	defer rows.Close()
	var files []server.File
	for rows.Next() {
		var path, text string
		if err := rows.Scan(&path, &text); err != nil {
			return nil, fmt.Errorf("read metadata: %w", err)
		}
		packed, err := base64.StdEncoding.DecodeString(text)
		if err != nil {
			return nil, errors.New("read metadata: a stored body is damaged")
		}
		body, err := server.StoredFile{Gzip: packed}.Body()
		if err != nil {
			return nil, fmt.Errorf("read metadata: %w", err)
		}
		files = append(files, server.File{Path: path, Body: body})
	}
	if err := rows.Err(); err != nil {
		return nil, fmt.Errorf("read metadata: %w", err)
	}
	return files, nil
}

// AddCounts implements server.Store.
func (s *Store) AddCounts(ctx context.Context, counts []server.Count) error {
	if len(counts) == 0 {
		return nil
	}
	list, err := json.Marshal(counts)
	if err != nil {
		return fmt.Errorf("add counts: %w", err)
	}
	_, err = s.db.ExecContext(ctx, `
		INSERT INTO usage_count (day, category, action, n)
		SELECT json_extract(value, '$.day'), json_extract(value, '$.category'), json_extract(value, '$.action'), sum(json_extract(value, '$.n'))
		FROM json_each(?1) WHERE true GROUP BY 1, 2, 3
		ON CONFLICT (day, category, action) DO UPDATE SET n = n + excluded.n`, string(list))
	if err != nil {
		return fmt.Errorf("add counts: %w", err)
	}
	return nil
}

// Counts implements server.Store.
func (s *Store) Counts(ctx context.Context, first, last string) ([]server.Count, error) {
	rows, err := s.db.QueryContext(ctx,
		`SELECT day, category, action, n FROM usage_count WHERE day BETWEEN ?1 AND ?2 AND n > 0 ORDER BY day, category, action`, first, last)
	if err != nil {
		return nil, fmt.Errorf("read counts: %w", err)
	}
	defer rows.Close()
	var counts []server.Count
	for rows.Next() {
		var c server.Count
		if err := rows.Scan(&c.Day, &c.Category, &c.Action, &c.N); err != nil {
			return nil, fmt.Errorf("read counts: %w", err)
		}
		counts = append(counts, c)
	}
	if err := rows.Err(); err != nil {
		return nil, fmt.Errorf("read counts: %w", err)
	}
	return counts, nil
}

// pack compresses a body and makes it text.
func pack(body []byte) (string, error) {
	var buf bytes.Buffer
	z, err := gzip.NewWriterLevel(&buf, gzip.BestCompression)
	if err != nil {
		return "", fmt.Errorf("pack: %w", err)
	}
	if _, err := z.Write(body); err != nil {
		return "", fmt.Errorf("pack: %w", err)
	}
	if err := z.Close(); err != nil {
		return "", fmt.Errorf("pack: %w", err)
	}
	return base64.StdEncoding.EncodeToString(buf.Bytes()), nil
}
