package main

import (
	"io"
	"testing"

	"deckname/wasm/internal/tagger"
	"deckname/wasm/model"
)

func TestOwnListsAreKnown(t *testing.T) {
	words, err := readVocabulary(data(t))
	if err != nil {
		t.Fatal(err)
	}
	for w, want := range map[string]model.Class{
		"Katy": model.FirstEN, "Fatoumata": model.FirstDE, "Garrett": model.Surname, "O'Malley": model.Surname, "Muskeln": model.Common,
	} {
		if h, ok := tagger.Plain(w); !ok || words.classes[h]&want == 0 {
			t.Errorf("%s is no %d", w, want)
		}
	}
}

func TestCorporaCountByTheirWeight(t *testing.T) {
	docs, _, err := readCorpora(data(t), hold{}, io.Discard)
	if err != nil {
		t.Fatal(err)
	}
	words, err := readVocabulary(data(t))
	if err != nil {
		t.Fatal(err)
	}
	m := &model.Model{Names: words.lexicon(), Spelling: model.NewSpelling()}
	for _, r := range examples(docs, 0, words, m, random(1)) { // with copies
		want := float32(1)
		if name := corpora[r.document/2]; name == "germeval14" || name == "smartdata" {
			want = 2
		}
		if r.weight != want {
			t.Errorf("a run of %s weighs %v", corpora[r.document/2], r.weight)
		}
	}
}
