package compile

import (
	"math/rand/v2"
	"testing"
	"unicode/utf8"
)

func (s sequence) matches(b []byte) bool {
	if len(s) != len(b) {
		return false
	}
	for i, r := range s {
		if b[i] < r.lo || b[i] > r.hi {
			return false
		}
	}
	return true
}

// TestSequencesHoldTheirRunes looks at every border a range can have, and at
// random ones: each valid rune is in one sequence if it is in the range, and in
// none if it is not.
func TestSequencesHoldTheirRunes(t *testing.T) {
	borders := []rune{0, 0x41, 0x7F, 0x80, 0xBF, 0xC0, 0x7FF, 0x800, 0xFFF, 0x1000, 0xD7FF, 0xD800, 0xDFFF, 0xE000, 0xFFFF, 0x10000, 0x3FFFF, 0x40000, 0x10FFFF}
	r := rand.New(rand.NewPCG(1, 1))
	for range 20 {
		borders = append(borders, r.Int32N(0x3000), r.Int32N(utf8.MaxRune+1))
	}
	for _, lo := range borders {
		for _, hi := range borders {
			if lo > hi {
				continue
			}
			all := sequences(nil, lo, hi)
			for _, border := range borders {
				for c := max(border-1, 0); c <= min(border+1, utf8.MaxRune); c++ {
					if !utf8.ValidRune(c) {
						continue
					}
					n := 0
					for _, s := range all {
						if s.matches(utf8.AppendRune(nil, c)) {
							n++
						}
					}
					if in := lo <= c && c <= hi; in && n != 1 || !in && n != 0 {
						t.Fatalf("range %X to %X: rune %X is in %d sequences", lo, hi, c, n)
					}
				}
			}
		}
	}
}

// TestSequencesAreValidUTF8 makes sure that no sequence has an invalid form.
func TestSequencesAreValidUTF8(t *testing.T) {
	for _, s := range sequences(nil, 0, utf8.MaxRune) {
		low, high := make([]byte, len(s)), make([]byte, len(s))
		for i, r := range s {
			low[i], high[i] = r.lo, r.hi
		}
		if !utf8.Valid(low) || !utf8.Valid(high) || utf8.RuneCount(low) != 1 || utf8.RuneCount(high) != 1 {
			t.Errorf("%X to %X", low, high)
		}
	}
}
