package scan

import "encoding/binary"

// Reader takes numbers and bytes from a pack. After the first failure it only
// gives zeros; the caller looks at Failed once at the end. It accepts every
// number in its shortest form only.
type Reader struct {
	rest   []byte
	failed bool
}

// NewReader returns a Reader of src.
func NewReader(src []byte) *Reader { return &Reader{rest: src} }

// Failed reports whether anything was missing, too large or not canonical.
func (r *Reader) Failed() bool { return r.failed }

// Rest returns what has not been read.
func (r *Reader) Rest() []byte { return r.rest }

// Bytes takes n bytes. They are part of the source.
func (r *Reader) Bytes(n int) []byte {
	if n > len(r.rest) {
		r.fail()
		return nil
	}
	b := r.rest[:n:n]
	r.rest = r.rest[n:]
	return b
}

// Number takes a number from 0 to most.
func (r *Reader) Number(most int) int {
	v := r.uvarint()
	if v > uint64(most) {
		r.fail()
		return 0
	}
	return int(v)
}

// Count takes the number of elements that follow, each at least size bytes long,
// so that a damaged number cannot ask for more memory than the source justifies.
func (r *Reader) Count(most, size int) int {
	return r.Number(min(most, len(r.rest)/size))
}

// Step takes the difference to from and returns the sum, from 0 to most.
func (r *Reader) Step(from, most int) int {
	u := r.uvarint()
	v := int64(from) + (int64(u>>1) ^ -int64(u&1))
	if u>>1 > uint64(most) || v < 0 || v > int64(most) {
		r.fail()
		return 0
	}
	return int(v)
}

func (r *Reader) uvarint() uint64 {
	v, n := binary.Uvarint(r.rest)
	if n <= 0 || n > 1 && r.rest[n-1] == 0 {
		r.fail()
		return 0
	}
	r.rest = r.rest[n:]
	return v
}

func (r *Reader) fail() { r.failed, r.rest = true, nil }
