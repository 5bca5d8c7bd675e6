package main

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"deckname/wasm/update"
)

// folder is a repository as static files: metadata/ and targets/ below dir.
type folder struct{ dir string }

// openFolder returns the publisher's own repository in a data folder.
func openFolder(data string) folder { return folder{filepath.Join(data, "repository")} }

func (f folder) path(name string) string { return filepath.Join(f.dir, filepath.FromSlash(name)) }

// source reads published files.
func (f folder) source(path string) ([]byte, error) {
	body, err := os.ReadFile(f.path(path))
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	return body, err
}

// root returns the first root, with which trust begins.
func (f folder) root() ([]byte, error) {
	root, err := f.source("metadata/1.root.json")
	if err == nil && root == nil {
		err = fmt.Errorf("%s is missing: create keys and root with  deckname keys init", f.path("metadata/1.root.json"))
	}
	return root, err
}

// write puts files into place in the given order, each by a rename, so that
// readers never see half of one and an interruption leaves a whole repository.
// Files that are there with the same bytes stay untouched; apart from the
// timestamp, other bytes under an old name are refused.
func (f folder) write(files []update.File) error {
	for _, file := range files {
		old, err := f.source(file.Path)
		if err != nil {
			return err
		}
		if old != nil && bytes.Equal(old, file.Body) {
			continue
		}
		if old != nil && file.Path != "metadata/timestamp.json" {
			return fmt.Errorf("%s is there with other content, and published files never change: the folder belongs to another repository", f.path(file.Path))
		}
		if err := os.MkdirAll(filepath.Dir(f.path(file.Path)), 0o755); err != nil {
			return err
		}
		if err := replaceFile(f.path(file.Path), file.Body); err != nil {
			return err
		}
	}
	return nil
}

// replaceFile writes a file beside its place and renames it.
func replaceFile(path string, body []byte) (err error) {
	staged, err := os.CreateTemp(filepath.Dir(path), ".new-*")
	if err != nil {
		return fmt.Errorf("cannot write to %s: does the folder exist, and may you write there?", filepath.Dir(path))
	}
	defer func() {
		if err != nil {
			_ = os.Remove(staged.Name())
		}
	}()
	_, err = staged.Write(body)
	err = errors.Join(err, staged.Chmod(0o644), staged.Sync(), staged.Close())
	if err == nil {
		err = os.Rename(staged.Name(), path)
	}
	return err
}

// lock keeps a second publisher of the same data folder waiting until unlock.
func (f folder) lock() (unlock func(), err error) {
	if err := os.MkdirAll(f.dir, 0o755); err != nil {
		return nil, err
	}
	return lockFile(filepath.Join(f.dir, ".lock"))
}
