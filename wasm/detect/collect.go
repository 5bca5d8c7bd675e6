package detect

import (
	"deckname/wasm/internal/text"
)

// candidate is a hit on its way to a finding.
type candidate struct {
	start, end int
	rule       int32
	score      uint8
	priority   uint8
	passed     bool // the check, if the rule has one
	alone      bool // no finding unless a person stands beside
}

// collect turns the hits of one block into candidates and keeps those sorted by
// start. The cheapest reasons against a hit come first: column, borders, tail,
// check.
func (d *Detector) collect(t []byte, flag uint16) {
	first, ordered := len(d.candidates), true
	for k := range d.hits {
		d.pace.spend(perHit)
		h := &d.hits[k]
		f := &d.facts[h.Rule]
		if f.is&flag == 0 || f.is&inColumn != 0 && !d.tables.mayHead(h.Start, h.End, h.Rule) {
			continue
		}
		s, e := h.Start, h.End
		if f.tail != nil {
			if s < d.last[h.Rule] || d.refused[h.Rule].again(s) {
				continue // inside the previous finding of this rule, or in a row of values that were none
			}
			low, high := max(0, s-int(f.before)), min(len(t), e+int(f.behind))
			from, to, ok := f.tail(t[low:high], s-low, e-low)
			from, to = from+low, to+low
			if f.is&wholeTail != 0 {
				d.last[h.Rule] = to
			}
			if !ok || from >= to {
				d.refused[h.Rule].note(to)
				continue
			}
			if f.is&keepTail != 0 {
				s, e = from, to
			} else {
				s, e = min(s, from), max(e, to)
			}
		}
		if text.CutsLeft(t, s) || text.CutsRight(t, e) {
			d.refused[h.Rule].note(e)
			continue
		}
		passed := f.check == nil || f.check(t[s:e])
		if !passed && f.failScore == 0 {
			d.refused[h.Rule].note(e)
			continue
		}
		if passed && f.tail != nil {
			d.last[h.Rule] = e
		}
		c := candidate{start: s, end: e, rule: h.Rule, priority: f.priority, passed: passed}
		if n := len(d.candidates); n > 0 && byStart(&d.candidates[n-1], &c) > 0 {
			ordered = false
		}
		d.candidates = append(d.candidates, c)
	}
	if ordered {
		return
	}
	// Tails may reach to the left, even into the block before.
	for k := first; k < len(d.candidates); k++ {
		for first > 0 && d.candidates[first-1].start >= d.candidates[k].start {
			first--
		}
	}
	sorted(d.candidates[first:], byStart)
}

// refusal is a value that a tail took and that was none, up to its end: "b=c=d" in
// "a=b=c=d". A hit of the same rule inside begins a value that ends where that one
// does. Only some of them are tried, or a long row would be read from each.
type refusal struct{ end, tried int }

// maxTried is how many values are tried in one that was none.
const maxTried = 8

// again reports whether a hit at s is one too many.
func (r *refusal) again(s int) bool {
	if s >= r.end {
		*r = refusal{}
	}
	return r.tried > maxTried
}

// note takes the end of a value that was none.
func (r *refusal) note(end int) {
	r.end = max(r.end, end)
	r.tried++
}

// byStart sorts by start, longer first, then by rule.
func byStart(a, b *candidate) int {
	switch {
	case a.start != b.start:
		return a.start - b.start
	case a.end != b.end:
		return b.end - a.end
	}
	return int(a.rule - b.rule)
}
