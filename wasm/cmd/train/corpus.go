package main

import (
	"bufio"
	"compress/gzip"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// span is an annotated part of a text, in bytes.
type span struct {
	Start int    `json:"start"`
	End   int    `json:"end"`
	Label string `json:"label"`
}

// document is one annotated text.
type document struct {
	Text  string `json:"text"`
	Lang  string `json:"lang"`
	Spans []span `json:"spans"`

	weight float32 // how much it counts, 0 for 1
}

// corpora are the files that may train the shipped model.
var corpora = []string{"germeval14", "smartdata", "mobie", "german_ler", "wnut17", "wikigold", "sec_filings", "btc"}

// weights are how much the texts of a corpus count where that is not 1: the German
// news and articles are most like what is measured, and few.
var weights = map[string]float32{"germeval14": 2, "smartdata": 2}

// generated is how much generated prompts and copies of own sentences count: they
// repeat themselves.
const generated = 0.5

// readCorpora reads the training texts and mends their known flaws. Those that are
// held out come by corpus.
func readCorpora(data string, h hold, report io.Writer) (all []document, out [][]document, err error) {
	for _, name := range corpora {
		docs, err := readFile(filepath.Join(data, "train", name+".jsonl.gz"), report)
		if err != nil {
			return nil, nil, err
		}
		var held []document
		for i := range docs {
			docs[i].weight = weights[name]
			switch {
			case !mend(name, &docs[i]):
			case h.out(docs[i].Text):
				held = append(held, docs[i])
			default:
				all = append(all, docs[i])
			}
		}
		out = append(out, held)
	}
	return all, out, nil
}

// readFile reads one file of JSON lines, packed or not. A broken line is named
// and skipped.
func readFile(name string, report io.Writer) ([]document, error) {
	f, err := os.Open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	var src io.Reader = f
	if strings.HasSuffix(name, ".gz") {
		z, err := gzip.NewReader(f)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", name, err)
		}
		src = z
	}
	var docs []document
	broken := 0
	lines := bufio.NewScanner(src)
	lines.Buffer(nil, 1<<24)
	for n := 1; lines.Scan(); n++ {
		var d document
		if err := json.Unmarshal(lines.Bytes(), &d); err != nil || !d.sound() {
			broken++
			fmt.Fprintf(report, "%s:%d: broken record, skipped\n", filepath.Base(name), n)
			continue
		}
		docs = append(docs, d)
	}
	if err := lines.Err(); err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	if broken > 0 {
		fmt.Fprintf(report, "%s: %d broken records skipped, %d read\n", filepath.Base(name), broken, len(docs))
	}
	return docs, nil
}

// sound reports whether all spans lie in the text, and sorts them.
func (d *document) sound() bool {
	slices.SortStableFunc(d.Spans, func(a, b span) int { return a.Start - b.Start })
	for _, s := range d.Spans {
		if s.Start < 0 || s.End <= s.Start || s.End > len(d.Text) {
			return false
		}
	}
	return d.Text != ""
}

// roles are marked as persons in the contracts of sec_filings.
var roles = []string{"borrower", "lender", "lenders", "borrowers", "guarantor", "agent"}

// mend takes out what would teach the wrong thing; false drops the document.
func mend(corpus string, d *document) bool {
	keep := d.Spans[:0]
	for _, s := range d.Spans {
		text := d.Text[s.Start:s.End]
		if s.Label == "X-STOP" {
			s.Label = "LOCATION" // stops of buses are named after places
		}
		if s.Label == "PERSON" {
			switch {
			case slices.Contains(roles, strings.ToLower(text)):
				continue
			case strings.HasPrefix(text, "@") || strings.HasSuffix(strings.TrimRight(d.Text[:s.Start], " "), "@"):
				continue // handles are found by a rule
			case corpus == "german_ler" && len(text) <= 2:
				return false // initials that replace names
			}
		}
		keep = append(keep, s)
	}
	d.Spans = keep
	return true
}
