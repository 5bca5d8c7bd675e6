//go:build !unix

package main

import (
	"fmt"
	"os"
)

// lockFile refuses when another process holds the lock: without advisory locks
// the file itself is the lock.
func lockFile(path string) (unlock func(), err error) {
	file, err := os.OpenFile(path, os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return nil, fmt.Errorf("%s is there: another command is publishing; if it was interrupted, delete this file", path)
	}
	return func() {
		_ = file.Close()
		_ = os.Remove(path)
	}, nil
}
