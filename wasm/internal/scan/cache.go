package scan

// Values in the transition table. Everything else is the number of a state,
// which is the offset of its row, plus the bit matched.
const (
	unbuilt uint32 = 0
	dead    uint32 = 1 // nothing can match any more
	matched uint32 = 1 << 31
)

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
	p      *Program
	n      *NFA
	stride uint32
	limit  int // number of states, row 0 included

	// always: the first nodes of all rules are part of every set without being
	// stored in it, so matches may begin anywhere. Such a cache has no dead state.
	always bool
	folds  []uint32 // nil for the exact automata

	trans  []uint32
	states []state // states[0] stands for the unused row 0
	sets   []uint32
	hits   []uint32
	table  []uint32 // hash table of state numbers divided by stride

	// What the rules' first nodes lead to, by context and class.
	firsts [2][]first
	pool   []uint32

	starts []uint32 // memory of start, by rule and context
	seeds  []seed   // memory of union

	base   base // what a flush keeps
	via    origin
	record *recorder // nil unless warm states are made

	// Scratch of one step.
	gen     uint32
	seen    []uint32 // by node: generation in which it was added to next
	opened  []uint32 // by node: generation in which it was added to work
	work    []uint32
	next    []uint32
	ended   []uint32 // rules, ascending
	hash    uint32
	asserts bool // an assertion is in next

	stats Stats
}

type first struct {
	from, to uint32 // in pool
	known    bool
}

type seed struct {
	state, rule, result uint32
	word                bool
}

type base struct{ states, sets, hits int }

func newCache(p *Program, n *NFA, limit int) *cache {
	c := &cache{
		p: p, n: n,
		stride: uint32(p.classes),
		limit:  limit,
		seen:   make([]uint32, len(n.Nodes)),
		opened: make([]uint32, len(n.Nodes)),
	}
	c.trans = make([]uint32, c.stride, 64*c.stride)
	c.states = make([]state, 1, 64)
	c.table = make([]uint32, 128)
	c.keep()
	return c
}

// newCoarse returns a cache for the coarse automaton, in which the matches of all
// rules may begin anywhere.
func newCoarse(p *Program, limit int) *cache {
	c := newCache(p, &p.Forward, limit)
	c.always, c.folds = true, p.Folds
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
	c.trans = c.trans[:uint32(c.base.states)*c.stride]
	end := uint32(len(c.trans))
	for i, t := range c.trans {
		if t&^matched >= end {
			c.trans[i] = unbuilt
		}
	}
	clear(c.table)
	for i := 1; i < len(c.states); i++ {
		c.insert(uint32(i))
	}
	for i, t := range c.starts {
		if t&^matched >= end {
			c.starts[i] = unbuilt
		}
	}
	clear(c.seeds)
}

func (c *cache) insert(i uint32) {
	mask := uint32(len(c.table) - 1)
	at := c.states[i].hash & mask
	for c.table[at] != 0 {
		at = (at + 1) & mask
	}
	c.table[at] = i
}

// rules returns the rules that are complete in state t.
func (c *cache) rules(t uint32) []uint32 {
	s := &c.states[(t&^matched)/c.stride]
	return c.hits[s.hits:s.hitsEnd]
}

// advance returns the state that follows s on a class.
func (c *cache) advance(s uint32, class uint8) uint32 {
	if t := c.trans[s+uint32(class)]; t != unbuilt {
		return t
	}
	return c.build(s, class)
}

