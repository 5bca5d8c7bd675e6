package main

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"deckname/wasm/eval"
)

// results of one engine and one peer on one text that holds two persons.
func results(t *testing.T, found int) ([]scored, []string) {
	t.Helper()
	d := eval.Document{Text: "Anna Bert", Spans: []eval.Span{{Start: 0, End: 4, Label: "PERSON"}, {Start: 5, End: 9, Label: "PERSON"}}}
	ours, peer := eval.NewResult(), eval.NewResult()
	ours.Add(&d, d.Spans[:found])
	peer.Add(&d, nil)
	return []scored{{"prompts_de", 1, map[string]*eval.Result{"shipped": ours, "compromise": peer}}}, []string{"shipped", "compromise"}
}

func TestNamesOfFiguresAreStable(t *testing.T) {
	got := map[string]float64{}
	for _, f := range rowsOf(results(t, 1)) {
		if f.Runtime != "node" || f.Unit != "%" {
			t.Errorf("%+v", f)
		}
		got[f.Name] = f.Value
	}
	for name, want := range map[string]float64{
		"f1_person_prompts_de": 66.67, "precision_person_prompts_de": 100, "recall_person_prompts_de": 50, "f2_person_prompts_de": 55.56,
		"f1_any_prompts_de": 66.67, "leak_rate_prompts_de": 50, "leaked_bytes_prompts_de": 50, "f1_person_prompts_de_compromise": 0,
	} {
		if v, ok := got[name]; !ok || v != want {
			t.Errorf("%s = %v (%v), want %v", name, v, ok, want)
		}
	}
}

func TestAClassThatFallsIsNamed(t *testing.T) {
	last := []figure{
		{"f1_person_prompts_de", "node", 95, "%"}, {"f1_iban_prompts_de", "node", 99.5, "%"}, {"f1_card_prompts_de", "node", 90, "%"},
		{"f1_person_prompts_de_compromise", "node", 80, "%"}, {"recall_person_prompts_de", "node", 99, "%"},
		{"near_misses_prompts_de", "node", 0, "%"}, {"near_misses_prompts_de_compromise", "node", 0, "%"},
		{"leak_rate_prompts_de", "node", 2, "%"}, {"leak_rate_prompts_en", "node", 2, "%"},
	}
	now := []figure{
		{"f1_person_prompts_de", "node", 93.9, "%"}, {"f1_iban_prompts_de", "node", 98.5, "%"}, {"near_misses_prompts_de", "node", 1.2, "%"},
		{"leak_rate_prompts_de", "node", 3, "%"}, {"leak_rate_prompts_en", "node", 0, "%"},
	}
	want := []string{"f1_person_prompts_de went from 95.00 to 93.90", "f1_card_prompts_de is not measured any more",
		"near_misses_prompts_de went from 0.00 to 1.20"}
	if got := worse(last, now); !slices.Equal(got, want) {
		t.Errorf("got %q", got)
	}
	if got := worse(nil, now); got != nil {
		t.Errorf("without a record: %q", got)
	}
}

func TestTheNewestRecordCounts(t *testing.T) {
	folder := t.TempDir()
	if _, _, err := lastRecord(folder); err != nil {
		t.Fatal(err)
	}
	for day := 1; day <= 12; day += 11 {
		if _, err := writeRecord(folder, time.Date(2026, 1, day, 0, 0, 0, 0, time.UTC), []figure{{"f1_any_x", "node", float64(day), "%"}}); err != nil {
			t.Fatal(err)
		}
	}
	figures, path, err := lastRecord(folder)
	if err != nil || filepath.Base(path) != "2026-01-12.jsonl" || len(figures) != 1 || figures[0].Value != 12 {
		t.Errorf("%v %s %v", figures, path, err)
	}
	if err := os.WriteFile(path, []byte("{\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, _, err := lastRecord(folder); err == nil {
		t.Error("a broken record is taken")
	}
}

func TestWithoutDataNothingFails(t *testing.T) {
	if err := run(options{data: filepath.Join(t.TempDir(), "absent"), ours: "shipped"}); err != nil {
		t.Error(err)
	}
}

// TestTheTableSaysWhatIsMissed: a figure on the wrong side of its aim, one of two
// languages too.
func TestTheTableSaysWhatIsMissed(t *testing.T) {
	var b strings.Builder
	printTargets(&b, []figure{
		{"f1_person_prompts_de", "node", 95, "%"}, {"f1_person_prompts_en", "node", 94.9, "%"}, {"f1_person_prompts_de_compromise", "node", 76.8, "%"},
		{"f1_phone_prompts_de", "node", 95, "%"}, {"f1_phone_prompts_en", "node", 99, "%"},
		{"near_misses_prompts_de", "node", 1, "%"}, {"near_misses_prompts_en", "node", 0, "%"},
		{modelSize, "file", 1000.5, "kB"},
	}, []string{"compromise"})
	var rows []string
	for line := range strings.Lines(b.String()) {
		if strings.HasPrefix(line, "| ") {
			rows = append(rows, strings.TrimSpace(line))
		}
	}
	want := []string{
		"| class (F1, unless it says otherwise) | ours | target | compromise |",
		"| phone in prompts | 95.0 / 99.0 | ≥ 95 | – |",
		"| person in prompts | 95.0 / 94.9 **missed** | ≥ 95 | 76.8 / – |",
		"| near-misses flagged in prompts, % | 1.0 / 0.0 | ≤ 1 | – |",
		"| model and dictionaries, gzip | 1000.5 kB **missed** | ≤ 1000 kB | – |",
	}
	if !slices.Equal(rows, want) {
		t.Errorf("got\n%s", strings.Join(rows, "\n"))
	}
}
