package text

import (
	"bytes"
	"math/rand/v2"
	"slices"
	"testing"
)

func TestIndexFollowsEdits(t *testing.T) {
	r := rand.New(rand.NewPCG(31, 32))
	for range 20 {
		var x Index
		var text []byte
		for k := range 60 {
			at := r.IntN(len(text) + 1)
			old := min(len(text), at+r.IntN(2)*r.IntN(1500))
			by := pieces(r, r.IntN(1200))
			if k > 30 {
				by = pieces(r, r.IntN(3))
			}
			text = slices.Concat(text[:at], by, text[old:])
			x.Edit(text, Change{at, old, at + len(by)})
			sum := 0
			for _, c := range x.chunks {
				sum += int(c.bytes)
			}
			if most := 2*len(text)/chunkSize + 2 + k; sum != len(text) || len(x.chunks) > most {
				t.Fatalf("%d chunks of %d bytes for %d", len(x.chunks), sum, len(text))
			}
			for range 20 {
				p := r.IntN(len(text) + 1)
				if got, want := x.Units(text, p), Units(text[:p]); got != want {
					t.Fatalf("byte %d is unit %d, not %d", p, want, got)
				}
			}
		}
	}
}

func TestIndexFindsTheByteOfAUnit(t *testing.T) {
	text := bytes.Repeat([]byte("aä€😀."), 700)
	var x Index
	x.Edit(text, Change{0, 0, len(text)})
	unit := 0
	for at, c := range string(text) {
		if got := x.Bytes(text, unit); got != at {
			t.Fatalf("unit %d is byte %d, not %d", unit, at, got)
		}
		unit++
		if c > 0xFFFF { // the middle of a pair is its start
			if got := x.Bytes(text, unit); got != at {
				t.Fatalf("unit %d is byte %d, not %d", unit, at, got)
			}
			unit++
		}
	}
	if x.Bytes(text, unit) != len(text) || x.Bytes(text, unit+5) != len(text) {
		t.Error("the end is not the end")
	}
}
