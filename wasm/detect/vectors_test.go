package detect_test

import (
	"encoding/json"
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"deckname/wasm/detect"
	"deckname/wasm/rulefile"
)

var update = flag.Bool("update", false, "rewrite the golden file")

// marked puts ⟦…⟧ around findings, with what name says of each.
func marked(text string, found []detect.Finding, name func(detect.Finding) string) string {
	var b strings.Builder
	at := 0
	for _, f := range found {
		b.WriteString(text[at:f.Start] + rulefile.Open + name(f) + ":" + text[f.Start:f.End] + rulefile.Close)
		at = f.End
	}
	return b.String() + text[at:]
}

// unmarked takes ⟦NAME:…⟧ out of a text.
func unmarked(s string) string {
	var b strings.Builder
	for {
		before, rest, found := strings.Cut(s, rulefile.Open)
		b.WriteString(before)
		if !found {
			return b.String()
		}
		inner, after, _ := strings.Cut(rest, rulefile.Close)
		_, value, _ := strings.Cut(inner, ":")
		b.WriteString(value)
		s = after
	}
}

func TestVectors(t *testing.T) {
	byRules, _ := shipped(t)
	byModel, _ := taught(t)
	files, err := filepath.Glob("../testdata/vectors/detect/*.json")
	if err != nil || len(files) == 0 {
		t.Fatal("no vectors", err)
	}
	for _, name := range files {
		data, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		var file struct {
			Model bool // with the model of names
			Cases []struct{ Name, Text string }
		}
		if err := json.Unmarshal(data, &file); err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		d := byRules
		if file.Model {
			d = byModel
		}
		for _, c := range file.Cases {
			text := unmarked(c.Text)
			got := marked(text, d.Find(nil, []byte(text), false), func(f detect.Finding) string { return d.Rules()[f.Rule].Class.String() })
			if got != c.Text {
				t.Errorf("%s: %s\n got %q\nwant %q", filepath.Base(name), c.Name, got, c.Text)
			}
		}
	}
}

// TestGolden runs the whole engine, model of names included, over all rule examples: a change of one rule
// shows what it does to the texts of all others.
func TestGolden(t *testing.T) {
	const path = "../testdata/golden/examples.txt"
	d, set := taught(t)
	var b strings.Builder
	for _, f := range set {
		b.WriteString("# " + f.Rule.ID + "\n")
		for _, list := range [][]rulefile.Example{f.Hit, f.Miss, f.Todo} {
			for _, e := range list {
				text, _, err := rulefile.Unmark(e.Text)
				if err != nil {
					t.Fatal(err)
				}
				line := marked(text, d.Find(nil, []byte(text), true), func(f detect.Finding) string { return d.Rules()[f.Rule].ID })
				b.WriteString(strings.NewReplacer("\r", "␍", "\n", "␤", "\t", "␉").Replace(line) + "\n")
			}
		}
	}
	if *update {
		if err := os.WriteFile(path, []byte(b.String()), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	got, old := strings.Split(b.String(), "\n"), strings.Split(string(want), "\n")
	for i := range max(len(got), len(old)) {
		if i >= len(got) || i >= len(old) || got[i] != old[i] {
			t.Fatalf("line %d differs; if it is right, run go test ./wasm/detect -update and review the diff\n got %q\nwant %q", i+1, at(got, i), at(old, i))
		}
	}
}

func at(lines []string, i int) string {
	if i < len(lines) {
		return lines[i]
	}
	return ""
}
