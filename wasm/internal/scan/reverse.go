package scan

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
