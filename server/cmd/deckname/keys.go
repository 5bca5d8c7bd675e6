package main

import (
	"crypto"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"deckname/wasm/update"
)

// The key files of a data folder. One person may hold all of them; they are
// separate so that two people can share the work without new keys.
const (
	rootKey    = "root.key"    // appoints the others; needed once a year
	targetsKey = "targets.key" // signs rules and notices
	onlineKey  = "online.key"  // signs snapshot and timestamp; the server uses it
)

func keysFolder(data string) string { return filepath.Join(data, "keys") }

// publishingKeys reads what publishing rules takes.
func publishingKeys(data string) (update.Keys, error) {
	targets, err := readKey(data, targetsKey)
	if err != nil {
		return update.Keys{}, err
	}
	online, err := readKey(data, onlineKey)
	if err != nil {
		return update.Keys{}, err
	}
	return update.Keys{Targets: targets, Snapshot: online, Timestamp: online}, nil
}

func readKey(data, name string) ([]crypto.Signer, error) {
	path := filepath.Join(keysFolder(data), name)
	text, err := os.ReadFile(path)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, fmt.Errorf("%s is missing: copy it from where the keys are kept, or create a new set with  deckname keys init --data %s", path, data)
	}
	if err != nil {
		return nil, err
	}
	key, err := update.DecodeKey(text)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	return []crypto.Signer{key}, nil
}
