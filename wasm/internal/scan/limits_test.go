package scan

// NewLimited returns a Scanner with room for few states, short blocks and short
// lists, for the tests of what happens when they are full.
func NewLimited(p *Program, states, block, entries int) *Scanner {
	return newScanner(p, limits{states + 1, states + 1, states + 1, block, entries})
}

// Footprint is the memory a scanner holds in the parts that grow with texts.
func (m *Scanner) Footprint() int {
	size := 24*cap(m.ends) + 16*cap(m.begins)
	for _, c := range m.caches() {
		size += 2*cap(c.trans) + 4*(cap(c.sets)+cap(c.hits)+cap(c.table)+cap(c.pool)+cap(c.work)+cap(c.next)) + 24*cap(c.states)
	}
	return size
}

// Age brings the counters of the caches close to where they start again.
func (m *Scanner) Age() {
	for _, c := range m.caches() {
		c.gen = 1<<32 - 5
		for i := range c.seen {
			c.seen[i], c.opened[i] = uint32(i%9), uint32(i%9) // marks of long ago
		}
	}
}

// Moves is how often the table of a cache is copied while it takes up rows, more
// of them than its limit of states, as happens while warm states are made.
func Moves(p *Program, states, rows int) int {
	c := newCache(p, &p.Forward, states)
	moves := 0
	for range rows {
		before := cap(c.trans)
		c.grow()
		if cap(c.trans) != before {
			moves++
		}
	}
	return moves
}
