package main

import (
	"fmt"
	"io"
	"slices"
	"strings"

	"deckname/wasm/eval"
	"deckname/wasm/rule"
	"deckname/wasm/rulefile"
)

// classes of rows in the order of docs/spec/report.md, the sum last.
func classes() []string {
	var names []string
	for c := range rule.Classes {
		if rule.Class(c).MaskedByDefault() {
			names = append(names, rule.Class(c).String())
		}
	}
	return append(names, eval.Any)
}

// row is that of a class, empty when there is none.
func row(r *eval.Result, class string) eval.Count {
	if c := r.Rows[class]; c != nil {
		return *c
	}
	return eval.Count{}
}

// printSet prints one data set: all figures of the first engine, F1 of the others.
func printSet(w io.Writer, s scored, engines []string) {
	ours := s.engines[engines[0]]
	fmt.Fprintf(w, "\n%s, %d texts\n  %-9s %5s %6s %6s %6s %6s", s.name, s.texts, "class", "gold", "P", "R", "F1", "F2")
	for _, peer := range engines[1:] {
		fmt.Fprintf(w, " %14s", peer+" F1")
	}
	fmt.Fprintln(w)
	for _, class := range classes() {
		c := row(ours, class)
		if c.Gold == 0 {
			continue // what was found there is in the last row
		}
		fmt.Fprintf(w, "  %-9s %5d %6.1f %6.1f %6.1f %6.1f", class, c.Gold, c.Precision(), c.Recall(), c.F1(), c.F2())
		for _, peer := range engines[1:] {
			p := row(s.engines[peer], class)
			fmt.Fprintf(w, " %14.1f", p.F1())
		}
		fmt.Fprintln(w)
	}
	rates := func(what string, rate func(*eval.Result) float64) {
		fmt.Fprintf(w, "  %-35s %6.2f ", what, rate(ours))
		for _, peer := range engines[1:] {
			fmt.Fprintf(w, " %14.2f", rate(s.engines[peer]))
		}
		fmt.Fprintln(w)
	}
	if ours.Misses[eval.Any] != nil {
		rates("near-misses flagged, %", (*eval.Result).NearMissRate)
		fmt.Fprintf(w, "    ours by kind:%s\n", flagged(ours))
	}
	rates("leak rate (any label missed), %", (*eval.Result).LeakRate)
	rates("leaked bytes, %", (*eval.Result).LeakedBytes)
}

func flagged(r *eval.Result) string {
	var kinds []string
	for kind, c := range r.Misses {
		if kind != eval.Any && c.Found > 0 {
			kinds = append(kinds, fmt.Sprintf(" %s %d/%d", kind, c.Found, c.Gold))
		}
	}
	slices.Sort(kinds)
	if kinds == nil {
		return " none"
	}
	return strings.Join(kinds, ",")
}

// showErrors prints faults of our engine with what stands around them.
func showErrors(sets []dataSet, o options) error {
	answers, err := annotate(o.ours, sets)
	if err != nil {
		return err
	}
	for _, set := range sets {
		result, left := eval.NewResult(), o.most
		fmt.Println(set.name)
		for k := range set.documents {
			for _, f := range result.Add(&set.documents[k], answers[set.name][k]) {
				if left > 0 && (o.errors == "all" || strings.EqualFold(o.errors, f.Span.Label)) {
					left--
					printFault(f)
				}
			}
		}
	}
	return nil
}

func printFault(f eval.Fault) {
	kind := "wrong"
	if f.Missed {
		kind = "missed"
	}
	t, s := f.Document.Text, f.Span
	from, to := max(0, s.Start-40), min(len(t), s.End+25)
	fmt.Printf("  %-8s %-6s %s %d-%d %q\n", s.Label, kind, f.Document.ID, s.Start, s.End,
		t[from:s.Start]+rulefile.Open+t[s.Start:s.End]+rulefile.Close+t[s.End:to])
}
