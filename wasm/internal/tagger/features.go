package tagger

import "math/bits"

// Features is the number of features of a word.
const Features = 57

// Row of a feature: its value mixed with the number of its kind.
func row(kind, value uint32) uint32 {
	x := (value ^ kind*0x9E3779B1) * 0x85EBCA6B
	return x ^ x>>15
}

func pair(a, b uint32) uint32 {
	return (a*0xC2B2AE35 + bits.RotateLeft32(b, 16)) * 0x27D4EB2F
}

// Describe writes the features of token i. The lowest bits of each are the
// number of its row.
func (r *Reader) Describe(i int, f *[Features]uint32) {
	ks := r.tokens[i : i+2*pad+1 : i+2*pad+1]
	b, a, k, c, d := &ks[0], &ks[1], &ks[2], &ks[3], &ks[4]
	h, s, g := k.hash, k.shape, uint32(k.class)
	if k.flags&opens != 0 {
		s += 0x9000000
	}
	n := uint32(0)
	put := func(v uint32) {
		f[n] = row(n, v)
		n++
	}
	t := uint32(k.tail)
	ga, gc := uint32(a.class), uint32(c.class)
	suf3 := t & 0xFFFFFF
	// the word alone
	put(0)
	put(h)
	put(s)
	put(k.part)
	put(k.head >> 24)
	put(k.head >> 16)
	put(k.head >> 8)
	put(k.head)
	put(t & 0xFF)
	put(t & 0xFFFF)
	put(suf3)
	put(t)
	put(pair(uint32(k.tail>>32)&0xFF, t))
	put(pair(uint32(k.tail>>32)&0xFFFF, t))
	put(pair(suf3, s))
	put(g)
	put(pair(g, s))
	put(pair(g, t&0xFFFF))
	put(pair(g, suf3))
	put(pair(k.head>>8, suf3))
	// with its neighbours
	put(a.hash)
	put(b.hash)
	put(c.hash)
	put(d.hash)
	put(a.shape)
	put(c.shape)
	put(pair(a.shape, pair(s, c.shape)))
	put(uint32(a.tail & 0xFFFFFF))
	put(uint32(c.tail & 0xFFFFFF))
	put(pair(a.hash, s))
	put(pair(s, c.hash))
	put(pair(a.hash, g))
	put(pair(g, c.hash))
	put(pair(ga, g))
	put(pair(g, gc))
	put(pair(pair(ga, gc), pair(g, s)))
	put(pair(ga, s))
	put(pair(gc, s))
	put(pair(b.hash, s))
	put(pair(s, d.hash))
	put(pair(uint32(a.tail&0xFFFFFF), g))
	put(pair(uint32(c.tail&0xFFFFFF), g))
	put(pair(uint32(c.tail&0xFFFFFF), pair(s, gc)))
	put(pair(pair(a.shape, b.shape), s))
	put(pair(pair(c.shape, d.shape), s))
	put(k.spell)
	put(pair(k.spell, s))
	put(pair(k.spell, g))
	put(pair(k.spell, a.hash))
	put(pair(k.spell, c.hash))
	put(pair(k.spell, a.spell))
	put(pair(k.spell, c.spell))
	put(pair(pair(k.spell, g), pair(ga, gc)))
	put(pair(pair(uint32(b.class), ga), g))
	// in its line
	put(pair(uint32(k.line), s))
	put(pair(uint32(k.line), g))
	put(pair(uint32(k.line), k.spell))
}
