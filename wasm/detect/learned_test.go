package detect_test

import (
	"bytes"
	"slices"
	"testing"

	"deckname/wasm/compile"
	"deckname/wasm/detect"
	"deckname/wasm/internal/scan"
	"deckname/wasm/model"
	names "deckname/wasm/model/shipped"
	"deckname/wasm/pack"
	"deckname/wasm/rule"
	"deckname/wasm/testdata/bench"
)

// TestModelAddsToTheRules: what rules find stays, and persons come.
func TestModelAddsToTheRules(t *testing.T) {
	d, _ := taught(t)
	text := []byte("Gestern hat Katharina Vollbrecht geschrieben, IBAN DE89 3704 0044 0532 0130 00. Kann Vollbrecht das prüfen?")
	class := func(f detect.Finding) string { return d.Rules()[f.Rule].ID }
	want := "Gestern hat ⟦person-in-text:Katharina Vollbrecht⟧ geschrieben, IBAN ⟦iban:DE89 3704 0044 0532 0130 00⟧. Kann ⟦person-in-text:Vollbrecht⟧ das prüfen?"
	if got := marked(string(text), d.Find(nil, text, false), class); got != want {
		t.Errorf("got %q", got)
	}
	d.Learn(nil)
	if found := d.Find(nil, text, false); len(found) != 1 {
		t.Errorf("without a model: %d findings, want 1", len(found))
	}
}

// TestNamesOfRulesTakeInWhatTheModelAdds on either side: half a name beside a
// placeholder is a leak. Words that only stand before names stay outside.
func TestNamesOfRulesTakeInWhatTheModelAdds(t *testing.T) {
	m, err := model.Load(names.Names)
	if err != nil {
		t.Fatal(err)
	}
	set := []rule.Rule{
		{ID: "names", Class: rule.Person, Label: "PERSON", Stage: rule.Mask, Learned: true, Score: 50},
		{ID: "part", Class: rule.Person, Label: "PERSON", Stage: rule.Mask, Pattern: "Luise|Vollbrecht|Akte", Score: 90},
		{ID: "number", Class: rule.ID, Label: "ID", Stage: rule.Mask, Pattern: "Luise4711", Score: 90},
	}
	d := ruled(t, set)
	d.Learn(m)
	for _, want := range []string{
		"Gestern hat ⟦part:Katharina Vollbrecht⟧ geschrieben.",
		"Gestern hat ⟦part:Katharina Luise⟧ ⟦part:Vollbrecht⟧ geschrieben.",
		"Gestern hat ⟦part:Luise Kleinschmidt⟧ geschrieben.",
		"Gestern hat ⟦part:Katharina Luise Kleinschmidt⟧ geschrieben.",
	} {
		text := unmarked(want)
		if got := marked(text, d.Find(nil, []byte(text), false), func(f detect.Finding) string { return d.Rules()[f.Rule].ID }); got != want {
			t.Errorf("got %q, want %q", got, want)
		}
	}
	text := []byte("Gestern hat Katharina Vollbrecht geschrieben.")
	if got := said(d.Explain(nil, text, false, d.Find(nil, text, false)[0])); got != "pattern, model scored" {
		t.Errorf("half by a rule and half by the model: %q", got)
	}
}

