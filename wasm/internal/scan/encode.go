package scan

import (
	"encoding/binary"
	"errors"
)

// Append appends the program to dst in the form of docs/spec/rule-pack.md.
func (p *Program) Append(dst []byte) []byte {
	dst = append(dst, p.Class[:]...)
	sets := len(p.Sets) / p.words
	dst = binary.AppendUvarint(dst, uint64(sets))
	for i := range sets {
		for j := range (p.classes + 7) / 8 {
			dst = append(dst, byte(p.Sets[i*p.words+j/8]>>(j%8*8)))
		}
	}
	dst = binary.AppendUvarint(dst, uint64(len(p.Spans)))
	for _, s := range p.Spans {
		dst = binary.AppendUvarint(dst, uint64(s.Min))
		dst = binary.AppendUvarint(dst, uint64(s.Max-s.Min))
	}
	dst = p.Forward.append(dst)
	dst = p.Reverse.append(dst)
	for i, f := range p.Folds {
		dst = binary.AppendVarint(dst, int64(f)-int64(i))
	}
	if len(p.warm) == 0 {
		return append(dst, 0, 0, 0) // no states in three caches
	}
	return append(dst, p.warm...)
}

// append writes numbers as differences to the one before, so that the copies of
// a counted repetition look alike.
func (n *NFA) append(dst []byte) []byte {
	dst = binary.AppendUvarint(dst, uint64(len(n.Nodes)))
	next := uint32(0)
	for _, d := range n.Nodes {
		dst = binary.AppendUvarint(dst, uint64(d.Op))
		dst = binary.AppendVarint(dst, int64(d.Next)-int64(next))
		next = d.Next
	}
	dst = binary.AppendUvarint(dst, uint64(len(n.Cells)-1))
	last := Cell{}
	for _, c := range n.Cells[1:] {
		dst = binary.AppendVarint(dst, int64(c.Head)-int64(last.Head))
		dst = binary.AppendVarint(dst, int64(c.Tail)-int64(last.Tail))
		last = c
	}
	for _, s := range n.Starts {
		dst = binary.AppendUvarint(dst, uint64(s))
	}
	return dst
}

var errDamaged = errors.New("scan: the tables are damaged")

// Decode reads a program and accepts only what Append writes.
func Decode(src []byte) (*Program, error) {
	r := Reader{src: src}
	var t Tables
	copy(t.Class[:], r.Bytes(256))
	if r.failed {
		return nil, errDamaged
	}
	classes, words := t.Classes(), t.Words()
	sets := r.Number(maxSets)
	bytes := r.Bytes(sets * ((classes + 7) / 8))
	if r.failed {
		return nil, errDamaged
	}
	t.Sets = make([]uint64, sets*words)
	for i, b := range bytes {
		set, at := i/((classes+7)/8), i%((classes+7)/8)
		t.Sets[set*words+at/8] |= uint64(b) << (at % 8 * 8)
	}
	t.Spans = make([]Span, r.Count(MaxRules, 2))
	for i := range t.Spans {
		least := r.Number(MaxLength)
		most := least + r.Number(MaxLength)
		t.Spans[i] = Span{uint16(least), uint16(most)}
	}
	t.Forward.decode(&r, len(t.Spans))
	t.Reverse.decode(&r, len(t.Spans))
	t.Folds = make([]uint32, len(t.Forward.Nodes))
	for i := range t.Folds {
		t.Folds[i] = uint32(r.Step(i, maxNodes))
	}
	if r.failed {
		return nil, errDamaged
	}
	p, err := NewProgram(t)
	if err != nil {
		return nil, err
	}
	p.warm = append([]byte(nil), r.Rest()...)
	m := newScanner(p, limits{forwardStates, reverseStates, anchoredStates, blockSize, maxEntries})
	if !m.decodeWarm(p.warm) {
		return nil, errDamaged
	}
	p.spare.Store(m)
	return p, nil
}

func (n *NFA) decode(r *Reader, rules int) {
	n.Nodes = make([]Node, r.Count(maxNodes, 2))
	next := 0
	for i := range n.Nodes {
		op := r.Number(maxSets + int(OpSets))
		next = r.Step(next, maxNodes)
		n.Nodes[i] = Node{uint32(op), uint32(next)}
	}
	n.Cells = make([]Cell, 1+r.Count(maxNodes-1, 2))
	head, tail := 0, 0
	for i := range n.Cells[1:] {
		head = r.Step(head, maxNodes)
		tail = r.Step(tail, maxNodes)
		n.Cells[i+1] = Cell{uint32(head), uint32(tail)}
	}
	n.Starts = make([]uint32, min(rules, r.Left()))
	for i := range n.Starts {
		n.Starts[i] = uint32(r.Number(maxNodes))
	}
}
