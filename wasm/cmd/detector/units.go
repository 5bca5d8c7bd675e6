package main

import plain "deckname/wasm/internal/text"

// units turns byte offsets into UTF-16 units while it walks over the text once.
type units struct {
	text []byte
	at   int
	unit int
}

// span converts text[start:end]; calls must come in ascending order.
func (u *units) span(start, end int) (unit, length uint32) {
	from := u.unit + plain.Units(u.text[u.at:start])
	size := plain.Units(u.text[start:end])
	u.at, u.unit = end, from+size
	return uint32(from), uint32(size)
}
