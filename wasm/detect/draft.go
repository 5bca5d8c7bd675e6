package detect

import (
	"slices"

	"deckname/wasm/internal/text"
)

// Draft is one text under edit. After every edit its findings are those that Find
// has in the whole text; worked on is only what can have changed.
//
// A draft borrows the working memory of its detector: while Find runs, paused or
// not, its methods must not be called. It holds the text until Close.
type Draft struct {
	d       *Detector
	all     bool
	text    []byte
	normal  text.Normal
	plain   []byte
	index   text.Index
	rules   draftRules
	names   draftNames
	learned draftLearned
	found   []Finding
	spare   []Finding
	work    Work
}

// Work counts what a draft has done, so that tests can prove how little that was.
type Work struct {
	Scanned  int // bytes that were looked at again for hits
	Hits     int // that were judged again
	Tagged   int // bytes that went through the model of names
	Searched int // bytes that were searched for names that recur
}

// Update says how findings have changed: Removed of them from First on were
// replaced by Added others, and those behind have moved with the text.
type Update struct{ First, Removed, Added int }

// Open makes a draft without text. all is that of Find.
func (d *Detector) Open(all bool) *Draft {
	return &Draft{d: d, all: all}
}

// Close forgets the text and everything that was made of it. Unlike the other
// methods it may be called at any time.
func (x *Draft) Close() {
	clear(x.text[:cap(x.text)])
	x.normal.Clear()
	x.names.again.Reset()
	*x = Draft{d: x.d, all: x.all}
}

// Text, Findings and Work are what the last edit has left; they must not be changed.
func (x *Draft) Text() []byte        { return x.text }
func (x *Draft) Findings() []Finding { return x.found }
func (x *Draft) Work() Work          { return x.work }

// Bytes and Units turn places in the text from UTF-16 units to bytes and back.
func (x *Draft) Bytes(unit int) int { return x.index.Bytes(x.text, unit) }
func (x *Draft) Units(at int) int   { return x.index.Units(x.text, at) }

// Edit replaces the bytes [start, end) of the text.
func (x *Draft) Edit(start, end int, by []byte) Update {
	given := text.Change{At: start, Old: end, Now: start + len(by)}
	lines := slices.Contains(by, '\n') || slices.Contains(x.text[start:end], '\n')
	x.text = text.Splice(x.text, start, end, by)
	x.index.Edit(x.text, given)
	var c text.Change
	x.plain, c = x.normal.Edit(x.text, given)

	if x.d.lists.matcher != nil {
		return x.whole(given)
	}
	x.ruled(c, lines)
	x.tag(c)
	return x.report(given, c, x.recurring(c))
}

// report brings the findings up to date with list, in the plain text.
func (x *Draft) report(given, c text.Change, list []candidate) Update {
	was := x.names.shown
	first := 0
	for first < len(list) && first < len(was) && list[first].end < c.At && same(&list[first], &was[first], 0) {
		first++
	}
	last := 0
	for last < min(len(list), len(was))-first {
		a, b := &list[len(list)-1-last], &was[len(was)-1-last]
		if a.start <= c.Now || !same(a, b, c.By()) {
			break
		}
		last++
	}
	u := Update{First: first, Removed: len(was) - first - last, Added: len(list) - first - last}
	next := append(x.spare[:0], x.found[:first]...)
	for _, f := range list[first : first+u.Added] {
		s, e := x.normal.Back(f.start, f.end)
		next = append(next, Finding{Start: s, End: e, Rule: int(f.rule), Score: f.score})
	}
	for _, f := range x.found[first+u.Removed:] {
		f.Start += given.By()
		f.End += given.By()
		next = append(next, f)
	}
	x.found, x.spare = next, x.found
	x.names.shown, x.names.oldShown = list, was
	return u
}

// same reports whether a is b moved.
func same(a, b *candidate, by int) bool {
	return a.start == b.start+by && a.end == b.end+by && a.rule == b.rule && a.score == b.score
}

// move moves candidates.
func move(list []candidate, by int) {
	for i := range list {
		list[i].start += by
		list[i].end += by
	}
}

// from returns the number of candidates of a sorted list that start before at.
func from(list []candidate, at int) int {
	low, high := 0, len(list)
	for low < high {
		if mid := (low + high) / 2; list[mid].start < at {
			low = mid + 1
		} else {
			high = mid
		}
	}
	return low
}

// whole looks at the whole text. Entries of company lists change what is found
// around them in more ways than are told apart here.
func (x *Draft) whole(c text.Change) Update {
	was, now := x.found, x.d.Find(x.spare[:0], x.text, x.all)
	x.work.Scanned += len(x.text)
	first := 0
	for first < min(len(was), len(now)) && now[first].End < c.At && now[first] == was[first] {
		first++
	}
	last := 0
	for last < min(len(was), len(now))-first {
		f := was[len(was)-1-last]
		f.Start += c.By()
		f.End += c.By()
		if f.Start <= c.Now || now[len(now)-1-last] != f {
			break
		}
		last++
	}
	x.found, x.spare = now, was
	return Update{First: first, Removed: len(was) - first - last, Added: len(now) - first - last}
}
