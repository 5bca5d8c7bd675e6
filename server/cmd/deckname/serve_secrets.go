package main

import (
	"crypto/rand"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"strings"

	"deckname/server/store"
)

// secrets are the keys that the server itself holds. None of them can sign rules.
type secrets struct {
	database  [store.KeySize]byte
	publish   string // whoever has it may publish what others signed
	enrolment string // whoever has it may report counts
	dashboard string // new at every start
}

func databasePath(data string) string { return filepath.Join(data, "data", "deckname.db") }

// openSecrets reads the keys in the data folder and makes those that are missing.
func openSecrets(data string) (secrets, error) {
	var s secrets
	if err := os.MkdirAll(filepath.Dir(databasePath(data)), 0o700); err != nil {
		return s, fmt.Errorf("make the data folder: %w", err)
	}
	database := os.Getenv("DECKNAME_DB_KEY")
	var err error
	if database == "" {
		path := filepath.Join(data, "data", "db.key")
		if !exists(path) && exists(databasePath(data)) {
			return s, fmt.Errorf("%s is missing, but the database that it opens is there: put the key back, or set DECKNAME_DB_KEY; to begin with no data, move %s away", path, databasePath(data))
		}
		if database, err = secretFile(path); err != nil {
			return s, err
		}
	}
	key, err := hex.DecodeString(strings.TrimSpace(database))
	if err != nil || len(key) != store.KeySize {
		return s, errors.New("the database key must be 64 hexadecimal digits: check DECKNAME_DB_KEY or data/db.key")
	}
	copy(s.database[:], key)
	if s.publish, err = secretFile(filepath.Join(data, "publish.key")); err != nil {
		return s, err
	}
	if s.enrolment, err = secretFile(filepath.Join(data, "enrolment.key")); err != nil {
		return s, err
	}
	s.dashboard = randomSecret()
	return s, nil
}

// secretFile reads a secret that only its owner can read, or makes one.
func secretFile(path string) (string, error) {
	info, err := os.Stat(path)
	if errors.Is(err, fs.ErrNotExist) {
		return newSecretFile(path)
	}
	if err != nil {
		return "", err
	}
	if runtime.GOOS != "windows" && info.Mode().Perm()&0o077 != 0 {
		return "", fmt.Errorf("others can read %s: run  chmod 600 %s", path, path)
	}
	text, err := os.ReadFile(path)
	if err != nil {
		return "", err
	}
	secret := strings.TrimSpace(string(text))
	if len(secret) < 32 {
		return "", fmt.Errorf("%s holds fewer than 32 characters: put the right one back, or delete it to have a new one made", path)
	}
	return secret, nil
}

func newSecretFile(path string) (string, error) {
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return "", err
	}
	file, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return "", err
	}
	secret := randomSecret()
	_, err = file.WriteString(secret + "\n")
	if err := errors.Join(err, file.Sync(), file.Close()); err != nil {
		_ = os.Remove(path) // half a secret must not stay
		return "", fmt.Errorf("write %s: %w", path, err)
	}
	return secret, nil
}

// randomSecret returns 64 hexadecimal digits.
func randomSecret() string {
	var b [32]byte
	_, _ = rand.Read(b[:]) // never fails
	return hex.EncodeToString(b[:])
}

func exists(path string) bool {
	_, err := os.Stat(path)
	return err == nil
}
