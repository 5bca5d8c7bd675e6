package text

import "math/bits"

// high has the top bit of eight bytes, which ASCII does not have.
const high = 0x8080808080808080

// Eight reads the eight bytes at i as one number, the first the lowest.
func Eight(t []byte, i int) uint64 {
	b := t[i : i+8 : i+8]
	return uint64(b[0]) | uint64(b[1])<<8 | uint64(b[2])<<16 | uint64(b[3])<<24 |
		uint64(b[4])<<32 | uint64(b[5])<<40 | uint64(b[6])<<48 | uint64(b[7])<<56
}

// Units returns the length of t in UTF-16 units. Invalid bytes count as one unit
// each, which is what a lone surrogate becomes on its way in (U+FFFD: three bytes,
// one unit).
func Units(t []byte) int {
	n, i := len(t), 0
	for ; i+8 <= len(t); i += 8 {
		w := Eight(t, i)
		if w&high != 0 {
			// Continuation bytes (10……) add nothing, bytes from 0xF0 on two.
			n += bits.OnesCount64(w&(w<<1)&(w<<2)&(w<<3)&high) - bits.OnesCount64(w&^(w<<1)&high)
		}
	}
	for ; i < len(t); i++ {
		switch c := t[i]; {
		case c&0xC0 == 0x80:
			n--
		case c >= 0xF0:
			n++
		}
	}
	return n
}

// wordBytes are the bytes that may continue a word: ASCII letters and digits, and
// everything beyond ASCII.
var wordBytes = func() (set [256]bool) {
	for c := range set {
		b := byte(c)
		set[c] = b >= 0x80 || '0' <= b && b <= '9' || 'a' <= b && b <= 'z' || 'A' <= b && b <= 'Z'
	}
	return set
}()
