package main

import (
	"encoding/binary"
	"fmt"
	"hash/fnv"
	"io"
	"path/filepath"
	"strings"
	"unicode"

	"deckname/wasm/internal/tagger"
)

// hold leaves one part of the training texts out, to measure on it how well names
// are found in texts that neither the weights nor the lists have seen.
type hold struct {
	part, of int // of is 0 when nothing is left out
	seed     uint64
}

// Set reads "part/of" or "part/of/seed".
func (h *hold) Set(s string) error {
	n, _ := fmt.Sscanf(s, "%d/%d/%d", &h.part, &h.of, &h.seed)
	if n < 2 || h.of < 2 || h.part < 0 || h.part >= h.of {
		return fmt.Errorf("%q is no part of a whole, like 0/5", s)
	}
	return nil
}

func (h *hold) String() string { return "" }

// opening is the number of letters by which texts are told apart: SmartData and
// MobIE, and copies of tweets, share texts that end differently.
const opening = 40

// out reports whether a text is left out. Texts that begin alike are together.
func (h *hold) out(text string) bool {
	if h.of == 0 {
		return false
	}
	key := fnv.New64a()
	key.Write(binary.LittleEndian.AppendUint64(nil, h.seed))
	n := 0
	for _, r := range strings.ToLower(text) {
		if unicode.IsLetter(r) {
			key.Write([]byte(string(r)))
			if n++; n == opening {
				break
			}
		}
	}
	x := key.Sum64()
	return int((x^x>>32)%uint64(h.of)) == h.part
}

// counts is the score from which on a person counts in the detector.
const counts = 52

// measureHeld prints how well persons are found in the texts that were left out,
// by corpus, and beside them in the development sets.
func measureHeld(w io.Writer, t *tagger.Tagger, out [][]document, data string) error {
	for i, docs := range out {
		if len(docs) > 0 {
			persons(w, t, "held "+corpora[i], docs)
		}
	}
	for _, name := range measured {
		docs, err := readFile(filepath.Join(data, "dev", name+".jsonl.gz"), w)
		if err != nil {
			return err
		}
		persons(w, t, "dev "+name, docs)
	}
	return nil
}

// persons prints how well persons are found in texts.
func persons(w io.Writer, t *tagger.Tagger, name string, docs []document) {
	var all result
	for i := range docs {
		spans := t.Tag(nil, []byte(docs[i].Text), idle)
		keep := spans[:0]
		for _, s := range spans {
			if s.Label != tagger.Person || s.Score >= counts {
				keep = append(keep, s)
			}
		}
		all.add(&docs[i], keep, tagger.Person)
	}
	p, r, f := all.figures()
	fmt.Fprintf(w, "%-18s %5.1f/%5.1f/%5.1f  gold %d found %d said %d right %d\n", name, p, r, f, all.gold, all.found, all.said, all.right)
}
