package mask

import "deckname/wasm/rule"

// Table is one conversation's list of placeholders. The zero value is an empty
// table. It is not safe for concurrent use.
//
// Entries and originals lie in two growing slices without pointers, found through
// indexes of numbers: a table of some hundred thousand entries costs little more
// than its bytes.
type Table struct {
	labels    []label
	entries   []entry
	originals []byte // of restorable entries, one after the other
	byLabel   index
	byName    index // every entry, by label and number
	byKey     index // restorable entries, by label and key
	aliases   []alias
	heads     [256][]head // of aliases, by first byte in small letters
	speaks    bool
	turns     []byte // what stands in the conversation, one text per line

	lookup  lookup
	key     [2][]byte // room for two keys that are compared
	found   []Edit
	kept    []kept
	said    []aliased
	secrets secrets
	report  func(bytes int)
}

// label is a label that a placeholder of the table has, or a rule may give.
type label struct {
	name       string
	last       uint32 // the highest number that was given
	restorable bool   // some entry of it is
}

// entry is one placeholder that is taken, for one of three reasons.
type entry struct {
	label  uint32
	number uint32
	at     uint32 // its original, first spelling seen: originals[at : at+size]
	size   uint32 // 0 unless kind is restorable
	alias  int32  // its pseudonym: aliases[alias-1]; 0 = none
	kind   kind
	class  rule.Class
}

type kind uint8

const (
	restorable kind = iota // stands for an original
	secret                 // stands for an original that is not kept, or not any more
	literal                // stood in somebody's text; stands for nothing
	kinds
)

func (t *Table) original(e *entry) []byte { return t.originals[e.at : e.at+e.size] }

// labelled returns the number of a label, a new one if need be.
func (t *Table) labelled(name []byte) uint32 {
	h := mixed(hashed(seed, name))
	n, ok := t.byLabel.find(h, func(n int) bool { return t.labels[n].name == string(name) })
	if !ok {
		n = len(t.labels)
		t.labels = append(t.labels, label{name: string(name)})
		t.byLabel.add(h, n, t.work)
	}
	return uint32(n)
}

// named returns the entry of a placeholder.
func (t *Table) named(label, number uint32) (n int, ok bool) {
	return t.byName.find(hashOf(label, number), func(n int) bool {
		return t.entries[n].label == label && t.entries[n].number == number
	})
}

// keyed returns the entry whose original is a spelling of this one, and the hash
// under which it is or would be filed.
func (t *Table) keyed(label uint32, class rule.Class, original []byte) (n int, hash uint32, ok bool) {
	t.key[0] = appendKey(t.key[0][:0], class, original)
	hash = mixed(hashed(hashOf(label, 0), t.key[0]))
	n, ok = t.byKey.find(hash, func(n int) bool {
		e := &t.entries[n]
		if e.label != label {
			return false
		}
		t.key[1] = appendKey(t.key[1][:0], e.class, t.original(e))
		return string(t.key[0]) == string(t.key[1])
	})
	return n, hash, ok
}

// take takes a placeholder; the caller has made sure that it is free.
func (t *Table) take(e entry) {
	t.byName.add(hashOf(e.label, e.number), len(t.entries), t.work)
	t.entries = append(t.entries, e)
	if e.kind != literal {
		l := &t.labels[e.label]
		l.last = max(l.last, e.number)
	}
	t.work(perEntry)
}

// keep is take for a placeholder that stands for an original whose key has this hash.
func (t *Table) keep(hash, label, number uint32, class rule.Class, original []byte) {
	t.byKey.add(hash, len(t.entries), t.work)
	t.labels[label].restorable = true
	at := len(t.originals)
	t.originals = append(t.originals, original...)
	t.take(entry{label: label, number: number, at: uint32(at), size: uint32(len(original)), class: class})
}

// next returns the number of a label's next placeholder: above all that were
// given before, so that a placeholder in an old answer never changes its
// meaning, and none that stood in a text.
func (t *Table) next(label uint32) uint32 {
	n := t.labels[label].last + 1
	for {
		if _, taken := t.named(label, n); !taken {
			return n
		}
		n++
		t.work(perLookup)
	}
}

// Clear makes the table an empty one and overwrites the originals it held.
func (t *Table) Clear() {
	clear(t.originals)
	clear(t.turns)
	for i := range t.aliases {
		clear(t.aliases[i].text)
	}
	clear(t.key[0][:cap(t.key[0])])
	clear(t.key[1][:cap(t.key[1])])
	*t = Table{report: t.report, speaks: t.speaks}
}

func hashOf(label, number uint32) uint32 {
	return mixed(mixed(seed^number)*0x01000193 ^ label)
}
