package compile

import "unicode/utf8"

// byteRange is an inclusive range of bytes.
type byteRange struct{ lo, hi byte }

// sequence is the UTF-8 form of a range of runes: every combination of one byte
// out of each range is one rune.
type sequence []byteRange

// sequences splits a range of runes into sequences, in ascending order.
// Surrogates have no valid form and are left out.
func sequences(dst []sequence, lo, hi rune) []sequence {
	const surrogates, behind = 0xD800, 0xE000
	if lo < surrogates && hi >= surrogates {
		dst = sequences(dst, lo, surrogates-1)
		lo = surrogates
	}
	if lo >= surrogates && lo < behind {
		lo = behind
	}
	if lo > hi {
		return dst
	}
	for _, last := range []rune{0x7F, 0x7FF, 0xFFFF} {
		if lo <= last && hi > last {
			return sequences(sequences(dst, lo, last), last+1, hi)
		}
	}
	// Both ends have the same length now. Cut where a lower byte does not run
	// through its whole range.
	for bits := 6; bits < 6*utf8.RuneLen(lo); bits += 6 {
		low := rune(1)<<bits - 1
		if lo&^low == hi&^low {
			continue
		}
		if lo&low != 0 {
			return sequences(sequences(dst, lo, lo|low), lo|low+1, hi)
		}
		if hi&low != low {
			return sequences(sequences(dst, lo, hi&^low-1), hi&^low, hi)
		}
	}
	var first, last [utf8.UTFMax]byte
	n := utf8.EncodeRune(first[:], lo)
	utf8.EncodeRune(last[:], hi)
	s := make(sequence, n)
	for i := range s {
		s[i] = byteRange{first[i], last[i]}
	}
	return append(dst, s)
}
