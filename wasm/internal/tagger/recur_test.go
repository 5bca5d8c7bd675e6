package tagger

import (
	"slices"
	"testing"

	"deckname/wasm/model"
	"deckname/wasm/model/shipped"
)

// untrained is a tagger that has learned nothing.
func untrained() *Tagger {
	return New(&model.Model{
		Names:    model.NewLexicon(nil),
		Spelling: model.NewSpelling(),
		Weights:  model.NewWeights(6, func(int) uint64 { return model.ZeroRow }),
		Unit:     1,
	})
}

func TestPersonsAreFoundAgain(t *testing.T) {
	const o, b, in = model.None, model.BeginPerson, model.InPerson
	for name, c := range map[string]struct {
		text         string
		before, want []model.Label
	}{
		"as often a person as not":     {"Vossbeck kommt. Vossbeck geht.", []model.Label{b, o, o, o, o, o}, []model.Label{b, o, o, b, o, o}},
		"more often none":              {"Vossbeck Vossbeck Vossbeck", []model.Label{b, o, o}, []model.Label{b, o, o}},
		"behind another part":          {"Karin x Vossbeck x Karin Vossbeck", []model.Label{o, o, b, o, b, o}, []model.Label{b, o, b, o, b, in}},
		"two letters are too few":      {"Bo x Bo", []model.Label{b, o, o}, []model.Label{b, o, o}},
		"lower case is another word":   {"Mark x mark", []model.Label{b, o, o}, []model.Label{b, o, o}},
		"an organisation speaks up":    {"Oldigs Oldigs", []model.Label{b, model.BeginOrg}, []model.Label{b, model.BeginOrg}},
		"nothing found, nothing added": {"Oldigs Oldigs", []model.Label{o, o}, []model.Label{o, o}},
	} {
		tag := untrained()
		tag.reader.Open([]byte(c.text))
		if !tag.reader.Next() || tag.reader.Len() != len(c.before) {
			t.Fatalf("%s: %d tokens", name, tag.reader.Len())
		}
		copy(tag.labels, c.before)
		tag.recur(len(c.before))
		for i, y := range c.want {
			if tag.labels[i] != y {
				t.Errorf("%s: token %d has label %d, want %d", name, i, tag.labels[i], y)
			}
		}
	}
}

