package mask_test

import (
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"deckname/wasm/compile"
	"deckname/wasm/detect"
	"deckname/wasm/mask"
	"deckname/wasm/pack"
	"deckname/wasm/rulefile"
	"deckname/wasm/rules"
	"deckname/wasm/testdata/bench"
)

// engine is detector and masking as detector.wasm puts them together.
type engine struct {
	*detect.Detector
	labels *mask.Labels
}

func newEngine(t testing.TB) *engine {
	t.Helper()
	set, err := rulefile.Load(rules.FS)
	if err != nil {
		t.Fatal(err)
	}
	data, err := compile.Pack(set.Rules(), 1, nil)
	if err != nil {
		t.Fatal(err)
	}
	p, err := pack.Load(data)
	if err != nil {
		t.Fatal(err)
	}
	d, err := detect.New(p)
	if err != nil {
		t.Fatal(err)
	}
	return &engine{d, mask.LabelsOf(d.Rules())}
}

func (e *engine) mask(table *mask.Table, text string) string {
	edits := table.Mask(nil, []byte(text), e.Find(nil, []byte(text), false), e.labels)
	return edited(text, edits, table.AppendText)
}

func unmasked(table *mask.Table, text string) string {
	return edited(text, table.Unmask(nil, []byte(text)), table.AppendOriginal)
}

func edited(text string, edits []mask.Edit, write func([]byte, *mask.Edit) []byte) string {
	var b []byte
	at := 0
	for i := range edits {
		b = write(append(b, text[at:edits[i].Start]...), &edits[i])
		at = edits[i].End
	}
	return string(append(b, text[at:]...))
}

func TestVectors(t *testing.T) {
	e := newEngine(t)
	files, err := filepath.Glob("../testdata/vectors/mask/*.json")
	if err != nil || len(files) == 0 {
		t.Fatal("no vectors", err)
	}
	for _, name := range files {
		data, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		var file struct {
			Cases []struct {
				Name  string
				Steps []struct{ Say, Sent, Answer, Shown string }
			}
		}
		if err := json.Unmarshal(data, &file); err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		for _, c := range file.Cases {
			table := &mask.Table{}
			for i, s := range c.Steps {
				if got := e.mask(table, s.Say); got != s.Sent {
					t.Errorf("%s, step %d: sent %q, want %q", c.Name, i+1, got, s.Sent)
				}
				if got := unmasked(table, s.Answer); got != s.Shown {
					t.Errorf("%s, step %d: shown %q, want %q", c.Name, i+1, got, s.Shown)
				}
				stored := table.Append(nil)
				table = &mask.Table{}
				if err := table.Load(stored); err != nil {
					t.Fatalf("%s, step %d: the stored table cannot be read", c.Name, i+1)
				}
			}
		}
	}
}

// TestWhatWasMaskedComesBack masks paragraphs of the corpus, each in a
// conversation of its own, and restores what a model would echo. Secrets are the
// one thing that does not come back, and variants of one value come back in their
// first spelling, which the corpus does not have.
func TestWhatWasMaskedComesBack(t *testing.T) {
	e := newEngine(t)
	secret := func(text string) bool {
		return slices.ContainsFunc(e.Find(nil, []byte(text), false), func(f detect.Finding) bool { return e.Rules()[f.Rule].Secret })
	}
	restored := 0
	for _, text := range strings.Split(string(bench.Corpus(11, 150_000)), "\n\n") {
		if secret(text) {
			continue
		}
		var table mask.Table
		sent := e.mask(&table, text)
		if got := unmasked(&table, sent); got != text {
			t.Fatalf("sent %q\nshown %q\nwant %q", sent, got, text)
		}
		if sent != text {
			restored++
		}
	}
	if restored < 100 {
		t.Errorf("only %d paragraphs had anything to mask", restored)
	}
}

// TestNothingThatWasFoundIsSent looks for the originals in what is sent.
func TestNothingThatWasFoundIsSent(t *testing.T) {
	e := newEngine(t)
	for _, text := range strings.Split(string(bench.Corpus(12, 60_000)), "\n\n") {
		var table mask.Table
		sent := e.mask(&table, text)
		for _, f := range e.Find(nil, []byte(text), false) {
			if original := text[f.Start:f.End]; len(original) > 5 && strings.Contains(sent, original) {
				t.Errorf("%q is sent in %q", original, sent)
			}
		}
	}
}
