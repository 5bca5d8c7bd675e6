package mask

import "math/rand/v2"

// index finds numbers by the hash of what they stand for. It knows hashes only:
// whether a number is the one that is looked for, its callers say. Slots hold no
// pointers, so that a table of a long text costs the collector nothing.
type index struct {
	slots []uint64 // hash in the upper half, number+1 in the lower; 0 = free
	used  int
}

// find returns the first number under this hash that is the right one.
func (x *index) find(hash uint32, right func(n int) bool) (n int, ok bool) {
	if x.used == 0 {
		return 0, false
	}
	last := uint32(len(x.slots) - 1)
	for at := hash & last; x.slots[at] != 0; at = (at + 1) & last {
		if n := int(uint32(x.slots[at])) - 1; uint32(x.slots[at]>>32) == hash && right(n) {
			return n, true
		}
	}
	return 0, false
}

// add files a number that is not in the index yet.
func (x *index) add(hash uint32, n int, work func(bytes int)) {
	if 2*x.used >= len(x.slots) {
		old := x.slots
		x.slots = make([]uint64, max(16, 2*len(old)))
		for i, s := range old {
			if s != 0 {
				x.put(s)
			}
			if i%perBatch == perBatch-1 {
				work(perBatch * perSlot)
			}
		}
	}
	x.put(uint64(hash)<<32 | uint64(uint32(n+1)))
	x.used++
}

func (x *index) put(slot uint64) {
	last := uint32(len(x.slots) - 1)
	at := uint32(slot>>32) & last
	for x.slots[at] != 0 {
		at = (at + 1) & last
	}
	x.slots[at] = slot
}

// set files a number in place of the one that is its equal, if there is one.
func (x *index) set(hash uint32, n int, equal func(n int) bool, work func(bytes int)) {
	if x.used > 0 {
		last := uint32(len(x.slots) - 1)
		for at := hash & last; x.slots[at] != 0; at = (at + 1) & last {
			if uint32(x.slots[at]>>32) == hash && equal(int(uint32(x.slots[at]))-1) {
				x.slots[at] = uint64(hash)<<32 | uint64(uint32(n+1))
				return
			}
		}
	}
	x.add(hash, n, work)
}

func (x *index) clear() {
	clear(x.slots)
	x.used = 0
}

// seed makes hashes unpredictable, so that no text can be made to collide.
var seed = rand.Uint32()

// hashed takes bytes into a running hash, FNV-1a; mixed ends it.
func hashed(h uint32, bytes []byte) uint32 {
	for _, b := range bytes {
		h = (h ^ uint32(b)) * 0x01000193
	}
	return h
}

func mixed(h uint32) uint32 {
	h = (h ^ h>>15) * 0x2c1b3c6d
	return h ^ h>>13
}
