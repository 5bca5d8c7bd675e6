package detect

import (
	"math/rand/v2"
	"testing"
)

// TestCoveredBytesAreCounted compares with one mark per byte.
func TestCoveredBytesAreCounted(t *testing.T) {
	r := rand.New(rand.NewPCG(7, 9))
	for range 200 {
		const size = 200
		o := overlap{covered: make([]uint64, size/64+1)}
		var marks [size]bool
		for range 4 {
			s := r.IntN(size) - 20
			e := min(s+r.IntN(90), size)
			o.cover(s, e)
			for k := max(s, 0); k < e; k++ {
				marks[k] = true
			}
		}
		s := r.IntN(size)
		e := s + r.IntN(size-s)
		want := 0
		for _, m := range marks[s:e] {
			if m {
				want++
			}
		}
		if got := o.won(s, e); got != want {
			t.Fatalf("[%d, %d): %d bytes, want %d", s, e, got, want)
		}
	}
}
