// Package text prepares texts for matching and finds values again in them.
//
// People paste text with no-break spaces, soft hyphens, full-width digits,
// typographic dashes and decomposed umlauts. Rules are written for the plain
// forms. Normal makes a plain copy and keeps the way back, so that findings are
// always spans of the text as it was given; the text itself is never rewritten.
package text

import (
	"math/bits"
	"unicode/utf8"
)

// Normal holds the plain copy of one text and the map back to it. It is reused
// from text to text and then allocates nothing.
type Normal struct {
	buf   []byte
	edits []edit
	part  []byte // of Edit
	fresh []edit
}

// edit says that the plain bytes [at, at+size) stand for the given bytes
// [from, from+took) of the original.
type edit struct{ at, size, from, took int }

// suspects are the lead bytes of characters that may have a plain form.
var suspects = [256]bool{0xc2: true, 0xe2: true, 0xe3: true, 0xef: true, 0xcc: true, 0xca: true}

// nextSuspect returns the first suspect in [i, stop), or stop or more. It passes
// ASCII eight bytes at a time.
func nextSuspect(src []byte, i, stop int) int {
	for i+8 <= stop {
		w := Eight(src, i) & high
		if w == 0 {
			i += 8
			continue
		}
		i += bits.TrailingZeros64(w) / 8
		if suspects[src[i]] {
			return i
		}
		i++
	}
	for i < stop && !suspects[src[i]] {
		i++
	}
	return i
}

// piece is how many bytes are read between two reports of progress.
const piece = 64 << 10

// Of returns the plain form of src: src itself when it is plain already. It tells
// spend how many bytes it has read since it last did.
func (n *Normal) Of(src []byte, spend func(bytes int)) []byte {
	n.edits = n.edits[:0]
	copied := 0 // src[:copied] is in buf
	for i := 0; i < len(src); {
		start := i
		for stop := min(i+piece, len(src)); ; {
			if i = nextSuspect(src, i, stop); i >= stop {
				break
			}
			plain, from, took := plainForm(src, i)
			if took == 0 {
				i++
				continue
			}
			if copied == 0 {
				n.buf = n.buf[:0]
			}
			n.buf = append(n.buf, src[copied:from]...)
			n.edits = append(n.edits, edit{len(n.buf), len(plain), from, took})
			n.buf = append(n.buf, plain...)
			i = from + took
			copied = i
		}
		spend(i - start)
	}
	if len(n.edits) == 0 {
		return src
	}
	n.buf = append(n.buf, src[copied:]...)
	return n.buf
}

// Back returns the span of the original that a span of the plain form stands
// for. Characters that the plain form leaves out at either end stay outside.
func (n *Normal) Back(start, end int) (int, int) {
	if len(n.edits) == 0 {
		return start, end
	}
	return n.back(start, true), n.back(end, false)
}

func (n *Normal) back(p int, start bool) int {
	lo, hi := 0, len(n.edits) // the first edit that lies behind p
	for lo < hi {
		mid := (lo + hi) / 2
		e := n.edits[mid]
		if e.at+e.size < p || e.at+e.size == p && (start || e.size > 0) {
			lo = mid + 1
		} else {
			hi = mid
		}
	}
	if lo < len(n.edits) {
		if e := n.edits[lo]; e.at < p { // inside the stand-in of a longer character
			if start {
				return e.from
			}
			return e.from + e.took
		}
	}
	if lo == 0 {
		return p
	}
	e := n.edits[lo-1]
	return p - (e.at + e.size) + e.from + e.took
}

// Clear forgets the plain copy, which may hold personal data.
func (n *Normal) Clear() {
	clear(n.buf[:cap(n.buf)])
	clear(n.part[:cap(n.part)])
	n.edits = n.edits[:0]
}

// printable holds the ASCII characters from U+0020 on.
const printable = " !\"#$%&'()*+,-./0123456789:;<=>?@ABCDEFGHIJKLMNOPQRSTUVWXYZ[\\]^_`abcdefghijklmnopqrstuvwxyz{|}~"

func ascii(c rune) string { return printable[c-' ' : c-' '+1] }

// plainForm returns the plain form of the character at i: it replaces the took
// bytes from there (or, for a combining mark, from the letter before).
func plainForm(src []byte, i int) (plain string, from, took int) {
	r, n := utf8.DecodeRune(src[i:])
	switch {
	case r == utf8.RuneError:
		return "", i, 0
	case r == 0xa0, 0x2002 <= r && r <= 0x200a, r == 0x202f, r == 0x205f, r == 0x3000:
		return ascii(' '), i, n
	case r == 0xad, 0x200b <= r && r <= 0x200f, r == 0x2060, r == 0xfeff:
		return "", i, n
	case 0x2010 <= r && r <= 0x2013, r == 0x2212:
		return ascii('-'), i, n
	case r == 0x2018, r == 0x2019, r == 0x2bc:
		return ascii('\''), i, n
	case 0xff01 <= r && r <= 0xff5e:
		return ascii(r - 0xff01 + '!'), i, n
	case r == 0x308 && i > 0:
		if p := umlaut(src[i-1]); p != "" {
			return p, i - 1, n + 1
		}
	}
	return "", i, 0
}

func umlaut(c byte) string {
	switch c {
	case 'a':
		return "ä"
	case 'o':
		return "ö"
	case 'u':
		return "ü"
	case 'A':
		return "Ä"
	case 'O':
		return "Ö"
	case 'U':
		return "Ü"
	}
	return ""
}
