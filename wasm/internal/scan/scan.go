// Package scan finds all matches of all rules in a text, in time linear in the
// length of the text and without allocating once it has warmed up.
//
// # Result
//
// For every rule exactly the matches that Go's regexp finds with Longest() and
// FindAllIndex: leftmost, then longest, not overlapping each other. Matches of
// different rules may overlap. A byte that is not part of valid UTF-8 matches
// nothing and is no word byte: the text before it and the text behind it are
// searched as if they were alone. Offsets are bytes.
//
// # How
//
// A block of the text goes through up to three lazily built automata. The coarse
// one runs once over everything and tells where matches of which rules may end;
// most text has no such place and is done. The reverse one runs from these ends
// to the left and tells where matches start: every start, not only those of the
// shortest matches. Then, from left to right and rule by rule, the first start
// behind the previous match is taken, and the anchored one finds the longest
// match from there. docs/scanner.md has the drawing and the reasons,
// docs/spec/rule-pack.md the tables.
//
// # Bounds
//
// No match is longer than MaxLength bytes, so a block needs to see only that far
// beyond its borders. Every automaton keeps a limited number of states and the
// lists of a block are limited too: memory does not grow with the text.
package scan

import "slices"

// Hit is one match of one rule.
type Hit struct {
	Start, End int
	Rule       int32
}

// Stats counts work, so that tests can prove how much there was.
type Stats struct {
	Bytes   uint64 // steps of automata: bytes read forward, in reverse and anchored, and unions
	Nodes   uint64 // nodes looked at in building states
	Built   uint64 // states built
	Flushes uint64 // times a full cache was emptied
}

// Limits of one block. Tests make them small.
const (
	blockSize  = 16 << 10
	minBlock   = 64
	maxEntries = 64 << 10 // ends, or starts, of one block
)

// Limits of states. 8,192 rows of up to 128 classes take 2.1 MB.
const (
	forwardStates  = 8192
	reverseStates  = 8192
	anchoredStates = 2048
)

// end says that a match of rule ends at at. next chains the ends of one rule.
type end struct {
	at   int
	rule uint32
	next int32
}

// begin says that a match of rule starts at at.
type begin struct {
	at   int
	rule uint32
}

// Scanner scans one text after the other. It is not safe for concurrent use.
type Scanner struct {
	p        *Program
	forward  *cache // coarse
	reverse  *cache
	anchored *cache
	block    int // largest block
	entries  int // largest number of ends or starts in one block

	// One scan.
	text   []byte
	first  int     // hits in the result that are not of this scan
	from   int     // matches that start before from are in the result
	size   int     // length to try for the next block
	read   int     // bytes the coarse automaton has read; len(text)+1 = the end too
	state  uint32  // of the coarse automaton
	after  []int   // by rule: end of the last match
	before []int   // for Rescan: after, as it was before the edit
	ends   []end   // ascending; all behind from
	begins []begin // descending
	heads  []int32 // by rule: first of its ends that may still be of use, or -1
	bytes  uint64
}

// limits of memory; tests make them small.
type limits struct {
	forward, reverse, anchored int // states
	block, entries             int
}

// New returns a Scanner for the rules of p.
func New(p *Program) *Scanner {
	if m := p.spare.Swap(nil); m != nil {
		return m
	}
	m := newScanner(p, limits{forwardStates, reverseStates, anchoredStates, blockSize, maxEntries})
	if len(p.warm) > 0 {
		m.decodeWarm(p.warm) // has worked in Decode or comes from Warm
	}
	return m
}

func newScanner(p *Program, l limits) *Scanner {
	return &Scanner{
		p:        p,
		forward:  newCoarse(p, l.forward),
		reverse:  newAnchored(p, &p.Reverse, l.reverse),
		anchored: newAnchored(p, &p.Forward, l.anchored),
		block:    l.block,
		entries:  l.entries,
		after:    make([]int, len(p.Spans)),
		before:   make([]int, len(p.Spans)),
		heads:    make([]int32, len(p.Spans)),
	}
}

