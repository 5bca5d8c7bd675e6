package detect_test

import (
	"bytes"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"deckname/wasm/compile"
	"deckname/wasm/detect"
	"deckname/wasm/pack"
	"deckname/wasm/rule"
	"deckname/wasm/testdata/bench"
)

// sound fails unless findings lie in the text, are sorted, do not overlap and do
// not split a rune of valid UTF-8.
func sound(t *testing.T, d *detect.Detector, text []byte, found []detect.Finding) {
	t.Helper()
	end := 0
	for _, f := range found {
		switch {
		case f.Start < end || f.End <= f.Start || f.End > len(text):
			t.Fatalf("finding [%d,%d) behind %d in %d bytes", f.Start, f.End, end, len(text))
		case f.Rule < 0 || f.Rule >= len(d.Rules()) || f.Score == 0 || f.Score > 100:
			t.Fatalf("rule %d, score %d", f.Rule, f.Score)
		case utf8.Valid(text) && (!utf8.RuneStart(text[f.Start]) || f.End < len(text) && !utf8.RuneStart(text[f.End])):
			t.Fatalf("finding [%d,%d) splits a rune", f.Start, f.End)
		}
		end = f.End
	}
}

func TestPrompt508HasElevenFindings(t *testing.T) {
	d, _ := shipped(t)
	var classes []string
	for _, f := range d.Find(nil, bench.Prompt, false) {
		classes = append(classes, d.Rules()[f.Rule].Class.String())
	}
	want := []string{"PERSON", "DOB", "ADDRESS", "ID", "ID", "PLATE", "IBAN", "PHONE", "EMAIL", "IP", "SECRET"}
	if !slices.Equal(classes, want) {
		t.Errorf("got %v", classes)
	}
}

func TestCorpusIsDenseWithFindings(t *testing.T) {
	d, _ := shipped(t)
	text := bench.Corpus(bench.Seed, 200_000)
	found := d.Find(nil, text, false)
	sound(t, d, text, found)
	if per := len(text) / len(found); per < 120 || per > 220 {
		t.Errorf("one finding per %d bytes", per)
	}
}

func TestDefaultPolicyIsPartOfAll(t *testing.T) {
	d, _ := shipped(t)
	text := []byte("Am 12.03.2024 schrieb eva@example.org über https://example.org/a an Frau Muster.")
	masked, all := d.Find(nil, text, false), d.Find(nil, text, true)
	if len(masked) != 2 || len(all) != 4 {
		t.Errorf("%d masked, %d in all; want 2 and 4", len(masked), len(all))
	}
	for _, f := range masked {
		if !slices.Contains(all, f) {
			t.Errorf("[%d,%d) is masked and not among all", f.Start, f.End)
		}
	}
}

func TestEqualTextGivesEqualFindings(t *testing.T) {
	d, _ := shipped(t)
	text := bench.Corpus(3, 60_000)
	first := d.Find(nil, text, true)
	d.Find(nil, bench.Corpus(4, 60_000), true)
	d.Forget()
	fresh, _ := shipped(t)
	if !slices.Equal(first, d.Find(nil, text, true)) || !slices.Equal(first, fresh.Find(nil, text, true)) {
		t.Error("findings depend on what was read before")
	}
}

func TestWarmDetectorAllocatesNothing(t *testing.T) {
	d, _ := shipped(t)
	text := bench.Corpus(5, 30_000)
	found := d.Find(nil, text, true)
	if n := testing.AllocsPerRun(20, func() { found = d.Find(found[:0], text, true) }); n != 0 {
		t.Errorf("%v allocations per text", n)
	}
}

func TestLargeAndAbsurdTexts(t *testing.T) {
	d, _ := shipped(t)
	for _, c := range []struct {
		name string
		text []byte
		want int
	}{
		{"empty", nil, 0},
		{"one byte", []byte("a"), 0},
		{"10 MB of one letter", bytes.Repeat([]byte("a"), 10<<20), 0},
		{"10 MB of digits without end", bytes.Repeat([]byte("1234567890"), 1<<20), 0},
		{"10 MB of prose, a finding at the end", append(bytes.Repeat([]byte("Der Ablauf ist noch offen. "), 10<<20/27), "eva@example.org"...), 1},
		{"invalid UTF-8 around a finding", []byte("\xff\xfe eva@example.org \xc3"), 1},
		{"every byte", everyByte(), 0},
	} {
		found := d.Find(nil, c.text, false)
		sound(t, d, c.text, found)
		if len(found) != c.want {
			t.Errorf("%s: %d findings, want %d", c.name, len(found), c.want)
		}
	}
}

func everyByte() []byte {
	b := make([]byte, 256)
	for i := range b {
		b[i] = byte(i)
	}
	return b
}

