package scan

import "encoding/binary"

// Reader takes numbers and bytes from a pack. After the first failure it only
// gives zeros; the caller looks at Failed once at the end. It accepts every
// number in its shortest form only.
type Reader struct {
	src    []byte
	at     int
	failed bool
}

// NewReader returns a Reader of src.
func NewReader(src []byte) *Reader { return &Reader{src: src} }

// Failed reports whether anything was missing, too large or not canonical.
func (r *Reader) Failed() bool { return r.failed }

// Rest returns what has not been read.
func (r *Reader) Rest() []byte { return r.src[r.at:] }

// Left returns the number of bytes that have not been read.
func (r *Reader) Left() int { return len(r.src) - r.at }

// Bytes takes n bytes. They are part of the source.
func (r *Reader) Bytes(n int) []byte {
	if n > r.Left() {
		r.fail()
		return nil
	}
	r.at += n
	return r.src[r.at-n : r.at : r.at]
}

// Number takes a number from 0 to most.
func (r *Reader) Number(most int) int {
	v, ok := r.short()
	if !ok {
		v = r.long()
	}
	if v > uint64(most) {
		r.fail()
		return 0
	}
	return int(v)
}

// Count takes the number of elements that follow, each at least size bytes long,
// so that a damaged number cannot ask for more memory than the source justifies.
func (r *Reader) Count(most, size int) int {
	return r.Number(min(most, r.Left()/size))
}

// Step takes the difference to from and returns the sum, from 0 to most.
func (r *Reader) Step(from, most int) int {
	u, ok := r.short()
	if !ok {
		u = r.long()
	}
	v := int64(from) + (int64(u>>1) ^ -int64(u&1))
	if u>>1 > uint64(most) || v < 0 || v > int64(most) {
		r.fail()
		return 0
	}
	return int(v)
}

// short takes a number of one byte, which most are.
func (r *Reader) short() (v uint64, ok bool) {
	if r.at < len(r.src) && r.src[r.at] < 0x80 {
		r.at++
		return uint64(r.src[r.at-1]), true
	}
	return 0, false
}

// long takes a number of more bytes.
func (r *Reader) long() uint64 {
	if at := r.at; at+1 < len(r.src) && r.src[at+1]-1 < 0x7F { // two, not the second 0
		r.at += 2
		return uint64(r.src[at]&0x7F) | uint64(r.src[at+1])<<7
	}
	v, n := binary.Uvarint(r.src[r.at:])
	if n <= 0 || r.src[r.at+n-1] == 0 {
		r.fail()
		return 0
	}
	r.at += n
	return v
}

func (r *Reader) fail() { r.failed, r.at = true, len(r.src) }
