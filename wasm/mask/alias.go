package mask

import (
	"bytes"
	"slices"

	"deckname/wasm/rule"
)

// alias is the pseudonym of an entry, instead of a placeholder with its label.
type alias struct {
	entry uint32
	text  []byte
}

// part says how much of a name is mentioned: people, and language models, go on
// with the last name or the first name alone.
type part uint8

const (
	whole part = iota
	firstName
	lastName
)

// aliased is a pseudonym, or a part of one, at text[start:end].
type aliased struct {
	span
	alias  int
	part   part
	ending ending
}

// speakable reports whether a class has pseudonyms.
func speakable(c rule.Class) bool {
	return c == rule.Person || c == rule.Phone || c == rule.Email || c == rule.IP
}

// call gives an entry its pseudonym.
func (t *Table) call(entry int, text []byte) {
	t.aliases = append(t.aliases, alias{uint32(entry), text})
	t.entries[entry].alias = int32(len(t.aliases))
	for _, p := range []part{whole, firstName, lastName} {
		if s := t.spelled(len(t.aliases)-1, p); len(s) > 0 {
			t.heads[s[0]|0x20] = append(t.heads[s[0]|0x20], head{len(t.aliases) - 1, p})
		}
	}
}

// head is a pseudonym, or a part of one, filed under its first byte.
type head struct {
	alias int
	part  part
}

// spelled returns the part of a pseudonym; nothing when it has no such part.
func (t *Table) spelled(n int, p part) []byte {
	a := &t.aliases[n]
	if p == whole || t.entries[a.entry].class != rule.Person {
		return a.text[:len(a.text)*btoi(p == whole)]
	}
	return partOf(a.text, p)
}

// partOf returns the first or last name of a name of two; nothing of a single one.
func partOf(name []byte, p part) []byte {
	first, last := split(name)
	switch {
	case first == nil:
		return nil
	case p == firstName:
		return first
	}
	return last
}

func btoi(b bool) int {
	if b {
		return 1
	}
	return 0
}

// mentioned appends to dst where pseudonyms of the table stand in the text as whole
// words, from left to right; the longest one that begins at a place counts.
func (t *Table) mentioned(dst []aliased, text []byte) []aliased {
	if len(t.aliases) == 0 {
		return dst
	}
	for i := 0; i < len(text); i++ {
		if i%perBatch == perBatch-1 {
			t.work(perBatch)
		}
		heads := t.heads[text[i]|0x20]
		if len(heads) == 0 || i > 0 && isWord(text[i-1]) {
			continue
		}
		best, length := aliased{}, 0
		for _, h := range heads {
			s := t.spelled(h.alias, h.part)
			to := i + len(s)
			if len(s) <= length || to > len(text) || !bytes.EqualFold(text[i:to], s) {
				continue
			}
			end, e, ok := t.ends(text, to, h.alias)
			if ok {
				best, length = aliased{span{i, end}, h.alias, h.part, e}, len(s)
			}
		}
		t.work(perLookup)
		if length > 0 {
			dst = append(dst, best)
			i = best.end - 1
		}
	}
	return dst
}

// ends reads what may follow a pseudonym that ends at text[i]: nothing of a word, a
// genitive or plural s of a name, or the ending of an adjective made of it.
func (t *Table) ends(text []byte, i, n int) (end int, e ending, ok bool) {
	if i == len(text) || !isWord(text[i]) {
		if t.entries[t.aliases[n].entry].class != rule.Person {
			return i, none, true
		}
		e, end = genitive(text, i)
		return end, e, true
	}
	if t.entries[t.aliases[n].entry].class != rule.Person {
		return i, none, false
	}
	if e, end = genitive(text, i); e != none {
		return end, e, true
	}
	to := i
	for to < len(text) && isWord(text[to]) {
		to++
	}
	return i, none, slices.Contains(adjective, string(text[i:to]))
}

// adjective has the endings of what belongs to a person: die Vollbrechtsche Akte.
var adjective = []string{"sche", "schen", "scher", "sches", "schem"}

// meant returns what an alias or its part stands for.
func (t *Table) meant(e *Edit) []byte {
	original := t.original(&t.entries[e.entry])
	if e.part == whole {
		return original
	}
	if p := partOf(original, e.part); p != nil {
		return p
	}
	return original
}
