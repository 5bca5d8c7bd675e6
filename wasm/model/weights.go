package model

import "math/bits"

// Weights are rows of eight weights by feature. Most features that can be
// written have none: a bit says whether a row is there, so that a table for two
// million features takes no more memory than the rows with something in them.
type Weights struct {
	present []uint64 // one bit for each row
	rank    []uint32 // rows before each word of present
	rows    []uint64 // eight weights of eight bits, each with 128 added, lowest byte for label 1
	mask    uint32
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
	w.fillRank()
	return w
}

func newWeights(rowBits int) *Weights {
	words := 1 << (rowBits - 6)
	return &Weights{present: make([]uint64, words), rank: make([]uint32, words), mask: 1<<rowBits - 1}
}

func (w *Weights) add(i uint32, row uint64) {
	w.present[i>>6] |= 1 << (i & 63)
	w.rows = append(w.rows, row)
}

func (w *Weights) fillRank() {
	n := uint32(0)
	for i, p := range w.present {
		w.rank[i] = n
		n += uint32(bits.OnesCount64(p))
	}
}

// Len returns the number of rows with weights.
func (w *Weights) Len() int { return len(w.rows) }

// Sum adds the rows of features: even has labels 1, 3, 5, 7 and odd labels 2, 4,
// 6, 8 in lanes of 16 bits, each with 128 added for each of the n rows. There may
// be 257 features at most.
func (w *Weights) Sum(features []uint32) (even, odd uint64, n int) {
	for _, f := range features {
		f &= w.mask
		p, bit := w.present[f>>6], f&63
		if p>>bit&1 == 0 {
			continue
		}
		row := w.rows[w.rank[f>>6]+uint32(bits.OnesCount64(p&(1<<bit-1)))]
		even += row & 0x00FF00FF00FF00FF
		odd += row >> 8 & 0x00FF00FF00FF00FF
		n++
	}
	return even, odd, n
}
