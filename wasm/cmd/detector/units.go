package main

import plain "deckname/wasm/internal/text"

// units turns byte offsets into UTF-16 units while it walks over the text once.
type units struct {
	text []byte
	pace *pace
	at   int
	unit int
}

// piece is how many bytes are walked over between two reports; counting is how
// many times faster that is than scanning.
const (
	piece    = 64 << 10
	counting = 8
)

// span converts text[start:end]; calls must come in ascending order.
func (u *units) span(start, end int) (unit, length uint32) {
	u.walk(start)
	from := u.unit
	u.walk(end)
	return uint32(from), uint32(u.unit - from)
}

func (u *units) walk(to int) {
	for to-u.at > piece {
		u.count(u.at + piece)
		u.pace.spend(piece / counting)
	}
	u.count(to)
}

func (u *units) count(to int) {
	u.unit += plain.Units(u.text[u.at:to])
	u.at = to
}
