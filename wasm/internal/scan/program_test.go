package scan_test

import (
	"testing"

	"deckname/wasm/internal/scan"
)

// TestProgramRefusesFoldsThatLoseMatches folds every node into every other one.
// Either the loader refuses it, or the scanner still finds everything.
func TestProgramRefusesFoldsThatLoseMatches(t *testing.T) {
	sources := []string{`a[bc]{2}d`, `x[bc]{1,4}b`, `a\b-`}
	text := []byte("abcd acbd abbb xbb xcccb xb a- abcd")
	p := build(t, sources)
	want := scan.New(p).Scan(nil, text)
	refused, accepted := 0, 0
	for i := range p.Folds {
		for j := range p.Folds {
			tables := p.Tables
			tables.Folds = append([]uint32(nil), p.Folds...)
			tables.Folds[i] = uint32(j)
			q, err := scan.NewProgram(tables)
			if err != nil {
				refused++
				continue
			}
			accepted++
			if got := scan.New(q).Scan(nil, text); len(got) != len(want) {
				t.Errorf("node %d folded into %d: got %v, want %v", i, j, got, want)
			}
		}
	}
	if refused == 0 || accepted == 0 {
		t.Errorf("%d refused, %d accepted", refused, accepted)
	}
}

// TestProgramRefuses changes one number of good tables at a time.
func TestProgramRefuses(t *testing.T) {
	p := build(t, []string{`ab{1,4}c`, `\bd`})
	for name, spoil := range map[string]func(*scan.Tables){
		"class skipped":             func(t *scan.Tables) { t.Class[0] = 1 },
		"word byte with others":     func(t *scan.Tables) { t.Class['z'] = t.Class[' '] },
		"set without its words":     func(t *scan.Tables) { t.Sets = append([]uint64(nil), t.Sets...); t.Sets[0] |= 1 << 63 },
		"no shortest match":         func(t *scan.Tables) { t.Spans = []scan.Span{{Min: 0, Max: 3}, {Min: 1, Max: 1}} },
		"longest match too long":    func(t *scan.Tables) { t.Spans = []scan.Span{{Min: 1, Max: 513}, {Min: 1, Max: 1}} },
		"longest below shortest":    func(t *scan.Tables) { t.Spans = []scan.Span{{Min: 3, Max: 2}, {Min: 1, Max: 1}} },
		"rule without beginnings":   func(t *scan.Tables) { t.Forward.Starts = t.Forward.Starts[:1] },
		"beginnings out of range":   func(t *scan.Tables) { t.Forward.Starts = []uint32{0, 1 << 20} },
		"operation out of range":    func(t *scan.Tables) { node(t, 1).Op = 1 << 20 },
		"match of an unknown rule":  func(t *scan.Tables) { node(t, 0).Next = 2 },
		"list out of range":         func(t *scan.Tables) { node(t, 1).Next = 1 << 20 },
		"cell leads forward":        func(t *scan.Tables) { cell(t, 1).Tail = 1 },
		"cell with an unknown node": func(t *scan.Tables) { cell(t, 1).Head = 1 << 20 },
		"node leads to itself":      func(t *scan.Tables) { cell(t, int(t.Forward.Nodes[1].Next)).Head = 1 },
		"first cell not empty":      func(t *scan.Tables) { cell(t, 0).Head = 1 },
		"folds missing":             func(t *scan.Tables) { t.Folds = t.Folds[1:] },
		"fold out of range":         func(t *scan.Tables) { t.Folds = append([]uint32{1 << 20}, t.Folds[1:]...) },
	} {
		tables := p.Tables
		spoil(&tables)
		if _, err := scan.NewProgram(tables); err == nil {
			t.Errorf("%s: accepted", name)
		}
	}
	if _, err := scan.NewProgram(p.Tables); err != nil {
		t.Errorf("the unspoilt tables: %v", err)
	}
}

// node and cell return a number of a copy of the forward automaton.
func node(t *scan.Tables, i int) *scan.Node {
	t.Forward.Nodes = append([]scan.Node(nil), t.Forward.Nodes...)
	return &t.Forward.Nodes[i]
}

func cell(t *scan.Tables, i int) *scan.Cell {
	t.Forward.Cells = append([]scan.Cell(nil), t.Forward.Cells...)
	return &t.Forward.Cells[i]
}
