package tagger

// words is a set of words by their hashes (open addressing, half empty). Some sets are
// asked about every word: with maps of Go a prompt took an eighth more operations of
// WebAssembly.
type words []uint32

// setOf makes a set of words in lower case.
func setOf(list ...string) words {
	size := 8
	for size < 2*len(list) {
		size *= 2
	}
	set := make(words, size)
	for _, w := range list {
		h := Hash(w)
		k := h
		for set.at(k) != 0 && set.at(k) != h {
			k++
		}
		set[k&uint32(size-1)] = h
	}
	return set
}

func (w words) at(k uint32) uint32 { return w[k&uint32(len(w)-1)] }

// has reports whether the word with that hash is in the set.
func (w words) has(h uint32) bool {
	for k := h; ; k++ {
		switch w.at(k) {
		case h:
			return h != 0
		case 0:
			return false
		}
	}
}
