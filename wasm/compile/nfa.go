package compile

import (
	"errors"
	"regexp/syntax"
	"unicode"

	"deckname/wasm/internal/scan"
)

// bits is a set of bytes.
type bits [4]uint64

func (b *bits) add(r byteRange) {
	for c := int(r.lo); c <= int(r.hi); c++ {
		b[c>>6] |= 1 << (c & 63)
	}
}

func (b *bits) has(c byte) bool { return b[c>>6]>>(c&63)&1 != 0 }

// setTable numbers the byte sets of all rules.
type setTable struct {
	sets []bits
	ids  map[bits]uint32
}

func (t *setTable) id(b bits) uint32 {
	id, ok := t.ids[b]
	if !ok {
		id = uint32(len(t.sets))
		t.ids[b] = id
		t.sets = append(t.sets, b)
	}
	return id
}

// A repetition with minFold or more optional copies becomes a loop in the coarse
// automaton, and so do its obligatory copies but for the first maxCount. Counting
// less makes more false ends on ordinary text, counting more makes more states on
// hostile text.
const (
	minFold  = 3
	maxCount = 6
)

// errSize stops the construction of an automaton that has become too large.
var errSize = errors.New("automaton too large")

// builder makes the automaton of all rules in one direction. It works from the
// end of what is read to its beginning, so everything a node leads to exists
// before it and equal ends of one rule become one.
type builder struct {
	nfa     scan.NFA
	sets    *setTable
	reverse bool
	limit   int // nodes at which it gives up
	nodes   map[scopedNode]uint32
	cells   map[scan.Cell]uint32
	marks   []uint32 // by node: the join that met it last
	mark    uint32

	trace []uint32 // every node asked for, in order
	folds []uint32 // by node: what it is folded into, see scan.Tables

	scope, scopes uint32 // see scopedNode
}

// scopedNode is a node made inside a repetition that becomes a loop, or outside
// of any (0). What is folded must not be shared with anything else.
type scopedNode struct {
	scan.Node
	scope uint32
}

func newBuilder(sets *setTable, reverse bool) *builder {
	return &builder{
		nfa:     scan.NFA{Cells: make([]scan.Cell, 1)},
		sets:    sets,
		reverse: reverse,
		nodes:   map[scopedNode]uint32{},
		cells:   map[scan.Cell]uint32{},
	}
}

// rule adds a rule. The tree must have passed the lint: no loops, no anchors.
func (b *builder) rule(re *syntax.Regexp, maxNodes int) (err error) {
	b.limit = len(b.nfa.Nodes) + maxNodes
	defer func() {
		if r := recover(); r == errSize {
			err = errSize
		} else if r != nil {
			panic(r)
		}
	}()
	rule := uint32(len(b.nfa.Starts))
	accept := b.cons(b.node(scan.OpMatch, rule), 0)
	first := len(b.nfa.Nodes)
	b.nfa.Starts = append(b.nfa.Starts, b.tree(re, accept))
	for i := first; i < len(b.folds); i++ {
		b.folds[i] = b.folded(b.folds[i])
	}
	b.trace = b.trace[:0]
	return nil
}

// folded returns what n is folded into in the end.
func (b *builder) folded(n uint32) uint32 {
	for b.folds[n] != n {
		n = b.folds[n]
	}
	return n
}

// fold folds the nodes of one copy of a tree into those of another copy.
func (b *builder) fold(from, into []uint32) {
	for i := range from {
		b.folds[b.folded(from[i])] = b.folded(into[i])
	}
}

func (b *builder) node(op, next uint32) uint32 {
	n := scan.Node{Op: op, Next: next}
	id, ok := b.nodes[scopedNode{n, b.scope}]
	if !ok {
		id = uint32(len(b.nfa.Nodes))
		if int(id) >= b.limit {
			panic(errSize)
		}
		b.nodes[scopedNode{n, b.scope}] = id
		b.nfa.Nodes = append(b.nfa.Nodes, n)
		b.folds = append(b.folds, id)
	}
	b.trace = append(b.trace, id)
	return id
}

func (b *builder) cons(head, tail uint32) uint32 {
	c := scan.Cell{Head: head, Tail: tail}
	id, ok := b.cells[c]
	if !ok {
		id = uint32(len(b.nfa.Cells))
		if int(id) >= 16*b.limit {
			panic(errSize)
		}
		b.cells[c] = id
		b.nfa.Cells = append(b.nfa.Cells, c)
	}
	return id
}

// join returns the nodes of list l and then those of list m.
func (b *builder) join(l, m uint32) uint32 {
	if l == 0 || l == m {
		return m
	}
	b.marks = append(b.marks, make([]uint32, len(b.nfa.Nodes)-len(b.marks))...)
	b.mark++
	for at := m; at != 0; at = b.nfa.Cells[at].Tail {
		b.marks[b.nfa.Cells[at].Head] = b.mark
	}
	var heads []uint32
	for at := l; at != 0; at = b.nfa.Cells[at].Tail {
		if h := b.nfa.Cells[at].Head; b.marks[h] != b.mark {
			b.marks[h] = b.mark
			heads = append(heads, h)
		}
	}
	for i := len(heads) - 1; i >= 0; i-- {
		m = b.cons(heads[i], m)
	}
	return m
}

