package mask

import "deckname/wasm/rule"

// Table is one conversation's list of placeholders. The zero value is an empty
// table. It is not safe for concurrent use.
type Table struct {
	entries []entry
	byKey   map[string]int // label, NUL, key -> entry; restorable entries only
	byName  map[name]int   // every entry
	last    map[string]uint32
}

// entry is one placeholder that is taken, for one of three reasons.
type entry struct {
	label    string
	number   uint32
	kind     kind
	class    rule.Class
	original string // first spelling seen; empty unless kind is restorable
}

type kind uint8

const (
	restorable kind = iota // stands for an original
	secret                 // stands for an original that is not kept
	literal                // stood in somebody's text; stands for nothing
	kinds
)

// name identifies a placeholder: [label_number].
type name struct {
	label  string
	number uint32
}

// Len is the number of placeholders that can be restored.
func (t *Table) Len() int {
	n := 0
	for i := range t.entries {
		if t.entries[i].kind == restorable {
			n++
		}
	}
	return n
}

// add takes a placeholder; the caller has made sure that it is free.
func (t *Table) add(e entry) {
	if t.byName == nil {
		t.byKey, t.byName, t.last = map[string]int{}, map[name]int{}, map[string]uint32{}
	}
	at := len(t.entries)
	t.entries = append(t.entries, e)
	t.byName[name{e.label, e.number}] = at
	if e.kind == restorable {
		t.byKey[e.label+"\x00"+key(e.class, e.original)] = at
	}
	if e.kind != literal {
		t.last[e.label] = max(t.last[e.label], e.number)
	}
}

// next returns the number of a label's next placeholder: above all that were
// given before, so that a placeholder in an old answer never changes its
// meaning, and none that stood in a text.
func (t *Table) next(label string) uint32 {
	n := t.last[label] + 1
	for {
		if _, taken := t.byName[name{label, n}]; !taken {
			return n
		}
		n++
	}
}
