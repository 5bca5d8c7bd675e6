package text

import (
	"math/rand/v2"
	"slices"
	"testing"
)

// odd are pieces of texts with and without a plain form of their own.
var odd = []string{"a", "u", "O", " ", "x1", "\u0308", "\u00a0", "\u00ad", "\u200b", "１", "–", "’", "ä", "€", "😀", "\xc2", "\xe2\x80", "\x8b", "\xad", "\n"}

func pieces(r *rand.Rand, n int) (text []byte) {
	for range n {
		text = append(text, odd[r.IntN(len(odd))]...)
	}
	return text
}

func TestEditEqualsOf(t *testing.T) {
	r := rand.New(rand.NewPCG(21, 22))
	none := func(int) {}
	for range 400 {
		var n Normal
		src := pieces(r, r.IntN(30))
		plain := slices.Clone(n.Of(src, none))
		for range 20 {
			at := r.IntN(len(src) + 1)
			old := min(len(src), at+r.IntN(3)*r.IntN(6))
			by := pieces(r, r.IntN(3)*r.IntN(4))
			next := slices.Concat(src[:at], by, src[old:])
			got, c := n.Edit(next, Change{at, old, at + len(by)})
			var full Normal
			want := full.Of(next, none)
			if !slices.Equal(got, want) || !slices.Equal(n.edits, full.edits) {
				t.Fatalf("%q became %q\n got %q %v\nwant %q %v", src, next, got, n.edits, want, full.edits)
			}
			if rest := plain[c.Old:]; !slices.Equal(plain[:c.At], got[:c.At]) || !slices.Equal(rest, got[c.Now:]) {
				t.Fatalf("%q became %q and not by %v", plain, got, c)
			}
			src, plain = next, slices.Clone(got)
		}
	}
}

func TestSpliceLeavesNothingBehind(t *testing.T) {
	r := rand.New(rand.NewPCG(23, 24))
	var b []byte
	for range 2000 {
		before := b
		i := r.IntN(len(b) + 1)
		j := min(len(b), i+r.IntN(9))
		by := pieces(r, r.IntN(3)*r.IntN(5))
		want := slices.Concat(b[:i], by, b[j:])
		b = Splice(b, i, j, by)
		if !slices.Equal(b, want) {
			t.Fatalf("got %q, want %q", b, want)
		}
		used := func(c byte) bool { return c != 0 }
		if cap(before) > 0 && cap(b) != cap(before) && slices.ContainsFunc(before[:cap(before)], used) || slices.ContainsFunc(b[len(b):cap(b)], used) {
			t.Fatalf("bytes are left of %q", before)
		}
		if len(b) > 300 {
			b = Splice(b, 0, 250, nil)
		}
	}
}
