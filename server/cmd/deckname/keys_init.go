package main

import (
	"crypto"
	"crypto/sha256"
	"fmt"
	"os"
	"path/filepath"
	"time"

	"deckname/wasm/update"
)

// keysInitCmd is `deckname keys init`: the keys of all roles and the first root.
type keysInitCmd struct {
	Data string `help:"Folder of keys and repository; made when missing." default:"./var" env:"DECKNAME_DATA" type:"path"`
}

// Run writes everything or nothing, and never over keys that are there.
func (c keysInitCmd) Run(s streams) error {
	folder, repository := keysFolder(c.Data), openFolder(c.Data)
	for _, path := range []string{
		filepath.Join(folder, rootKey), filepath.Join(folder, targetsKey), filepath.Join(folder, onlineKey),
		repository.path("metadata/1.root.json"),
	} {
		if exists(path) {
			return fmt.Errorf("%s is there already: keys are never overwritten, because clients that trust them would take no more updates; to start anew, move %s and %s away", path, folder, repository.dir)
		}
	}
	unlock, err := repository.lock()
	if err != nil {
		return err
	}
	defer unlock()

	texts := map[string][]byte{}
	signers := map[string][]crypto.Signer{}
	for _, name := range []string{rootKey, targetsKey, onlineKey} {
		key, err := update.NewKey()
		if err != nil {
			return err
		}
		signers[name] = []crypto.Signer{key}
		if texts[name], err = update.EncodeKey(key); err != nil {
			return err
		}
	}
	root, err := update.NewRoot(update.Keys{
		Root: signers[rootKey], Targets: signers[targetsKey],
		Snapshot: signers[onlineKey], Timestamp: signers[onlineKey],
	}, time.Now())
	if err != nil {
		return err
	}
	if err := writeKeys(folder, texts); err != nil {
		return err
	}
	if err := repository.write([]update.File{{Path: "metadata/1.root.json", Body: root}}); err != nil {
		return err
	}

	fmt.Fprintf(s.out, "rootSha256: %x\n", sha256.Sum256(root))
	fmt.Fprintf(s.out, "\nKeys are in %s: keep %s and %s offline and in two places; the server needs %s only.\n", folder, rootKey, targetsKey, onlineKey)
	fmt.Fprintf(s.out, "Put rootSha256 and the address of the server into the managed storage of the extension, then run\n\n  deckname rules publish --data %s\n", c.Data)
	return nil
}

// writeKeys puts all key files into place by one rename.
func writeKeys(folder string, texts map[string][]byte) error {
	if err := os.MkdirAll(filepath.Dir(folder), 0o700); err != nil {
		return err
	}
	staged, err := os.MkdirTemp(filepath.Dir(folder), ".keys-*") // mode 0700
	if err != nil {
		return err
	}
	defer os.RemoveAll(staged) // gone already after the rename
	for name, text := range texts {
		if err := os.WriteFile(filepath.Join(staged, name), text, 0o600); err != nil {
			return err
		}
	}
	if err := os.Rename(staged, folder); err != nil {
		return fmt.Errorf("%s cannot be created: move away what is in its place", folder)
	}
	return nil
}
