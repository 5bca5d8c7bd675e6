package detect

import "math/bits"

// overlap chooses among candidates that overlap.
type overlap struct {
	found   []candidate
	covered []uint64 // bits of the bytes of one cluster
}

// byRank sorts by priority, score and length, then by start and rule.
func byRank(a, b *candidate) int {
	switch {
	case a.priority != b.priority:
		return int(b.priority) - int(a.priority)
	case a.score != b.score:
		return int(b.score) - int(a.score)
	case a.end-a.start != b.end-b.start:
		return b.end - b.start - (a.end - a.start)
	case a.start != b.start:
		return a.start - b.start
	}
	return int(a.rule - b.rule)
}

// resolve returns the candidates that win, sorted by start. It reorders its
// input, which must be sorted by start.
func (o *overlap) resolve(all []candidate, t []byte, p *pace) []candidate {
	o.found = o.found[:0]
	for i := 0; i < len(all); {
		j, end := i+1, all[i].end
		for j < len(all) && all[j].start < end && j-i < maxCluster {
			end = max(end, all[j].end)
			j++
		}
		if j == i+1 && !o.reaches(all[i].start) {
			o.found = append(o.found, all[i])
		} else {
			o.cluster(all[i:j], t[:end])
		}
		p.spend(perHit * (j - i))
		i = j
	}
	return o.found
}

// maxCluster bounds the candidates that are weighed against each other at once.
// Only hostile texts have more; the winners of one part then stand in the next.
const maxCluster = 1024

// reaches reports whether the last winner so far ends behind at.
func (o *overlap) reaches(at int) bool {
	n := len(o.found)
	return n > 0 && o.found[n-1].end > at
}

// cluster takes the best candidate, then the best that does not overlap it, and
// so on. What a loser would have masked beyond the winners stays masked.
func (o *overlap) cluster(all []candidate, t []byte) {
	start := all[0].start
	words := (len(t)-start)/64 + 1
	if cap(o.covered) < words {
		o.covered = make([]uint64, words)
	}
	o.covered = o.covered[:words]
	clear(o.covered)
	sorted(all, byRank)
	first := len(o.found)
	for first > 0 && o.found[first-1].end > start {
		first--
		o.cover(o.found[first].start-start, o.found[first].end-start)
	}
	for _, c := range all {
		s, e := o.free(c.start-start, c.end-start)
		if e-s < c.end-c.start {
			s, e = trim(t[start:], s, e)
			if e-s < leastRest || 2*(e-s) < c.end-c.start {
				continue
			}
		}
		o.cover(s, e)
		c.start, c.end = start+s, start+e
		o.found = append(o.found, c)
	}
	sorted(o.found[first:], byStart)
}

// cover marks the bytes [s, e) of the cluster as won.
func (o *overlap) cover(s, e int) {
	s, e = max(s, 0), min(e, 64*len(o.covered))
	for ; s < e; s = s/64*64 + 64 {
		o.covered[s/64] |= bitsOf(s, e)
	}
}

// bitsOf has the bits of the bytes from s up to e, or to the end of their word.
func bitsOf(s, e int) uint64 {
	m := ^uint64(0) << (s % 64)
	if rest := s/64*64 + 64 - e; rest > 0 {
		m &= ^uint64(0) >> rest
	}
	return m
}

// won counts the bytes of [s, e) that are marked.
func (o *overlap) won(s, e int) int {
	n := 0
	for ; s < e; s = s/64*64 + 64 {
		n += bits.OnesCount64(o.covered[s/64] & bitsOf(s, e))
	}
	return n
}

// leastRest is the number of bytes that a shortened finding must have left.
const leastRest = 6

// free returns the longest run of bytes in [s, e) that no winner covers.
func (o *overlap) free(s, e int) (int, int) {
	switch o.won(s, e) {
	case 0:
		return s, e
	case e - s:
		return s, s
	}
	best, bestEnd := s, s
	from := s
	for k := s; k <= e; k++ {
		if k == e || o.covered[k/64]>>(k%64)&1 == 1 {
			if k-from > bestEnd-best {
				best, bestEnd = from, k
			}
			from = k + 1
		}
	}
	return best, bestEnd
}

// trim takes separators off both ends of what is left of a finding.
func trim(t []byte, s, e int) (int, int) {
	for s < e && !tokenByte(t[s]) {
		s++
	}
	for e > s && !tokenByte(t[e-1]) {
		e--
	}
	return s, e
}
