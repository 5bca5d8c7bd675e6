package rulefile_test

import (
	"errors"
	"strings"
	"testing"
	"testing/fstest"

	"deckname/wasm/rule"
	"deckname/wasm/rulefile"
)

const good = `id: x-number
class: ID
label: X_NO
stage: mask
status: draft
since: 2026-11-24
why: Names one thing.
source: none, a test
match:
  pattern: '\bX-\d{4}\b'
  near: [x number]
score: {alone: 80, near: 95}
examples:
  hit:
    - 'an ⟦X-1234⟧'
    - '⟦X-1235⟧'
    - '⟦X-1236⟧ and ⟦X-1237⟧'
    - 'x number ⟦X-1238⟧'
  miss:
    - {text: 'X-123', why: too short}
    - {text: 'X-12345', why: too long}
    - {text: 'x-1234', why: small letter}
    - {text: 'X 1234', why: no hyphen}
    - {text: 'AX-1234', why: inside a word}
    - {text: '1234', why: no letter}
`

func TestParseReadsEverything(t *testing.T) {
	f, err := rulefile.Parse("de/x-number.yaml", []byte(good))
	if err != nil {
		t.Fatal(err)
	}
	r := f.Rule
	if r.ID != "x-number" || r.Class != rule.ID || r.Label != "X_NO" || r.Stage != rule.Mask || r.Pattern != `\bX-\d{4}\b` ||
		len(r.Near) != 1 || r.Near[0] != "x number" || r.Score != 80 || r.NearScore != 95 || r.Priority != 65 || r.Keep != rule.KeepAll {
		t.Errorf("got %+v", r)
	}
	if len(f.Hit) != 4 || len(f.Miss) != 6 || f.Miss[0].Why != "too short" || f.Hit[0].Line != 15 || f.Status != "draft" {
		t.Errorf("got %d hits, %d misses, first in line %d", len(f.Hit), len(f.Miss), f.Hit[0].Line)
	}
}

func TestWordsAreAlternativesOfThePattern(t *testing.T) {
	data := strings.Replace(good, `'\bX-\d{4}\b'`, `'\b(?:{words})-\d{4}\b'
  words:
    - X
    - Y{2}`, 1)
	f, err := rulefile.Parse("x-number.yaml", []byte(data))
	if err != nil {
		t.Fatal(err)
	}
	if want := `\b(?:X|Y{2})-\d{4}\b`; f.Rule.Pattern != want {
		t.Errorf("got %s, want %s", f.Rule.Pattern, want)
	}
}