// tree returns the nodes that begin re when the nodes of list next follow it.
func (b *builder) tree(re *syntax.Regexp, next uint32) uint32 {
	switch re.Op {
	case syntax.OpEmptyMatch:
		return next
	case syntax.OpLiteral:
		for i := range re.Rune {
			r := re.Rune[len(re.Rune)-1-i]
			if b.reverse {
				r = re.Rune[i]
			}
			next = b.class(literal(r, re.Flags), next)
		}
		return next
	case syntax.OpCharClass:
		return b.class(re.Rune, next)
	case syntax.OpAnyCharNotNL:
		return b.class([]rune{0, '\n' - 1, '\n' + 1, unicode.MaxRune}, next)
	case syntax.OpAnyChar:
		return b.class([]rune{0, unicode.MaxRune}, next)
	case syntax.OpWordBoundary:
		return b.cons(b.node(scan.OpBoundary, next), 0)
	case syntax.OpNoWordBoundary:
		return b.cons(b.node(scan.OpInside, next), 0)
	case syntax.OpCapture:
		return b.tree(re.Sub[0], next)
	case syntax.OpQuest:
		return b.join(b.tree(re.Sub[0], next), next)
	case syntax.OpRepeat:
		return b.repeat(re, next)
	case syntax.OpConcat:
		for i := range re.Sub {
			sub := re.Sub[len(re.Sub)-1-i]
			if b.reverse {
				sub = re.Sub[i]
			}
			next = b.tree(sub, next)
		}
		return next
	case syntax.OpAlternate:
		all := uint32(0)
		for i := range re.Sub {
			all = b.join(b.tree(re.Sub[len(re.Sub)-1-i], next), all)
		}
		return all
	}
	return 0 // syntax.OpNoMatch
}

// repeat unrolls a counted repetition from its last copy to its first.
func (b *builder) repeat(re *syntax.Regexp, next uint32) uint32 {
	over := next
	loop := re.Max-re.Min >= minFold
	if loop {
		outer := b.scope
		b.scopes++
		b.scope = b.scopes
		defer func() { b.scope = outer }()
	}
	var last []uint32 // nodes of the copy that the others are folded into
	for i := re.Min; i < re.Max; i++ {
		first := len(b.trace)
		next = b.join(b.tree(re.Sub[0], next), over)
		if loop && last != nil {
			b.fold(last, b.trace[first:])
		}
		last = b.trace[first:]
	}
	for i := range re.Min {
		first := len(b.trace)
		next = b.tree(re.Sub[0], next)
		if loop && re.Min-i > maxCount {
			b.fold(b.trace[first:], last)
		}
	}
	return next
}

// literal returns the ranges of one literal rune.
func literal(r rune, flags syntax.Flags) []rune {
	ranges := []rune{r, r}
	if flags&syntax.FoldCase != 0 {
		for f := unicode.SimpleFold(r); f != r; f = unicode.SimpleFold(f) {
			ranges = append(ranges, f, f)
		}
	}
	return ranges
}

// class returns the nodes for one rune out of ranges.
func (b *builder) class(ranges []rune, next uint32) uint32 {
	var all []sequence
	for i := 0; i < len(ranges); i += 2 {
		all = sequences(all, ranges[i], ranges[i+1])
	}
	if b.reverse {
		for _, s := range all {
			for i, j := 0, len(s)-1; i < j; i, j = i+1, j-1 {
				s[i], s[j] = s[j], s[i]
			}
		}
	}
	return b.bytes(all, next)
}

// bytes returns the nodes for the sequences. Sequences with equal first ranges
// share a node, and so do first ranges with equal rests.
func (b *builder) bytes(all []sequence, next uint32) uint32 {
	rests := map[byteRange][]sequence{}
	var firsts []byteRange
	for _, s := range all {
		if _, ok := rests[s[0]]; !ok {
			firsts = append(firsts, s[0])
			rests[s[0]] = nil
		}
		if len(s) > 1 {
			rests[s[0]] = append(rests[s[0]], s[1:])
		}
	}
	var order []uint32
	sets := map[uint32]*bits{}
	for _, f := range firsts {
		follow := next
		if len(rests[f]) > 0 {
			follow = b.bytes(rests[f], next)
		}
		if sets[follow] == nil {
			order = append(order, follow)
			sets[follow] = new(bits)
		}
		sets[follow].add(f)
	}
	list := uint32(0)
	for i := len(order) - 1; i >= 0; i-- {
		follow := order[i]
		list = b.cons(b.node(scan.OpSets+b.sets.id(*sets[follow]), follow), list)
	}
	return list
}
