package tagger

import "deckname/wasm/model"

// kindCount is the number of kinds of names.
const kindCount = model.Labels / 2

// agree lets equal words of a block speak for each other: what a word is in one
// sentence it mostly is in the next, and not every sentence says it clearly.
// Each occurrence moves half the way to the mean of all, for each kind of name.
type agree struct {
	slots [1 << agreeBits]int32 // by hash: the last token, counted from 1
	prev  []int32               // by token: the one before with the same word, counted from 1
	seen  []int32               // slots in use
}

const agreeBits = 10

func newAgree() agree {
	return agree{prev: make([]int32, block), seen: make([]int32, 0, 1<<agreeBits/2)}
}

// add notes token i.
func (a *agree) add(ks []token, i int) {
	for h := ks[i].hash * 0x9E3779B1 >> (32 - agreeBits); ; h = (h + 1) & (1<<agreeBits - 1) {
		j := a.slots[h]
		if j == 0 {
			if len(a.seen) == cap(a.seen) {
				return
			}
			a.seen = append(a.seen, int32(h))
		} else if ks[j-1].hash != ks[i].hash {
			continue
		}
		a.prev[i] = j
		a.slots[h] = int32(i) + 1
		return
	}
}

// spread moves the emissions and empties a.
func (a *agree) spread(words []emission) {
	for _, h := range a.seen {
		last := a.slots[h]
		a.slots[h] = 0
		if a.prev[last-1] == 0 {
			continue
		}
		var sum [kindCount]int32
		n := int32(0)
		for j := last; j > 0; j = a.prev[j-1] {
			for k := range sum {
				sum[k] += words[j-1].of(k)
			}
			n++
		}
		for j := last; j > 0; j = a.prev[j-1] {
			w := &words[j-1]
			for k := range sum {
				d := (sum[k]/n - w.of(k)) / 2
				w[1+2*k] += d
				w[2+2*k] += d
			}
		}
	}
	a.seen = a.seen[:0]
}

// forget empties a when a block was left in the middle.
func (a *agree) forget() {
	for _, h := range a.seen {
		a.slots[h] = 0
	}
	a.seen = a.seen[:0]
}

// of is what speaks for a kind.
func (e *emission) of(kind int) int32 { return max(e[1+2*kind], e[2+2*kind]) }