func TestErrorsNameLineReasonAndNextStep(t *testing.T) {
	for _, c := range []struct {
		name, old, new string
		line           int
		reason         string
	}{
		{"unknown key", "label: X_NO", "lable: X_NO", 3, "unknown field"},
		{"key given twice", "label: X_NO", "label: X_NO\nlabel: Y", 4, "already defined"},
		{"no YAML", "label: X_NO", "label: [X_NO", 3, ""},
		{"unknown class", "class: ID", "class: IDENTITY", 2, "IDENTITY"},
		{"unknown stage", "stage: mask", "stage: hide", 4, "hide"},
		{"label in small letters", "label: X_NO", "label: x_no", 3, "x_no"},
		{"id unlike the file", "id: x-number", "id: y-number", 1, "y-number"},
		{"date", "since: 2026-11-24", "since: yesterday", 6, "since"},
		{"status", "status: draft", "status: good", 5, "good"},
		{"no reason for the rule", "why: Names one thing.\n", "", 1, "why or source"},
		{"unknown check", "near: [x number]", "near: [x number]\n  check: x-check", 12, "x-check"},
		{"unknown tail", "near: [x number]", "tail: x-tail", 11, "x-tail"},
		{"keep without tail", "near: [x number]", "keep: tail", 11, "keep"},
		{"window", "near: [x number]", "window: [1, 2, 3]", 11, "window"},
		{"context word in capitals", "near: [x number]", "near: [X Number]", 10, "X Number"},
		{"context word twice", "near: [x number]", "near: [x, x]", 10, "twice"},
		{"context word of four words", "near: [x number]", "near: [a b c d]", 10, "a b c d"},
		{"context word without a letter", "near: [x number]", "near: ['*']", 10, "*"},
		{"words without a place", "near: [x number]", "words: [a, b]", 9, "words"},
		{"a place without words", `\d{4}`, `\d{4}{words}`, 9, "words"},
		{"required without near", "near: [x number]", "required: true", 10, "context"},
		{"person without required", "near: [x number]", "near: [x number]\n  person: true", 11, "require context"},
		{"no score", "score: {alone: 80, near: 95}", "score: {near: 95}", 12, "score"},
		{"score above 100", "alone: 80", "alone: 101", 12, "0 to 100, not 101"},
		{"score far above 100", "alone: 80", "alone: 990", 12, "0 to 100, not 990"},
		{"score below 0", "near: 95", "near: -1", 12, "0 to 100, not -1"},
		{"score that no number holds", "near: 95", "near: 99999999999999999999", 12, "too large"},
		{"score of another kind", "alone: 80", "alone: high", 12, "a whole number belongs here"},
		{"list of another kind", "near: [x number]", "near: 7", 10, "a list belongs here"},
		{"keys of another kind", "score: {alone: 80, near: 95}", "score: 80", 12, "keys with values belong here"},
		{"window too wide", "near: [x number]", "near: [x number]\n  window: [300, 1]", 11, "0 to 255"},
		{"priority", "since:", "priority: 256\nsince:", 6, "0 to 255, not 256"},
		{"mark that does not end", "'an ⟦X-1234⟧'", "'an ⟦X-1234'", 15, "does not end"},
		{"hit without a mark", "'an ⟦X-1234⟧'", "'an X-1234'", 15, "nothing is marked"},
		{"miss with a mark", "'X-123'", "'⟦X-123⟧'", 20, "miss"},
		{"miss without a reason", "why: too short", "why: ''", 20, "reason"},
		{"too few misses", "    - {text: '1234', why: no letter}\n", "", 13, "5 misses"},
	} {
		data := strings.Replace(good, c.old, c.new, 1)
		if data == good {
			t.Fatalf("%s: nothing replaced", c.name)
		}
		_, err := rulefile.Parse("de/x-number.yaml", []byte(data))
		var e *rulefile.Error
		if !errors.As(err, &e) {
			t.Errorf("%s: got %v", c.name, err)
			continue
		}
		if strings.Contains(e.Reason, "unmarshal") || strings.Contains(e.Reason, "int") {
			t.Errorf("%s: the words of a library: %v", c.name, e)
		}
		if e.File != "de/x-number.yaml" || e.Line < c.line-1 || e.Line > c.line+1 || !strings.Contains(e.Reason, c.reason) || e.Next == "" {
			t.Errorf("%s: want line %d, %q; got %v", c.name, c.line, c.reason, e)
		}
	}
}

// TestLearnedRulesTakeWhatTheModelKnows and are not surer than it is.
func TestLearnedRulesTakeWhatTheModelKnows(t *testing.T) {
	learned := func(class, stage, match string) error {
		data := strings.NewReplacer("class: ID", "class: "+class, "stage: mask", "stage: "+stage, "score: {alone: 80, near: 95}", "score: {alone: 50}",
			"match:\n  pattern: '\\bX-\\d{4}\\b'\n  near: [x number]", "match:\n"+match).Replace(good)
		_, err := rulefile.Parse("de/x-number.yaml", []byte(data))
		return err
	}
	for _, c := range []struct{ class, stage, match, reason string }{
		{"PERSON", "mask", "  learned: true", ""},
		{"LOCATION", "count", "  learned: true", ""},
		{"ORG", "off", "  learned: true", ""},
		{"ORG", "mask", "  learned: true", "not sure enough"},
		{"LOCATION", "warn", "  learned: true", "not sure enough"},
		{"IBAN", "mask", "  learned: true", "knows nothing else"},
		{"PERSON", "mask", "  learned: true\n  pattern: x", "the model of names decides"},
	} {
		err := learned(c.class, c.stage, c.match)
		if c.reason == "" && err != nil || c.reason != "" && (err == nil || !strings.Contains(err.Error(), c.reason)) {
			t.Errorf("%s %s: got %v, want %q", c.class, c.stage, err, c.reason)
		}
	}
}

