package tagger

import (
	"unicode/utf8"

	"deckname/wasm/model"
)

// Grams appends the groups of three, four and five letters of a word, borders
// included, as numbers of rows.
func Grams(dst []uint32, w []byte) []uint32 {
	g := uint64('^')
	length := 0
	for i := 0; i <= len(w) && length < maxLetters; length++ {
		b, n := uint64('$'), 1
		if i < len(w) {
			if c := w[i]; c < utf8.RuneSelf {
				b = uint64(c)
				if kinds[c] == upper {
					b += 'a' - 'A'
				}
			} else {
				var r rune
				r, n = utf8.DecodeRune(w[i:])
				r, _ = upperCase(r)
				b = uint64(r & 0xFF)
			}
		}
		i += n
		g = g<<8 | b
		if length >= 1 {
			dst = append(dst, row(1, uint32(g)&0xFFFFFF))
		}
		if length >= 2 {
			dst = append(dst, row(2, uint32(g)))
		}
		if length >= 3 {
			dst = append(dst, row(3, pair(uint32(g>>32)&0xFF, uint32(g))))
		}
	}
	return dst
}

// maxLetters is how much of a word is looked at.
const maxLetters = 40

// spelled describes a word by its letters: for each sort how far behind the
// likeliest it is, in four steps.
func (r *Reader) spelled(k *token) uint32 {
	r.grams = Grams(r.grams[:0], r.scan.text[k.start:k.end])
	sum := r.spelling.Sum(r.grams)
	top := max(sum[0], sum[1], sum[2], sum[3])
	n := uint32(1)
	for _, x := range sum {
		n *= 4
		switch x -= top; {
		case x > -model.SpellingUnit/2:
			n += 3
		case x > -model.SpellingUnit*3/2:
			n += 2
		case x > -model.SpellingUnit*3:
			n++
		}
	}
	return n
}
