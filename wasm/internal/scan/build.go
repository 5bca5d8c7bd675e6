package scan

// advance returns the state that follows s on a class.
func (c *cache) advance(s uint32, class uint8) uint32 {
	if t := c.trans[s<<(c.shift&31)+uint32(class)]; t != 0 {
		return t.state()
	}
	return c.build(s, class)
}

// build finds the state that follows state s on a class and enters it into the
// table. Afterwards only the returned state is sure to exist.
func (c *cache) build(s uint32, class uint8) uint32 {
	c.step(s, class)
	c.via = origin{kind: byStep, from: packNumber(s), by: uint32(class)}
	flushes := c.stats.Flushes
	t := c.intern(c.p.word[class])
	if c.record == nil && (flushes == c.stats.Flushes || int(s) < c.base.states) {
		c.trans[s<<c.shift+uint32(class)] = cellOf(t)
	}
	return t
}

// start returns the state in which only rule can begin, word being the context.
func (c *cache) start(rule uint32, word bool) uint32 {
	at := 2 * rule
	if word {
		at++
	}
	if t := c.starts[at]; t != unbuilt {
		return t
	}
	c.begin()
	c.addList(c.n.Starts[rule])
	c.via = origin{kind: byStart, word: word, by: rule}
	t := c.intern(word)
	if c.record == nil {
		c.starts[at] = t
	}
	return t
}

// union returns the state that is s and start(rule, word) at once. The rules
// complete in s are left out: the caller has seen them.
func (c *cache) union(s, rule uint32, word bool) uint32 {
	if s == dead {
		return c.start(rule, word)
	}
	m := &c.seeds[(s*0x9E3779B1^rule*0x85EBCA77)>>(32-seedBits)]
	if m.result != unbuilt && m.state == s && m.rule == rule && m.word == word {
		return m.result
	}
	c.begin()
	from := &c.states[s]
	for _, n := range c.sets[from.set:from.setEnd] {
		c.add(n)
	}
	c.addList(c.n.Starts[rule])
	c.via = origin{kind: byUnion, word: word, from: packNumber(s), by: rule}
	flushes := c.stats.Flushes
	t := c.intern(word)
	if c.record == nil && flushes == c.stats.Flushes {
		*m = seed{s, rule, t, word}
	}
	return t
}

// root returns the state in which nothing has begun, for an always cache.
func (c *cache) root(word bool) uint32 {
	c.begin()
	c.via = origin{kind: byRoot, word: word}
	return c.intern(word)
}

func (c *cache) begin() {
	c.gen++
	if c.gen == 0 { // after 2^32 steps old marks would look new
		clear(c.seen)
		clear(c.opened)
		c.gen = 1
	}
	c.next, c.ended, c.hash = c.next[:0], c.ended[:0], 0
}

func (c *cache) add(n uint32) {
	if c.seen[n] == c.gen {
		return
	}
	c.seen[n] = c.gen
	c.next = append(c.next, n)
	c.hash += mix(n)
}

// mix makes the summand of n in the hash of a set. WebAssembly counts in 64 bits
// without a detour.
func mix(n uint32) uint64 {
	x := (uint64(n) + 1) * 0x9E3779B97F4A7C15
	return x ^ x>>29
}

func (c *cache) addList(l uint32) {
	for l != 0 {
		cell := c.cells[l]
		c.add(cell.Head)
		l = cell.Tail
	}
}

func (c *cache) end(rule uint32) {
	at := len(c.ended)
	for at > 0 && c.ended[at-1] >= rule {
		if at--; c.ended[at] == rule {
			return
		}
	}
	c.ended = append(c.ended, 0)
	copy(c.ended[at+1:], c.ended[at:])
	c.ended[at] = rule
}

// step puts what follows state s on a class into next and ended.
func (c *cache) step(s uint32, class uint8) {
	from := c.states[s]
	var f first
	if c.always {
		f = c.first(from.word, class)
	}
	c.begin()
	if c.always {
		c.next, c.hash = append(c.next, c.pool[f.from:f.to]...), f.hash
		for _, n := range c.next {
			c.seen[n] = c.gen
		}
	}
	c.consume(c.sets[from.set:from.setEnd], from.word, class)
}

// consume takes nodes over one byte. word tells about the byte before.
func (c *cache) consume(nodes []uint32, word bool, class uint8) {
	c.work = c.work[:0]
	c.feed(nodes, class)
	border := word != c.p.word[class]
	for i := 0; i < len(c.work); i++ {
		switch d := c.n.Nodes[c.work[i]]; {
		case d.Op >= OpSets:
			c.feed(c.work[i:i+1], class)
		case d.Op == OpMatch:
			c.end(d.Next)
		case border == (d.Op == OpBoundary):
			for l := d.Next; l != 0; l = c.cells[l].Tail {
				if n := c.cells[l].Head; c.opened[n] != c.gen {
					c.opened[n] = c.gen
					c.work = append(c.work, n)
				}
			}
		}
	}
	c.stats.Nodes += uint64(len(nodes) + len(c.work))
}

// feed adds what follows nodes on a class, and puts those that take no byte into
// work. It calls nothing and keeps all it needs at hand: most of the time of
// building goes by here.
func (c *cache) feed(nodes []uint32, class uint8) {
	sets, words, bit := c.p.Sets[class>>6:], uint(c.p.words), uint64(1)<<(class&63)
	ops, cells, seen, gen := c.n.Nodes, c.cells, c.seen, c.gen
	next, n, hash := c.next[:cap(c.next)], len(c.next), c.hash
	work, k := c.work[:cap(c.work)], len(c.work)
	for _, v := range nodes {
		d := ops[v]
		if d.Op < OpSets {
			work[k] = v
			k++
			continue
		}
		if sets[uint(d.Op-OpSets)*words]&bit == 0 {
			continue
		}
		for l := d.Next; l != 0; {
			cell := &cells[l]
			l = cell.Tail
			if h := cell.Head; seen[h] != gen {
				seen[h] = gen
				next[n] = h
				n++
				hash += mix(h)
			}
		}
	}
	c.next, c.work, c.hash = next[:n], work[:k], hash
}

// openings returns the nodes that take the first byte of a match where assertion
// holds and the other does not.
func (c *cache) openings(assertion uint32) []uint32 {
	c.begin()
	for _, l := range c.n.Starts {
		c.addList(l)
	}
	var list []uint32
	for i := 0; i < len(c.next); i++ {
		switch d := c.n.Nodes[c.next[i]]; {
		case d.Op >= OpSets:
			list = append(list, c.next[i])
		case d.Op == assertion:
			c.addList(d.Next)
		}
	}
	return list
}

// first returns what the beginnings of the rules lead to. It overwrites the scratch.
func (c *cache) first(word bool, class uint8) first {
	context := 0
	if word {
		context = 1
	}
	f := &c.firsts[context][class]
	if !f.known {
		c.begin()
		begins := c.begins[0]
		if word != c.p.word[class] {
			begins = c.begins[1]
		}
		c.feed(begins, class)
		c.stats.Nodes += uint64(len(begins))
		f.known, f.hash, f.from = true, c.hash, uint32(len(c.pool))
		c.pool = append(c.pool, c.next...)
		f.to = uint32(len(c.pool))
	}
	return *f
}
