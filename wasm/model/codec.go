package model

import (
	"encoding/binary"
	"errors"

	"deckname/wasm/internal/scan"
)

// Version is the format this package reads and writes.
const Version = 1

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
	r := scan.NewReader(data[headerSize:])
	m := &Model{Unit: uint16(1 + r.Number(maxUnit-1))}
	for a := range m.Next {
		for b := range m.Next[a] {
			m.Next[a][b] = int16(r.Step(maxNext, 2*maxNext) - maxNext)
		}
	}
	m.Names = readLexicon(r)
	m.Spelling = readSpelling(r)
	m.Weights = readWeights(r)
	if r.Failed() || r.Left() != 0 || m.Names == nil || m.Spelling == nil || m.Weights == nil {
		return nil, ErrDamaged
	}
	return m, nil
}

// Encode writes a model.
func Encode(m *Model) []byte {
	dst := make([]byte, headerSize, 1<<20)
	copy(dst, magic)
	dst = binary.AppendUvarint(dst, uint64(m.Unit-1))
	for a := range m.Next {
		for _, w := range m.Next[a] {
			dst = binary.AppendVarint(dst, int64(w))
		}
	}
	dst = appendLexicon(dst, m.Names)
	dst = appendSpelling(dst, m.Spelling)
	dst = appendWeights(dst, m.Weights)
	binary.LittleEndian.PutUint32(dst[versionAt:], Version)
	binary.LittleEndian.PutUint32(dst[featuresAt:], Features)
	binary.LittleEndian.PutUint32(dst[sizeAt:], uint32(len(dst)))
	binary.LittleEndian.PutUint64(dst[checksumAt:], checksum(dst))
	return dst
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

// cells writes and reads tables that are mostly empty: the number of cells, then
// for each the number of empty ones before it and its value, which is not zero.
type cells struct {
	dst   []byte
	count int
	next  int // first cell that may come
}

func (c *cells) put(at int, value int8) {
	c.dst = binary.AppendUvarint(c.dst, uint64(at-c.next))
	c.dst = append(c.dst, byte(value))
	c.next = at + 1
	c.count++
}

func (c *cells) appendTo(dst []byte) []byte {
	dst = binary.AppendUvarint(dst, uint64(c.count))
	return append(dst, c.dst...)
}

// readCells calls put for every cell of a table of size cells; false for damage.
func readCells(r *scan.Reader, size int, put func(at int, value int8)) bool {
	next := 0
	for range r.Count(size, 2) {
		at := next + r.Number(size)
		v := r.Bytes(1)
		if r.Failed() || at >= size || v[0] == 0 || v[0] == 0x80 {
			return false
		}
		put(at, int8(v[0]))
		next = at + 1
	}
	return !r.Failed()
}

// appendLexicon writes the fingerprints by class: the sorted ones of each class as
// differences.
func appendLexicon(dst []byte, l *Lexicon) []byte {
	var byClass [256][]uint32
	for _, e := range l.entries {
		byClass[e&0xFF] = append(byClass[e&0xFF], e>>8)
	}
	dst = binary.AppendUvarint(dst, uint64(len(l.entries)))
	for class := 1; class < 256; class++ {
		dst = binary.AppendUvarint(dst, uint64(len(byClass[class])))
		next := uint32(0)
		for _, key := range byClass[class] {
			dst = binary.AppendUvarint(dst, uint64(key-next))
			next = key + 1
		}
	}
	return dst
}

func readLexicon(r *scan.Reader) *Lexicon {
	words := r.Count(1<<keyBits, 1)
	l := &Lexicon{entries: make([]uint32, 0, words)}
	for class := 1; class < 256; class++ {
		next := 0
		for range r.Count(words-len(l.entries), 1) {
			key := next + r.Number(1<<keyBits)
			if r.Failed() || key >= 1<<keyBits {
				return nil
			}
			l.entries = append(l.entries, uint32(key)<<8|uint32(class))
			next = key + 1
		}
	}
	if r.Failed() || len(l.entries) != words || !l.sort() {
		return nil
	}
	return l
}

func appendSpelling(dst []byte, s *Spelling) []byte {
	for _, b := range s.Base {
		dst = binary.AppendVarint(dst, int64(b))
	}
	var c cells
	for i, row := range s.Rows {
		for y := range Sorts {
			if v := int8(row>>(8*y)&0xFF ^ 0x80); v != 0 {
				c.put(i*Sorts+y, v)
			}
		}
	}
	return c.appendTo(dst)
}

func readSpelling(r *scan.Reader) *Spelling {
	s := NewSpelling()
	for i := range s.Base {
		s.Base[i] = int16(r.Step(maxNext, 2*maxNext) - maxNext)
	}
	ok := readCells(r, SpellingRows*Sorts, func(at int, v int8) {
		s.Rows[at/Sorts] ^= uint32(uint8(v)) << (at % Sorts * 8)
	})
	if !ok {
		return nil
	}
	return s
}

func appendWeights(dst []byte, w *Weights) []byte {
	var c cells
	n := 0
	for i := range int(w.mask) + 1 {
		if w.groups[i>>6].present>>(i&63)&1 == 0 {
			continue
		}
		row := w.rows[n] ^ ZeroRow
		n++
		for y := range 8 {
			if v := int8(row >> (8 * y)); v != 0 {
				c.put(i*8+y, v)
			}
		}
	}
	rowBits := 0
	for 1<<rowBits <= int(w.mask) {
		rowBits++
	}
	dst = append(dst, byte(rowBits))
	dst = binary.AppendUvarint(dst, uint64(w.Len()))
	return c.appendTo(dst)
}

func readWeights(r *scan.Reader) *Weights {
	b := r.Bytes(1)
	if r.Failed() || b[0] < minRowBits || b[0] > maxRowBits {
		return nil
	}
	w := newWeights(int(b[0]))
	rows := r.Count(1<<b[0], 2)
	w.rows = make([]uint64, 0, rows+1)
	last, row := -1, uint64(ZeroRow)
	ok := readCells(r, 8<<b[0], func(at int, v int8) {
		if at/8 != last {
			if last >= 0 {
				w.add(uint32(last), row)
			}
			last, row = at/8, ZeroRow
		}
		row ^= uint64(uint8(v)) << (at % 8 * 8)
	})
	if !ok {
		return nil
	}
	if last >= 0 {
		w.add(uint32(last), row)
	}
	if len(w.rows) != rows {
		return nil
	}
	w.count()
	return w
}
