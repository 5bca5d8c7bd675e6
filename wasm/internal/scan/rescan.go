package scan

// Edit says how a text has changed: the bytes from Start to OldEnd became the
// bytes from Start to NewEnd. Before and behind, both texts are equal.
type Edit struct{ Start, OldEnd, NewEnd int }

// stretch is how much is scanned beyond an edit between looks at whether the old
// hits fit again.
const stretch = 1024

// Rescan appends to dst what Scan finds in text, given the hits that Scan found
// before the edit. It scans only from the longest match before the edit to where
// the old hits fit again, usually at once behind it. The first kept and the last
// moved hits of the result are those of old. dst and old must not share memory.
func (m *Scanner) Rescan(dst, old []Hit, text []byte, e Edit) (hits []Hit, kept, moved int) {
	m.first = len(dst)
	from := max(0, e.Start-m.p.longest)
	m.open(text, from)

	// Matches that start before from end before the edit, and so does all that
	// was looked at to find them.
	for kept < len(old) && old[kept].Start < from {
		m.after[old[kept].Rule] = old[kept].End
		kept++
	}
	dst = append(dst, old[:kept]...)

	// Behind the edit the same matches are possible as before. The same are taken
	// as soon as every rule is free to start at the same places as before.
	copy(m.before, m.after)
	by := e.NewEnd - e.OldEnd
	next := kept
	m.size = min(e.NewEnd+1-from, m.block)
	for m.from < len(text) {
		dst = m.next(dst)
		m.size = min(m.size, stretch)
		for next < len(old) && old[next].Start+by < m.from {
			m.before[old[next].Rule] = old[next].End + by
			next++
		}
		if m.from > e.NewEnd && m.asBefore() {
			for _, h := range old[next:] {
				dst = append(dst, Hit{h.Start + by, h.End + by, h.Rule})
			}
			moved = len(old) - next
			break
		}
	}
	m.close()
	return dst, kept, moved
}

// asBefore reports whether the next match of every rule may start where it could
// before the edit.
func (m *Scanner) asBefore() bool {
	for r, after := range m.after {
		if max(after, m.from) != max(m.before[r], m.from) {
			return false
		}
	}
	return true
}
