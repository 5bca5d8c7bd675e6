package scan

import (
	"encoding/binary"
	"slices"
)

// Warm states are states that ordinary text needs, stored in a pack so that the
// first scan finds them. A pack names how each of them came about, which is far
// shorter than its set of nodes, and lists the transitions between them.
// Replaying gives sets that fit the automaton whatever the pack says.

// Limits of warm states, by cache. Most of a cache stays free for what else comes.
const warmArena = maxArena / 2

var warmLimits = [3]int{forwardStates / 8, reverseStates / 16, anchoredStates / 16}

// warmPiece is how much text counts as one use of a state, warmText how much text
// is read at all.
const (
	warmPiece = 1 << 10
	warmText  = 1 << 20
)

// packNumber returns the number of a state in a pack, which counts from 1; fromPack
// is the opposite.
func packNumber(s uint32) uint32 { return s - firstState + 1 }
func fromPack(n uint32) uint32   { return n + firstState - 1 }

// origin says how a state came about.
type origin struct {
	kind originKind
	word bool
	from uint32 // state by its number in a pack, for byStep and byUnion
	by   uint32 // class for byStep, otherwise rule
}

type originKind uint8

const (
	byRoot originKind = iota
	byStep
	byStart
	byUnion
	originKinds
)

// recorder collects where the states of a cache come from and how often they are
// used, state 1 first. A cache that records never remembers a transition, so that
// every use is seen, and is never full.
type recorder struct {
	origins []origin
	uses    []int // number of pieces of text, times their weight
	last    []int // the last of these pieces
	piece   int
	weight  int
}

func (r *recorder) use(state uint32) {
	if i := state - firstState; r.last[i] < r.piece {
		r.last[i] = r.piece
		r.uses[i] += r.weight
	}
}

func (r *recorder) add(o origin) {
	r.origins = append(r.origins, o)
	r.uses = append(r.uses, 0)
	r.last = append(r.last, 0)
}

// best returns the origins of the states used most, with those that they come
// from, in an order in which they can be replayed.
func (r *recorder) best(most int) []origin {
	order := make([]int, len(r.origins))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int { return r.uses[b] - r.uses[a] })
	kept := make([]bool, len(r.origins))
	n := 0
	for _, i := range order {
		var line []int // i and what it comes from
		for j := i; j >= 0 && !kept[j]; j = int(r.origins[j].from) - 1 {
			line = append(line, j)
		}
		if n+len(line) > most {
			break
		}
		n += len(line)
		for _, j := range line {
			kept[j] = true
		}
	}
	best := make([]origin, 0, n)
	number := make([]uint32, len(kept)+1) // old to new, both from 1
	for i, o := range r.origins {
		if kept[i] {
			o.from = number[o.from]
			best = append(best, o)
			number[i+1] = uint32(len(best))
		}
	}
	return best
}

// Warm returns the program with the states that common texts need and those that
// samples use most, as many as there is room for.
func Warm(p *Program, common, samples [][]byte) *Program {
	q := &Program{Tables: p.Tables, classes: p.classes, words: p.words, word: p.word, longest: p.longest}
	most := limits{forwardStates, reverseStates, anchoredStates, blockSize, maxEntries}
	m := newScanner(q, most)
	for _, c := range m.caches() {
		c.record = &recorder{}
	}
	m.record(common, warmText) // one use outweighs all of the samples
	m.record(samples, 1)
	fresh := newScanner(q, most).caches()
	for i, c := range m.caches() {
		q.warm = fresh[i].appendWarm(q.warm, c.record.best(warmLimits[i]))
	}
	return q
}

// record scans texts, at most warmText bytes of them.
func (m *Scanner) record(texts [][]byte, weight int) {
	read := 0
	var hits []Hit
	for _, text := range texts {
		for piece := range slices.Chunk(text, warmPiece) {
			if read += len(piece); read > warmText {
				return
			}
			for _, c := range m.caches() {
				c.record.piece++
				c.record.weight = weight
			}
			hits = m.Scan(hits[:0], piece)
		}
	}
}

// complete fills in every transition between the first n states.
func (c *cache) complete(n int) {
	for i := 1; i <= n; i++ {
		for class := range c.p.classes {
			if t := c.cell(i, class); *t == 0 {
				c.step(fromPack(uint32(i)), uint8(class))
				*t = cellOf(c.lookup(c.p.word[class]))
			}
		}
	}
}

// cell returns the transition of a state, by its number in the pack. State 0 stands
// for a row without transitions.
func (c *cache) cell(state, class int) *cell { return &c.row(state)[class] }

func (c *cache) row(state int) []cell { return c.trans[fromPack(uint32(state))<<c.shift:][:1<<c.shift] }

