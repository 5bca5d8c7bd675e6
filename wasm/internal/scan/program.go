package scan

import (
	"errors"
	"sync/atomic"
)

// MaxLength is the longest match a rule may have, in bytes. It bounds what has
// to be looked at again around any place in a text.
const MaxLength = 512

// MaxRules and the other limits keep numbers of a pack inside the tables.
const (
	MaxRules = 1 << 16
	maxNodes = 1 << 22
	maxSets  = 1 << 16
)

// Operations of a Node. A number from OpSets on means "one byte out of the set
// with the number Op-OpSets".
const (
	OpBoundary uint32 = iota // \b: exactly one of the bytes on both sides is a word byte
	OpInside                 // \B
	OpMatch                  // the rule Next has matched
	OpSets
)

// Node is a position in an automaton. Next is the list of positions that follow
// it, or the rule for OpMatch. Nodes are numbered from the end of a pattern to
// its beginning: what follows a node has a smaller number, so there are no loops.
type Node struct{ Op, Next uint32 }

// Cell is one element of a list of nodes. Lists share their tails; list 0 is
// the empty one and Cells[0] stands for it.
type Cell struct{ Head, Tail uint32 }

// NFA is the automaton of all rules in one direction of reading.
type NFA struct {
	Nodes  []Node
	Cells  []Cell
	Starts []uint32 // by rule: the list of nodes it begins with
}

// Span is the shortest and the longest match of a rule in bytes.
type Span struct{ Min, Max uint16 }

// Tables is the content of a program: what the compiler makes and a pack carries.
type Tables struct {
	// Class maps bytes to classes that no pattern tells apart. Classes are
	// numbered in the order of their first bytes and never mix word bytes
	// ([0-9A-Za-z_]) with others. The class of 0xFF, a byte that valid text
	// never has, also stands for both ends of the text.
	Class [256]uint8

	// Sets holds, set after set, one bit per class in Words() words.
	Sets []uint64

	Forward, Reverse NFA
	Spans            []Span // by rule

	// Folds makes the coarse automaton out of Forward: every node is replaced by
	// the node it is folded into. The compiler folds the optional copies of a
	// counted repetition into their first, which makes a loop of them. The coarse
	// automaton needs few states, because it does not count, and finds every end
	// of a match and some more.
	Folds []uint32
}

// Classes returns the number of byte classes.
func (t *Tables) Classes() int {
	most := uint8(0)
	for _, c := range t.Class {
		most = max(most, c)
	}
	return int(most) + 1
}

// Words returns how many words one set takes in Sets.
func (t *Tables) Words() int { return (t.Classes() + 63) / 64 }

// IsWord reports whether b is a word byte in the sense of \b.
func IsWord(b byte) bool {
	return b == '_' || b-'0' < 10 || b|0x20-'a' < 26
}

// Program is a checked set of tables. Its tables do not change and may be shared.
type Program struct {
	Tables
	classes int
	words   int
	word    [256]bool // by class
	longest int       // longest match of all rules
	warm    []byte    // encoded warm states; none if empty

	// spare is the Scanner that Decode made to check the warm states, for the
	// first caller of New.
	spare atomic.Pointer[Scanner]
}

var (
	errClasses = errors.New("scan: byte classes are not canonical")
	errSets    = errors.New("scan: byte sets out of range")
	errNodes   = errors.New("scan: automaton out of range")
	errFolds   = errors.New("scan: the coarse automaton would lose matches")
	errSpans   = errors.New("scan: match lengths out of range")
)

// NewProgram checks that nothing in the tables points outside them.
func NewProgram(t Tables) (*Program, error) {
	p := &Program{Tables: t, classes: t.Classes(), words: t.Words()}
	if err := p.checkClasses(); err != nil {
		return nil, err
	}
	if len(t.Sets)%p.words != 0 || len(t.Sets)/p.words > maxSets {
		return nil, errSets
	}
	if rest := uint(p.classes % 64); rest != 0 {
		for i := p.words - 1; i < len(t.Sets); i += p.words {
			if t.Sets[i]>>rest != 0 {
				return nil, errSets
			}
		}
	}
	rules := len(t.Spans)
	if rules > MaxRules {
		return nil, errSpans
	}
	for _, s := range t.Spans {
		if s.Min < 1 || s.Max < s.Min || s.Max > MaxLength {
			return nil, errSpans
		}
		p.longest = max(p.longest, int(s.Max))
	}
	if !p.Forward.check(rules, len(t.Sets)/p.words) || !p.Reverse.check(rules, len(t.Sets)/p.words) {
		return nil, errNodes
	}
	if len(p.Folds) != len(p.Forward.Nodes) || !p.Forward.covers(p.Folds) {
		return nil, errFolds
	}
	return p, nil
}

func (p *Program) checkClasses() error {
	next := 0
	for b, class := range p.Class {
		switch c := int(class); {
		case c == next:
			p.word[c] = IsWord(byte(b))
			next++
		case c > next || p.word[c] != IsWord(byte(b)):
			return errClasses
		}
	}
	return nil
}

// check reports whether every number is in range and no node follows itself.
func (n *NFA) check(rules, sets int) bool {
	if len(n.Starts) != rules || len(n.Cells) == 0 || n.Cells[0] != (Cell{}) ||
		len(n.Nodes) > maxNodes || len(n.Cells) > maxNodes {
		return false
	}
	top := make([]uint32, len(n.Cells)) // highest node of the list, plus 1
	for i, c := range n.Cells[1:] {
		if int(c.Tail) > i || int(c.Head) >= len(n.Nodes) {
			return false
		}
		top[i+1] = max(c.Head+1, top[c.Tail])
	}
	for i, d := range n.Nodes {
		switch {
		case d.Op == OpMatch:
			if int(d.Next) >= rules {
				return false
			}
		case int(d.Op) >= int(OpSets)+sets || int(d.Next) >= len(n.Cells) || int(top[d.Next]) > i:
			return false
		}
	}
	for _, s := range n.Starts {
		if int(s) >= len(n.Cells) {
			return false
		}
	}
	return true
}

// covers reports whether folding loses nothing: each node is folded into one
// with the same operation that leads at least where it leads.
func (n *NFA) covers(folds []uint32) bool {
	for i, f := range folds {
		if int(f) >= len(n.Nodes) || folds[f] != f || n.Nodes[i].Op != n.Nodes[f].Op || n.Nodes[i].Op == OpMatch && int(f) != i {
			return false
		}
	}
	marks := make([]uint32, len(n.Nodes))
	mark := uint32(0)
	for i, f := range folds {
		if int(f) == i {
			continue
		}
		mark++
		for l := n.Nodes[f].Next; l != 0; l = n.Cells[l].Tail {
			marks[folds[n.Cells[l].Head]] = mark
		}
		for l := n.Nodes[i].Next; l != 0; l = n.Cells[l].Tail {
			if marks[folds[n.Cells[l].Head]] != mark {
				return false
			}
		}
	}
	return true
}