// build finds the state that follows state s on a class of bytes and enters it
// into the table. Afterwards only the returned state is sure to exist.
func (c *cache) build(s uint32, class uint8) uint32 {
	c.step(s, class)
	c.via = origin{kind: byStep, from: s / c.stride, by: uint32(class)}
	flushes := c.stats.Flushes
	t := c.intern(c.p.word[class])
	if flushes == c.stats.Flushes || int(s/c.stride) < c.base.states {
		c.trans[s+uint32(class)] = t
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
	c.starts[at] = t
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
	from := &c.states[s/c.stride]
	for _, n := range c.sets[from.set:from.setEnd] {
		c.add(n)
	}
	c.addList(c.n.Starts[rule])
	c.via = origin{kind: byUnion, word: word, from: s / c.stride, by: rule}
	flushes := c.stats.Flushes
	t := c.intern(word)
	if flushes == c.stats.Flushes {
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
	c.next, c.ended, c.hash, c.asserts = c.next[:0], c.ended[:0], 0, false
}

func (c *cache) add(n uint32) {
	if c.folds != nil {
		n = c.folds[n]
	}
	if c.seen[n] == c.gen {
		return
	}
	c.seen[n] = c.gen
	c.next = append(c.next, n)
	c.hash += mix(n)
	if c.n.Nodes[n].Op < OpMatch {
		c.asserts = true
	}
}

func mix(n uint32) uint32 {
	n = (n + 1) * 0x9E3779B1
	n ^= n >> 15
	n *= 0x85EBCA77
	return n ^ n>>13
}

func (c *cache) addList(l uint32) {
	for l != 0 {
		cell := c.n.Cells[l]
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
	from := c.states[s/c.stride]
	var begun []uint32
	if c.always {
		f := c.first(from.word, class)
		begun = c.pool[f.from:f.to]
	}
	c.begin()
	c.work = append(c.work[:0], c.sets[from.set:from.setEnd]...)
	c.consume(from.word, class)
	for _, n := range begun {
		c.add(n)
	}
}

// consume takes every node of work over one byte. word tells about the byte before.
func (c *cache) consume(word bool, class uint8) {
	sets, cells := c.p.Sets[class>>6:], c.n.Cells
	words, bit := uint32(c.p.words), uint64(1)<<(class&63)
	border := word != c.p.word[class]
	for i := 0; i < len(c.work); i++ {
		d := c.n.Nodes[c.work[i]]
		switch {
		case d.Op >= OpSets:
			if sets[(d.Op-OpSets)*words]&bit != 0 {
				c.addList(d.Next)
			}
		case d.Op == OpMatch:
			c.end(d.Next)
		case border == (d.Op == OpBoundary):
			for l := d.Next; l != 0; l = cells[l].Tail {
				n := cells[l].Head
				if c.folds != nil {
					n = c.folds[n]
				}
				if c.opened[n] != c.gen {
					c.opened[n] = c.gen
					c.work = append(c.work, n)
				}
			}
		}
	}
	c.stats.Nodes += uint64(len(c.work))
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
		c.work = c.work[:0]
		for _, l := range c.n.Starts {
			for ; l != 0; l = c.n.Cells[l].Tail {
				c.work = append(c.work, c.folds[c.n.Cells[l].Head])
			}
		}
		c.consume(word, class)
		f.known, f.from = true, uint32(len(c.pool))
		c.pool = append(c.pool, c.next...)
		f.to = uint32(len(c.pool))
	}
	return *f
}

// intern returns the state made of next, ended and word.
func (c *cache) intern(word bool) uint32 {
	if t := c.lookup(word); t != unbuilt {
		return t
	}
	if c.record == nil && c.full() {
		c.flush()
	}
	return c.number(c.append(c.key(word)))
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
	if !c.always && !c.asserts {
		word = false // nothing will ask for it
	}
	hash := c.hash
	for _, r := range c.ended {
		hash = hash*31 + mix(r)
	}
	if word {
		hash = ^hash
	}
	return hash, word
}

func (c *cache) number(i uint32) uint32 {
	t := i * c.stride
	if s := &c.states[i]; s.hits != s.hitsEnd {
		t |= matched
	}
	return t
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
	c.sets = append(c.sets, c.next...)
	c.hits = append(c.hits, c.ended...)
	s.setEnd, s.hitsEnd = uint32(len(c.sets)), uint32(len(c.hits))
	c.states = append(c.states, s)
	if c.record != nil {
		c.record.origins = append(c.record.origins, c.via)
	}
	c.grow()
	if 2*len(c.states) > len(c.table) {
		c.table = make([]uint32, 2*len(c.table))
		for j := uint32(1); j < i; j++ {
			c.insert(j)
		}
	}
	c.insert(i)
	return i
}

// reserve makes room for n states, and as many again, at once.
func (c *cache) reserve(n int) {
	rows := min(2*(n+32), c.limit)
	c.trans = append(make([]uint32, 0, max(rows, n+1)*int(c.stride)), c.trans...)
	c.states = append(make([]state, 0, rows), c.states...)
	size := len(c.table)
	for size < 4*n {
		size *= 2
	}
	c.table = make([]uint32, size)
}

// grow adds one empty row to the table.
func (c *cache) grow() {
	n := len(c.trans) + int(c.stride)
	if n > cap(c.trans) {
		bigger := make([]uint32, len(c.trans), min(2*cap(c.trans), c.limit*int(c.stride)))
		copy(bigger, c.trans)
		c.trans = bigger
	}
	c.trans = c.trans[:n]
	clear(c.trans[n-int(c.stride):])
}
