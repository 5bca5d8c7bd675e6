package model

import (
	"encoding/binary"
	"errors"
	"math/bits"
)

// Version is the format this package reads and writes.
const Version = 2

// Features is the version of the features that weights belong to. Whoever changes
// what the tagger computes from a text counts it up and trains again.
const Features = 2

// The header: magic, format version, feature version, size of the file, checksum
// over everything but the checksum.
const (
	magic      = "DKNNAMES"
	versionAt  = len(magic)
	featuresAt = versionAt + 4
	sizeAt     = featuresAt + 4
	checksumAt = sizeAt + 4
	headerSize = checksumAt + 8
)

// VersionError reports a model for another engine.
type VersionError struct {
	What          string // "format" or "features"
	Model, Engine uint32
}

func (e *VersionError) Error() string {
	return "model: the names have " + e.What + " " + decimal(e.Model) + ", this engine reads " + e.What + " " + decimal(e.Engine)
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
	ErrNoModel = errors.New("model: not a model of names")
	ErrSize    = errors.New("model: the file is longer or shorter than it says; fetch it again")
	ErrDamaged = errors.New("model: the model is damaged; fetch it again")
)

// Limits of what a file may ask for.
const (
	maxUnit = 1 << 12
	maxNext = 1 << 14
)

// Load reads a model. It accepts only what Encode writes and keeps no reference
// to data.
func Load(data []byte) (*Model, error) {
	if len(data) < sizeAt || string(data[:len(magic)]) != magic {
		return nil, ErrNoModel
	}
	if v := binary.LittleEndian.Uint32(data[versionAt:]); v != Version {
		return nil, &VersionError{"format", v, Version}
	}
	if v := binary.LittleEndian.Uint32(data[featuresAt:]); v != Features {
		return nil, &VersionError{"features", v, Features}
	}
	if len(data) < headerSize || uint64(binary.LittleEndian.Uint32(data[sizeAt:])) != uint64(len(data)) {
		return nil, ErrSize
	}
	if binary.LittleEndian.Uint64(data[checksumAt:]) != checksum(data) {
		return nil, ErrDamaged
	}
	r := &reader{rest: data[headerSize:]}
	m := &Model{Unit: uint16(r.number(1, maxUnit))}
	for a := range m.Next {
		for b := range m.Next[a] {
			m.Next[a][b] = int16(r.number(-maxNext, maxNext))
		}
	}
	m.Spelling = readSpelling(r)
	m.Names = readLexicon(r)
	m.Weights = readWeights(r)
	if r.bad || len(r.rest) != 0 {
		return nil, ErrDamaged
	}
	return m, nil
}

// Encode writes a model.
func Encode(m *Model) []byte {
	dst := make([]byte, headerSize, 1<<20)
	copy(dst, magic)
	dst = binary.LittleEndian.AppendUint16(dst, m.Unit)
	for a := range m.Next {
		for _, w := range m.Next[a] {
			dst = binary.LittleEndian.AppendUint16(dst, uint16(w))
		}
	}
	dst = appendSpelling(dst, m.Spelling)
	dst = appendLexicon(dst, m.Names)
	dst = appendWeights(dst, m.Weights)
	binary.LittleEndian.PutUint32(dst[versionAt:], Version)
	binary.LittleEndian.PutUint32(dst[featuresAt:], Features)
	binary.LittleEndian.PutUint32(dst[sizeAt:], uint32(len(dst)))
	binary.LittleEndian.PutUint64(dst[checksumAt:], checksum(dst))
	return dst
}

// checksum is FNV-1a over numbers of eight bytes instead of bytes, each folded
// onto its lower half. It covers all bytes but its own, the last number filled up
// with zeros.
func checksum(data []byte) uint64 {
	h := uint64(0xCBF29CE484222325)
	for _, part := range [2][]byte{data[:checksumAt], data[headerSize:]} {
		for len(part) >= 8 {
			h = (h ^ eight(part)) * 0x100000001B3
			h ^= h >> 32
			part = part[8:]
		}
		var last [8]byte
		copy(last[:], part)
		h = (h ^ eight(last[:])) * 0x100000001B3
		h ^= h >> 32
	}
	return h
}

// eight reads the first eight bytes as one number, the first the lowest. Compilers
// make one load of it.
func eight(t []byte) uint64 {
	b := t[:8:8]
	return uint64(b[0]) | uint64(b[1])<<8 | uint64(b[2])<<16 | uint64(b[3])<<24 |
		uint64(b[4])<<32 | uint64(b[5])<<40 | uint64(b[6])<<48 | uint64(b[7])<<56
}

// reader takes parts off the front of a file; after the first defect it stays bad
// and gives zeros.
type reader struct {
	rest []byte
	bad  bool
}

