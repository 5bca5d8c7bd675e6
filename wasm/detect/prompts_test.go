package detect_test

import (
	"bufio"
	"compress/gzip"
	"encoding/json"
	"os"
	"path/filepath"
	"testing"
	"unicode/utf8"

	"deckname/wasm/eval"
	"deckname/wasm/rule"
)

// floors are what the engine must not fall below on the annotated prompts of this
// repository, in per cent: recall of anything, F1 of persons, and the share of
// near-misses that may be flagged.
var floors = map[string]struct{ recall, person, misses float64 }{
	"office_de":   {98, 97.5, 2},
	"office_en":   {98, 98, 1},
	"services_de": {96, 97, 1},
	"services_en": {94.5, 97, 2.5},
	"daily_de":    {95, 96, 1.5},
	"daily_en":    {93.5, 93, 2},
}

// TestQualityOnPrompts holds what `make eval` shows in full.
func TestQualityOnPrompts(t *testing.T) {
	d, _ := taught(t)
	for name, floor := range floors {
		result := eval.NewResult()
		for _, p := range prompts(t, name) {
			var spans []eval.Span
			for _, f := range d.Find(nil, []byte(p.Text), false) {
				spans = append(spans, eval.Span{Start: f.Start, End: f.End, Label: d.Rules()[f.Rule].Class.String()})
			}
			result.Add(&p, spans)
		}
		recall, person, misses := result.Rows[eval.Any].Recall(), result.Rows[rule.Person.String()].F1(), result.NearMissRate()
		if recall < floor.recall || person < floor.person || misses > floor.misses {
			t.Errorf("%s: recall %.2f, persons %.2f, near-misses %.2f; the floor is %v. `make eval ERRORS=all` shows the faults", name, recall, person, misses, floor)
		}
	}
}

// TestPromptsAreSound: spans lie on whole runes, have known classes, and do not
// overlap; near-misses lie beside them.
func TestPromptsAreSound(t *testing.T) {
	for name := range floors {
		for _, p := range prompts(t, name) {
			taken := make([]bool, len(p.Text))
			for _, s := range append(append([]eval.Span(nil), p.Spans...), p.Neg...) {
				if s.Start < 0 || s.End > len(p.Text) || s.Start >= s.End || !utf8.ValidString(p.Text[s.Start:s.End]) {
					t.Fatalf("%s: %d-%d is no part of the text", p.ID, s.Start, s.End)
				}
				if _, known := rule.ParseClass(s.Label); !known && s.Kind == "" {
					t.Errorf("%s: class %q", p.ID, s.Label)
				}
				for i := s.Start; i < s.End; i++ {
					if taken[i] {
						t.Fatalf("%s: two spans at %d", p.ID, i)
					}
					taken[i] = true
				}
			}
		}
	}
}

// prompts reads one file of wasm/testdata/prompts.
func prompts(t *testing.T, name string) []eval.Document {
	t.Helper()
	f, err := os.Open(filepath.Join("..", "testdata", "prompts", name+".jsonl.gz"))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	z, err := gzip.NewReader(f)
	if err != nil {
		t.Fatal(err)
	}
	var all []eval.Document
	lines := bufio.NewScanner(z)
	lines.Buffer(nil, 1<<20)
	for lines.Scan() {
		var d eval.Document
		if err := json.Unmarshal(lines.Bytes(), &d); err != nil {
			t.Fatal(err)
		}
		all = append(all, d)
	}
	if err := lines.Err(); err != nil || len(all) != 600 {
		t.Fatalf("%s: %d prompts, %v", name, len(all), err)
	}
	return all
}
