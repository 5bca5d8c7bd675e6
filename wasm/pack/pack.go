// Package pack reads and writes the compiled rule pack: everything the detector
// knows about rules, without their patterns, which have become automata.
//
// # Format         docs/spec/rule-pack.md, byte by byte
// # Refusals       another format version, any damage, any other encoding of the same content
// # Compatibility  an engine reads exactly one version and names both when it meets another
// # Trust          the checksum finds accidents; who made a pack is decided by the signatures
// ## around it (package update)
package pack

import (
	"encoding/binary"
	"errors"

	"deckname/wasm/internal/scan"
	"deckname/wasm/rule"
	"deckname/wasm/wordlist"
)

// Version is the format this engine reads and writes.
const Version = 2

// Pack is a loaded rule pack.
type Pack struct {
	Serial  uint64
	Rules   []rule.Rule // Pattern is empty
	Program *scan.Program
	// Lists are the company lists, nil = none. The last rules, as many as there are
	// dictionaries, have no pattern: their findings are the entries.
	Lists *wordlist.Lists
}

// The header: magic, version, serial, checksum over everything but the checksum.
const (
	magic      = "DKNPACK\n"
	versionAt  = len(magic)
	serialAt   = versionAt + 4
	checksumAt = serialAt + 8
	headerSize = checksumAt + 8
)

// VersionError reports a pack of another format version.
type VersionError struct{ Pack, Engine uint32 }

func (e *VersionError) Error() string {
	return "pack: the rules have format " + decimal(e.Pack) + ", this engine reads format " + decimal(e.Engine)
}

func decimal(n uint32) string {
	var b [10]byte
	i := len(b)
	for {
		i--
		b[i] = byte('0' + n%10)
		if n /= 10; n == 0 {
			return string(b[i:])
		}
	}
}

// What Load refuses. There is one error for all damage: which byte it was helps nobody.
var (
	ErrNoPack  = errors.New("pack: not a rule pack")
	ErrDamaged = errors.New("pack: the rules are damaged or incomplete; fetch them again")
	errCount   = errors.New("pack: rules and automata do not belong together")
)

// Load reads a pack. It accepts only what Encode writes and keeps no reference to data.
func Load(data []byte) (*Pack, error) {
	if len(data) < serialAt || string(data[:len(magic)]) != magic {
		return nil, ErrNoPack
	}
	if v := binary.LittleEndian.Uint32(data[versionAt:]); v != Version {
		return nil, &VersionError{v, Version}
	}
	if len(data) < headerSize || binary.LittleEndian.Uint64(data[checksumAt:]) != checksum(data) {
		return nil, ErrDamaged
	}
	p := &Pack{Serial: binary.LittleEndian.Uint64(data[serialAt:])}
	r := scan.NewReader(data[headerSize:])
	var ok bool
	if p.Rules, ok = readRules(r); !ok {
		return nil, ErrDamaged
	}
	if p.Lists, ok = readLists(r); !ok {
		return nil, ErrDamaged
	}
	var err error
	if p.Program, err = scan.Decode(r.Rest()); err != nil || !together(p.Rules, p.Program, p.Lists) {
		return nil, ErrDamaged
	}
	return p, nil
}

// together reports whether every rule has an automaton or a dictionary.
func together(rules []rule.Rule, program *scan.Program, lists *wordlist.Lists) bool {
	return len(program.Spans)+lists.Dictionaries() == len(rules)
}

// Encode writes a pack. It refuses a rule with a field that is too long or has a
// value unknown to this version, and lists beyond their limits.
func Encode(p *Pack) ([]byte, error) {
	if !together(p.Rules, p.Program, p.Lists) {
		return nil, errCount
	}
	dst := make([]byte, headerSize, 1<<16)
	copy(dst, magic)
	binary.LittleEndian.PutUint32(dst[versionAt:], Version)
	binary.LittleEndian.PutUint64(dst[serialAt:], p.Serial)
	dst, err := appendRules(dst, p.Rules)
	if err != nil {
		return nil, err
	}
	if dst, err = appendLists(dst, p.Lists); err != nil {
		return nil, err
	}
	dst = p.Program.Append(dst)
	binary.LittleEndian.PutUint64(dst[checksumAt:], checksum(dst))
	return dst, nil
}

// checksum is FNV-1a over all bytes but those of the checksum itself.
func checksum(data []byte) uint64 {
	h := uint64(0xCBF29CE484222325)
	for _, part := range [2][]byte{data[:checksumAt], data[headerSize:]} {
		for _, b := range part {
			h = (h ^ uint64(b)) * 0x100000001B3
		}
	}
	return h
}
