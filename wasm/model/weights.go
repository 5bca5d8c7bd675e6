package model

import "math/bits"

// Weights are rows of eight weights by feature. Most features that can be
// written have none: a bit says whether a row is there, so that a table for two
// million features takes no more memory than the rows with something in them.
type Weights struct {
	groups []group
	rows   []uint64 // eight weights of eight bits, each with 128 added, lowest byte for label 1
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
			w.add(uint32(i), r)
		}
	}
	w.count()
	return w
}

func newWeights(rowBits int) *Weights {
	return &Weights{groups: make([]group, 1<<(rowBits-6)), mask: 1<<rowBits - 1}
}

func (w *Weights) add(i uint32, row uint64) {
	w.groups[i>>6].present |= 1 << (i & 63)
	w.rows = append(w.rows, row)
}

func (w *Weights) count() {
	n := uint32(0)
	for i := range w.groups {
		g := &w.groups[i]
		g.before = n
		n += uint32(bits.OnesCount64(g.present))
	}
}

// Len returns the number of rows with weights.
func (w *Weights) Len() int { return len(w.rows) }

// Sum adds the rows of features: even has labels 1, 3, 5, 7 and odd labels 2, 4,
// 6, 8 in lanes of 16 bits, each with 128 added for each of the n rows. There may
// be 257 features at most.
func (w *Weights) Sum(features []uint32) (even, odd uint64, n int) {
	mask, groups, rows := w.mask, w.groups, w.rows
	for _, f := range features {
		f &= mask
		g := &groups[f>>6]
		p := g.present << (63 - f&63) // the row itself becomes the highest bit
		if int64(p) >= 0 {
			continue
		}
		row := rows[g.before+uint32(bits.OnesCount64(p))-1]
		even += row & 0x00FF00FF00FF00FF
		odd += row >> 8 & 0x00FF00FF00FF00FF
		n++
	}
	return even, odd, n
}
