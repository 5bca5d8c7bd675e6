package detect

import (
	"deckname/wasm/pack"
	"deckname/wasm/rule"
	"deckname/wasm/wordlist"
)

// lists applies the company lists of a pack: entries of dictionaries are found
// wherever they stand, what the allow list names, and what lies inside, is no
// finding. A secret is one whatever the allow list says.
type lists struct {
	matcher *wordlist.Matcher // nil = no lists
	first   int               // rule of the first dictionary
	rules   []rule.Rule

	matches []wordlist.Match
	allowed []part // by start, not overlapping
}

// part is a part of the plain text.
type part struct{ start, end int }

// allowList is the number of the list whose entries are no findings.
const allowList = 0

// listed is the score of an entry: somebody wrote it down.
const listed = 100

func newLists(p *pack.Pack) lists {
	return lists{
		matcher: wordlist.NewMatcher(p.Lists),
		first:   len(p.Rules) - p.Lists.Dictionaries(),
		rules:   p.Rules,
	}
}

// look looks t up once: it adds the entries of dictionaries to the candidates, which
// are sorted by start, and takes out those that the allow list names.
func (l *lists) look(d *Detector, t []byte, all bool) {
	l.allowed = l.allowed[:0]
	if l.matcher == nil {
		return
	}
	l.matches = l.matcher.Find(l.matches[:0], t, d.pace.spend)
	before := len(d.candidates)
	for _, m := range l.matches {
		d.pace.spend(perFinding)
		if m.List == allowList {
			l.allow(m.Start, m.End)
			continue
		}
		if i := l.first + m.List - 1; d.facts[i].is&wanted(all) != 0 {
			d.candidates = append(d.candidates, candidate{
				start: m.Start, end: m.End, rule: int32(i), score: listed, priority: d.facts[i].priority, passed: true,
			})
		}
	}
	if len(d.candidates) > before {
		sorted(d.candidates, byStart)
		d.pace.spend(perHit * len(d.candidates))
		d.candidates = l.outermost(d.candidates)
	}
	d.candidates = l.drop(d.candidates, t)
}

// allow adds a part. Parts come sorted by end: one that begins before the last
// begins takes it in.
func (l *lists) allow(start, end int) {
	n := len(l.allowed)
	for n > 0 && l.allowed[n-1].start >= start {
		n--
	}
	if n > 0 && l.allowed[n-1].end >= end {
		return
	}
	l.allowed = append(l.allowed[:n], part{start, end})
}

// drop takes out of a sorted list what lies inside an allowed part, signs at either
// end apart: the + of a number is in no word.
func (l *lists) drop(all []candidate, t []byte) []candidate {
	if len(l.allowed) == 0 {
		return all
	}
	kept, k := all[:0], 0
	for _, c := range all {
		for k < len(l.allowed) && l.allowed[k].end <= c.start {
			k++
		}
		start, end := trim(t, c.start, c.end)
		if l.rules[c.rule].Class != rule.Secret && l.allows(start, end, k) {
			continue
		}
		kept = append(kept, c)
	}
	return kept
}

// allows reports whether one of the parts from k on holds t[start:end].
func (l *lists) allows(start, end, k int) bool {
	for ; k < len(l.allowed) && l.allowed[k].start <= start; k++ {
		if l.allowed[k].end >= end {
			return true
		}
	}
	return false
}

// outermost drops entries that lie inside a finding of the same class which does
// as much: the whole of "Anna Bergmann-Schulz" rather than the entry "Anna
// Bergmann". all is sorted by start, longer first.
func (l *lists) outermost(all []candidate) []candidate {
	var reach [rule.Classes]struct {
		end   int
		stage rule.Stage
	}
	kept := all[:0]
	for _, c := range all {
		r := &l.rules[c.rule]
		before := &reach[r.Class]
		if int(c.rule) >= l.first && before.end >= c.end && before.stage >= r.Stage {
			continue
		}
		if c.end > before.end {
			before.end, before.stage = c.end, r.Stage
		}
		kept = append(kept, c)
	}
	return kept
}
