package tail

// bytes is a set of bytes.
type bytes [4]uint64

func (b *bytes) add(c byte) { b[c>>6] |= 1 << (c & 63) }

func (b *bytes) has(c byte) bool { return b[c>>6]>>(c&63)&1 != 0 }

// phrases are strings to be looked for at one place, in the order given,
// ignoring the case of ASCII. The first two bytes of the text decide almost
// always that there is none.
type phrases struct {
	first, second bytes
	list          []string
}

// oneOf makes phrases out of strings in lower case.
func oneOf(list ...string) *phrases {
	p := &phrases{list: list}
	for _, s := range list {
		p.first.add(s[0])
		if len(s) > 1 {
			p.second.add(s[1])
		} else {
			p.second = bytes{1<<64 - 1, 1<<64 - 1, 1<<64 - 1, 1<<64 - 1}
		}
	}
	return p
}

// may reports whether the two bytes at i allow a phrase there.
func (p *phrases) may(t []byte, i int) bool {
	return uint(i) < uint(len(t)) && p.first.has(lower(t[i])) && p.second.has(lower(at(t, i+1)))
}

// at returns the size of the first phrase that stands at i, or 0.
func (p *phrases) at(t []byte, i int) int {
	if !p.may(t, i) {
		return 0
	}
	for _, s := range p.list {
		if hasFold(t, i, s) {
			return len(s)
		}
	}
	return 0
}
