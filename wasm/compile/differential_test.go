package compile

import (
	"fmt"
	"math/rand/v2"
	"regexp"
	"slices"
	"testing"
	"unicode/utf8"

	"deckname/wasm/internal/scan"
	"deckname/wasm/rule"
)

// patterns of the differential tests: every construct the compiler knows, and
// the cases in which earlier designs went wrong.
var patterns = []string{
	`foobar|ob`, `abcd|c`, `ab|abcd`, `a|a{3}b`, `aa`, `(?:ab?){1,5}`, `a?b?c`, `[ab]{1,6}c?`,
	`\bab`, `ab\b`, `\bab\b`, `\Bab`, `a\B`, `\b\w{1,4}\b`, `(?:\b|a)b`, `a(?:\b|\B)b?`, `\b\bab`, `a\b \bb`,
	`(?i)straße`, `(?i)k{2}`, `(?i)\bDE\d{2}\b`, `[ä-ü]{1,3}`, `[^a]b`, `.a`, `(?s).a`, `ö|ß|€|𝄞`, `[€-𝄞]a?`,
	`\b[1-9]\d(?: ?\d{3}){3}\b`, `[\w.+-]{1,8}@[\w-]{1,8}(?:\.[a-z]{2,4}){1,2}\b`, `\d{1,3}(?:\.\d{1,3}){3}`,
	`(?:Herr|Frau) [A-ZÄÖÜ][a-zäöü]{1,10}`, `a{2,4}?`, `(?:a|ab)(?:c|bcd)(?:d{0,3})`, `x{1,40}y`, `[\x00-\x02]a`,
	`\p{Lu}\p{Ll}{1,3}`, `a(?:b(?:c(?:d|e)?)?)?`, `\W\d`, `(?:1|12|123)(?:3|34)?`, `[^\x00-\x{10FFFF}]|ab`,
}

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
	slices.SortFunc(hits, compareHits)
	return hits
}

func compareHits(a, b scan.Hit) int {
	switch {
	case a.Start != b.Start:
		return a.Start - b.Start
	case a.End != b.End:
		return b.End - a.End
	}
	return int(a.Rule - b.Rule)
}

// parse compiles patterns for both sides.
func parse(t testing.TB, sources []string) (*scan.Program, []*regexp.Regexp) {
	t.Helper()
	var rules []rule.Rule
	var res []*regexp.Regexp
	for i, s := range sources {
		rules = append(rules, rule.Rule{ID: fmt.Sprint("r", i), Pattern: s, Check: "test"})
		re := regexp.MustCompile(s)
		re.Longest()
		res = append(res, re)
	}
	p, err := Program(rules)
	if err != nil {
		t.Fatal(err)
	}
	return p, res
}

// alphabet makes random texts likely to match.
var alphabet = []string{
	"a", "a", "b", "b", "c", "d", "e", "foobar", "ob", "x", "y", "1", "2", "3", "34", " ", " ", ".", "@", "-", "_", "\n",
	"ä", "ö", "ß", "ẞ", "€", "𝄞", "K", "k", "DE", "de12", "Herr ", "Müller", "max@web.de", "12 345 678 903", "10.0.0.1",
	"\xff", "\xc3", "\xa4", "\xe2\x82", "\x00", "\x01a", "\uFFFD", "\xed\xa0\x80",
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

func TestScanEqualsRegexp(t *testing.T) {
	p, res := parse(t, patterns)
	r := rand.New(rand.NewPCG(1, 2))
	s := scan.New(p)
	for range 3000 {
		text := randomText(r, 1+r.IntN(60))
		compare(t, s, res, text)
	}
}

func compare(t testing.TB, s *scan.Scanner, res []*regexp.Regexp, text []byte) {
	t.Helper()
	got, want := s.Scan(nil, text), want(res, text)
	if slices.Equal(got, want) {
		return
	}
	for i := range max(len(got), len(want)) {
		if i >= len(got) || i >= len(want) || got[i] != want[i] {
			t.Fatalf("text %q\n got %v\nwant %v\nfirst difference at %d", text, got[min(i, len(got)):], want[min(i, len(want)):], i)
		}
	}
}
