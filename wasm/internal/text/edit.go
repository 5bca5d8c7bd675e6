package text

import (
	"slices"
	"unicode/utf8"
)

// Splice replaces b[i:j] by other bytes. It clears what it leaves behind, also when
// the result needs another array: nothing of a text stays in memory by accident.
func Splice(b []byte, i, j int, by []byte) []byte {
	n := len(b) + len(by) - (j - i)
	if n > cap(b) {
		c := make([]byte, n, n+n/4+64)
		copy(c, b[:i])
		copy(c[i:], by)
		copy(c[i+len(by):], b[j:])
		clear(b[:cap(b)])
		return c
	}
	before := len(b)
	b = b[:max(n, before)]
	copy(b[i+len(by):], b[j:before])
	copy(b[i:], by)
	clear(b[n:])
	return b[:n]
}

// room returns b without contents and with room for n bytes.
func room(b []byte, n int) []byte {
	if n <= cap(b) {
		return b[:0]
	}
	clear(b[:cap(b)])
	return make([]byte, 0, n+n/4)
}

// Change says that the bytes [At, Old) of a text became the bytes [At, Now).
// Before and behind, both texts are equal.
type Change struct{ At, Old, Now int }

// By is how far the change moves what lies behind it.
func (c Change) By() int { return c.Now - c.Old }

// around is how far from a change the plain form of a character may be another.
const around = utf8.UTFMax

// Edit brings the plain form up to date: c has turned the text that Of or Edit
// was last called with into src. It returns the plain form and how that has
// changed, and reads only what lies around the change.
func (n *Normal) Edit(src []byte, c Change) (plain []byte, changed Change) {
	lo, hi := max(0, c.At-around), min(len(src)-c.By(), c.Old+around)
	first := 0
	for first < len(n.edits) && n.edits[first].from+n.edits[first].took <= lo {
		first++
	}
	last := first
	for last < len(n.edits) && n.edits[last].from < hi {
		e := n.edits[last]
		lo, hi = min(lo, e.from), max(hi, e.from+e.took)
		last++
	}
	at, old := n.forth(lo, first), n.forth(hi, last)

	n.part, n.fresh = room(n.part, hi+c.By()-lo), n.fresh[:0] // no plain form is longer
	copied := lo
	for i := lo; i < hi+c.By(); {
		plain, from, took := "", i, 0
		if suspects[src[i]] {
			plain, from, took = plainForm(src, i)
		}
		if took == 0 {
			i++
			continue
		}
		n.part = append(n.part, src[copied:from]...)
		n.fresh = append(n.fresh, edit{at + len(n.part), len(plain), from, took})
		n.part = append(n.part, plain...)
		i = from + took
		copied = i
	}
	n.part = append(n.part, src[copied:hi+c.By()]...)
	changed = Change{at, old, at + len(n.part)}

	was := len(n.edits) > 0
	for k := last; k < len(n.edits); k++ {
		n.edits[k].at += changed.By()
		n.edits[k].from += c.By()
	}
	n.edits = slices.Replace(n.edits, first, last, n.fresh...)
	switch {
	case len(n.edits) == 0:
		return src, changed
	case was:
		n.buf = Splice(n.buf, at, old, n.part)
	default:
		n.buf = append(append(append(room(n.buf, len(src)), src[:lo]...), n.part...), src[hi+c.By():]...)
	}
	return n.buf, changed
}

// forth returns the place in the plain form of p, which lies behind the first k
// edits and before the others.
func (n *Normal) forth(p, k int) int {
	if k == 0 {
		return p
	}
	e := n.edits[k-1]
	return p - (e.from + e.took) + e.at + e.size
}
