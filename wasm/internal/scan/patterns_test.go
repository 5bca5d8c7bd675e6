package scan_test

import (
	"fmt"
	"math/rand/v2"
	"regexp"
	"strings"
	"testing"

	"deckname/wasm/compile"
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
	`(?:\ba|b\b){1,4}`, `(?:a\B|\Bb){2,5}`, `\x{FFFD}`, `[^\w]{1,3}\b`, `(?U)a{1,3}b?`, `(?i)ǅ|σ|K`,
	`[ä-€]{2,5}|ab|[^a]{2,5}`, `(?:(?i:ß{2,5}€)|ä{1,9}){1,9}`, `(?:a{1,9}b{0,4}|ab{2,7}c){8,20}`,
}

// Parts of random patterns.
var (
	atoms = []string{
		"a", "b", "c", "ab", "1", " ", "ä", "€", "@", `\.`, "[ab]", "[a-c1]", "[^a]", `\w`, `\d`, `\W`, `\s`, ".", "(?i:k)", "(?i:ß)",
		"[ä-€]", `\p{Lu}`, "𝄞", "_", "-",
	}
	asserts = []string{`\b`, `\B`}
	counts  = []string{"?", "{2}", "{1,3}", "{0,2}", "{2,5}", "{1,9}", "??"}
)

// randomPattern returns a pattern in the syntax of RE2. The scanner may refuse it.
func randomPattern(r *rand.Rand, depth int) string {
	var b strings.Builder
	for range 1 + r.IntN(3) {
		switch n := r.IntN(10); {
		case n == 0:
			b.WriteString(asserts[r.IntN(len(asserts))])
			continue
		case n < 4 && depth > 0:
			b.WriteString("(?:" + randomPattern(r, depth-1))
			for range r.IntN(3) {
				b.WriteString("|" + randomPattern(r, depth-1))
			}
			b.WriteString(")")
		default:
			b.WriteString(atoms[r.IntN(len(atoms))])
		}
		if r.IntN(3) == 0 {
			b.WriteString(counts[r.IntN(len(counts))])
		}
	}
	return b.String()
}

// build compiles patterns for the scanner.
func build(t testing.TB, sources []string) *scan.Program {
	t.Helper()
	var rules []rule.Rule
	for i, s := range sources {
		rules = append(rules, rule.Rule{ID: fmt.Sprint("r", i), Pattern: s})
	}
	p, err := compile.Program(rules)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// compiles reports whether the scanner can have a rule with this pattern.
func compiles(pattern string) bool {
	_, err := compile.Program([]rule.Rule{{ID: "r", Pattern: pattern}})
	return err == nil
}

// oracles compiles patterns for regexp.
func oracles(sources []string) []*regexp.Regexp {
	var res []*regexp.Regexp
	for _, s := range sources {
		re := regexp.MustCompile(s)
		re.Longest()
		res = append(res, re)
	}
	return res
}