// target gives the number of a transition in a pack: 0 not built, 1 dead, 2 the
// first state.
func (c *cache) target(state, class, n int) int {
	t := int(*c.cell(state, class) &^ cellMatched)
	if t > n+int(dead) {
		return int(unbuilt)
	}
	return t
}

// appendWarm builds the states in an empty cache and writes them.
func (c *cache) appendWarm(dst []byte, origins []origin) []byte {
	n := 0
	for n < len(origins) && len(c.sets) < warmArena {
		c.replay(origins[n])
		n++
	}
	c.complete(n)
	dst = binary.AppendUvarint(dst, uint64(n))
	for i, o := range origins[:n] {
		code := uint64(o.kind) << 1
		if o.word {
			code |= 1
		}
		dst = binary.AppendUvarint(dst, code)
		if o.kind == byStep || o.kind == byUnion {
			dst = binary.AppendUvarint(dst, uint64(i)-uint64(o.from))
		}
		if o.kind != byRoot {
			dst = binary.AppendUvarint(dst, uint64(o.by))
		}
	}
	for i := 1; i <= n; i++ {
		dst = c.appendRow(dst, i, n, int(origins[i-1].from))
	}
	return dst
}

// appendRow writes the transitions of a state as differences to those of an
// earlier one: the one with the fewest.
func (c *cache) appendRow(dst []byte, i, n, from int) []byte {
	like, least := 0, c.p.classes+1
	for _, j := range []int{0, 1, 2, 3, from, i - 1} {
		if j >= i {
			continue
		}
		if d := c.differences(i, j, n); d < least {
			like, least = j, d
		}
	}
	dst = binary.AppendUvarint(dst, uint64(like))
	dst = binary.AppendUvarint(dst, uint64(least))
	last := -1
	for class := range c.p.classes {
		if t := c.target(i, class, n); t != c.target(like, class, n) {
			dst = binary.AppendUvarint(dst, uint64(class-last-1))
			dst = binary.AppendUvarint(dst, uint64(t))
			last = class
		}
	}
	return dst
}

func (c *cache) differences(i, j, n int) int {
	d := 0
	for class := range c.p.classes {
		if c.target(i, class, n) != c.target(j, class, n) {
			d++
		}
	}
	return d
}

// decodeWarm fills an empty cache. It reports false if the warm states do not
// fit the automaton.
func (c *cache) decodeWarm(r *Reader, most int) bool {
	n := r.Count(most, 2)
	c.reserve(n)
	origins := make([]origin, n)
	for i := 1; i <= n; i++ {
		o, ok := c.readOrigin(r, i)
		if !ok {
			return false
		}
		if c.replay(o); len(c.states) != i+int(firstState) {
			return false
		}
		origins[i-1] = o
	}
	for i := 1; i <= n; i++ {
		if !c.readRow(r, i, n) {
			return false
		}
	}
	for i, o := range origins { // the transitions must say the same
		if o.kind == byStep && c.target(int(o.from), int(o.by), n) != i+int(firstState) {
			return false
		}
	}
	c.keep()
	return true
}

func (c *cache) readOrigin(r *Reader, i int) (o origin, ok bool) {
	code := r.Number(2*int(originKinds) - 1)
	o.kind, o.word = originKind(code>>1), code&1 != 0
	rules := len(c.p.Spans)
	if o.kind == byStep || o.kind == byUnion {
		o.from = uint32(i - 1 - r.Number(i-1))
		if o.from == 0 {
			return o, false
		}
	}
	switch o.kind {
	case byRoot:
		ok = c.always
	case byStep:
		o.by = uint32(r.Number(c.p.classes - 1))
		ok = !o.word
	default:
		o.by = uint32(r.Number(rules))
		ok = !c.always && int(o.by) < rules
	}
	return o, ok && !r.failed
}

func (c *cache) replay(o origin) {
	s := fromPack(o.from)
	switch o.kind {
	case byRoot:
		c.root(o.word)
	case byStep:
		c.step(s, uint8(o.by))
		c.intern(c.p.word[o.by])
	case byStart:
		c.start(o.by, o.word)
	case byUnion:
		c.union(s, o.by, o.word)
	}
}

func (c *cache) readRow(r *Reader, i, n int) bool {
	like := r.Number(i - 1)
	left := r.Count(c.p.classes, 2)
	row := c.row(i)
	copy(row, c.row(like))
	class := -1
	for range left {
		class += 1 + r.Number(c.p.classes)
		t := uint32(r.Number(n + int(dead)))
		if class >= c.p.classes || t == dead && c.always {
			return false
		}
		if t > dead {
			t = c.number(t)
		}
		cell := &row[class]
		if *cell == cellOf(t) {
			return false
		}
		*cell = cellOf(t)
	}
	return !r.failed
}
