package scan

// longest returns the end of the longest match of rule that starts at at, or 0.
func (m *Scanner) longest(at int, rule uint32) int {
	span := m.p.Spans[rule]
	first := m.heads[rule]
	for first >= 0 && m.ends[first].at < at+int(span.Min) {
		first = m.ends[first].next
		m.heads[rule] = first
	}
	if first < 0 {
		return 0
	}
	// The start is known to be one, so a single end in reach is its end.
	limit := at + int(span.Max)
	last := m.ends[first].at
	if second := m.ends[first].next; second < 0 || m.ends[second].at > limit {
		if last > limit {
			return 0
		}
		return last
	}
	return m.readAnchored(at, limit, rule)
}

// readAnchored takes the anchored automaton to the right from at, where a match
// of rule starts, and returns the last end up to limit.
func (m *Scanner) readAnchored(at, limit int, rule uint32) int {
	c, class := m.anchored, &m.p.Class
	s := c.start(rule, at > 0 && IsWord(m.text[at-1]))
	longest := 0
	for i := at; s != dead && i <= min(limit, len(m.text)); i++ { // an end is known one byte later
		b := class[0xFF]
		if i < len(m.text) {
			b = class[m.text[i]]
		}
		s = c.advance(s, b)
		if s&matched != 0 {
			longest = i
			s &^= matched
		}
		m.bytes++
	}
	return longest
}
