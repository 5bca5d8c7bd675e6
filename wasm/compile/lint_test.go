package compile_test

import (
	"errors"
	"strings"
	"testing"

	"deckname/wasm/compile"
	"deckname/wasm/internal/scan"
	"deckname/wasm/pack"
	"deckname/wasm/rule"
)

func TestCheckRefuses(t *testing.T) {
	checked := rule.Rule{Check: "luhn"}
	for _, c := range []struct {
		name    string
		pattern string
		base    rule.Rule
		reason  string
		next    string
	}{
		{"no RE2", `(?=a)b`, checked, "not RE2 syntax", "look-around"},
		{"star", `sk-[a-z]*`, checked, "unbounded repetition", "{0,20}"},
		{"plus inside a group", `x(?:a|b+)y`, checked, "unbounded repetition", "{1,20}"},
		{"open count", `x\d{3,}`, checked, "unbounded repetition", "{2,20}"},
		{"begin of line", `(?m)^IBAN`, checked, "anchor", `\b`},
		{"end of line", `(?m)IBAN$`, checked, "anchor", `\b`},
		{"begin of text", `\AIBAN`, checked, "anchor", `\b`},
		{"end of text", `IBAN\z`, checked, "anchor", `\b`},
		{"can be empty", `(?:ab)?`, checked, "empty text", "obligatory"},
		{"only assertions", `\b\B`, checked, "empty text", "obligatory"},
		{"cannot match", `a[^\x00-\x{10FFFF}]`, checked, "never match", "empty class"},
		{"too long", `a(?:[a-z]{50}){11}`, checked, "551 bytes, allowed are 512", "tail scanner"},
		{"too long in bytes", `a[ä-ü]{256}`, checked, "513 bytes, allowed are 512", "tail scanner"},
		{"dots in a row", `secret=.{1,9}`, checked, "repeated 9 times, allowed are 8", "tail scanner"},
		{"negated class in nested counts", `"(?:[^"]{3}){4}"`, checked, "repeated 12 times", "tail scanner"},
		{"large automaton", `a\p{L}{1,9}`, checked, "more than 2000 nodes", "fewer characters"},
		{"counts anew at every letter", `a[ab]{40}`, checked, "state blow-up", `\b`},
		{"short matches with a long look ahead", `a(?:[ab]{200}c)?`, checked, "steps per byte", "two rules"},
		{"every word", `\w{2,20}`, checked, "matches everything", "name what only"},
		{"every character", `(?s).`, checked, "matches everything", "name what only"},
		{"digits without a second look", `\b\d{9}\b`, rule.Rule{}, "a shape", "`check`"},
		{"letters without a second look", `\b[A-Z]{8}\b`, rule.Rule{}, "a shape", "`check`"},
		{"one literal digit", `\b0\d{9}\b`, rule.Rule{}, "a shape", "`check`"},
		{"literal in one alternative only", `\b(?:DE\d{9}|\d{11})\b`, rule.Rule{}, "a shape", "`check`"},
		{"literal in an optional part", `\b(?:DE)?\d{9}\b`, rule.Rule{}, "a shape", "`check`"},
	} {
		r := c.base
		r.ID, r.Pattern = "some-rule", c.pattern
		err := compile.Check(r)
		var refusal *compile.Refusal
		if !errors.As(err, &refusal) {
			t.Errorf("%s: got %v, want a refusal", c.name, err)
			continue
		}
		if refusal.Rule != r.ID || !strings.Contains(refusal.Reason, c.reason) || !strings.Contains(refusal.Next, c.next) {
			t.Errorf("%s: got %q", c.name, refusal.Error())
		}
		if _, err := compile.Pack([]rule.Rule{r}, 1, nil); !errors.As(err, &refusal) {
			t.Errorf("%s: Pack accepts it", c.name)
		}
	}
}

func TestCheckAccepts(t *testing.T) {
	for _, c := range []struct {
		name string
		rule rule.Rule
	}{
		{"a literal", rule.Rule{Pattern: `\bsk-[A-Za-z0-9]{20,100}`}},
		{"a small class as literal", rule.Rule{Pattern: `\b\d{2}[-./]\d{2}[-./]\d{4}\b`}},
		{"two literal digits", rule.Rule{Pattern: `\b0049 ?\d{9}\b`}},
		{"letters in either case", rule.Rule{Pattern: `(?i)\b(?:iban|konto) \d{9}\b`}},
		{"a shape with a check", rule.Rule{Pattern: `\b\d{11}\b`, Check: "iso7064-mod11-10"}},
		{"a shape with context words", rule.Rule{Pattern: `\b\d{9}\b`, Near: []string{"bsnr"}}},
		{"a shape with a tail", rule.Rule{Pattern: `\b\d{5}\b`, Tail: "address"}},
		{"eight dots", rule.Rule{Pattern: `secret=.{8}`}},
		{"the longest match", rule.Rule{Pattern: `a(?:[a-z]{73}){7}`}},
		{"a match inside another", rule.Rule{Pattern: `foobar|ob`}},
		{"a mail address", rule.Rule{Pattern: `\b[A-Za-z0-9][A-Za-z0-9._%+-]{0,63}@(?:[A-Za-z0-9-]{1,40}\.){1,4}[A-Za-z]{2,12}\b`}},
	} {
		c.rule.ID = "some-rule"
		if err := compile.Check(c.rule); err != nil {
			t.Errorf("%s: %v", c.name, err)
		}
	}
}

func TestPackRefusesTwins(t *testing.T) {
	a := rule.Rule{ID: "a", Pattern: `ab`}
	b := a
	if _, err := compile.Pack([]rule.Rule{a, b}, 1, nil); err == nil || !strings.Contains(err.Error(), "same id") {
		t.Errorf("two rules with one id: %v", err)
	}
	b.ID, b.Score = "b", 50
	if _, err := compile.Pack([]rule.Rule{a, b}, 1, nil); err == nil || !strings.Contains(err.Error(), "rule b: it finds exactly what rule a finds") {
		t.Errorf("two rules with one pattern: %v", err)
	}
	b.Check = "luhn"
	if _, err := compile.Pack([]rule.Rule{a, b}, 1, nil); err != nil {
		t.Errorf("one pattern, two checks: %v", err)
	}
}

func TestPackIsDeterministicAndWarm(t *testing.T) {
	rules := []rule.Rule{{ID: "a", Pattern: `\bab{1,3}\b`}, {ID: "b", Pattern: `\d{2}-\d{3,9}`}}
	warm := [][]byte{[]byte("ab abb 12-3456 x"), []byte("ab12-345")}
	one, err := compile.Pack(rules, 3, warm)
	if err != nil {
		t.Fatal(err)
	}
	two, _ := compile.Pack(rules, 3, warm)
	if string(one) != string(two) {
		t.Error("equal input gave different packs")
	}
	p, err := pack.Load(one)
	if err != nil {
		t.Fatal(err)
	}
	s := scan.New(p.Program)
	for i, text := range append(warm, []byte("Bitte formuliere die folgende Nachricht freundlicher und kürzer.")) {
		before := s.Stats()
		s.Scan(nil, text)
		if built := s.Stats().Built - before.Built; built != 0 {
			t.Errorf("text %d: the first scan built %d states", i, built)
		}
	}
}
