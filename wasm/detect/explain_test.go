package detect_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"deckname/wasm/detect"
	"deckname/wasm/testdata/bench"
)

// said writes reasons as one line.
func said(reasons []detect.Reason) string {
	var b strings.Builder
	for i, r := range reasons {
		if i > 0 {
			b.WriteString(", ")
		}
		b.WriteString(r.Code.String())
		if r.Word != "" {
			b.WriteString(" " + r.Word)
		}
		if r.Score > 0 {
			b.WriteString(" scored")
		}
	}
	return b.String()
}

func TestExplainSaysWhy(t *testing.T) {
	d, _ := taught(t)
	for _, c := range []struct {
		name, text string // the finding stands between ⟦ and ⟧
		want       string
	}{
		{"pattern alone", "⟦erika.beispiel@example.org⟧", "pattern"},
		{"a passed check", "⟦DE89 3704 0044 0532 0130 00⟧", "pattern, check-passed"},
		{"a passed check and a word", "Ihre Steuer-ID lautet ⟦86 095 742 719⟧.", "pattern, check-passed, context steuer-id"},
		{"a failed check", "Steuer-ID: ⟦86 095 742 718⟧", "pattern, check-failed, context steuer-id"},
		{"a head", "Name;Geburtsdatum;Ort\nAnna Katharina Beispielhausen-Musterdorf von Quast;⟦12.03.1980⟧;Ulm\n", "pattern, check-passed, column geburtsdatum"},
		{"the model", "Gestern hat ⟦Katharina Vollbrecht⟧ den Entwurf geschickt.", "model scored"},
		{"a row", "Frau Weber, ⟦Mia Vogel⟧ und Tom Fuchs", "row"},
		{"again", "Herr Quastenberg kommt. Datei quastenberg_⟦Quastenberg⟧-7.docx", "again"},
	} {
		before, rest, _ := strings.Cut(c.text, "⟦")
		inside, after, _ := strings.Cut(rest, "⟧")
		text := []byte(before + inside + after)
		found := d.Find(nil, text, false)
		i := slices.IndexFunc(found, func(f detect.Finding) bool { return f.Start == len(before) && f.End == len(before)+len(inside) })
		if i < 0 {
			t.Errorf("%s: no such finding in %q, but %v", c.name, text, found)
			continue
		}
		if got := said(d.Explain(nil, text, false, found[i])); got != c.want {
			t.Errorf("%s: got %q, want %q", c.name, got, c.want)
		}
	}
}

// TestEveryFindingHasAReason explains all there is, and looks whether explaining
// leaves the detector as it was.
func TestEveryFindingHasAReason(t *testing.T) {
	d, _ := taught(t)
	text := bench.Corpus(5, 4_000)
	found := d.Find(nil, text, true)
	entries := map[string]bool{}
	for _, r := range d.Rules() {
		for _, w := range slices.Concat(r.Near, r.Avoid) {
			entries[w] = true
		}
	}
	for _, f := range found {
		reasons := d.Explain(nil, text, true, f)
		if len(reasons) == 0 {
			t.Errorf("%s at %d has no reason", d.Rules()[f.Rule].ID, f.Start)
		}
		for _, r := range reasons {
			if r.Word != "" && !entries[r.Word] {
				t.Errorf("%s at %d: a word that no rule has", d.Rules()[f.Rule].ID, f.Start)
			}
			if word := r.Code == detect.NearWord || r.Code == detect.AgainstWord || r.Code == detect.ColumnHead; word != (r.Word != "") {
				t.Errorf("%s at %d: reason %s has the word %q", d.Rules()[f.Rule].ID, f.Start, r.Code, r.Word)
			}
		}
	}
	if again := d.Find(nil, text, true); !slices.Equal(found, again) {
		t.Error("explaining changed what is found")
	}
}

func TestExplainOfNothing(t *testing.T) {
	d, _ := shipped(t)
	text := []byte("Bitte an erika.beispiel@example.org")
	f := d.Find(nil, text, false)[0]
	f.Start++
	if r := d.Explain(nil, text, false, f); len(r) != 0 {
		t.Errorf("a finding that is none has the reasons %s", said(r))
	}
	if r := fmt.Sprint(d.Explain(nil, nil, false, f)); r != "[]" {
		t.Errorf("no text gives %s", r)
	}
}
