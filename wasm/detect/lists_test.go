package detect_test

import (
	"bytes"
	"strings"
	"testing"

	"deckname/wasm/compile"
	"deckname/wasm/detect"
	"deckname/wasm/rule"
	"deckname/wasm/rulefile"
	"deckname/wasm/rules"
	"deckname/wasm/wordlist"
)

// withLists makes a detector of the shipped rules and of company lists.
func withLists(t testing.TB, stage rule.Stage) *detect.Detector {
	t.Helper()
	set, err := rulefile.Load(rules.FS)
	if err != nil {
		t.Fatal(err)
	}
	lists, ok := wordlist.Make([wordlist.KeySize]byte{7}, [][]string{
		{"Dr. Oetker", "0800 330 1000", "49 800 330 1000", "info@kranich.example", "Tannhäuser", "Lohengrin-1848!"},
		{"Kranich", "Projekt Kranich", "Blaumeise 2", "Zilpzalp"},
		{"Anna Bergmann", "Cem Çelik"},
	})
	if !ok {
		t.Fatal("the lists are beyond the limits")
	}
	data, err := compile.PackLists(set.Rules(), 1, nil, []rule.Rule{
		{ID: "dictionary-project", Class: rule.ID, Label: "PROJECT", Stage: stage, Score: 100, Priority: 65},
		{ID: "dictionary-employee", Class: rule.Person, Label: "PERSON", Stage: stage, Score: 100, Priority: 40},
	}, lists)
	if err != nil {
		t.Fatal(err)
	}
	return loaded(t, data)
}

func TestLists(t *testing.T) {
	d := withLists(t, rule.Mask)
	for _, want := range []string{
		"Status von ⟦ID:Projekt Kranich⟧ und ⟦ID:blaumeise-2⟧",
		"Wo steht ⟦ID:Kranich⟧s Budget?",
		"Bitte ⟦PERSON:anna bergmann⟧ fragen",
		"Bitte Frau ⟦PERSON:Anna Bergmann⟧ fragen, ⟦PERSON:CEM CELIK⟧ auch",
		"Sehr geehrte Frau ⟦PERSON:Anna Bergmann-Schulz⟧,",
		"Mail an ⟦EMAIL:anna.bergmann@firma.example⟧",
		"Rezept von Dr. Oetker, Hotline 0800 3301000, +49 800 330-1000",
		"Rückruf unter ⟦PHONE:0800 3301001⟧",
		"Schreib an info@kranich.example und ⟦EMAIL:team@kranich.example⟧",
		"Herr Tannhäuser ist eine Oper, Herr ⟦PERSON:Wagner⟧ nicht",
		"Mein Passwort ist ⟦SECRET:Lohengrin-1848!⟧",
		"Soft\u00adhyphen: ⟦ID:Kra\u00adnich⟧",
	} {
		text := unmarked(want)
		got := marked(text, d.Find(nil, []byte(text), false), func(f detect.Finding) string { return d.Rules()[f.Rule].Class.String() })
		if got != want {
			t.Errorf("\n got %q\nwant %q", got, want)
		}
	}
}

func TestDictionaryHasAStage(t *testing.T) {
	text := []byte("Status von Projekt Kranich?")
	if found := withLists(t, rule.Off).Find(nil, text, true); len(found) != 0 {
		t.Errorf("stage off finds %v", found)
	}
	d := withLists(t, rule.Count)
	if masked, all := d.Find(nil, text, false), d.Find(nil, text, true); len(masked) != 0 || len(all) != 1 {
		t.Errorf("stage count: %d masked, %d found", len(masked), len(all))
	}
}

// Lists change no other finding, cost no allocation, and pause like the rest.
func TestListsKeepPromises(t *testing.T) {
	d, plain := withLists(t, rule.Mask), withLists(t, rule.Off)
	text := []byte(strings.Repeat("Frau Anna Bergmann, Projekt Kranich, IBAN DE89 3704 0044 0532 0130 00, Dr. Oetker. ", 300))
	found := d.Find(nil, text, true)
	if n := testing.AllocsPerRun(5, func() { found = d.Find(found[:0], text, true) }); n != 0 {
		t.Errorf("%v allocations", n)
	}
	without := plain.Find(nil, text, true)
	if len(found) != len(without)+300 {
		t.Errorf("%d findings with dictionaries, %d without", len(found), len(without))
	}
	sound(t, d, text, found)
	pauses := 0
	d.OnPause(func() { pauses++ })
	long := bytes.Repeat([]byte("projekt a b c d e f s "), 100_000)
	d.Find(nil, long, false)
	if pauses < len(long)/(128<<10) {
		t.Errorf("%d pauses", pauses)
	}
	for _, hostile := range []string{"Kranich ", "Dr. Oetker ", "Herr Dr. Oetker, ", "Blaumeise 2 "} {
		text := bytes.Repeat([]byte(hostile), 20_000)
		sound(t, d, text, d.Find(nil, text, true))
	}
}
