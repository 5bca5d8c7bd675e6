package tail

import (
	"unicode"
	"unicode/utf8"
)

// Kinds of ASCII bytes. One look into a table instead of comparisons: most of the
// time of a tail goes into asking what a byte is.
const (
	isDigit = 1 << iota
	isCapital
	isSmall
)

var kinds = func() (table [256]uint8) {
	for c := byte('0'); c <= '9'; c++ {
		table[c] = isDigit
	}
	for c := byte('A'); c <= 'Z'; c++ {
		table[c], table[c|0x20] = isCapital, isSmall
	}
	return table
}()

func digit(c byte) bool   { return c-'0' < 10 }
func capital(c byte) bool { return c-'A' < 26 }
func small(c byte) bool   { return c-'a' < 26 }
func alnum(c byte) bool   { return kinds[c] != 0 }
func space(c byte) bool   { return c == ' ' || c == '\t' }

func at(t []byte, i int) byte {
	if uint(i) >= uint(len(t)) {
		return 0
	}
	return t[i]
}

// letterAt returns the size of the letter at i, or 0.
func letterAt(t []byte, i int) int {
	if i >= len(t) {
		return 0
	}
	if c := t[i]; c < utf8.RuneSelf {
		if kinds[c]&(isCapital|isSmall) != 0 {
			return 1
		}
		return 0
	}
	return rareLetter(t, i)
}

// rareLetter is letterAt beyond ASCII.
func rareLetter(t []byte, i int) int {
	if t[i] == 0xC3 && i+1 < len(t) && t[i+1]&0xC0 == 0x80 { // À to ÿ
		if c := t[i+1]; c == 0x97 || c == 0xB7 { // × ÷
			return 0
		}
		return 2
	}
	r, n := utf8.DecodeRune(t[i:])
	if unicode.IsLetter(r) || combining(r) {
		return n
	}
	return 0
}

// combining reports whether r is an accent that belongs to the letter before it.
func combining(r rune) bool { return 0x300 <= r && r <= 0x36f }

// upperAt returns the size of the capital letter at i, or 0.
func upperAt(t []byte, i int) int {
	if i >= len(t) {
		return 0
	}
	if c := t[i]; c < utf8.RuneSelf {
		if capital(c) {
			return 1
		}
		return 0
	}
	return rareCapital(t, i)
}

// rareCapital is upperAt beyond ASCII.
func rareCapital(t []byte, i int) int {
	r, n := utf8.DecodeRune(t[i:])
	if unicode.IsUpper(r) || unicode.IsLetter(r) && !unicode.IsLower(r) {
		return n
	}
	return 0
}

// letterBefore returns the size of the letter that ends before i, or 0.
func letterBefore(t []byte, i int) int {
	if i <= 0 {
		return 0
	}
	if c := t[i-1]; c < utf8.RuneSelf {
		if kinds[c]&(isCapital|isSmall) != 0 {
			return 1
		}
		return 0
	}
	return rareLetterBefore(t, i)
}

// rareLetterBefore is letterBefore beyond ASCII.
func rareLetterBefore(t []byte, i int) int {
	r, n := utf8.DecodeLastRune(t[:i])
	if unicode.IsLetter(r) || combining(r) {
		return n
	}
	return 0
}

// wordEnd returns the end of the letters that begin at i, at most max bytes on.
func wordEnd(t []byte, i, max int) int {
	for stop := i + max; ; {
		if i = asciiEnd(t, i, stop); i >= stop || i >= len(t) || t[i] < utf8.RuneSelf {
			return i
		}
		n := rareLetter(t, i)
		if n == 0 {
			return i
		}
		i += n
	}
}

// asciiEnd passes ASCII letters from i up to stop.
func asciiEnd(t []byte, i, stop int) int {
	for stop = min(stop, len(t)); i < stop && kinds[t[i]]&(isCapital|isSmall) != 0; i++ {
	}
	return i
}

// wordStart returns the start of the letters that end before i.
func wordStart(t []byte, i, max int) int {
	for stop := i - max; i > stop; {
		n := letterBefore(t, i)
		if n == 0 {
			break
		}
		i -= n
	}
	return i
}

// skip passes the bytes of set from i on, at most max of them.
func skip(t []byte, i int, set string, max int) int {
	for stop := min(i+max, len(t)); i < stop && in(t[i], set); i++ {
	}
	return i
}

func in(c byte, set string) bool {
	for i := 0; i < len(set); i++ {
		if set[i] == c {
			return true
		}
	}
	return false
}

// lower is the lower-case form of an ASCII byte.
func lower(c byte) byte {
	if capital(c) {
		return c + 'a' - 'A'
	}
	return c
}

// hasFold reports whether t continues with s at i, ignoring the case of ASCII.
// s is in lower case.
func hasFold(t []byte, i int, s string) bool {
	if i < 0 || i+len(s) > len(t) {
		return false
	}
	for j := 0; j < len(s); j++ {
		if lower(t[i+j]) != s[j] {
			return false
		}
	}
	return true
}

// endsFold reports whether w ends in s, which is in lower case.
func endsFold(w []byte, s string) bool { return len(w) >= len(s) && hasFold(w, len(w)-len(s), s) }
