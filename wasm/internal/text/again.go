package text

import "math/bits"

// Again is a set of values to be found again in texts, as whole words and
// letter by letter; a genitive s may follow, outside. It reads a text once, whatever the size of the set: of values
// with the same first word it compares the last maxChain that were added.
type Again struct {
	values []value
	chain  []int32 // next value with the same bucket, or -1
	bucket []int32 // by hash of the first word
	bytes  []byte
	begins [256]bool  // first bytes of first words
	firsts []byte     // the same, as long as there are at most maxFirsts
	threes [64]uint64 // bits by hash: the first three bytes of first words
}

const maxChain = 256

type value struct {
	start, end int // in bytes
	lead       int // bytes before the first word, as in "+49 …"
	hash       uint32
	id         int
}

// Reset empties the set and forgets its values.
func (a *Again) Reset() {
	clear(a.bytes)
	a.bytes, a.values, a.chain, a.bucket = a.bytes[:0], a.values[:0], a.chain[:0], a.bucket[:0]
	clear(a.begins[:])
	clear(a.threes[:])
	clear(a.firsts)
	a.firsts = a.firsts[:0]
}

// Sight returns how far the bytes that decide about an occurrence may lie from the
// beginning of its first word: to the left, and to the right with a genitive, both
// without the border.
func (a *Again) Sight() (left, right int) {
	right = maxHashed
	for i := range a.values {
		v := &a.values[i]
		left, right = max(left, v.lead), max(right, v.end-v.start+1)
	}
	return left, right
}

// Len is the number of values.
func (a *Again) Len() int { return len(a.values) }

// Value returns the value of that number.
func (a *Again) Value(number int) []byte { return a.bytes[a.values[number].start:a.values[number].end] }

// Add puts a value into the set; id comes back from Next. It returns the number
// of the value, counted from 0 in the order in which they came. A value without a
// letter or digit is ignored and has number -1.
func (a *Again) Add(v []byte, id int) (number int) {
	lead := 0
	for lead < len(v) && !wordBytes[v[lead]] {
		lead++
	}
	if lead == len(v) {
		return -1
	}
	h, _, _ := wordHash(v, lead)
	if number = a.known(v, h); number >= 0 {
		return number
	}
	if first := v[lead]; !a.begins[first] {
		a.begins[first] = true
		if len(a.firsts) <= maxFirsts {
			a.firsts = append(a.firsts, first)
		}
	}
	a.note(v[lead:])
	start := len(a.bytes)
	a.bytes = Splice(a.bytes, start, start, v)
	a.values = append(a.values, value{start, len(a.bytes), lead, h, id})
	a.chain = append(a.chain, -1)
	if 2*len(a.values) > len(a.bucket) {
		a.rehash()
	} else {
		a.link(len(a.values) - 1)
	}
	return len(a.values) - 1
}

// known returns the number of a value that is in the set already, or -1.
func (a *Again) known(v []byte, h uint32) int {
	if len(a.bucket) == 0 {
		return -1
	}
	for k, n := a.bucket[h&uint32(len(a.bucket)-1)], 0; k >= 0 && n < maxChain; k, n = a.chain[k], n+1 {
		if w := a.values[k]; w.hash == h && string(a.bytes[w.start:w.end]) == string(v) {
			return int(k)
		}
	}
	return -1
}

func (a *Again) rehash() {
	size := max(16, 4*len(a.values))
	for size&(size-1) != 0 {
		size &= size - 1
	}
	if cap(a.bucket) < size {
		a.bucket = make([]int32, size)
	}
	a.bucket = a.bucket[:size]
	for i := range a.bucket {
		a.bucket[i] = -1
	}
	for i := range a.values {
		a.link(i)
	}
}

func (a *Again) link(i int) {
	b := &a.bucket[a.values[i].hash&uint32(len(a.bucket)-1)]
	a.chain[i] = *b
	*b = int32(i)
}

