package main

// units turns byte offsets into UTF-16 units while it walks over the text once.
// Invalid bytes count as one unit each, which is what a lone surrogate of the
// caller becomes on its way in (U+FFFD, three bytes, one unit).
type units struct {
	text []byte
	at   int
	unit uint32
}

// span converts text[start:end]; calls must come in ascending order.
func (u *units) span(start, end int) (unit, length uint32) {
	u.walk(start)
	unit = u.unit
	u.walk(end)
	return unit, u.unit - unit
}

func (u *units) walk(to int) {
	n := u.unit
	for _, b := range u.text[u.at:to] {
		switch {
		case b&0xC0 == 0x80: // continuation
		case b >= 0xF0: // beyond the basic plane: a surrogate pair
			n += 2
		default:
			n++
		}
	}
	u.at, u.unit = to, n
}
