package scan

// slice is how much the coarse automaton reads between looks at the list of ends.
const slice = 1024

// findEnds reads on until all ends of matches that start before to are
// known. If there are too many of them it stops earlier and returns how far
// the block may reach instead.
func (m *Scanner) findEnds(to int) int {
	goal := min(to+m.p.longest, len(m.text)) + 1 // an end is known one byte later
	least := min(m.from+minBlock+m.p.longest, len(m.text)) + 1
	for m.read < goal {
		stop := min(goal, m.read+slice)
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

// readForward takes the coarse automaton on to stop; len(text)+1 means beyond
// the end. Some of the ends it lists may be none: there the reverse automaton
// finds no start.
func (m *Scanner) readForward(stop int) {
	c, s, i := m.forward, m.state, m.read
	m.bytes += uint64(stop - i)
	trans, class, shift := c.trans, &m.p.Class, c.shift&31
	for text := m.text[:min(stop, len(m.text))]; i < len(text); i++ {
		b := class[text[i]]
		t := trans[s<<shift+uint32(b)]
		if t-cell(firstState) < cellSpecial {
			s = uint32(t)
			continue
		}
		if t == 0 {
			s = c.build(s, b)
			trans = c.trans
		} else {
			s = t.state()
		}
		if s&matched != 0 {
			m.addEnds(i, c.rules(s))
			s &^= matched
		}
	}
	if stop > len(m.text) {
		s = c.advance(s, class[0xFF])
		if s&matched != 0 {
			m.addEnds(i, c.rules(s))
			s &^= matched
		}
	}
	m.state, m.read = s, stop
}

func (m *Scanner) addEnds(at int, rules []uint32) {
	for _, r := range rules {
		m.ends = append(m.ends, end{at: at, rule: r})
	}
}
