package wordlist

import "unicode/utf8"

// Match is an entry of list List in a text.
type Match struct {
	Start, End int
	List       int
}

// Matcher looks texts up in lists.
type Matcher struct {
	hasher
	lengths uint64
	table   []uint64 // open addressing, power of two: hash, then list + 1; 0 = empty
	ring    [MaxWords]word
}

// word is one run of letters and digits.
type word struct {
	start, end int
	bytes      int    // of the normal form
	sum        uint64 // its polynomial
	stem       uint64 // the same without a last s
	genitive   bool   // there is one
}

// listBits are the bits of a slot that hold the list.
const listBits = 64 - HashBits

// NewMatcher makes a matcher, or nil when no list has an entry.
func NewMatcher(l *Lists) *Matcher {
	if l == nil || l.Lengths == 0 {
		return nil
	}
	count := 0
	for _, list := range l.Hashes {
		count += len(list)
	}
	size := 64
	for size < 2*count {
		size *= 2
	}
	m := &Matcher{hasher: newHasher(l.Key), lengths: l.Lengths, table: make([]uint64, size)}
	for i, list := range l.Hashes {
		for _, hash := range list {
			if at := m.slot(hash); m.table[at] == 0 {
				m.table[at] = hash<<listBits | uint64(i+1)
			}
		}
	}
	return m
}

// slot returns where a hash stands, or would stand.
func (m *Matcher) slot(hash uint64) int {
	at := int(hash) & (len(m.table) - 1)
	for m.table[at] != 0 && m.table[at]>>listBits != hash {
		at = (at + 1) & (len(m.table) - 1)
	}
	return at
}

// maxGap bounds what may stand between two words of an entry.
const maxGap = 4

// stretch is the text between two reports of progress.
const stretch = 16 << 10

// Find appends the entries in t, which is in plain form (package text), sorted by
// end. Entries may overlap. It tells spend how many bytes it has read since it last
// did.
func (m *Matcher) Find(dst []Match, t []byte, spend func(bytes int)) []Match {
	words, last, reported := 0, 0, 0
	for i := 0; i < len(t); {
		for i < len(t) && t[i] < utf8.RuneSelf && plain[t[i]] == 0 {
			i++
		}
		w := &m.ring[words%MaxWords]
		start := i
		i = m.word(w, t, i)
		if w.end == start {
			continue
		}
		if words > 0 && !joined(t, last, start) {
			m.ring[0] = *w
			words = 0
		}
		words++
		last = i
		dst = m.windows(dst, words)
		if i-reported >= stretch {
			// A byte costs about as much as two of the scanner.
			spend(2 * (i - reported))
			reported = i
		}
	}
	m.ring = [MaxWords]word{}
	return dst
}

// windows appends the entries that end with the last of so many words.
func (m *Matcher) windows(dst []Match, words int) []Match {
	last := &m.ring[(words-1)%MaxWords]
	sum, stem, bytes := uint64(0), uint64(0), 0
	for back := 1; back <= min(words, MaxWords); back++ {
		w := &m.ring[(words-back)%MaxWords]
		if bytes+w.bytes > MaxBytes+1 {
			break
		}
		if back == 1 {
			sum, stem = w.sum, w.stem
		} else {
			sum += w.sum * m.power[min(bytes, MaxBytes)]
			if last.genitive {
				stem += w.sum * m.power[bytes-1]
			}
		}
		bytes += w.bytes
		if list, ok := m.find(sum, bytes); ok {
			dst = append(dst, Match{w.start, last.end, list})
		} else if last.genitive {
			if list, ok := m.find(stem, bytes-1); ok {
				dst = append(dst, Match{w.start, last.end - 1, list})
			}
		}
	}
	return dst
}

// find looks a polynomial over so many bytes up.
func (m *Matcher) find(sum uint64, bytes int) (list int, ok bool) {
	if bytes < 1 || bytes > MaxBytes || m.lengths>>(bytes-1)&1 == 0 {
		return 0, false
	}
	found := m.table[m.slot(m.finish(sum, bytes))]
	return int(found&(1<<listBits-1)) - 1, found != 0
}

// word reads the word at i and returns its end. Where none begins, it is empty, and
// what is returned lies behind the character at i.
func (m *Matcher) word(w *word, t []byte, i int) int {
	start := i
	sum, stem, base, bytes, genitive := uint64(0), uint64(0), m.base, 0, false
	for i < len(t) {
		c := t[i]
		if c < utf8.RuneSelf {
			p := plain[c]
			if p == 0 {
				break
			}
			genitive, stem = p == 's' && bytes > 0, sum
			sum = sum*base + uint64(p)
			bytes++
			i++
			continue
		}
		r, n := utf8.DecodeRune(t[i:])
		var buf [utf8.UTFMax]byte
		part, inside := letter(&buf, r)
		if !inside {
			break
		}
		genitive = false
		for _, p := range part {
			sum = sum*base + uint64(p)
			bytes++
		}
		i += n
	}
	*w = word{start, i, bytes, sum, stem, genitive}
	if i == start && i < len(t) {
		_, n := utf8.DecodeRune(t[i:])
		i += n
	}
	return i
}

// joined reports whether a word that ends at from and one that starts at to may
// belong to one entry: little stands between them, and at most one line end.
func joined(t []byte, from, to int) bool {
	if to-from > maxGap {
		return false
	}
	lines := 0
	for _, c := range t[from:to] {
		if c == '\n' {
			lines++
		}
	}
	return lines <= 1
}