// Next returns the first occurrence at or behind from whose first word begins
// before to: the longest value that stands there. ok is false when there is none;
// then the search may go on at to.
func (a *Again) Next(t []byte, from, to int) (start, end, id int, ok bool) {
	if len(a.values) == 0 {
		return 0, 0, 0, false
	}
	for i := a.nextBegin(t, from, to); i < to; i = a.nextBegin(t, i, to) {
		h, stem, behind := wordHash(t, i)
		k := a.longest(t, i, from, h, -1)
		if behind > i+1 && t[behind-1] == 's' {
			k = a.longest(t, i, from, stem, k)
		}
		if k >= 0 {
			v := &a.values[k]
			return i - v.lead, i - v.lead + v.end - v.start, v.id, true
		}
		i = behind
	}
	return 0, 0, 0, false
}

// longest returns the longest value whose first word has that hash and stands at i,
// if it is longer than the value best, else best. -1 is none.
func (a *Again) longest(t []byte, i, from int, hash uint32, best int32) int32 {
	for k, n := a.bucket[hash&uint32(len(a.bucket)-1)], 0; k >= 0 && n < maxChain; k, n = a.chain[k], n+1 {
		v := &a.values[k]
		s, e := i-v.lead, i-v.lead+v.end-v.start
		if v.hash != hash || s < from || e > len(t) || best >= 0 && e-s <= a.values[best].end-a.values[best].start {
			continue
		}
		if string(t[s:e]) == string(a.bytes[v.start:v.end]) && !CutsLeft(t, s) && (!CutsRight(t, e) || t[e] == 's' && !CutsRight(t, e+1)) {
			best = k
		}
	}
	return best
}

// note enters the first three bytes of a value, or all bits for a shorter one.
func (a *Again) note(v []byte) {
	if len(v) < 3 {
		for i := range a.threes {
			a.threes[i] = ^uint64(0)
		}
		return
	}
	h := hashThree(v[0], v[1], v[2])
	a.threes[h>>6] |= 1 << (h & 63)
}

func hashThree(a, b, c byte) uint32 {
	return (uint32(a) | uint32(b)<<8 | uint32(c)<<16) * 0x9E3779B1 >> 20
}

// nextBegin returns the first place in [i, to) where a word begins with the first
// three bytes of a value, or to or more.
func (a *Again) nextBegin(t []byte, i, to int) int {
	if len(a.firsts) > maxFirsts {
		return a.nextOfMany(t, i, to)
	}
	for {
		if i = nextOf(a.firsts, t, i, to); i >= to {
			return i
		}
		if stop := i + 1; a.nextOfMany(t, i, stop) < stop {
			return i
		}
		i++
	}
}

// nextOfMany is nextBegin byte by byte.
func (a *Again) nextOfMany(t []byte, i, to int) int {
	inside := i > 0 && wordBytes[t[i-1]]
	for ; i < to; i++ {
		c := t[i]
		if !inside && a.begins[c] {
			if i+3 > len(t) {
				break
			}
			if h := hashThree(c, t[i+1], t[i+2]); a.threes[h>>6]>>(h&63)&1 != 0 {
				break
			}
		}
		inside = wordBytes[c]
	}
	return i
}

// maxFirsts is the number of first bytes up to which eight bytes of text are
// compared at once.
const maxFirsts = 3

// nextOf passes eight bytes at a time while none of the bytes sought is in them.
func nextOf(sought, t []byte, i, to int) int {
	const ones = high >> 7
	for i+8 <= to {
		w, found := Eight(t, i), uint64(0)
		for _, c := range sought { // what is sought becomes 0, which alone borrows
			x := w ^ ones*uint64(c)
			found |= (x - ones) &^ x
		}
		if found &= high; found != 0 {
			return i + bits.TrailingZeros64(found)/8
		}
		i += 8
	}
	return i
}

// maxHashed bounds the work on one word.
const maxHashed = 64

// wordHash hashes the first bytes of the word at i (FNV-1a), with and without the
// last of them, and returns how far it read.
func wordHash(t []byte, i int) (hash, stem uint32, end int) {
	h, shorter := uint32(2166136261), uint32(0)
	for stop := min(i+maxHashed, len(t)); i < stop && wordBytes[t[i]]; i++ {
		shorter = h
		h = (h ^ uint32(t[i])) * 16777619
	}
	return h ^ h>>15, shorter ^ shorter>>15, i
}
