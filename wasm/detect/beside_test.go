package detect_test

import (
	"slices"
	"testing"

	"deckname/wasm/detect"
	"deckname/wasm/rulefile"
	"deckname/wasm/testdata/bench"
)

// TestWhatIsCountedTakesNothingAway: what the default policy masks is masked when
// all classes are asked for, too, value by value.
func TestWhatIsCountedTakesNothingAway(t *testing.T) {
	d, set := taught(t)
	texts := [][]byte{
		bench.Corpus(7, 60_000),
		[]byte("Frau Weber, Anna Krebs und Tom Schwanger kommen."),
		[]byte("Gestern hat Julia Aids angerufen, am 3.5.2026 in 12:30 Uhr https://example.org/Anna Weber."),
	}
	for _, f := range set {
		for _, list := range [][]rulefile.Example{f.Hit, f.Miss} {
			for _, e := range list {
				text, _, err := rulefile.Unmark(e.Text)
				if err != nil {
					t.Fatal(err)
				}
				texts = append(texts, []byte(text))
			}
		}
	}
	more := 0
	for _, text := range texts {
		all := d.Find(nil, text, true)
		masked := d.Find(nil, text, false)
		for _, f := range masked {
			if !slices.Contains(all, f) {
				t.Errorf("%.60q: %s is masked by default and is not among all", text, d.Rules()[f.Rule].ID)
			}
		}
		more += len(all) - len(masked)
	}
	if more < 100 {
		t.Errorf("%d findings are only counted: the texts show nothing", more)
	}
}

// TestNamesBesideWordsOfHealth are found as a row, though each of them is a word of
// another rule.
func TestNamesBesideWordsOfHealth(t *testing.T) {
	d, _ := taught(t)
	const want = "Frau ⟦PERSON:Weber⟧, ⟦PERSON:Anna Krebs⟧ und ⟦PERSON:Tom Schwanger⟧ kommen."
	text := []byte(unmarked(want))
	if got := marked(string(text), d.Find(nil, text, true), func(f detect.Finding) string { return d.Rules()[f.Rule].Class.String() }); got != want {
		t.Errorf("got %q", got)
	}
}

// TestAPersonBesideSpeaks for words that need one, whoever found the person, and only
// in the window of their rule; in a text under edit it comes and goes with the person.
func TestAPersonBesideSpeaks(t *testing.T) {
	d, _ := taught(t)
	class := func(f detect.Finding) string { return d.Rules()[f.Rule].Label }
	for _, want := range []string{
		"Gestern sagte ⟦PERSON:Hanna Weber⟧, dass ⟦HEALTH:Diabetes⟧ behandelbar ist.",
		"⟦HEALTH:Diabetes⟧ hat ⟦PERSON:Hanna Weber⟧ schon lange.",
		"Was ist Diabetes?",
		"Gestern sagte ⟦PERSON:Hanna Weber⟧, dass alle kommen wollen, ohne Ausnahme und pünktlich, zur Tagung über Diabetes.",
		"Meine Kollegin ⟦PERSON:Anna Krebs⟧ ist da.",
	} {
		text := unmarked(want)
		if got := marked(text, d.Find(nil, []byte(text), true), class); got != want {
			t.Errorf("got %q, want %q", got, want)
		}
	}
	text := []byte("Gestern sagte Hanna Weber, dass Diabetes behandelbar ist.")
	if got := said(d.Explain(nil, text, true, d.Find(nil, text, true)[1])); got != "pattern, person" {
		t.Errorf("reasons: %q", got)
	}
	x := d.Open(true)
	x.Edit(0, 0, text)
	if n := len(x.Findings()); n != 2 {
		t.Errorf("draft: %d findings, want 2", n)
	}
	x.Edit(14, 25, []byte("man")) // instead of the name
	if n := len(x.Findings()); n != 0 {
		t.Errorf("draft without the person: %d findings, want none", n)
	}
	x.Edit(14, 17, []byte("Hanna Weber"))
	if n := len(x.Findings()); n != 2 {
		t.Errorf("draft with the person again: %d findings, want 2", n)
	}
}
