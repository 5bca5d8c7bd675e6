// Package wordlist finds the entries of company lists in a text, without the
// lists: a pack carries keyed hashes of their entries.
//
// # Normal form
//
// Entry and text are compared by letters and digits alone: lower case, ä as ae,
// ß as ss, other Latin letters without their marks, nothing in between. So
// "Müller-Lüdenscheidt", "MUELLER LUEDENSCHEIDT" and "muellerluedenscheidt" are one
// entry. An entry begins and ends at word borders of the text; a genitive s behind
// it stays outside.
//
// # Hash
//
// A polynomial of the normal form, whose base comes from the key, then SipHash-2-4
// of it and the length, cut to 48 bits. The polynomial lets one pass over the text
// give the hash of every window of words; SipHash makes the result one-way. One in
// a billion looked-up windows is found by chance at the greatest size of the lists.
//
// # Privacy
//
// A pack does not list what it finds. But it carries its key: whoever has the pack
// can test a guess, such as a name from a telephone book. Lists of values that
// nobody may be able to guess do not belong into a pack.
//
// # Promises
//
// Linear in the text, without allocations once warm, any bytes are accepted.
package wordlist

import "slices"

// Limits of lists and their entries, in the normal form.
const (
	MaxEntries = 200_000 // in all lists of a pack, so that one still fits into a row of D1
	MaxLists   = 256
	MaxBytes   = 64
	MinBytes   = 3
	MaxWords   = 8
	HashBits   = 48
)

// KeySize is the length of a key in bytes.
const KeySize = 16

// Lists are the lists of one pack.
type Lists struct {
	Key     [KeySize]byte
	Lengths uint64 // bit n-1: some entry has n bytes
	// Hashes holds one list after the other, each in increasing order. The first
	// names what is never a finding; the others are dictionaries, which belong to
	// the last rules of the pack. A value in two lists belongs to the first.
	Hashes [][]uint64
}

// Dictionaries is the number of lists whose entries are findings.
func (l *Lists) Dictionaries() int {
	if l == nil {
		return 0
	}
	return max(len(l.Hashes)-1, 0)
}

// Valid reports whether lists keep all limits.
func (l *Lists) Valid() bool {
	sum := 0
	for _, list := range l.Hashes {
		sum += len(list)
		for i, h := range list {
			if h>>HashBits != 0 || i > 0 && h <= list[i-1] {
				return false
			}
		}
	}
	return sum <= MaxEntries && len(l.Hashes) <= MaxLists && len(l.Hashes) > 0
}

// Make hashes lists of values. The first list is the one of what is never a
// finding. It returns false when an entry is too short, too long, or when there are
// too many: see Fault.
func Make(key [KeySize]byte, lists [][]string) (*Lists, bool) {
	l := &Lists{Key: key, Hashes: make([][]uint64, len(lists))}
	h := newHasher(key)
	for i, list := range lists {
		for _, value := range list {
			normal := Normal(value)
			if Fault(value) != None {
				return nil, false
			}
			l.Lengths |= 1 << (len(normal) - 1)
			l.Hashes[i] = append(l.Hashes[i], h.finish(h.of(normal), len(normal)))
		}
		slices.Sort(l.Hashes[i])
		l.Hashes[i] = slices.Compact(l.Hashes[i])
	}
	return l, l.Valid()
}

// Flaw is why a value cannot be an entry.
type Flaw uint8

// Flaws of values.
const (
	None Flaw = iota
	TooShort
	TooLong
	TooManyWords
)

// Fault returns what is wrong with a value.
func Fault(value string) Flaw {
	normal, words := spell(value)
	switch {
	case len(normal) < MinBytes:
		return TooShort
	case len(normal) > MaxBytes:
		return TooLong
	case words > MaxWords:
		return TooManyWords
	}
	return None
}

// Normal returns the normal form of a value.
func Normal(value string) string {
	normal, _ := spell(value)
	return normal
}
