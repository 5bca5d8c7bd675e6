package main

import (
	"context"
	"crypto"
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"os"
	"time"

	"deckname/server"
	"deckname/wasm/update"
)

// resignEvery is how often the server looks whether signatures of its own are
// due. They last days; looking is cheap.
const resignEvery = time.Hour

// resignWhenDue keeps the timestamp fresh while the server runs, if the online
// key is there. Without it somebody must publish before the timestamp expires.
func resignWhenDue(ctx context.Context, db server.Store, keyPath string, logger *slog.Logger) {
	tick := time.NewTicker(resignEvery)
	defer tick.Stop()
	for {
		if err := resign(ctx, db, keyPath, time.Now()); err != nil && ctx.Err() == nil {
			logger.Error("the timestamp was not renewed; browsers take no updates once it expires", "error", err.Error())
		}
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
		}
	}
}

// resign renews what is due, once. No key is no error.
func resign(ctx context.Context, db server.Store, path string, now time.Time) error {
	text, err := os.ReadFile(path)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return err
	}
	key, err := update.DecodeKey(text)
	if err != nil {
		return fmt.Errorf("%s: %w", path, err)
	}
	online := []crypto.Signer{key}
	_, err = server.Resign(ctx, db, update.Keys{Snapshot: online, Timestamp: online}, now)
	return err
}
