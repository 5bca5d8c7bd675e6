package model

import "math/bits"

// Weights are rows of eight weights by feature. Most features that can be
// written have none: a bit says whether a row is there, so that a table for two
// million features takes no more memory than the rows with something in them.
type Weights struct {
	groups []group
	rows   []uint64 // eight weights of eight bits, each with 128 added, lowest byte for label 1; one more behind the last
	mask   uint32
}

// group says which of 64 rows are there, and how many are before them.
type group struct {
	present uint64
	before  uint32
}

// ZeroRow is a row without weights.
const ZeroRow = 0x8080808080808080

// Limits of the number of rows, as powers of two.
const (
	minRowBits = 6
	maxRowBits = 22
)

// NewWeights returns the weights of 1<<rowBits rows, filled by row, which is asked
// in ascending order.
func NewWeights(rowBits int, row func(i int) uint64) *Weights {
	w := newWeights(rowBits)
	for i := range 1 << rowBits {
		if r := row(i); r != ZeroRow {
			w.groups[i>>6].present |= 1 << (i & 63)
			w.rows = append(w.rows, r)
		}
	}
	w.number()
	w.rows = append(w.rows, ZeroRow)
	return w
}

func newWeights(rowBits int) *Weights {
	return &Weights{groups: make([]group, 1<<(rowBits-6)), mask: 1<<rowBits - 1}
}

// number counts the rows before each group and returns how many there are.
func (w *Weights) number() int {
	n := uint32(0)
	for i := range w.groups {
		g := &w.groups[i]
		g.before = n
		n += uint32(bits.OnesCount64(g.present))
	}
	return int(n)
}

// Len returns the number of rows with weights.
func (w *Weights) Len() int { return len(w.rows) - 1 }

// Sum adds the rows of features: even has labels 1, 3, 5, 7 and odd labels 2, 4,
// 6, 8 in lanes of 16 bits, each with 128 added for each of the n rows. There may
// be 257 features at most.
//
// Go's wasm pays for every jump: three features go through without one. Features
// without a row add the row at their place with a mask of zero.
func (w *Weights) Sum(features []uint32) (even, odd uint64, n int) {
	const lanes = 0x00FF00FF00FF00FF
	mask, groups, rows := w.mask, w.groups, w.rows
	there := uint64(0)
	for len(features) >= 3 {
		f := features[:3:3]
		a, b, c := f[0]&mask, f[1]&mask, f[2]&mask
		ga, gb, gc := &groups[a>>6], &groups[b>>6], &groups[c>>6]
		ia, ib, ic := ga.present>>(a&63), gb.present>>(b&63), gc.present>>(c&63)
		ra := rows[ga.before+uint32(bits.OnesCount64(ga.present&(1<<(a&63)-1)))] & -(ia & 1)
		rb := rows[gb.before+uint32(bits.OnesCount64(gb.present&(1<<(b&63)-1)))] & -(ib & 1)
		rc := rows[gc.before+uint32(bits.OnesCount64(gc.present&(1<<(c&63)-1)))] & -(ic & 1)
		even += ra&lanes + rb&lanes + rc&lanes
		odd += ra>>8&lanes + rb>>8&lanes + rc>>8&lanes
		there += ia&1 + ib&1 + ic&1
		features = features[3:]
	}
	for _, f := range features {
		f &= mask
		g := &groups[f>>6]
		in := g.present >> (f & 63) & 1
		row := rows[g.before+uint32(bits.OnesCount64(g.present&(1<<(f&63)-1)))] & -in
		even += row & lanes
		odd += row >> 8 & lanes
		there += in
	}
	return even, odd, int(there)
}
