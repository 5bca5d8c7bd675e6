package scan

// findBegins lists the starts in [from, to) of all matches that end at the known
// ends, and chains the ends of every rule. It reports false if there are too many.
func (m *Scanner) findBegins(to int) bool {
	m.begins = m.begins[:0]
	for i := range m.ends {
		m.heads[m.ends[i].rule] = -1
	}
	s := dead
	at := len(m.text) + 1
	for left := len(m.ends); ; {
		if s == dead { // nothing can start further to the left, but for other ends
			if left == 0 {
				return true
			}
			at = m.ends[left-1].at
		}
		s, left = m.enter(s, at, left)
		stop := m.from - 1 // a start is known one byte further to the left
		if left > 0 {
			stop = m.ends[left-1].at
		}
		var room bool
		if s, at, room = m.readReverse(s, at, stop, to); !room {
			return false
		}
		if at < m.from {
			return true
		}
	}
}

// enter lets the rules begin that end at at. left is the number of ends that are
// not yet used; it returns what is left of them.
func (m *Scanner) enter(s uint32, at, left int) (uint32, int) {
	word := at < len(m.text) && IsWord(m.text[at])
	for left > 0 && m.ends[left-1].at == at {
		left--
		e := &m.ends[left]
		e.next, m.heads[e.rule] = m.heads[e.rule], int32(left)
		s = m.reverse.union(s, e.rule, word)
		m.bytes++
	}
	return s, left
}

// readReverse takes the reverse automaton to the left from at to stop or until it
// is dead, and lists the starts before to. It reports false if there are too many.
func (m *Scanner) readReverse(s uint32, at, stop, to int) (uint32, int, bool) {
	c, class := m.reverse, &m.p.Class
	trans, shift := c.trans, c.shift&31
	begun := at
	for at > stop && s != dead {
		b := class[0xFF]
		if at > 0 {
			b = class[m.text[at-1]]
		}
		t := trans[s<<shift+uint32(b)]
		if t-cell(firstState) < cellSpecial {
			s = uint32(t)
			at--
			continue
		}
		next := t.state()
		if t == 0 {
			next = c.build(s, b)
			trans = c.trans
		}
		if next&matched != 0 {
			if at < to && !m.addBegins(at, c.rules(next), to) {
				return s, at, false
			}
			next &^= matched
		}
		s = next
		at--
	}
	m.bytes += uint64(begun - at)
	return s, at, true
}

func (m *Scanner) addBegins(at int, rules []uint32, to int) bool {
	if len(m.begins) >= m.entries && to-m.from > minBlock {
		return false
	}
	for _, r := range rules {
		m.begins = append(m.begins, begin{at, r})
	}
	return true
}
