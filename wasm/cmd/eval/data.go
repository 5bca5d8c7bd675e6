package main

import (
	"bufio"
	"compress/gzip"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"deckname/wasm/eval"
)

// dataSet is one file of annotated texts.
type dataSet struct {
	name      string
	own       bool // of this repository
	documents []eval.Document
}

// readSets reads all data sets of a folder, by name. A folder that is not there is
// os.ErrNotExist.
func readSets(folder string) ([]dataSet, error) {
	if _, err := os.Stat(folder); err != nil {
		return nil, err
	}
	paths, err := filepath.Glob(filepath.Join(folder, "*.jsonl.gz"))
	if err != nil || len(paths) == 0 {
		return nil, fmt.Errorf("%s has no *.jsonl.gz", folder)
	}
	var sets []dataSet
	for _, path := range paths {
		documents, err := readDocuments(path)
		if err != nil {
			return nil, err
		}
		sets = append(sets, dataSet{name: strings.TrimSuffix(filepath.Base(path), ".jsonl.gz"), documents: documents})
	}
	return sets, nil
}

// withOwn adds the sets of this repository.
func withOwn(sets []dataSet, folder string) ([]dataSet, error) {
	own, err := readSets(folder)
	if errors.Is(err, os.ErrNotExist) {
		return sets, nil
	}
	for _, set := range own {
		set.own = true
		sets = append(sets, set)
	}
	return sets, err
}

func readDocuments(path string) ([]eval.Document, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	z, err := gzip.NewReader(f)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	var documents []eval.Document
	lines := bufio.NewScanner(z)
	lines.Buffer(nil, 1<<24)
	for n := 1; lines.Scan(); n++ {
		var d eval.Document
		if json.Unmarshal(lines.Bytes(), &d) != nil {
			return nil, fmt.Errorf("%s:%d: no valid record", path, n)
		}
		documents = append(documents, d)
	}
	return documents, lines.Err()
}
