package detect

import (
	"deckname/wasm/internal/tagger"
	"deckname/wasm/internal/tail"
	"deckname/wasm/model"
	"deckname/wasm/rule"
)

// learned finds the names that no rule sees, by a model of names. Its findings
// belong to the learned rules of the pack, which say from which score on they
// count and what happens to them.
type learned struct {
	rules  [tagger.Kinds]int // of the pack, by kind; -1 = the pack has none
	tagger *tagger.Tagger
	spans  []tagger.Span
	named  named
	joined []candidate
	all    []candidate
}

// named are the names of the model, each list sorted. Persons that are masked are
// joined with those of rules; what is only counted gives way to everything else.
type named struct{ persons, others []candidate }

// Learn gives the detector a model of names, or takes it away with nil: then it
// works by its rules alone.
func (d *Detector) Learn(m *model.Model) {
	d.learned.tagger = nil
	if m != nil {
		d.learned.tagger = tagger.New(m)
	}
}

// learnedClasses are the classes of what the tagger finds.
var learnedClasses = map[rule.Class]tagger.Kind{rule.Person: tagger.Person, rule.Location: tagger.Place, rule.Org: tagger.Org}

// learnedRules returns the numbers of the first learned rules by kind, or -1.
func learnedRules(rules []rule.Rule) (by [tagger.Kinds]int) {
	for k := range by {
		by[k] = -1
	}
	for i := range rules {
		if k, known := learnedClasses[rules[i].Class]; known && rules[i].Learned && by[k] < 0 {
			by[k] = i
		}
	}
	return by
}

// learns reports whether the model has a say.
func (d *Detector) learns(all bool) bool {
	if d.learned.tagger == nil {
		return false
	}
	for _, i := range d.learned.rules {
		if i >= 0 && d.facts[i].is&wanted(all) != 0 {
			return true
		}
	}
	return false
}

// learn adds the persons that the model finds. found must be sorted.
func (d *Detector) learn(found []candidate, t []byte, all bool) []candidate {
	l := &d.learned
	l.spans = l.tagger.Tag(l.spans[:0], t, d.pace.spend)
	l.named.reset()
	d.name(&l.named, l.spans, t, all)
	l.joined = d.join(l.joined[:0], found, l.named.persons, t)
	return l.joined
}

func (n *named) reset() { n.persons, n.others = n.persons[:0], n.others[:0] }

// name appends the spans for which there is a rule that is asked for.
func (d *Detector) name(n *named, spans []tagger.Span, t []byte, all bool) {
	for k := range spans {
		s := &spans[k]
		i := d.learned.rules[s.Label]
		if i < 0 || s.Score < d.rules[i].Score || d.facts[i].is&wanted(all) == 0 {
			continue
		}
		c := candidate{rule: int32(i), score: s.Score}
		for from := s.Start; from < s.End; { // a tab parts columns
			to := from
			for to < s.End && t[to] != '\t' {
				to++
			}
			c.start, c.end = from, to
			if s.Label == tagger.Person {
				c.start, c.end = tail.Bare(t, from, to)
			}
			from = to + 1
			switch {
			case c.start >= c.end:
			case d.facts[i].is&masked != 0:
				n.persons = append(n.persons, c)
			default:
				n.others = append(n.others, c)
			}
		}
	}
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
