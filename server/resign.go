package server

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"deckname/wasm/update"
)

// Resign signs anew what the server itself may sign, timestamp and snapshot,
// once that is due, so that a repository nobody publishes to does not expire.
// It reports whether it did. Nothing signed by people changes and nobody is
// told: clients have no reason to hurry.
func Resign(ctx context.Context, store Store, keys update.Keys, now time.Time) (bool, error) {
	source := func(path string) ([]byte, error) {
		file, err := store.File(ctx, path)
		switch {
		case errors.Is(err, ErrNothing):
			return nil, nil
		case err != nil:
			return nil, err
		}
		return file.Body()
	}
	p, err := store.Published(ctx)
	if errors.Is(err, ErrNothing) {
		return false, nil
	}
	if err != nil {
		return false, err
	}
	root, err := source(rootPath)
	if err != nil {
		return false, err
	}
	files, err := update.Resign(root, source, keys, now)
	if err != nil {
		return false, fmt.Errorf("sign timestamp and snapshot anew: %w", err)
	}
	if len(files) == 0 {
		return false, nil
	}
	var timestamp struct {
		Signed struct{ Version int64 }
	}
	if err := json.Unmarshal(find(files, TimestampPath), &timestamp); err != nil {
		return false, errors.New("sign timestamp and snapshot anew: no timestamp came out")
	}
	p.Version = timestamp.Signed.Version
	if err := store.Publish(ctx, p, files); err != nil {
		if errors.Is(err, ErrOlder) { // somebody published meanwhile: nothing to renew
			return false, nil
		}
		return false, err
	}
	return true, nil
}
