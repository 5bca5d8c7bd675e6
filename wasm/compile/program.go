package compile

import (
	"deckname/wasm/internal/scan"
)

// program makes the automata of all patterns.
func program(patterns []pattern) (*scan.Program, error) {
	sets := &setTable{ids: map[bits]uint32{}}
	forward, reverse := newBuilder(sets, false), newBuilder(sets, true)
	t := scan.Tables{}
	for _, p := range patterns {
		for _, b := range []*builder{forward, reverse} {
			if err := b.rule(p.tree, MaxNodes); err != nil {
				return nil, err
			}
		}
		t.Spans = append(t.Spans, scan.Span{Min: uint16(p.min), Max: uint16(p.max)})
	}
	t.Forward, t.Reverse, t.Folds = forward.nfa, reverse.nfa, forward.folds
	classes(&t, sets.sets)
	return scan.NewProgram(t)
}

// classes puts bytes that are in the same sets into one class and rewrites the
// sets in terms of classes.
func classes(t *scan.Tables, sets []bits) {
	known := map[string]uint8{}
	var first []byte // by class
	key := make([]byte, len(sets)+1)
	for c := range 256 {
		b := byte(c)
		clear(key)
		if scan.IsWord(b) {
			key[len(sets)] = 1
		}
		for i := range sets {
			if sets[i].has(b) {
				key[i] = 1
			}
		}
		class, ok := known[string(key)]
		if !ok {
			class = uint8(len(first))
			known[string(key)] = class
			first = append(first, b)
		}
		t.Class[b] = class
	}
	words := t.Words()
	t.Sets = make([]uint64, words*len(sets))
	for i := range sets {
		for class, b := range first {
			if sets[i].has(b) {
				t.Sets[i*words+class>>6] |= 1 << (class & 63)
			}
		}
	}
}