// TestWorkIsLinear repeats what scanners stumble over: findings that chain, tails
// that could run to the end, words and tables without end. Quadratic work would
// not end within the time of the test.
func TestWorkIsLinear(t *testing.T) {
	d, _ := shipped(t)
	for _, unit := range []string{
		"a.", "a@", "1.", "1 ", "DE89 3704 ", "http://a:a@", "https://", "password=", "eyJa.", "sk-", "-----BEGIN PRIVATE KEY-----",
		"Frau Müller, ", "Herr ", "geb. ", "steuer-id ", "Name;Geburtsdatum;Ort\n", ";", "12.03.1980 ", "Hauptstr. 5, ", "0351-", "+49 ", "a\u0308", "\u200b", "Kd.-Nr. ",
		"<<<", "token: ", "Mia Vogel, Tom Fuchs, ", "\n", "\n- Mia Vogel", "::", "1:", "curl -u ", "@a.b",
		"api_key=", "a@i_key=", ":p@_key=", "@A@@token=", "curl --, ", "curl -\"u a@", "a@a.de@", "ssh a ",
	} {
		text := bytes.Repeat([]byte(unit), 1<<18/len(unit))
		sound(t, d, text, d.Find(nil, text, true))
	}
}

// TestRowsOfValuesAreReadAFewTimes: in a row of assignments without a space every
// name would begin a value that goes on to the end of the row.
func TestRowsOfValuesAreReadAFewTimes(t *testing.T) {
	d, _ := shipped(t)
	calls := 0
	d.CountTails(&calls)
	count := func(unit string, size int) int {
		text := bytes.Repeat([]byte(unit), size/len(unit))
		calls = 0
		d.Find(nil, text, true)
		return calls
	}
	for _, unit := range []string{"api_key=", "a_key=", "token=", "x.token=", "password="} {
		once, twice := count(unit, 1<<16), count(unit, 1<<17)
		if perKilobyte := once / 64; perKilobyte > 64 {
			t.Errorf("%q: tails are called %d times per 1,024 bytes", unit, perKilobyte)
		}
		if twice > 2*once+once/10 {
			t.Errorf("%q: %d calls for a text, %d for twice its length", unit, once, twice)
		}
	}
}

func TestUnknownCheckIsRefused(t *testing.T) {
	data, err := compile.Pack([]rule.Rule{{ID: "x", Class: rule.ID, Label: "X", Stage: rule.Mask, Pattern: `\bXX\d{4}\b`, Check: "of-tomorrow", Score: 90}}, 1, nil)
	if err != nil {
		t.Fatal(err)
	}
	p, err := pack.Load(data)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := detect.New(p); err == nil {
		t.Error("a pack with an unknown check was accepted: its rule would never find anything")
	}
}

func TestWinnersAmongOverlaps(t *testing.T) {
	text := []byte("AB12 34 CDEF")
	rules := []rule.Rule{
		{ID: "long", Class: rule.Address, Label: "LONG", Stage: rule.Mask, Pattern: `AB12 34 CDEF`, Score: 80, Priority: 10},
		{ID: "inner", Class: rule.ID, Label: "INNER", Stage: rule.Mask, Pattern: `12 34`, Tail: "mac", Score: 80, Priority: 20},
		{ID: "left", Class: rule.Person, Label: "LEFT", Stage: rule.Mask, Pattern: `AB12`, Score: 90, Priority: 10},
	}
	for _, c := range []struct {
		name string
		take []int
		want string
	}{
		{"the longer of equal rank in score", []int{0}, "⟦LONG:AB12 34 CDEF⟧"},
		{"higher score before length", []int{0, 2}, "⟦LEFT:AB12⟧ ⟦LONG:34 CDEF⟧"},
	} {
		var some []rule.Rule
		for _, i := range c.take {
			some = append(some, rules[i])
		}
		d := ruled(t, some)
		got := marked(string(text), d.Find(nil, text, true), func(f detect.Finding) string { return d.Rules()[f.Rule].Label })
		if got != c.want {
			t.Errorf("%s: got %q, want %q", c.name, got, c.want)
		}
	}
}

func FuzzFind(f *testing.F) {
	for _, s := range []string{"Frau Müller, geb. 1.2.1980", "a@b.de\xff", "\u200bDE89\u00a03704", "Name;DOB;x\nA B;1.1.80;y", strings.Repeat("0351-", 9)} {
		f.Add([]byte(s))
	}
	var d *detect.Detector
	f.Fuzz(func(t *testing.T, text []byte) {
		if d == nil {
			d, _ = shipped(t)
		}
		all := d.Find(nil, text, true)
		sound(t, d, text, all)
		sound(t, d, text, d.Find(nil, text, false))
		if again := d.Find(nil, text, true); !slices.Equal(all, again) {
			t.Fatal("the second scan finds something else")
		}
	})
}
