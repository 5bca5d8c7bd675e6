package main

import "deckname/wasm/model"

// kind of a span, as far as the tagger knows it.
type kind uint8

const (
	none kind = iota
	person
	place
	org
	street
	otherName // annotated, but as something the tagger does not know
)

func kindOf(label string) kind {
	switch label {
	case "PERSON":
		return person
	case "LOCATION":
		return place
	case "ORG":
		return org
	case "ADDRESS":
		return street
	}
	if label == "MISC" || label[0] == 'X' {
		return otherName
	}
	return none
}

// gold answers what a token is. Questions come in the order of the text.
type gold struct {
	spans []span
	at0   int
}

func newGold(d *document) *gold { return &gold{spans: d.Spans} }

// find returns the number of the span that holds most of a token, or -1.
func (g *gold) find(start, end int) int {
	for g.at0 < len(g.spans) && g.spans[g.at0].End <= start {
		g.at0++
	}
	for i := g.at0; i < len(g.spans) && g.spans[i].Start < end; i++ {
		s := g.spans[i]
		if 2*(min(end, s.End)-max(start, s.Start)) >= end-start && kindOf(s.Label) != none {
			return i
		}
	}
	return -1
}

func (g *gold) at(start, end int) kind {
	if i := g.find(start, end); i >= 0 {
		return kindOf(g.spans[i].Label)
	}
	return none
}

// label of a token that belongs to span i, behind one that belongs to span before.
func (g *gold) label(i, before int) model.Label {
	if i < 0 {
		return model.None
	}
	k := kindOf(g.spans[i].Label)
	if k == none || k > street {
		return model.None
	}
	y := model.Label(2*k - 1)
	if i == before {
		y++
	}
	return y
}
