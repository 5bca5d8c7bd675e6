package scan_test

import (
	"math/rand/v2"
	"slices"
	"testing"

	"deckname/wasm/internal/scan"
)

// edited returns the text after replacing text[start:end] and the edit.
func edited(text []byte, start, end int, by []byte) ([]byte, scan.Edit) {
	return slices.Concat(text[:start], by, text[end:]), scan.Edit{Start: start, OldEnd: end, NewEnd: start + len(by)}
}

func TestRescanEqualsScan(t *testing.T) {
	r := rand.New(rand.NewPCG(11, 12))
	for name, sources := range map[string][]string{
		"odd rules": patterns, "sample rules": samplePatterns,
		// Rules whose matches touch: an edit may move all that follow.
		"touching": {`aa`, `a{1,3}b?`, `\w{3}`, `[ab]{2,5}`},
	} {
		p := build(t, sources)
		for kind, s := range scanners(t, p, randomText(r, 100)) {
			full := scan.New(p)
			for range 30 {
				text := randomText(r, 1+r.IntN(300))
				if name == "sample rules" {
					text = sampleText(r.Uint64(), 3000, 50)
				}
				hits := full.Scan(nil, text)
				for range 8 {
					start := r.IntN(len(text) + 1)
					end := min(len(text), start+r.IntN(4)*r.IntN(20))
					next, edit := edited(text, start, end, randomText(r, r.IntN(4)*r.IntN(4)))
					want := full.Scan(nil, next)
					got, kept, moved := s.Rescan(nil, hits, next, edit)
					if kept+moved > min(len(got), len(hits)) || !slices.Equal(got[:kept], hits[:kept]) {
						t.Fatalf("%d hits kept, %d moved, of %d; now %d", kept, moved, len(hits), len(got))
					}
					for i := range moved {
						was, is := hits[len(hits)-1-i], got[len(got)-1-i]
						if by := edit.NewEnd - edit.OldEnd; is != (scan.Hit{Start: was.Start + by, End: was.End + by, Rule: was.Rule}) {
							t.Fatalf("%v moved by %d became %v", was, by, is)
						}
					}
					if !slices.Equal(got, want) {
						t.Fatalf("%s, %s scanner, %v in %q\nnow %q\n got %v\nwant %v", name, kind, edit, text, next, got, want)
					}
					text, hits = next, want
				}
			}
		}
	}
}

// TestKeystrokeCostsLittle types into a long text and counts.
func TestKeystrokeCostsLittle(t *testing.T) {
	const most = 6 * scan.MaxLength
	s := scan.New(build(t, samplePatterns))
	text := sampleText(5, 100_000, 140)
	hits, spare := s.Scan(nil, text), []scan.Hit(nil)
	for i, c := range []byte("Anna Beispiel, anna@example.org, 10115 Berlin, DE89 3704 0044 0532 0130 00. ") {
		next, edit := edited(text, 50_000+i, 50_000+i, []byte{c})
		before := s.Stats().Bytes
		spare, _, _ = s.Rescan(spare[:0], hits, next, edit)
		if steps := s.Stats().Bytes - before; steps > most {
			t.Errorf("keystroke %d took %d steps, allowed are %d", i, steps, most)
		}
		text, hits, spare = next, spare, hits
	}
	next, edit := edited(text, 500, 500, []byte{'x'})
	spare, _, _ = s.Rescan(spare[:0], hits, next, edit)
	if n := testing.AllocsPerRun(10, func() { spare, _, _ = s.Rescan(spare[:0], hits, next, edit) }); n != 0 {
		t.Errorf("%v allocations per keystroke", n)
	}
}
