package wordlist

import (
	"unicode"
	"unicode/utf8"

	"deckname/wasm/internal/text"
)

// plain has what an ASCII byte adds to the normal form, 0 for what is in no word.
var plain = func() (table [utf8.RuneSelf]uint8) {
	for c := range table {
		switch b := uint8(c); {
		case 'A' <= b && b <= 'Z':
			table[c] = b + 'a' - 'A'
		case 'a' <= b && b <= 'z', '0' <= b && b <= '9':
			table[c] = b
		}
	}
	return table
}()

// latin has, from U+00C0 to U+017F, the two bytes that a letter becomes; a space
// is none. Signs among them (× ÷) stand between words.
const latin = "A A A A AeA AeC E E E E I I I I D N O O O O Oe  OeU U U UeY ThssA A A A AeA AeC E E E E I I I I D N O O O O Oe  OeU U U UeY ThY " +
	"A A A A A A C C C C C C C C D D D D E E E E E E E E E E G G G G G G G G H H H H I I I I I I I I I I IjIjJ J K K K L L L L L L L L L L N N N N N N N N N O O O O O O OeOeR R R R R R S S S S S S S S T T T T T T U U U U U U U U U U U U W W Y Y Y Z Z Z Z Z Z S "

const firstLatin, lastLatin = 0xC0, 0x17F

// letter returns the normal form of a character beyond ASCII in buf; nothing when
// it is in no word, and also for a mark on the letter before, which is in one.
func letter(buf *[utf8.UTFMax]byte, r rune) (normal []byte, word bool) {
	if r > lastLatin && r != 0x1E9E { // some signs are letters in another guise: K, Å
		r = unicode.ToLower(r)
	}
	if r < utf8.RuneSelf {
		buf[0] = plain[r]
		return buf[:1], plain[r] != 0
	}
	if r >= firstLatin && r <= lastLatin {
		n := 0
		for _, c := range []byte(latin[2*(r-firstLatin) : 2*(r-firstLatin)+2]) {
			if c != ' ' {
				buf[n] = plain[c]
				n++
			}
		}
		return buf[:n], n > 0
	}
	if r == 0x1E9E { // capital ß
		return append(buf[:0], 's', 's'), true
	}
	if 0x300 <= r && r <= 0x36F {
		return nil, true
	}
	if !text.InWord(r) {
		return nil, false
	}
	return utf8.AppendRune(buf[:0], r), true
}

// spell returns the normal form of a value and counts its words.
func spell(value string) (normal string, words int) {
	var form text.Normal
	t := form.Of([]byte(value), func(int) {})
	var b []byte
	inside := false
	for len(t) > 0 {
		var buf [utf8.UTFMax]byte
		part, word, n := buf[:1], false, 1
		if c := t[0]; c < utf8.RuneSelf {
			part[0], word = plain[c], plain[c] != 0
		} else {
			var r rune
			r, n = utf8.DecodeRune(t)
			part, word = letter(&buf, r)
		}
		if word {
			b = append(b, part...)
			if !inside {
				words++
			}
		}
		inside = word
		t = t[n:]
	}
	return string(b), words
}
