package text

import (
	"unicode"
	"unicode/utf8"
)

// InWord reports whether r continues a word: a letter, digit or combining mark.
func InWord(r rune) bool {
	if r < utf8.RuneSelf {
		return '0' <= r && r <= '9' || 'a' <= r && r <= 'z' || 'A' <= r && r <= 'Z'
	}
	return unicode.IsLetter(r) || unicode.IsDigit(r) || 0x300 <= r && r <= 0x36f
}

// CutsLeft reports whether a span that starts at i would cut a word. RE2's \b
// knows only ASCII: this is the same question for every script.
func CutsLeft(t []byte, i int) bool {
	if i <= 0 || i >= len(t) || !wordBytes[t[i-1]] || !wordBytes[t[i]] {
		return false
	}
	return t[i-1]|t[i] < utf8.RuneSelf || inWords(t, i)
}

// inWords is CutsLeft where not both sides are ASCII.
func inWords(t []byte, i int) bool {
	a, _ := utf8.DecodeLastRune(t[:i])
	b, _ := utf8.DecodeRune(t[i:])
	return InWord(a) && InWord(b)
}

// CutsRight reports whether a span that ends at i would cut a word.
func CutsRight(t []byte, i int) bool { return CutsLeft(t, i) }
