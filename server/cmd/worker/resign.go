//go:build js && wasm

package main

import (
	"context"
	"crypto"
	"fmt"
	"time"

	"deckname/server"
	"deckname/wasm/update"
)

// resign renews timestamp and snapshot if that is due and the online key is
// here. Without the key somebody must publish before the timestamp expires.
func resign(db server.Store, key string) error {
	if key == "" {
		return nil
	}
	signer, err := update.DecodeKey([]byte(key))
	if err != nil {
		return fmt.Errorf("DECKNAME_ONLINE_KEY: %w", err)
	}
	online := []crypto.Signer{signer}
	_, err = server.Resign(context.Background(), db, update.Keys{Snapshot: online, Timestamp: online}, time.Now())
	return err
}
