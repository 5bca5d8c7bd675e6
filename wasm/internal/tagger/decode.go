package tagger

import "deckname/wasm/model"

const never = -1 << 28

// emission is what speaks for each label of one word, seen without the labels
// around it.
type emission [model.Labels]int32

// lattice finds the best labels of one run.
type lattice struct {
	next   [model.Labels][model.Labels]int32
	back   [maxRun][model.Labels]uint8
	best   [maxRun]emission // of the paths that end there
	labels [maxRun]model.Label
	hopes  int32         // below that a word has no label but None, whatever stands around it
	margin [maxRun]int32 // by how much the best path beats the best one on the other side of being a person
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
	// Into each word of a name leads one transition, out of the last one another.
	in, out := int32(never), int32(never)
	for a := range l.next {
		for b, w := range l.next[a] {
			if b != int(model.None) {
				in = max(in, w)
			} else if a != int(model.None) {
				out = max(out, w)
			}
		}
	}
	none := l.next[model.None][model.None]
	l.hopes = none - in - max(out-none, 0)
	return l
}

// Legal reports whether label b may follow label a.
func Legal(a, b model.Label) bool {
	return b == model.None || b&1 == 1 || a == b || a == b-1
}

// hopeful reports whether any of these words may have another label than None.
func (l *lattice) hopeful(words []emission) bool {
	for i := range words {
		least := words[i][model.None] + l.hopes
		for _, x := range words[i][1:] {
			if x >= least {
				return true
			}
		}
	}
	return false
}

// decode labels words by their emissions; before and behind them is no name.
func (l *lattice) decode(words []emission) {
	n := len(words)
	best := &l.best[0]
	for y := range best {
		best[y] = l.next[model.None][y] + words[0][y]
	}
	for i := 1; i < n; i++ {
		before, now, row := best, &l.best[i], &words[i]
		for y := range now {
			if y > 0 && y&1 == 0 { // inside: only behind its own kind
				b, from := before[y]+l.next[y][y], uint8(y)
				if c := before[y-1] + l.next[y-1][y]; c > b {
					b, from = c, uint8(y-1)
				}
				now[y] = b + row[y]
				l.back[i][y] = from
				continue
			}
			b, from := before[0]+l.next[0][y], uint8(0)
			for x := 1; x < model.Labels; x++ {
				if c := before[x] + l.next[x][y]; c > b {
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
	person := false
	for i := n - 1; i >= 0; i-- {
		l.labels[i] = y
		person = person || isPerson(y)
		y = l.back[i][y]
	}
	if person {
		l.margins(words)
	} else {
		clear(l.margin[:n])
	}
}

func isPerson(y model.Label) bool { return y == model.BeginPerson || y == model.InPerson }

// margins goes back over a decoded run and fills margin.
func (l *lattice) margins(words []emission) {
	var rest emission // of the paths that begin behind a word
	for i := len(words) - 1; ; i-- {
		best := &l.best[i]
		person, other := int32(never), int32(never)
		for y := range best {
			if c := best[y] + rest[y]; isPerson(uint8(y)) {
				person = max(person, c)
			} else {
				other = max(other, c)
			}
		}
		l.margin[i] = person - other
		if i == 0 {
			return
		}
		behind, before := rest, emission{}
		for y := range behind {
			behind[y] += words[i][y]
		}
		for x := range before {
			next := &l.next[x]
			b := next[model.None] + behind[model.None]
			for y := 1; y < model.Labels; y += 2 {
				b = max(b, next[y]+behind[y])
			}
			if in := (x + 1) / 2 * 2; in > 0 {
				b = max(b, next[in]+behind[in])
			}
			before[x] = b
		}
		rest = before
	}
}
