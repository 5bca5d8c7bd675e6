package main

import (
	"math"

	"deckname/wasm/model"
)

// quantise rounds the weights to eight bits and puts them into a model.
func (c *crf) quantise(m *model.Model, s settings) {
	rowBits := 0
	for 1<<rowBits <= int(c.mask) {
		rowBits++
	}
	m.Weights = model.NewWeights(rowBits, func(i int) uint64 {
		row := uint64(model.ZeroRow)
		for y, w := range c.weight[i] {
			row ^= uint64(uint8(round(w, unit, s.prune))) << (8 * y)
		}
		return row
	})
	for a := range m.Next {
		for b, w := range c.next[a] {
			m.Next[a][b] = int16(math.RoundToEven(float64(w) * unit))
		}
	}
	for a := range m.Next { // names are dearer by this much to miss than to invent
		m.Next[a][model.None] -= int16(math.RoundToEven(s.bias * unit))
	}
}

// round returns a weight in steps of 1/unit, and zero when it is below prune.
func round(w float32, unit, prune float64) int8 {
	v := float64(w)
	if math.Abs(v) < prune {
		return 0
	}
	return int8(min(max(math.RoundToEven(v*unit), -127), 127))
}