func (m *Scanner) caches() [3]*cache { return [3]*cache{m.forward, m.reverse, m.anchored} }

// decodeWarm fills the caches with the warm states of a pack.
func (m *Scanner) decodeWarm(warm []byte) bool {
	r := Reader{src: warm}
	for i, c := range m.caches() {
		if !c.decodeWarm(&r, warmLimits[i]) {
			return false
		}
	}
	return !r.failed && r.Left() == 0
}

// Stats returns the work done so far.
func (m *Scanner) Stats() Stats {
	s := Stats{Bytes: m.bytes}
	for _, c := range m.caches() {
		s.Nodes += c.stats.Nodes
		s.Built += c.stats.Built
		s.Flushes += c.stats.Flushes
	}
	return s
}

// Scan appends all matches in text to dst, sorted by start, then longer first,
// then rule.
func (m *Scanner) Scan(dst []Hit, text []byte) []Hit {
	m.Begin(text)
	for more := true; more; {
		dst, more = m.Next(dst)
	}
	return dst
}

// Begin starts a scan that goes on block by block, with Next.
func (m *Scanner) Begin(text []byte) { m.open(text, 0) }

// Next appends the matches that start in the next block of at most 16 KB, in the
// order of Scan, and reports whether there are more blocks.
func (m *Scanner) Next(dst []Hit) ([]Hit, bool) {
	m.first = len(dst)
	if m.from < len(m.text) {
		dst = m.next(dst)
	}
	if m.from < len(m.text) {
		return dst, true
	}
	m.close()
	return dst, false
}

// open begins a scan for matches that start at or behind from.
func (m *Scanner) open(text []byte, from int) {
	m.text, m.from, m.read, m.size = text, from, from, m.block
	m.state = m.forward.root(from > 0 && IsWord(text[from-1]))
	m.ends = m.ends[:0]
	clear(m.after)
}

// close forgets the text.
func (m *Scanner) close() { m.text = nil }

// next scans one block: it appends the matches that start in it and moves from
// behind it.
func (m *Scanner) next(dst []Hit) []Hit {
	m.begins = m.begins[:0]
	to := m.findEnds(min(m.from+m.size, len(m.text)))
	for len(m.ends) > 0 && !m.findBegins(to) {
		to = m.from + max((to-m.from)/2, minBlock) // too many in one block
	}
	dst = m.resolve(dst)
	// Longer blocks are cheaper, as long as there is room for their lists.
	m.size = max(to-m.from, minBlock)
	if 4*max(len(m.ends), len(m.begins)) < m.entries {
		m.size = min(2*m.size, m.block)
	}
	keep := 0
	for keep < len(m.ends) && m.ends[keep].at <= to {
		keep++
	}
	m.ends = slices.Delete(m.ends, 0, keep)
	m.from = to
	return dst
}

// resolve appends the matches that begin at the starts found. For every rule
// they are taken from left to right, each behind the one before.
func (m *Scanner) resolve(dst []Hit) []Hit {
	for i := len(m.begins) - 1; i >= 0; i-- {
		b := m.begins[i]
		if b.at < m.after[b.rule] {
			continue
		}
		stop := m.longest(b.at, b.rule)
		if stop <= b.at {
			continue // only tables that contradict each other lead here
		}
		m.after[b.rule] = stop
		dst = m.insert(dst, Hit{b.at, stop, int32(b.rule)})
	}
	return dst
}

// insert appends h where it belongs among the hits with the same start.
func (m *Scanner) insert(dst []Hit, h Hit) []Hit {
	dst = append(dst, h)
	i := len(dst) - 1
	for ; i > m.first && before(h, dst[i-1]); i-- {
		dst[i] = dst[i-1]
	}
	dst[i] = h
	return dst
}

// before reports whether a comes before b, which does not start behind a.
func before(a, b Hit) bool {
	return a.Start == b.Start && (a.End > b.End || a.End == b.End && a.Rule < b.Rule)
}
