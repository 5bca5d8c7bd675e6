package wordlist

import (
	"encoding/binary"
	"math/bits"
)

// hasher hashes normal forms under one key.
type hasher struct {
	k0, k1 uint64
	base   uint64
	power  [MaxBytes + 1]uint64 // base to the n
}

func newHasher(key [KeySize]byte) hasher {
	h := hasher{k0: binary.LittleEndian.Uint64(key[:8]), k1: binary.LittleEndian.Uint64(key[8:])}
	h.base = h.sip(0, 0) | 1
	h.power[0] = 1
	for n := range MaxBytes {
		h.power[n+1] = h.power[n] * h.base
	}
	return h
}

// of returns the polynomial of a normal form.
func (h *hasher) of(normal string) uint64 {
	sum := uint64(0)
	for i := range len(normal) {
		sum = sum*h.base + uint64(normal[i])
	}
	return sum
}

// finish makes the hash that a list holds of a polynomial over n bytes.
func (h *hasher) finish(sum uint64, n int) uint64 {
	return h.sip(sum, uint64(n)) >> (64 - HashBits)
}

// sip is SipHash-2-4 of nine bytes: a number, little endian, and one byte.
func (h *hasher) sip(number, last uint64) uint64 {
	v0, v1 := h.k0^0x736f6d6570736575, h.k1^0x646f72616e646f6d
	v2, v3 := h.k0^0x6c7967656e657261, h.k1^0x7465646279746573
	for _, m := range [2]uint64{number, 9<<56 | last} {
		v3 ^= m
		for range 2 {
			v0, v1, v2, v3 = sipRound(v0, v1, v2, v3)
		}
		v0 ^= m
	}
	v2 ^= 0xff
	for range 4 {
		v0, v1, v2, v3 = sipRound(v0, v1, v2, v3)
	}
	return v0 ^ v1 ^ v2 ^ v3
}

func sipRound(v0, v1, v2, v3 uint64) (uint64, uint64, uint64, uint64) {
	v0 += v1
	v1 = bits.RotateLeft64(v1, 13) ^ v0
	v0 = bits.RotateLeft64(v0, 32)
	v2 += v3
	v3 = bits.RotateLeft64(v3, 16) ^ v2
	v0 += v3
	v3 = bits.RotateLeft64(v3, 21) ^ v0
	v2 += v1
	v1 = bits.RotateLeft64(v1, 17) ^ v2
	v2 = bits.RotateLeft64(v2, 32)
	return v0, v1, v2, v3
}
