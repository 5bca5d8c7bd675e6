package mask

import (
	"encoding/binary"
	"errors"
	"unicode/utf8"

	"deckname/wasm/rule"
)

// A stored table: the byte 'T', the version, the number of entries, then for
// each entry its kind, class, label, number and, if restorable, its original.
// Numbers are unsigned varints in their shortest form; strings carry their
// length first. Nothing follows the last entry.
const version = 1

// ErrTable is the only error of Load: a damaged table, or one of another version.
var ErrTable = errors.New("mask: the stored table cannot be read")

// Append appends the stored form of the table to dst.
func (t *Table) Append(dst []byte) []byte {
	dst = append(dst, 'T', version)
	dst = binary.AppendUvarint(dst, uint64(len(t.entries)))
	for i := range t.entries {
		e := &t.entries[i]
		dst = append(dst, byte(e.kind), byte(e.class))
		dst = appendString(dst, e.label)
		dst = binary.AppendUvarint(dst, uint64(e.number))
		if e.kind == restorable {
			dst = appendString(dst, e.original)
		}
	}
	return dst
}

func appendString(dst []byte, s string) []byte {
	return append(binary.AppendUvarint(dst, uint64(len(s))), s...)
}

// Load reads a stored table; no bytes are an empty table. Any defect refuses
// the whole: half a table would restore half an answer.
func Load(stored []byte) (*Table, error) {
	t := &Table{}
	if len(stored) == 0 {
		return t, nil
	}
	r := reader{rest: stored}
	if r.byte() != 'T' || r.byte() != version {
		return nil, ErrTable
	}
	for n := r.number(uint64(len(stored))); n > 0 && !r.bad; n-- {
		e := entry{kind: kind(r.byte()), class: rule.Class(r.byte())}
		e.label = r.string()
		e.number = uint32(r.number(maxNumber))
		if e.kind == restorable {
			e.original = r.string()
		}
		_, taken := t.byName[name{e.label, e.number}]
		if r.bad || taken || e.kind >= kinds || int(e.class) >= rule.Classes || !isLabel(e.label) || e.number == 0 {
			return nil, ErrTable
		}
		t.add(e)
	}
	if r.bad || len(r.rest) > 0 {
		return nil, ErrTable
	}
	return t, nil
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

func (r *reader) string() string {
	n := r.number(uint64(len(r.rest)))
	if r.bad || n > uint64(len(r.rest)) || !utf8.Valid(r.rest[:n]) {
		r.bad = true
		return ""
	}
	s := string(r.rest[:n])
	r.rest = r.rest[n:]
	return s
}
