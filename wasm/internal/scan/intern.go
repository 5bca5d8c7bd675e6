package scan

func (c *cache) insert(i uint32) {
	mask := uint32(len(c.table) - 1)
	at := c.states[i].hash & mask
	for c.table[at] != 0 {
		at = (at + 1) & mask
	}
	c.table[at] = i
}

// intern returns the state made of next, ended and word.
func (c *cache) intern(word bool) uint32 {
	t := c.lookup(word)
	if t == unbuilt {
		if c.record == nil && c.full() {
			c.flush()
		}
		t = c.number(c.append(c.key(word)))
	}
	if c.record != nil && t != dead {
		c.record.use(t &^ matched)
	}
	return t
}

func (c *cache) full() bool {
	return len(c.states) >= c.limit || len(c.sets)+len(c.next) > maxArena && len(c.states) > c.base.states
}

// lookup returns the state made of next, ended and word if it exists.
func (c *cache) lookup(word bool) uint32 {
	if !c.always && len(c.next) == 0 && len(c.ended) == 0 {
		return dead
	}
	if i := c.find(c.key(word)); i != 0 {
		return c.number(i)
	}
	return unbuilt
}

// key returns the hash of next, ended and word, and word as far as it matters.
func (c *cache) key(word bool) (uint32, bool) {
	if !c.always && !c.asserts() {
		word = false // nothing will ask for it
	}
	hash := c.hash
	for _, r := range c.ended {
		hash = hash*31 + mix(r)
	}
	if word {
		hash = ^hash
	}
	return uint32(hash>>32) ^ uint32(hash), word
}

// asserts reports whether an assertion is in next.
func (c *cache) asserts() bool {
	for _, n := range c.next {
		if c.n.Nodes[n].Op < OpMatch {
			return true
		}
	}
	return false
}

// number returns state i with its bit matched.
func (c *cache) number(i uint32) uint32 {
	if s := &c.states[i]; s.hits != s.hitsEnd {
		i |= matched
	}
	return i
}

func (c *cache) find(hash uint32, word bool) uint32 {
	mask := uint32(len(c.table) - 1)
	for at := hash & mask; c.table[at] != 0; at = (at + 1) & mask {
		if i := c.table[at]; c.states[i].hash == hash && c.same(&c.states[i], word) {
			return i
		}
	}
	return 0
}

func (c *cache) same(s *state, word bool) bool {
	if s.word != word || int(s.setEnd-s.set) != len(c.next) || int(s.hitsEnd-s.hits) != len(c.ended) {
		return false
	}
	for i, r := range c.hits[s.hits:s.hitsEnd] {
		if r != c.ended[i] {
			return false
		}
	}
	for _, n := range c.sets[s.set:s.setEnd] {
		if c.seen[n] != c.gen {
			return false
		}
	}
	return true
}

func (c *cache) append(hash uint32, word bool) uint32 {
	c.stats.Built++
	i := uint32(len(c.states))
	s := state{set: uint32(len(c.sets)), hits: uint32(len(c.hits)), hash: hash, word: word}
	if need := len(c.sets) + len(c.next); need > cap(c.sets) { // append would grow by a quarter
		c.sets = append(make([]uint32, 0, max(need, min(2*cap(c.sets), maxArena))), c.sets...)
	}
	c.sets = append(c.sets, c.next...)
	c.hits = append(c.hits, c.ended...)
	s.setEnd, s.hitsEnd = uint32(len(c.sets)), uint32(len(c.hits))
	c.states = append(c.states, s)
	if c.record != nil {
		c.record.add(c.via)
	}
	c.grow()
	if 2*len(c.states) > len(c.table) {
		c.table = make([]uint32, 2*len(c.table))
		for j := firstState; j < i; j++ {
			c.insert(j)
		}
	}
	c.insert(i)
	return i
}