func TestLoadRefusesIdsThatAreTaken(t *testing.T) {
	tree := fstest.MapFS{
		"RETIRED":          {Data: []byte("# gone\nx-number # replaced by y\n")},
		"de/x-number.yaml": {Data: []byte(good)},
	}
	if _, err := rulefile.Load(tree); err == nil || !strings.Contains(err.Error(), "retired") {
		t.Errorf("a retired id was accepted: %v", err)
	}
	tree = fstest.MapFS{"de/x-number.yaml": {Data: []byte(good)}, "en/x-number.yaml": {Data: []byte(good)}}
	if _, err := rulefile.Load(tree); err == nil || !strings.Contains(err.Error(), "also stands in") {
		t.Errorf("an id that stands twice was accepted: %v", err)
	}
	if _, err := rulefile.Load(fstest.MapFS{}); err == nil {
		t.Error("an empty tree was accepted")
	}
}

func TestLoadRefusesAnotherEnding(t *testing.T) {
	for _, name := range []string{"de/y.yml", "de/y.YAML"} {
		_, err := rulefile.Load(fstest.MapFS{"de/x-number.yaml": {Data: []byte(good)}, name: {Data: []byte(good)}})
		var e *rulefile.Error
		if !errors.As(err, &e) || e.File != name || !strings.Contains(e.Next, "de/y.yaml") {
			t.Errorf("%s: got %v", name, err)
		}
	}
}

func TestAtNamesFileAndLineOfThePattern(t *testing.T) {
	set, err := rulefile.Load(fstest.MapFS{"de/x-number.yaml": {Data: []byte(good)}})
	if err != nil {
		t.Fatal(err)
	}
	if got := set.At("x-number", "no", "mend it").Error(); got != "de/x-number.yaml:10: no; mend it" {
		t.Error(got)
	}
}

func TestLoadReportsAllErrors(t *testing.T) {
	bad := strings.Replace(good, "class: ID", "class: NO", 1)
	_, err := rulefile.Load(fstest.MapFS{"a/x-number.yaml": {Data: []byte(bad)}, "b/x-number.yaml": {Data: []byte(bad)}})
	if err == nil || strings.Count(err.Error(), "class") < 2 {
		t.Errorf("got %v", err)
	}
}

func TestRunTellsWhatAnEngineDoesOtherwise(t *testing.T) {
	data := strings.Replace(good, "examples:\n", "examples:\n  todo:\n    - 'known gap ⟦X-9999⟧'\n", 1)
	f, err := rulefile.Parse("x-number.yaml", []byte(data))
	if err != nil {
		t.Fatal(err)
	}
	nothing := f.Run(func(string) []rulefile.Mark { return nil })
	if len(nothing) != 4 {
		t.Errorf("an engine that finds nothing fails %d of 4 hits", len(nothing))
	}
	first := f.Run(func(text string) []rulefile.Mark {
		i := strings.Index(text, "X-")
		if i < 0 || len(text) < i+6 {
			return nil
		}
		return []rulefile.Mark{{Start: i, End: i + 6, Rule: "x-number"}}
	})
	all := errors.Join(first...).Error()
	for _, want := range []string{"too long", "inside a word", "X-1237", "todo works now"} {
		if !strings.Contains(all, want) {
			t.Errorf("no failure mentions %q:\n%s", want, all)
		}
	}
	others := f.Run(func(text string) []rulefile.Mark { return []rulefile.Mark{{Start: 0, End: 1, Rule: "another"}} })
	if len(others) != 4 {
		t.Errorf("findings of another rule count: %d failures", len(others))
	}
}

func FuzzParse(f *testing.F) {
	f.Add([]byte(good))
	f.Fuzz(func(t *testing.T, data []byte) {
		file, err := rulefile.Parse("x-number.yaml", data)
		if err == nil && (file.Rule.ID != "x-number" || file.Rule.Pattern == "") {
			t.Errorf("accepted without id or pattern: %+v", file.Rule)
		}
	})
}
