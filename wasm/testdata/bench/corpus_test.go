package bench

import (
	"bytes"
	"testing"
	"unicode/utf8"
)

func TestCorpusIsEqualForEqualSeeds(t *testing.T) {
	a, b := Corpus(1, 20_000), Corpus(1, 20_000)
	if !bytes.Equal(a, b) {
		t.Error("two corpora of one seed differ")
	}
	if bytes.Equal(a, Corpus(2, 20_000)) {
		t.Error("two seeds give the same corpus")
	}
	if len(a) != 20_000 || !utf8.Valid(a) {
		t.Errorf("%d bytes, valid UTF-8: %v", len(a), utf8.Valid(a))
	}
}

func TestPromptHas508Characters(t *testing.T) {
	if n := utf8.RuneCount(Prompt); n != 508 {
		t.Errorf("%d characters", n)
	}
}
