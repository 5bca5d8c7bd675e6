package tagger

import (
	"strings"
	"testing"
)

// TestPlainWordsAreReadLikeAllWords: the short way gives what the long way gives.
func TestPlainWordsAreReadLikeAllWords(t *testing.T) {
	for _, w := range []string{"a", "A", "ab", "Ab", "abc", "Abcd", "abcde", "Hans", "Haus", "Hauses", "Abcdefgh", "abcdefghi", "donaudampfschiff", "s", "Sss", "Es"} {
		for _, end := range []string{"", " ", ",", "\n", ")"} {
			text := []byte(w + end)
			var short, long token
			s := scanner{text: text}
			if !s.plainWord(&short, 0) {
				t.Errorf("%q is not plain", text)
			}
			// A hyphen between letters and a soft one send a word the long way.
			s = scanner{text: []byte(w + "\u00ad" + end)}
			s.word(&long, 0)
			long.end = short.end
			if short != long {
				t.Errorf("%q: short %+v, long %+v", text, short, long)
			}
		}
	}
	for _, text := range []string{"AB", "a1", "a-b", "a'b", "str.", "größe", "é", "1", "Abc\u0308"} {
		var k token
		if s := (scanner{text: []byte(text)}); s.plainWord(&k, 0) {
			t.Errorf("%q is plain", text)
		}
	}
	if s := (scanner{text: []byte(strings.Repeat("a", 100))}); !s.plainWord(&token{}, 0) {
		t.Error("a long word is not plain")
	}
}
