package scan_test

import (
	"math/rand/v2"
	"regexp"
	"slices"
	"testing"
	"unicode/utf8"

	"deckname/wasm/internal/scan"
)

// want returns what the scanner has to find: regexp with Longest on every piece
// of valid UTF-8.
func want(res []*regexp.Regexp, text []byte) []scan.Hit {
	var hits []scan.Hit
	for from := 0; from < len(text); {
		to := from
		for to < len(text) {
			r, n := utf8.DecodeRune(text[to:])
			if r == utf8.RuneError && n == 1 {
				break
			}
			to += n
		}
		for rule, re := range res {
			for _, m := range re.FindAllIndex(text[from:to], -1) {
				hits = append(hits, scan.Hit{Start: from + m[0], End: from + m[1], Rule: int32(rule)})
			}
		}
		from = to + 1
	}
	slices.SortFunc(hits, func(a, b scan.Hit) int {
		switch {
		case a.Start != b.Start:
			return a.Start - b.Start
		case a.End != b.End:
			return b.End - a.End
		}
		return int(a.Rule - b.Rule)
	})
	return hits
}

// alphabet makes random texts likely to match.
var alphabet = []string{
	"a", "a", "b", "b", "c", "d", "e", "foobar", "ob", "x", "y", "1", "2", "3", "34", " ", " ", ".", "@", "-", "_", "\n",
	"ä", "ö", "ß", "ẞ", "€", "𝄞", "\u212A", "k", "DE", "de12", "Herr ", "Müller", "max@web.de", "12 345 678 903", "10.0.0.1",
	"\xff", "\xc3", "\xa4", "\xe2\x82", "\x00", "\x01a", "\uFFFD", "\xed\xa0\x80", "ǆ", "ς",
}

func randomText(r *rand.Rand, parts int) []byte {
	var b []byte
	few := r.IntN(2) == 0
	base := r.IntN(len(alphabet))
	for range parts {
		i := r.IntN(len(alphabet))
		if few {
			i = (base + r.IntN(6)) % len(alphabet)
		}
		b = append(b, alphabet[i]...)
	}
	return b
}

// scanners returns a scanner of p for every situation: with room, with warm
// states, with a few states so that they are dropped all the time, with blocks
// that end everywhere, and after billions of steps.
func scanners(t testing.TB, p *scan.Program, warm []byte) map[string]*scan.Scanner {
	t.Helper()
	loaded, err := scan.Decode(scan.Warm(p, nil, [][]byte{warm}).Append(nil))
	if err != nil {
		t.Fatal(err)
	}
	aged := scan.New(p)
	aged.Age()
	return map[string]*scan.Scanner{
		"aged":     aged,
		"roomy":    scan.New(p),
		"warm":     scan.New(loaded),
		"2 states": scan.NewLimited(p, 2, 1<<10, 1<<10),
		"9 states": scan.NewLimited(p, 9, 64, 8),
		"blocks":   scan.NewLimited(p, 1000, 7, 2),
		"one byte": scan.NewLimited(p, 1000, 1, 1),
	}
}

func compare(t testing.TB, name string, s *scan.Scanner, sources []string, text []byte, want []scan.Hit) {
	t.Helper()
	got := s.Scan(nil, text)
	if slices.Equal(got, want) {
		return
	}
	i := 0
	for i < len(got) && i < len(want) && got[i] == want[i] {
		i++
	}
	got, want = got[i:], want[i:]
	for _, h := range [][]scan.Hit{got, want} {
		if len(h) > 0 {
			t.Logf("pattern %d is %q", h[0].Rule, sources[h[0].Rule])
		}
	}
	t.Fatalf("%s scanner, text %q, from hit %d on\n got %v\nwant %v", name, text, i, got[:min(5, len(got))], want[:min(5, len(want))])
}

func TestScanEqualsRegexp(t *testing.T) {
	p, res := build(t, patterns), oracles(patterns)
	r := rand.New(rand.NewPCG(1, 2))
	all := scanners(t, p, randomText(r, 300))
	for range 700 {
		text := randomText(r, 1+r.IntN(60))
		hits := want(res, text)
		for name, s := range all {
			compare(t, name, s, patterns, text, hits)
		}
	}
}

func TestScanEqualsRegexpOnRandomPatterns(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 4))
	for range 120 {
		var sources []string
		for len(sources) < 5 {
			if s := randomPattern(r, 2); compiles(s) {
				sources = append(sources, s)
			}
		}
		p, res := build(t, sources), oracles(sources)
		all := scanners(t, p, randomText(r, 50))
		for range 10 {
			text := randomText(r, 1+r.IntN(80))
			hits := want(res, text)
			for name, s := range all {
				compare(t, name, s, sources, text, hits)
			}
		}
	}
}

func TestScanEqualsRegexpOnOrdinaryText(t *testing.T) {
	text := sampleText(5, 20_000, 100)
	hits := want(oracles(samplePatterns), text)
	if len(hits) < 100 {
		t.Fatalf("only %d hits: the sample is of no use", len(hits))
	}
	for name, s := range scanners(t, build(t, samplePatterns), sampleText(6, 5_000, 100)) {
		compare(t, name, s, samplePatterns, text, hits)
	}
}

// FuzzAgainstRegexp compares scanner and regexp: a pattern, and more of them
// made from seed, on a text.
func FuzzAgainstRegexp(f *testing.F) {
	for i, s := range patterns {
		f.Add(uint64(i), s, randomText(rand.New(rand.NewPCG(7, uint64(i))), 30))
	}
	f.Fuzz(func(t *testing.T, seed uint64, pattern string, text []byte) {
		if len(pattern) > 200 || len(text) > 4000 {
			return
		}
		r := rand.New(rand.NewPCG(seed, 5))
		var sources []string
		for _, s := range []string{pattern, randomPattern(r, 2), randomPattern(r, 2), randomPattern(r, 3)} {
			if compiles(s) {
				sources = append(sources, s)
			}
		}
		p, hits := build(t, sources), want(oracles(sources), text)
		for name, s := range scanners(t, p, text[:len(text)/2]) {
			compare(t, name, s, sources, text, hits)
		}
	})
}
