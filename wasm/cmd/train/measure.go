package main

import (
	"fmt"
	"io"
	"path/filepath"

	"deckname/wasm/internal/tagger"
)

// measured are the development sets.
var measured = []string{"germeval14", "smartdata", "uner_ewt", "presidio_synth", "prompts_de", "prompts_en", "legal_fixtures_de", "legal_fixtures_en"}

// result counts for one kind: gold and found for recall, said and right for precision.
type result struct{ gold, found, said, right int }

func (r result) figures() (precision, recall, f1 float64) {
	if r.said > 0 {
		precision = 100 * float64(r.right) / float64(r.said)
	}
	if r.gold > 0 {
		recall = 100 * float64(r.found) / float64(r.gold)
	}
	if precision+recall > 0 {
		f1 = 2 * precision * recall / (precision + recall)
	}
	return precision, recall, f1
}

// measure prints how well names are found by the tagger alone: a span counts when
// half of its bytes are covered by the other side, of the same kind.
func measure(w io.Writer, t *tagger.Tagger, data string) error {
	fmt.Fprintln(w, "P/R/F1             person            place             organisation      street")
	for _, name := range measured {
		docs, err := readFile(filepath.Join(data, "dev", name+".jsonl.gz"), w)
		if err != nil {
			return err
		}
		var results [4]result
		for i := range docs {
			spans := t.Tag(nil, []byte(docs[i].Text), idle)
			for k := range results {
				results[k].add(&docs[i], spans, tagger.Kind(k))
			}
		}
		fmt.Fprintf(w, "%-18s", name)
		for _, r := range results {
			p, q, f := r.figures()
			fmt.Fprintf(w, " %5.1f/%5.1f/%5.1f", p, q, f)
		}
		fmt.Fprintln(w)
	}
	return nil
}

// idle takes no note of work.
func idle(int) {}

// cover is a set of bytes of a text.
type cover []bool

func (c cover) add(start, end int) {
	for i := start; i < end; i++ {
		c[i] = true
	}
}

func (c cover) half(start, end int) bool {
	n := 0
	for i := start; i < end; i++ {
		if c[i] {
			n++
		}
	}
	return 2*n >= end-start
}

func (r *result) add(d *document, spans []tagger.Span, k tagger.Kind) (missed []span, wrong []tagger.Span) {
	gold, said := make(cover, len(d.Text)), make(cover, len(d.Text))
	for _, s := range d.Spans {
		if kindOf(s.Label) == kind(k)+1 {
			gold.add(s.Start, s.End)
		}
	}
	for _, s := range spans {
		if s.Label != k {
			continue
		}
		said.add(s.Start, s.End)
		r.said++
		if gold.half(s.Start, s.End) {
			r.right++
		} else {
			wrong = append(wrong, s)
		}
	}
	for _, s := range d.Spans {
		if kindOf(s.Label) != kind(k)+1 {
			continue
		}
		r.gold++
		if said.half(s.Start, s.End) {
			r.found++
		} else {
			missed = append(missed, s)
		}
	}
	return missed, wrong
}

// printFaults prints the errors on persons in one development set.
func printFaults(w io.Writer, t *tagger.Tagger, data, set string) error {
	docs, err := readFile(filepath.Join(data, "dev", set+".jsonl.gz"), w)
	if err != nil {
		return err
	}
	for i := range docs {
		d := &docs[i]
		excerpt := func(start, end int) string {
			return fmt.Sprintf("%q", d.Text[max(0, start-40):start]+"⟦"+d.Text[start:end]+"⟧"+d.Text[end:min(len(d.Text), end+40)])
		}
		missed, wrong := new(result).add(d, t.Tag(nil, []byte(d.Text), idle), tagger.Person)
		for _, s := range missed {
			fmt.Fprintln(w, "missed", excerpt(s.Start, s.End))
		}
		for _, s := range wrong {
			fmt.Fprintln(w, "wrong ", s.Score, excerpt(s.Start, s.End))
		}
	}
	return nil
}
