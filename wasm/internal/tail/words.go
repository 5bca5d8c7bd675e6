package tail

// words is a set of words, compared without regard to the case of ASCII letters
// and of Ä, Ö, Ü and their like. It keeps hashes only (open addressing, half
// empty): two of four billion words may be taken for each other.
type words []uint32

// list makes a set of the words in s, which are separated by white space.
func list(s string) words {
	n := 1
	for i := range len(s) {
		if s[i] <= ' ' {
			n++
		}
	}
	size := 8
	for size < 2*n {
		size *= 2
	}
	set := make(words, size)
	for i := 0; i < len(s); {
		start := i
		for i < len(s) && s[i] > ' ' {
			i++
		}
		if i > start {
			set.add(hash([]byte(s[start:i])))
		}
		i++
	}
	return set
}

func (w words) add(h uint32) {
	for k := h; ; k++ {
		switch e := &w[k&uint32(len(w)-1)]; *e {
		case h:
			return
		case 0:
			*e = h
			return
		}
	}
}

// has reports whether a word is in the set.
func (w words) has(word []byte) bool { return w.holds(hash(word)) }

// holds is has for a word of which the hash is known.
func (w words) holds(h uint32) bool {
	for k := h; ; k++ {
		switch w[k&uint32(len(w)-1)] {
		case h:
			return true
		case 0:
			return false
		}
	}
}

// hash is FNV-1a of a word in lower case, never 0.
func hash(word []byte) uint32 {
	h := uint32(2166136261)
	last := byte(0)
	for _, c := range word {
		small := c
		if capital(c) || c-0x80 <= 0x1e && last == 0xc3 { // À to Þ differ in one bit, too
			small += 0x20
		}
		h = (h ^ uint32(small)) * 16777619
		last = c
	}
	return (h ^ h>>15) | 1
}