func TestTokens(t *testing.T) {
	for text, want := range map[string][]string{
		"Müller-Lüdenscheidt, geb. Vogel.":  {"Müller-Lüdenscheidt", ",", "geb.", "Vogel", "."},
		"Karin's Auto, Hans' Rad, O’Keefe":  {"Karin", "'", "s", "Auto", ",", "Hans", "'", "Rad", ",", "O’Keefe"},
		"J. R. Oldigs":                      {"J.", "R.", "Oldigs"},
		"Hauptstr. 5\r\n\n12345 Ort":        {"Hauptstr.", "5", "\r\n\n", "12345", "Ort"},
		"Mu\u0308ller\u00a0und M\u00adeier": {"Mu\u0308ller", "und", "M\u00adeier"},
		"a-1 -b- «x»":                       {"a", "-", "1", "-", "b", "-", "«", "x", "»"},
	} {
		s := scanner{text: []byte(text)}
		var got []string
		for k := (token{}); s.next(&k); {
			got = append(got, text[k.start:k.end])
		}
		if !slices.Equal(got, want) {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
}

func TestCandidates(t *testing.T) {
	r := NewReader(model.NewLexicon(map[uint32]model.Class{
		plain(t, "karin"): model.FirstDE, plain(t, "von"): model.Lower, plain(t, "bitte"): model.Lower, plain(t, "auto"): model.Common,
	}), model.NewSpelling())
	for name, c := range map[string]struct {
		text string
		want []string
	}{
		"capital":                         {"der Vossbeck kam", []string{"Vossbeck"}},
		"lower case with a known name":    {"ich bin karin vossbeck und", []string{"karin", "vossbeck", "und"}},
		"particle before a capital":       {"Karin von Oldigs, von dort", []string{"Karin", "von", "Oldigs"}},
		"words with digits":               {"Karin2 H2O", nil},
		"first word that is also small":   {"Bitte warten. Bitte! das Bitte", []string{"Bitte"}},
		"addresses, handles, file names":  {"Karin.Oldigs@x.example @Karin Karin_Oldigs.doc", nil},
		"name with something behind an @": {"Oldigs@x", []string{"Oldigs"}},
	} {
		r.Open([]byte(c.text))
		r.Next()
		var got []string
		for i := range r.Len() {
			if from, to := r.Run(i); from == i && to > i {
				start, end := r.Token(i)
				got = append(got, c.text[start:end])
			}
		}
		if !slices.Equal(got, c.want) {
			t.Errorf("%s: %q, want %q", name, got, c.want)
		}
	}
}

func plain(t *testing.T, w string) uint32 {
	t.Helper()
	h, ok := Plain(w)
	if !ok {
		t.Fatal(w)
	}
	return model.Key(h)
}

func TestTranscribedUmlautsAreTheSameWord(t *testing.T) {
	for _, pair := range [][2]string{{"Müller", "Mueller"}, {"GROß", "gross"}, {"Mu\u0308ller", "MUELLER"}, {"André", "Andre"}, {"Şükrü", "Suekrue"}} {
		if plain(t, pair[0]) != plain(t, pair[1]) {
			t.Errorf("%s is not %s", pair[0], pair[1])
		}
	}
	if plain(t, "Иван") == plain(t, "Петр") {
		t.Error("other scripts are all the same")
	}
}

func TestBlocksGiveWhatOneTextGives(t *testing.T) {
	r := NewReader(model.NewLexicon(nil), model.NewSpelling())
	line := []byte("Karin Vossbeck kam am Montag.\n")
	text := line
	for range 13 {
		text = append(text, text...)
	}
	r.Open(text)
	tokens, blocks := 0, 0
	for r.Next() {
		if r.Len() > block {
			t.Fatalf("block of %d tokens", r.Len())
		}
		if start, _ := r.Token(0); start%len(line) != 0 {
			t.Fatalf("block begins inside a line, at %d", start)
		}
		tokens += r.Len()
		blocks++
	}
	if tokens != 7<<13 || blocks < 2 {
		t.Errorf("%d tokens in %d blocks", tokens, blocks)
	}
}

// TestWhatIsNoPerson: storms, saints, companies and shops are called like persons.
func TestWhatIsNoPerson(t *testing.T) {
	m, err := model.Load(shipped.Names)
	if err != nil {
		t.Fatal(err)
	}
	tag := New(m)
	persons := func(text string) (found []string) {
		for _, s := range tag.Tag(nil, []byte(text), func(int) {}) {
			if s.Label == Person {
				found = append(found, text[s.Start:s.End])
			}
		}
		return found
	}
	for _, text := range []string{
		"Der Hurrikan Thomas zieht ab. Heute ist Thomas schwächer.",
		"Die Kirche Sankt Peter und Paul ist offen.",
		"Die Werbeagentur Thomas Weber gewinnt. Gegründet wurde Thomas Weber in Ulm.",
		"We met at Martin's Pizza and at Martin Smith Motors.",
		"Compare Morgan Stanley with Weber & Schulz.",
	} {
		if found := persons(text); len(found) > 0 {
			t.Errorf("%q: %q", text, found)
		}
	}
	if found := persons("Gestern hat Thomas Weber angerufen, danach Martin Smith."); len(found) != 2 {
		t.Errorf("persons: %q", found)
	}
}

// TestEqualWordsAgree: each occurrence moves half the way to the mean of all, and
// nothing is left for the next block.
func TestEqualWordsAgree(t *testing.T) {
	a := newAgree()
	ks := []token{{hash: 5}, {hash: 7}, {hash: 5}}
	words := []emission{{0, 100}, {0, 10}, {0, -20}}
	for range 2 {
		for i := range ks {
			a.add(ks, i)
		}
		got := append([]emission(nil), words...)
		a.spread(got)
		if got[0][1] != 75 || got[1][1] != 10 || got[2][1] != 5 || len(a.seen) != 0 {
			t.Errorf("got %v", got)
		}
	}
}
