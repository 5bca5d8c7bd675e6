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
	f[0] = row(0, 0)
	f[1] = row(1, k.hash)
	f[2] = row(2, s)
	f[3] = row(3, k.part)
	f[4] = row(4, k.head>>24)
	f[5] = row(5, k.head>>16)
	f[6] = row(6, k.head>>8)
	f[7] = row(7, k.head)
	f[8] = row(8, t&0xFF)
	f[9] = row(9, t&0xFFFF)
	f[10] = row(10, t&0xFFFFFF)
	f[11] = row(11, t)
	f[12] = row(12, pair(uint32(k.tail>>32)&0xFF, t))
	f[13] = row(13, pair(t&0xFFFFFF, s))
	f[14] = row(14, g)
	f[15] = row(15, pair(g, s))
	f[16] = row(16, pair(g, t&0xFFFF))
	f[17] = row(17, pair(g, t&0xFFFFFF))
	f[18] = row(18, k.spell)
	f[19] = row(19, pair(k.spell, s))
	f[20] = row(20, pair(k.spell, g))
}

func (r *Reader) describeContext(i int, f *[Features]uint32) {
	ks := r.tokens[i : i+2*pad+1 : i+2*pad+1]
	b, a, k, c, d := &ks[0], &ks[1], &ks[2], &ks[3], &ks[4]
	s, g := k.form(), uint32(k.class)
	ga, gc := uint32(a.class), uint32(c.class)
	sufA, sufC := uint32(a.tail&0xFFFFFF), uint32(c.tail&0xFFFFFF)
	f[21] = row(21, a.hash)
	f[22] = row(22, b.hash)
	f[23] = row(23, c.hash)
	f[24] = row(24, d.hash)
	f[25] = row(25, a.shape)
	f[26] = row(26, c.shape)
	f[27] = row(27, pair(a.shape, pair(s, c.shape)))
	f[28] = row(28, sufA)
	f[29] = row(29, sufC)
	f[30] = row(30, pair(a.hash, s))
	f[31] = row(31, pair(s, c.hash))
	f[32] = row(32, pair(a.hash, g))
	f[33] = row(33, pair(g, c.hash))
	f[34] = row(34, pair(ga, g))
	f[35] = row(35, pair(g, gc))
	f[36] = row(36, pair(pair(ga, gc), pair(g, s)))
	f[37] = row(37, pair(ga, s))
	f[38] = row(38, pair(gc, s))
	f[39] = row(39, pair(b.hash, s))
	f[40] = row(40, pair(sufA, g))
	f[41] = row(41, pair(sufC, g))
	f[42] = row(42, pair(sufC, pair(s, gc)))
	f[43] = row(43, pair(pair(a.shape, b.shape), s))
	f[44] = row(44, pair(pair(c.shape, d.shape), s))
	f[45] = row(45, pair(k.spell, a.hash))
	f[46] = row(46, pair(k.spell, c.hash))
	f[47] = row(47, pair(k.spell, a.spell))
	f[48] = row(48, pair(k.spell, c.spell))
	f[49] = row(49, pair(pair(k.spell, g), pair(ga, gc)))
	f[50] = row(50, pair(pair(uint32(b.class), ga), g))
	f[51] = row(51, pair(uint32(k.line), s))
	f[52] = row(52, pair(uint32(k.line), g))
	f[53] = row(53, pair(uint32(k.line), k.spell))
}
