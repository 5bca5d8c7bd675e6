package slim

import "encoding/binary"

// reader takes values off the front of a section; after the first defect it stays bad.
type reader struct {
	rest []byte
	bad  bool
}

func (r *reader) byte() byte {
	b := r.bytes(1)
	if r.bad {
		return 0
	}
	return b[0]
}

func (r *reader) bytes(n int) []byte {
	if n < 0 || n > len(r.rest) {
		r.bad, r.rest = true, nil
		return nil
	}
	b := r.rest[:n]
	r.rest = r.rest[n:]
	return b
}

// number takes an unsigned LEB128 of at most 32 bits.
func (r *reader) number() int {
	v, n := binary.Uvarint(r.rest)
	if n <= 0 || v > 1<<32-1 {
		r.bad, r.rest = true, nil
		return 0
	}
	r.rest = r.rest[n:]
	return int(v)
}

// signed takes a signed LEB128 of at most 32 bits.
func (r *reader) signed() int {
	v := r.signed64()
	if v != int64(int32(v)) {
		r.bad, r.rest = true, nil
		return 0
	}
	return int(v)
}

// signed64 takes a signed LEB128 of at most 64 bits.
func (r *reader) signed64() int64 {
	v := int64(0)
	for shift := 0; shift < 70; shift += 7 {
		b := r.byte()
		v |= int64(b&0x7f) << shift
		if b&0x80 == 0 {
			if b&0x40 != 0 && shift+7 < 64 {
				v |= -1 << (shift + 7)
			}
			return v
		}
	}
	r.bad, r.rest = true, nil
	return 0
}

func appendNumber(dst []byte, v uint64) []byte { return binary.AppendUvarint(dst, v) }

func appendSigned(dst []byte, v int64) []byte {
	for {
		b := byte(v & 0x7f)
		v >>= 7
		if v == 0 && b&0x40 == 0 || v == -1 && b&0x40 != 0 {
			return append(dst, b)
		}
		dst = append(dst, b|0x80)
	}
}
