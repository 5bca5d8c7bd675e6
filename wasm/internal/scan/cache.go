package scan

import (
	"math/bits"
)

// States go by their number, plus the bit matched where a match is complete. The
// first two numbers are no states.
const (
	unbuilt    uint32 = 0
	dead       uint32 = 1 // nothing can match any more
	firstState uint32 = 2
	matched    uint32 = 1 << 31
)

// cell is a state in the transition table: two bytes, because the scanner waits
// for the memory of this table more than for anything else.
type cell uint16

const (
	cellMatched cell = 1 << 15
	cellSpecial cell = cellMatched - cell(firstState) // c-firstState >= cellSpecial: unbuilt, dead or matched
)

// state returns what the cell stands for.
func (t cell) state() uint32 { return uint32(t&^cellMatched) | uint32(t&cellMatched)<<16 }

// cellOf is the opposite of state; the limits of the caches keep numbers below
// cellMatched.
func cellOf(t uint32) cell { return cell(t&^matched) | cell(t>>16)&cellMatched }

// Limits of one cache beyond its number of states.
const (
	maxArena = 1 << 20 // nodes in all sets together
	seedBits = 10
)

// state is a deterministic state: a set of nodes, whether the byte just read
// was a word byte, and the rules whose matches turned out complete with that
// byte, that is: they end (or, read backwards, start) just before it.
type state struct {
	set, setEnd   uint32 // in cache.sets
	hits, hitsEnd uint32 // in cache.hits
	hash          uint32
	word          bool
}

// cache holds the states of one automaton that were needed so far. A state is
// built when it is first reached. When a cache is full it drops what it learnt
// and goes on from the state at hand: this costs time and changes no result.
type cache struct {
	p     *Program
	n     *NFA
	shift uint8 // the row of a state has 1<<shift cells, one per class
	limit int   // number of states, the first two numbers included

	// always: the first nodes of all rules are part of every set without being
	// stored in it, so matches may begin anywhere. Such a cache has no dead state.
	always bool
	begins [2][]uint32 // of an always cache: those of them that take a byte, within words and at their borders

	cells []Cell // those of n, in the coarse automaton with every node folded

	trans  []cell
	states []state // by number
	sets   []uint32
	hits   []uint32
	table  []uint32 // hash table of state numbers

	// What the rules' first nodes lead to, by context and class.
	firsts [2][]first
	pool   []uint32

	starts []uint32 // memory of start, by rule and context
	seeds  []seed   // memory of union

	base   base // what a flush keeps
	via    origin
	record *recorder // nil unless warm states are made

	// Scratch of one step.
	gen    uint32
	seen   []uint32 // by node: generation in which it was added to next
	opened []uint32 // by node: generation in which it was added to work
	work   []uint32 // nodes that take no byte and those behind them, room for all twice
	next   []uint32 // room for all
	ended  []uint32 // rules, ascending
	hash   uint64   // of next

	stats Stats
}

type first struct {
	from, to uint32 // in pool
	hash     uint64
	known    bool
}

type seed struct {
	state, rule, result uint32
	word                bool
}

type base struct{ states, sets, hits int }

func newCache(p *Program, n *NFA, limit int) *cache {
	c := &cache{
		p: p, n: n, cells: n.Cells,
		shift:  uint8(bits.Len(uint(p.classes - 1))),
		limit:  limit,
		seen:   make([]uint32, len(n.Nodes)),
		opened: make([]uint32, len(n.Nodes)),
		work:   make([]uint32, 0, 2*len(n.Nodes)),
		next:   make([]uint32, 0, len(n.Nodes)),
	}
	c.trans = make([]cell, firstState<<c.shift, 64<<c.shift)
	c.states = make([]state, firstState, 64)
	c.table = make([]uint32, 128)
	c.keep()
	return c
}

// newCoarse returns a cache for the coarse automaton, in which the matches of all
// rules may begin anywhere.
func newCoarse(p *Program, limit int) *cache {
	c := newCache(p, &p.Forward, limit)
	c.always = true
	c.cells = make([]Cell, len(p.Forward.Cells))
	for i, cell := range p.Forward.Cells[1:] {
		c.cells[i+1] = Cell{p.Folds[cell.Head], cell.Tail}
	}
	c.begins = [2][]uint32{c.openings(OpInside), c.openings(OpBoundary)}
	c.firsts[0] = make([]first, p.classes)
	c.firsts[1] = make([]first, p.classes)
	return c
}

// newAnchored returns a cache for n in which matches begin where start and union
// say so.
func newAnchored(p *Program, n *NFA, limit int) *cache {
	c := newCache(p, n, limit)
	c.starts = make([]uint32, 2*len(p.Spans))
	c.seeds = make([]seed, 1<<seedBits)
	return c
}

// keep makes the present states permanent.
func (c *cache) keep() { c.base = base{len(c.states), len(c.sets), len(c.hits)} }

// flush drops all states but the permanent ones.
func (c *cache) flush() {
	c.stats.Flushes++
	c.states = c.states[:c.base.states]
	c.sets = c.sets[:c.base.sets]
	c.hits = c.hits[:c.base.hits]
	c.trans = c.trans[:c.base.states<<c.shift]
	end := uint32(c.base.states)
	for i, t := range c.trans {
		if uint32(t&^cellMatched) >= end {
			c.trans[i] = 0
		}
	}
	clear(c.table)
	for i := firstState; i < end; i++ {
		c.insert(i)
	}
	for i, t := range c.starts {
		if t&^matched >= end {
			c.starts[i] = unbuilt
		}
	}
	clear(c.seeds)
}

// rules returns the rules that are complete in state t.
func (c *cache) rules(t uint32) []uint32 {
	s := &c.states[t&^matched]
	return c.hits[s.hits:s.hitsEnd]
}

// reserve makes room for n states, and as many again, at once.
func (c *cache) reserve(n int) {
	rows := min(2*(n+32), c.limit)
	c.trans = append(make([]cell, 0, max(rows, n+int(firstState))<<c.shift), c.trans...)
	c.states = append(make([]state, 0, rows), c.states...)
	size := len(c.table)
	for size < 4*n {
		size *= 2
	}
	c.table = make([]uint32, size)
}

// grow adds one empty row to the table.
func (c *cache) grow() {
	n := len(c.trans) + 1<<c.shift
	if n > cap(c.trans) {
		room := min(2*cap(c.trans), c.limit<<c.shift)
		if room < n { // a cache that records is never full
			room = 2 * cap(c.trans)
		}
		bigger := make([]cell, len(c.trans), room)
		copy(bigger, c.trans)
		c.trans = bigger
	}
	c.trans = c.trans[:n]
	clear(c.trans[n-1<<c.shift:]) // a flush may have left something there
}
