//go:build js

package store

import (
	"database/sql"
	"fmt"

	"github.com/syumai/workers/cloudflare/d1"
)

// OpenD1 opens the D1 database that is bound to the Worker under name. Its
// tables are made by `wrangler d1 migrations apply`, from the same files.
func OpenD1(name string) (*Store, error) {
	connector, err := d1.OpenConnector(name)
	if err != nil {
		return nil, fmt.Errorf("open D1 binding %s: %w", name, err)
	}
	return &Store{db: sql.OpenDB(connector)}, nil
}