// bytes takes n bytes, which are part of the file.
func (r *reader) bytes(n int) []byte {
	if n > len(r.rest) {
		r.bad, r.rest = true, nil
		return nil
	}
	b := r.rest[:n:n]
	r.rest = r.rest[n:]
	return b
}

// number takes a signed number of 16 bits.
func (r *reader) number(least, most int) int {
	b := r.bytes(2)
	if r.bad {
		return 0
	}
	v := int(int16(uint16(b[0]) | uint16(b[1])<<8))
	if v < least || v > most {
		r.bad = true
		return 0
	}
	return v
}

func appendSpelling(dst []byte, s *Spelling) []byte {
	for _, b := range s.Base {
		dst = binary.LittleEndian.AppendUint16(dst, uint16(b))
	}
	for _, row := range s.Rows {
		dst = binary.LittleEndian.AppendUint32(dst, row^ZeroSpelling)
	}
	return dst
}

func readSpelling(r *reader) *Spelling {
	s := &Spelling{}
	for i := range s.Base {
		s.Base[i] = int16(r.number(-maxNext, maxNext))
	}
	rows := r.bytes(4 * SpellingRows)
	low := uint64(0)
	for i := 0; i+8 <= len(rows); i += 8 {
		two := eight(rows[i:]) ^ ZeroRow
		low |= zeros(two)
		s.Rows[i/4], s.Rows[i/4+1] = uint32(two), uint32(two>>32)
	}
	r.bad = r.bad || low != 0
	return s
}

// zeros is not 0 when one of eight bytes is zero.
func zeros(v uint64) uint64 {
	const ones, tops = 0x0101010101010101, 0x8080808080808080
	return (v - ones) &^ v & tops
}

// anyZero reports whether a byte has none of the bits.
func anyZero(list []byte, bits byte) bool {
	all := uint64(bits) * 0x0101010101010101
	low := uint64(0)
	for len(list) >= 8 {
		low |= zeros(eight(list) & all)
		list = list[8:]
	}
	for _, b := range list {
		low |= zeros(uint64(b&bits) | ^uint64(0xFF))
	}
	return low != 0
}

func appendLexicon(dst []byte, l *Lexicon) []byte {
	for b := range buckets {
		dst = append(dst, byte(l.index[b+1]-l.index[b]))
	}
	dst = append(dst, l.keys...)
	return append(dst, l.classes...)
}

func readLexicon(r *reader) *Lexicon {
	l := &Lexicon{}
	n := uint32(0)
	for b, words := range r.bytes(buckets) {
		n += uint32(words)
		l.index[b+1] = n
	}
	l.keys = append([]byte(nil), r.bytes(int(n))...)
	l.classes = append([]byte(nil), r.bytes(int(n))...)
	r.bad = r.bad || anyZero(l.classes, 0xFF) || !l.ascends()
	return l
}

// appendWeights writes which rows there are, which weights of each are not zero,
// and these weights.
func appendWeights(dst []byte, w *Weights) []byte {
	dst = binary.LittleEndian.AppendUint16(dst, uint16(bits.Len32(w.mask)))
	for _, g := range w.groups {
		dst = binary.LittleEndian.AppendUint64(dst, g.present)
	}
	var lanes, weights []byte
	for _, row := range w.rows[:w.Len()] {
		set := byte(0)
		for y := range 8 {
			if v := byte(row>>(8*y)) ^ 0x80; v != 0 {
				set |= 1 << y
				weights = append(weights, v)
			}
		}
		lanes = append(lanes, set)
	}
	return append(append(dst, lanes...), weights...)
}

func readWeights(r *reader) *Weights {
	rowBits := r.number(minRowBits, maxRowBits)
	if r.bad {
		return nil
	}
	present := r.bytes(1 << (rowBits - 3))
	if r.bad {
		return nil
	}
	w := newWeights(rowBits)
	for i := range w.groups {
		w.groups[i].present = eight(present[8*i:])
	}
	lanes := r.bytes(w.number())
	n := 0
	for _, set := range lanes {
		n += bits.OnesCount64(uint64(set))
	}
	weights := r.bytes(n)
	r.bad = r.bad || anyZero(lanes, 0xFF) || anyZero(weights, 0x7F) // neither 0 nor −128
	if r.bad {
		return nil
	}
	w.rows = make([]uint64, len(lanes)+1)
	next := 0
	for i, set := range lanes {
		row := uint64(ZeroRow)
		for left := uint64(set); left != 0; left &= left - 1 {
			row ^= uint64(weights[next]) << (8 * bits.TrailingZeros64(left) & 63)
			next++
		}
		w.rows[i] = row
	}
	w.rows[len(lanes)] = ZeroRow
	return w
}
