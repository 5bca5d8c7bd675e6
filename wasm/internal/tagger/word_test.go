package tagger

import (
	"strings"
	"testing"
)

// TestPlainWordsAreReadLikeAllWords: the short ways give what the long way gives.
func TestPlainWordsAreReadLikeAllWords(t *testing.T) {
	words := []string{"a", "A", "ab", "Ab", "abc", "Abcd", "abcde", "Hans", "Haus", "Hauses", "Abcdefgh", "abcdefghi", "donaudampfschiff", "s", "Sss", "Es"}
	for _, w := range words {
		for _, end := range []string{"", " ", ",", "\n", ")", "."} {
			if end != "." || len(w) > longestDotted {
				readAlike(t, w, end, (*scanner).plainWord)
			}
		}
	}
	for _, w := range []string{"0", "7", "12", "007", "1980", "04109", "1234567890"} {
		for _, end := range []string{"", " ", ",", "\n", ")", ".", "/"} {
			readAlike(t, w, end, (*scanner).plainNumber)
		}
	}
	for _, text := range []string{"AB", "a1", "a-b", "a'b", "str.", "Weststr.", "geb.", "Abcd.", "größe", "é", "1", "Abc\u0308"} {
		var k token
		if s := (scanner{text: []byte(text)}); s.plainWord(&k, 0) {
			t.Errorf("%q is plain", text)
		}
	}
	for _, text := range []string{"", "a", "1a", "12-x", "1'000", "1é", "1\u0308"} {
		var k token
		if s := (scanner{text: []byte(text)}); s.plainNumber(&k, 0) {
			t.Errorf("%q is plain", text)
		}
	}
	if s := (scanner{text: []byte(strings.Repeat("a", 100))}); !s.plainWord(&token{}, 0) {
		t.Error("a long word is not plain")
	}
}

// readAlike compares a short way with the long one, which a soft hyphen makes a word
// go.
func readAlike(t *testing.T, w, end string, read func(*scanner, *token, int) bool) {
	t.Helper()
	var short, long token
	s := scanner{text: []byte(w + end)}
	if !read(&s, &short, 0) || s.at != len(w) {
		t.Errorf("%q before %q is not plain", w, end)
	}
	s = scanner{text: []byte(w + "\u00ad" + end)}
	s.word(&long, 0)
	if long.end = short.end; short != long {
		t.Errorf("%q before %q: short %+v, long %+v", w, end, short, long)
	}
}
