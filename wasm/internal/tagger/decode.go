package tagger

import "deckname/wasm/model"

const never = -1 << 28

// lattice finds the best labels of one run.
type lattice struct {
	next   [model.Labels][model.Labels]int32
	score  [maxRun][model.Labels]int32 // of the words alone
	back   [maxRun][model.Labels]uint8
	labels [maxRun]model.Label
}

func newLattice(m *model.Model) *lattice {
	l := &lattice{}
	for a := range l.next {
		for b := range l.next[a] {
			l.next[a][b] = int32(m.Next[a][b])
			if !Legal(uint8(a), uint8(b)) {
				l.next[a][b] = never
			}
		}
	}
	return l
}

// Legal reports whether label b may follow label a.
func Legal(a, b model.Label) bool {
	return b == model.None || b&1 == 1 || a == b || a == b-1
}

// decode labels the first n words; before and behind them is no name.
func (l *lattice) decode(n int) {
	var best [model.Labels]int32
	for y := range best {
		best[y] = l.next[model.None][y] + l.score[0][y]
	}
	for i := 1; i < n; i++ {
		var now [model.Labels]int32
		row := &l.score[i]
		for y := range now {
			if y > 0 && y&1 == 0 { // inside: only behind its own kind
				b, from := best[y]+l.next[y][y], uint8(y)
				if c := best[y-1] + l.next[y-1][y]; c > b {
					b, from = c, uint8(y-1)
				}
				now[y] = b + row[y]
				l.back[i][y] = from
				continue
			}
			b, from := best[0]+l.next[0][y], uint8(0)
			for x := 1; x < model.Labels; x++ {
				if c := best[x] + l.next[x][y]; c > b {
					b, from = c, uint8(x)
				}
			}
			now[y] = b + row[y]
			l.back[i][y] = from
		}
		best = now
	}
	y := uint8(0)
	for x := range best {
		if best[x] > best[y] {
			y = uint8(x)
		}
	}
	for i := n - 1; i >= 0; i-- {
		l.labels[i] = y
		y = l.back[i][y]
	}
}
