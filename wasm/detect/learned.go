package detect

import (
	"deckname/wasm/internal/tagger"
	"deckname/wasm/internal/tail"
	"deckname/wasm/model"
	"deckname/wasm/rule"
)

// learned finds the persons that no rule sees, by a model of names. Its findings
// belong to the learned rule of the pack, which says from which score on they
// count and what happens to them.
type learned struct {
	rule    int // of the pack; -1 = the pack has none
	tagger  *tagger.Tagger
	spans   []tagger.Span
	persons []candidate
	found   []candidate
}

// Learn gives the detector a model of names, or takes it away with nil: then it
// works by its rules alone.
func (d *Detector) Learn(m *model.Model) {
	d.learned.tagger = nil
	if m != nil {
		d.learned.tagger = tagger.New(m)
	}
}

// learnedRule returns the number of the first learned rule, or -1.
func learnedRule(rules []rule.Rule) int {
	for i := range rules {
		if rules[i].Learned {
			return i
		}
	}
	return -1
}

// learns reports whether the model has a say.
func (d *Detector) learns(all bool) bool {
	return d.learned.tagger != nil && d.learned.rule >= 0 && d.facts[d.learned.rule].is&wanted(all) != 0
}

// learn adds the persons that the model finds. found must be sorted.
func (d *Detector) learn(found []candidate, t []byte) []candidate {
	l := &d.learned
	l.spans = l.tagger.Tag(l.spans[:0], t, d.pace.spend)
	l.persons = d.persons(l.persons[:0], l.spans, t)
	l.found = d.join(l.found[:0], found, l.persons, t)
	return l.found
}

// persons appends the spans that are persons by the rule.
func (d *Detector) persons(dst []candidate, spans []tagger.Span, t []byte) []candidate {
	i := d.learned.rule
	for k := range spans {
		s := &spans[k]
		if s.Label != tagger.Person || s.Score < d.rules[i].Score {
			continue
		}
		c := candidate{rule: int32(i), score: s.Score}
		if c.start, c.end = tail.Bare(t, s.Start, s.End); c.start < c.end {
			dst = append(dst, c)
		}
	}
	return dst
}

// join appends what rules have found and the persons that the model adds. What
// rules have found stays; a person of theirs takes in what the model adds on either
// side, so that no part of a name is left readable beside another. Both lists must be
// sorted; found is changed.
func (d *Detector) join(dst, found, persons []candidate, t []byte) []candidate {
	k := 0
	for _, c := range persons {
		for k < len(found) && found[k].end <= c.start {
			dst = append(dst, found[k])
			k++
		}
		if k == len(found) || found[k].start >= c.end {
			dst = append(dst, c)
			continue
		}
		d.widen(found[k:], c, t)
	}
	return append(dst, found[k:]...)
}

// widen makes the persons of found that overlap c begin and end where c does, when
// they lie inside and nothing else is in the way. Of a name with a genitive s, the s
// is left out where c leaves it out.
func (d *Detector) widen(found []candidate, c candidate, t []byte) {
	n := 0
	for n < len(found) && found[n].start < c.end {
		if d.rules[found[n].rule].Class != rule.Person {
			return
		}
		n++
	}
	first, last := &found[0], &found[n-1]
	if c.start < first.start && tail.Begins(t, c.start) {
		first.start = c.start
	}
	last.end = max(last.end, c.end)
	if n == 1 && last.end == c.end+1 && t[c.end] == 's' {
		last.end = c.end
	}
}