// TestPlacesAndOrganisationsStandBeside what else is found, when all is asked for:
// they take nothing away from a person, not from one that is found again either.
func TestPlacesAndOrganisationsStandBeside(t *testing.T) {
	d, _ := taught(t)
	class := func(f detect.Finding) string { return d.Rules()[f.Rule].Class.String() }
	for _, c := range []struct{ all, masked string }{
		{
			"⟦PERSON:Katharina Vollbrecht⟧ ist von der ⟦ORG:Siemens AG⟧ nach ⟦LOCATION:Paris⟧ gegangen.",
			"⟦PERSON:Katharina Vollbrecht⟧ ist von der Siemens AG nach Paris gegangen.",
		}, {
			"Wir fliegen mit Frau ⟦PERSON:Paris⟧ nach ⟦PERSON:Paris⟧ und ⟦LOCATION:London⟧.",
			"Wir fliegen mit Frau ⟦PERSON:Paris⟧ nach ⟦PERSON:Paris⟧ und London.",
		}, {
			"Sie wohnt in der ⟦ADDRESS:Hauptstraße 5, 50667 Köln⟧, nicht in ⟦LOCATION:Bonn⟧.",
			"Sie wohnt in der ⟦ADDRESS:Hauptstraße 5, 50667 Köln⟧, nicht in Bonn.",
		},
	} {
		text := unmarked(c.all)
		if got := marked(text, d.Find(nil, []byte(text), true), class); got != c.all {
			t.Errorf("all: got %q, want %q", got, c.all)
		}
		if got := marked(text, d.Find(nil, []byte(text), false), class); got != c.masked {
			t.Errorf("masked: got %q, want %q", got, c.masked)
		}
		for _, f := range d.Find(nil, []byte(text), true) {
			if rule := d.Rules()[f.Rule]; rule.Learned && said(d.Explain(nil, []byte(text), true, f)) != "model scored" {
				t.Errorf("%s: no reason", rule.ID)
			}
		}
	}
}

// TestModelKeepsThePromises of the package: linear, sound, warm without
// allocation, the same with and without pauses, nothing kept.
func TestModelKeepsThePromises(t *testing.T) {
	d, _ := taught(t)
	text := bench.Corpus(5, 30_000)
	found := d.Find(nil, text, true)
	sound(t, d, text, found)
	if n := testing.AllocsPerRun(20, func() { found = d.Find(found[:0], text, true); d.Forget() }); n != 0 {
		t.Errorf("%v allocations per text", n)
	}
	want := slices.Clone(found)
	pauses := 0
	d.OnPause(func() { pauses++ })
	for range 10 {
		if got := d.Find(nil, text, true); !slices.Equal(got, want) {
			t.Fatal("pauses change what is found")
		}
	}
	d.OnPause(nil)
	if pauses < 5 {
		t.Errorf("%d pauses", pauses)
	}
	for _, unit := range []string{"Mia Vogel ", "Mia", "Mia-", "mia vogel ", "Mia, ", "A. ", "Müller GmbH ", "von ", "\xc3", "Herr Kunde "} {
		text := bytes.Repeat([]byte(unit), 1<<18/len(unit))
		sound(t, d, text, d.Find(nil, text, true))
	}
}

// TestModelNeedsALearnedRule: a pack decides whether the model has a say.
func TestModelNeedsALearnedRule(t *testing.T) {
	m, err := model.Load(names.Names)
	if err != nil {
		t.Fatal(err)
	}
	text := []byte("Gestern hat Katharina Vollbrecht geschrieben.")
	learned := rule.Rule{ID: "names", Class: rule.Person, Label: "PERSON", Stage: rule.Mask, Learned: true, Score: 50}
	counted := learned
	counted.Stage = rule.Count
	sure := learned
	sure.Score = 100
	for name, c := range map[string]struct {
		rules []rule.Rule
		all   bool
		want  int
	}{
		"no learned rule":          {nil, true, 0},
		"masks":                    {[]rule.Rule{learned}, false, 1},
		"counts, default policy":   {[]rule.Rule{counted}, false, 0},
		"counts, all":              {[]rule.Rule{counted}, true, 1},
		"from a score nobody gets": {[]rule.Rule{sure}, true, 0},
	} {
		data, err := compile.Pack(c.rules, 1, nil)
		if err != nil {
			t.Fatal(err)
		}
		p, err := pack.Load(data)
		if err != nil {
			t.Fatal(err)
		}
		if len(scan.New(p.Program).Scan(nil, text)) != 0 {
			t.Errorf("%s: a rule without pattern matches", name)
		}
		d, err := detect.New(p)
		if err != nil {
			t.Fatal(err)
		}
		d.Learn(m)
		if got := len(d.Find(nil, text, c.all)); got != c.want {
			t.Errorf("%s: %d findings, want %d", name, got, c.want)
		}
	}
}
