package mask

import (
	"bytes"
	"encoding/binary"
	"errors"
	"unicode/utf8"

	"deckname/wasm/rule"
)

// A stored table: the byte 'T', the version, the number of entries, then for
// each entry its kind, class, label, number and, if restorable, its original;
// version 2 adds the pseudonym, empty where the label serves. A table without
// pseudonyms is written as version 1.
// Numbers are unsigned varints in their shortest form; strings carry their
// length first. Nothing follows the last entry.
const (
	plainVersion    = 1
	speakingVersion = 2
)

// ErrTable is the only error of Load: a damaged table, or one of another version.
var ErrTable = errors.New("mask: the stored table cannot be read")

// Append appends the stored form of the table to dst.
func (t *Table) Append(dst []byte) []byte {
	version := byte(plainVersion)
	if len(t.aliases) > 0 {
		version = speakingVersion
	}
	dst = append(dst, 'T', version)
	dst = binary.AppendUvarint(dst, uint64(len(t.entries)))
	for i := range t.entries {
		e := &t.entries[i]
		dst = append(dst, byte(e.kind), byte(e.class))
		name := t.labels[e.label].name
		dst = append(binary.AppendUvarint(dst, uint64(len(name))), name...)
		dst = binary.AppendUvarint(dst, uint64(e.number))
		if e.kind == restorable {
			dst = append(binary.AppendUvarint(dst, uint64(e.size)), t.original(e)...)
			if version == speakingVersion {
				var alias []byte
				if e.alias > 0 {
					alias = t.aliases[e.alias-1].text
				}
				dst = append(binary.AppendUvarint(dst, uint64(len(alias))), alias...)
			}
		}
		t.work(perEntry)
	}
	return dst
}

// Load makes this the table that was stored; no bytes are an empty table. Any
// defect refuses the whole, and leaves an empty table: half of one would restore
// half an answer.
func (t *Table) Load(stored []byte) error {
	t.Clear()
	if len(stored) == 0 {
		return nil
	}
	r := reader{rest: stored}
	first, version := r.byte(), r.byte()
	if first != 'T' || version != plainVersion && version != speakingVersion {
		return ErrTable
	}
	for n := r.number(uint64(len(stored))); n > 0 && !r.bad; n-- {
		if !t.read(&r, version) {
			t.Clear()
			return ErrTable
		}
	}
	if r.bad || len(r.rest) > 0 {
		t.Clear()
		return ErrTable
	}
	return nil
}

// read takes one entry from r.
func (t *Table) read(r *reader, version byte) bool {
	e := entry{kind: kind(r.byte()), class: rule.Class(r.byte())}
	name := r.bytes()
	e.number = uint32(r.number(maxNumber))
	if r.bad || e.kind >= kinds || int(e.class) >= rule.Classes || !isLabel(name) || e.number == 0 {
		return false
	}
	e.label = t.labelled(name)
	if _, taken := t.named(e.label, e.number); taken {
		return false
	}
	if e.kind != restorable {
		t.take(e)
		return true
	}
	original := r.bytes()
	if r.bad {
		return false
	}
	_, hash, _ := t.keyed(e.label, e.class, original)
	t.keep(hash, e.label, e.number, e.class, original)
	if version == plainVersion {
		return true
	}
	alias := r.bytes()
	if r.bad || len(alias) > maxAlias || len(alias) > 0 && !speakable(e.class) {
		return false
	}
	if len(alias) > 0 {
		t.call(len(t.entries)-1, bytes.Clone(alias))
	}
	return true
}

// reader takes values off the front; after the first defect it stays bad.
type reader struct {
	rest []byte
	bad  bool
}

func (r *reader) byte() byte {
	if len(r.rest) == 0 {
		r.bad = true
		return 0
	}
	b := r.rest[0]
	r.rest = r.rest[1:]
	return b
}

func (r *reader) number(limit uint64) uint64 {
	v, n := binary.Uvarint(r.rest)
	if n <= 0 || v > limit || n > 1 && r.rest[n-1] == 0 {
		r.bad = true
		return 0
	}
	r.rest = r.rest[n:]
	return v
}

// bytes takes a string, which is valid UTF-8.
func (r *reader) bytes() []byte {
	n := r.number(uint64(len(r.rest)))
	if r.bad || n > uint64(len(r.rest)) || !utf8.Valid(r.rest[:n]) {
		r.bad = true
		return nil
	}
	s := r.rest[:n]
	r.rest = r.rest[n:]
	return s
}
