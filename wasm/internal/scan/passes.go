package scan

// A transition needs attention if it is unbuilt, dead or matched. One unsigned
// comparison tells: t-2 >= matched-2.

// findEnds reads on until all ends of matches up to MaxLength bytes behind to
// are known. If there are too many of them it stops earlier and returns how far
// the block may reach instead.
func (m *Scanner) findEnds(to int) int {
	goal := min(to+m.p.longest, len(m.text)) + 1 // an end is known one byte later
	least := min(m.from+minBlock+m.p.longest, len(m.text)) + 1
	for m.read < goal {
		stop := min(goal, m.read+1024)
		if len(m.ends) >= m.entries {
			if m.read >= least {
				return max(m.from+minBlock, m.read-1-m.p.longest)
			}
			stop = min(stop, least)
		}
		m.readForward(stop)
	}
	return to
}

func (m *Scanner) readForward(stop int) {
	c, s, i := m.forward, m.state, m.read
	m.bytes += uint64(stop - i)
	trans, class := c.trans, &m.p.Class
	for text := m.text[:min(stop, len(m.text))]; i < len(text); i++ {
		b := class[text[i]]
		t := trans[s+uint32(b)]
		if t-2 >= matched-2 {
			if t == unbuilt {
				t = c.build(s, b)
				trans = c.trans
			}
			if t&matched != 0 {
				m.addEnds(i, c.rules(t))
				t &^= matched
			}
		}
		s = t
	}
	if stop > len(m.text) {
		b := class[0xFF]
		t := trans[s+uint32(b)]
		if t == unbuilt {
			t = c.build(s, b)
		}
		if t&matched != 0 {
			m.addEnds(i, c.rules(t))
			t &^= matched
		}
		s = t
		i++
	}
	m.state, m.read = s, i
}

func (m *Scanner) addEnds(at int, rules []uint32) {
	for _, r := range rules {
		m.ends = append(m.ends, end{at: at, rule: r})
	}
}

// findBegins lists the starts in [from, to) of all matches that end at the known
// ends, and chains the ends of every rule. It reports false if there are too many.
func (m *Scanner) findBegins(to int) bool {
	m.begins = m.begins[:0]
	for i := range m.ends {
		m.heads[m.ends[i].rule] = -1
	}
	c, class := m.reverse, &m.p.Class
	s := dead
	left := len(m.ends)
	at := m.ends[left-1].at
	for {
		// Let the rules begin that end here.
		if left > 0 && m.ends[left-1].at == at {
			word := at < len(m.text) && IsWord(m.text[at])
			for left > 0 && m.ends[left-1].at == at {
				left--
				e := &m.ends[left]
				e.next, m.heads[e.rule] = m.heads[e.rule], int32(left)
				s = c.union(s, e.rule, word)
				m.bytes++
			}
		}
		if s == dead {
			if left == 0 {
				return true
			}
			at = m.ends[left-1].at
			continue
		}
		// Read to the left until the next end, one byte beyond from at most.
		stop := m.from - 1
		if left > 0 {
			stop = m.ends[left-1].at
		}
		begun := at
		trans := c.trans
		for at > stop {
			b := class[0xFF]
			if at > 0 {
				b = class[m.text[at-1]]
			}
			t := trans[s+uint32(b)]
			if t-2 >= matched-2 {
				if t == unbuilt {
					t = c.build(s, b)
					trans = c.trans
				}
				if t&matched != 0 {
					if at < to {
						if len(m.begins) >= m.entries && to-m.from > minBlock {
							return false
						}
						for _, r := range c.rules(t) {
							m.begins = append(m.begins, begin{at, r})
						}
					}
					t &^= matched
				}
				if t == dead {
					s = t
					at--
					break
				}
			}
			s = t
			at--
		}
		m.bytes += uint64(begun - at)
		if at < m.from {
			return true
		}
	}
}

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

func (m *Scanner) readAnchored(at, limit int, rule uint32) int {
	c, class := m.anchored, &m.p.Class
	s := c.start(rule, at > 0 && IsWord(m.text[at-1]))
	longest := 0
	for i := at; i <= limit && s != dead; i++ {
		b := class[0xFF]
		if i < len(m.text) {
			b = class[m.text[i]]
		}
		t := c.trans[s+uint32(b)]
		if t == unbuilt {
			t = c.build(s, b)
		}
		if t&matched != 0 {
			longest = i
			t &^= matched
		}
		s = t
		m.bytes++
		if i == len(m.text) {
			break
		}
	}
	return longest
}
