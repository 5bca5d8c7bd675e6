package tagger

import "math/bits"

// Features is the number of features of a word, Alone the number of those that
// do not depend on its neighbours. They come first.
const (
	Alone    = 21
	Features = 54
)

// row mixes the value of a feature with the number of its kind.
func row(kind int, value uint32) uint32 {
	x := (value ^ uint32(kind)*0x9E3779B1) * 0x85EBCA6B
	return x ^ x>>15
}

func pair(a, b uint32) uint32 {
	return (a*0xC2B2AE35 + bits.RotateLeft32(b, 16)) * 0x27D4EB2F
}

// form is the shape of a word, which is another one at the start of a sentence.
func (k *token) form() uint32 {
	if k.flags&opens != 0 {
		return k.shape + 0x9000000
	}
	return k.shape
}

// Describe writes all features of token i. The lowest bits of each are the
// number of its row.
func (r *Reader) Describe(i int, f *[Features]uint32) {
	r.describeAlone(i, f)
	r.describeContext(i, f)
}

func (r *Reader) describeAlone(i int, f *[Features]uint32) {
	k := &r.tokens[i+pad]
	s, g, t := k.form(), uint32(k.class), uint32(k.tail)
	n := 0
	put := func(v uint32) {
		f[n] = row(n, v)
		n++
	}
	put(0)
	put(k.hash)
	put(s)
	put(k.part)
	put(k.head >> 24)
	put(k.head >> 16)
	put(k.head >> 8)
	put(k.head)
	put(t & 0xFF)
	put(t & 0xFFFF)
	put(t & 0xFFFFFF)
	put(t)
	put(pair(uint32(k.tail>>32)&0xFF, t))
	put(pair(t&0xFFFFFF, s))
	put(g)
	put(pair(g, s))
	put(pair(g, t&0xFFFF))
	put(pair(g, t&0xFFFFFF))
	put(k.spell)
	put(pair(k.spell, s))
	put(pair(k.spell, g))
}

func (r *Reader) describeContext(i int, f *[Features]uint32) {
	ks := r.tokens[i : i+2*pad+1 : i+2*pad+1]
	b, a, k, c, d := &ks[0], &ks[1], &ks[2], &ks[3], &ks[4]
	s, g := k.form(), uint32(k.class)
	ga, gc := uint32(a.class), uint32(c.class)
	sufA, sufC := uint32(a.tail&0xFFFFFF), uint32(c.tail&0xFFFFFF)
	n := Alone
	put := func(v uint32) {
		f[n] = row(n, v)
		n++
	}
	put(a.hash)
	put(b.hash)
	put(c.hash)
	put(d.hash)
	put(a.shape)
	put(c.shape)
	put(pair(a.shape, pair(s, c.shape)))
	put(sufA)
	put(sufC)
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
	put(pair(sufA, g))
	put(pair(sufC, g))
	put(pair(sufC, pair(s, gc)))
	put(pair(pair(a.shape, b.shape), s))
	put(pair(pair(c.shape, d.shape), s))
	put(pair(k.spell, a.hash))
	put(pair(k.spell, c.hash))
	put(pair(k.spell, a.spell))
	put(pair(k.spell, c.spell))
	put(pair(pair(k.spell, g), pair(ga, gc)))
	put(pair(pair(uint32(b.class), ga), g))
	put(pair(uint32(k.line), s))
	put(pair(uint32(k.line), g))
	put(pair(uint32(k.line), k.spell))
}
