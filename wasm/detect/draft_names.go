package detect

import (
	"deckname/wasm/internal/tagger"
	"deckname/wasm/internal/text"
	"deckname/wasm/rule"
)

// draftLearned is what the model of names finds in a draft.
type draftLearned struct {
	ends, oldEnds []int // of the blocks of the tagger
	named, old    named
	spans         []tagger.Span
}

// tag brings the names of the model up to date: block by block from the first
// that the change may touch to where one begins where one began before.
func (x *Draft) tag(c text.Change) {
	l, d := &x.learned, x.d
	if !d.learns(x.all) {
		return
	}
	ends, k := l.oldEnds[:0], 0
	at := 0
	for k < len(l.ends) && l.ends[k]+tagger.Ahead <= c.At {
		at = l.ends[k]
		ends = append(ends, at)
		k++
	}
	next := &l.old
	next.reset()
	next.persons = append(next.persons, l.named.persons[:from(l.named.persons, at)]...)
	next.others = append(next.others, l.named.others[:from(l.named.others, at)]...)
	for at < len(x.plain) {
		was := at - c.By()
		for k < len(l.ends) && l.ends[k] < was {
			k++
		}
		if at >= c.Now && k < len(l.ends) && l.ends[k] == was {
			next.persons = keep(next.persons, l.named.persons, was, c.By())
			next.others = keep(next.others, l.named.others, was, c.By())
			for _, end := range l.ends[k+1:] {
				ends = append(ends, end+c.By())
			}
			break
		}
		before := at
		l.spans, at = d.learned.tagger.TagBlock(l.spans[:0], x.plain, at, d.pace.spend)
		d.name(next, l.spans, x.plain, x.all)
		ends = append(ends, at)
		x.work.Tagged += at - before
	}
	d.learned.tagger.Forget()
	l.ends, l.oldEnds = ends, l.ends
	l.named, l.old = l.old, l.named
}

// keep appends to dst what of list began at or behind was, moved.
func keep(dst, list []candidate, was, by int) []candidate {
	kept := list[from(list, was):]
	dst = append(dst, kept...)
	move(dst[len(dst)-len(kept):], by)
	return dst
}

// draftNames is what is shown of a draft: what was found, and the names among it
// wherever they stand again.
type draftNames struct {
	base, oldBase     []candidate // what was found
	number, oldNumber []int32     // by base: that of the value in again, or none
	again             text.Again
	source            []candidate // by value: where it stands first
	seen, oldSeen     []candidate // where values stand
	named             []candidate // base and those of seen that lie beside it
	beside            []candidate // and what of rules is only counted beside that
	shown, oldShown   []candidate // and what of the model is only counted beside that
	rows              []candidate
}

// none is the number of what is no name to be found again.
const none = -1

// recurring brings names that recur up to date and returns all that is shown.
func (x *Draft) recurring(c text.Change) []candidate {
	n, d := &x.names, x.d
	base := n.oldBase[:0]
	if d.learns(x.all) {
		n.rows = append(n.rows[:0], x.rules.rowed...)
		base = d.join(base, n.rows, x.learned.named.persons, x.plain)
	} else {
		base = append(base, x.rules.rowed...)
	}
	n.base, n.oldBase = base, n.base

	if x.sameNames(c) {
		x.search(c)
	} else {
		x.nameAll()
		x.search(text.Change{Now: len(x.plain)})
	}

	all, k := n.named[:0], 0
	for _, s := range n.seen {
		for k < len(base) && base[k].end <= s.start {
			all = append(all, base[k])
			k++
		}
		if k == len(base) || base[k].start >= s.end {
			all = append(all, s)
		}
	}
	n.named = append(all, base[k:]...)
	n.beside = beside(n.beside[:0], n.named, x.rules.others)
	return beside(n.oldShown[:0], d.lonely(n.beside), x.learned.named.others)
}

// sameNames reports whether the names that were found are the same as before the
// change, in the same order, and numbers them then.
func (x *Draft) sameNames(c text.Change) bool {
	n := &x.names
	base, old := n.base, n.oldBase
	first := 0
	for first < min(len(base), len(old)) && base[first].end <= c.At && same(&base[first], &old[first], 0) {
		first++
	}
	last := 0
	for last < min(len(base), len(old))-first {
		a, b := &base[len(base)-1-last], &old[len(old)-1-last]
		if a.start < c.Now || !same(a, b, c.By()) {
			break
		}
		last++
	}
	number := append(n.oldNumber[:0], n.number[:first]...)
	k := first
	for i := first; i < len(base)-last; i++ {
		number = append(number, none)
		if !x.recurs(&base[i]) {
			continue
		}
		for k < len(old)-last && n.number[k] == none {
			k++
		}
		if k == len(old)-last {
			return false
		}
		if a, b := &base[i], &old[k]; a.rule != b.rule || a.score != b.score || string(n.again.Value(int(n.number[k]))) != string(x.plain[a.start:a.end]) {
			return false
		}
		number[i] = n.number[k]
		k++
	}
	for ; k < len(old)-last; k++ {
		if n.number[k] != none {
			return false
		}
	}
	number = append(number, n.number[len(old)-last:]...)
	n.number, n.oldNumber = number, n.number
	return true
}

// recurs reports whether a finding is a name that is to be found again.
func (x *Draft) recurs(c *candidate) bool {
	return x.d.rules[c.rule].Class == rule.Person && repeatable(x.plain[c.start:c.end])
}

// nameAll numbers all names anew.
func (x *Draft) nameAll() {
	n := &x.names
	n.again.Reset()
	n.source, n.number = n.source[:0], n.number[:0]
	for i := range n.base {
		c, number := &n.base[i], none
		if x.recurs(c) {
			if number = n.again.Add(x.plain[c.start:c.end], len(n.source)); number == len(n.source) {
				n.source = append(n.source, *c)
			}
		}
		n.number = append(n.number, int32(number))
	}
	n.seen = n.seen[:0]
}

// search brings seen up to date. Whether a name stands at a word is up to the
// bytes around it and to where the name before ends.
func (x *Draft) search(c text.Change) {
	n := &x.names
	if n.again.Len() == 0 {
		n.seen = n.seen[:0]
		return
	}
	left, right := n.again.Sight()
	left, right = left+aside, right+aside

	// What ends before start stays; the name at start, if any, is looked for again.
	start := max(0, c.At-right)
	k := from(n.seen, start)
	if k > 0 && n.seen[k-1].end > start {
		k--
		start = n.seen[k].start
	}
	seen, at := append(n.oldSeen[:0], n.seen[:k]...), max(0, start-left)
	if k > 0 {
		at = max(at, n.seen[k-1].end)
	}
	clear, searched := c.Now+left, at
	for at < len(x.plain) {
		stop := min(at+searchStep, len(x.plain))
		s, e, id, ok := n.again.Next(x.plain, at, stop)
		if ok {
			f := n.source[id]
			f.start, f.end = s, e
			seen = append(seen, f)
			at = e
			continue
		}
		x.d.pace.spend(stop - at)
		at = stop
		if at < clear || len(seen) > 0 && seen[len(seen)-1].end > at-left {
			continue
		}
		was := at - c.By()
		for k < len(n.seen) && n.seen[k].start < was {
			k++
		}
		if k == 0 || n.seen[k-1].end <= was-left {
			kept := n.seen[k:]
			seen = append(seen, kept...)
			move(seen[len(seen)-len(kept):], c.By())
			break
		}
	}
	x.work.Searched += at - searched
	n.seen, n.oldSeen = seen, n.seen
}

// searchStep is the number of bytes between two looks at whether names stand
// where they stood.
const searchStep = 256
