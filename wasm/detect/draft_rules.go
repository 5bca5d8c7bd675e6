package detect

import (
	"math"
	"slices"

	"deckname/wasm/internal/scan"
	"deckname/wasm/internal/text"
)

// draftRules is what the rules find in a draft, from hits to the names of a row.
type draftRules struct {
	hits   []scan.Hit
	traces []trace // by hit
	tables tables
	won    []candidate // of overlapping candidates, sorted
	others []candidate // the same of what the default policy does not mask
	rowed  []candidate // won with the names that go on a row

	// Of the edit before, and reused.
	oldHits    []scan.Hit
	oldTraces  []trace
	oldTables  tables
	one, batch []candidate
	asides     []candidate
}

// trace is the part of the text that a hit claims: [low, high) holds it, its
// candidate if it became one, and where the next candidate of its rule may not
// begin. top is the largest high up to here.
//
// Between two hits is a cut when what comes before claims nothing of what those
// behind claim. Then neither side can change the other: no candidate lies in a
// finding of its rule over there, and none overlaps one over there.
type trace struct{ low, high, top int }

// ruled brings everything up to the rows up to date. lines says that line ends
// came or went.
func (x *Draft) ruled(c text.Change, lines bool) {
	r, d := &x.rules, x.d
	before := d.scanner.Stats().Bytes
	hits, kept, moved := d.scanner.Rescan(r.oldHits[:0], r.hits, x.plain, scan.Edit{Start: c.At, OldEnd: c.Old, NewEnd: c.Now})
	x.work.Scanned += int(d.scanner.Stats().Bytes - before)
	r.hits, r.oldHits = hits, r.hits
	traces := append(r.oldTraces[:0], r.traces[:kept]...)
	for range len(hits) - kept - moved {
		traces = append(traces, trace{})
	}
	for _, t := range r.traces[len(r.traces)-moved:] {
		traces = append(traces, trace{t.low + c.By(), t.high + c.By(), t.top + c.By()})
	}
	r.traces, r.oldTraces = traces, r.traces

	rows := x.tabulate(c, lines)
	first, last := x.concerned(c, rows, kept, len(hits)-moved)
	first, last = x.collect(first, last)
	x.resolve(c, first, last)
}

// concerned returns the range of hits whose candidates may have changed: around
// the change and in the rows of tables that have. Those before kept and from
// moved on are hits of the text before.
func (x *Draft) concerned(c text.Change, rows part, kept, moved int) (first, last int) {
	r, d := &x.rules, x.d
	concerns := func(k int) bool {
		h, t := &r.hits[k], &r.traces[k]
		f := &d.facts[h.Rule]
		low := min(h.Start-int(f.before), t.low-d.reach-2*longestWord) - aside
		high := max(h.End+int(f.behind), t.high+int(f.right)+2*longestWord) + aside
		if f.is&inList != 0 && t.high > h.Start { // it was a candidate
			low, high = min(low, t.low-listReach-2*lineMax), max(high, h.End+2*lineMax)
		}
		return low < c.Now && high > c.At || t.low <= rows.end && max(h.End, t.high) >= rows.start
	}
	first, last = kept, moved
	far := scan.MaxLength + d.behind + math.MaxUint8 + 2*longestWord + aside
	for k := kept - 1; k >= 0 && r.hits[k].Start+far > min(c.At, rows.start); k-- {
		if concerns(k) {
			first = k
		}
	}
	near := d.before + max(d.reach+2*longestWord, listReach+2*lineMax) + aside
	for k := moved; k < len(r.hits) && r.hits[k].Start-near < max(c.Now, rows.end); k++ {
		if concerns(k) {
			last = k + 1
		}
	}
	return first, last
}

// aside is more than the bytes beside a place that the border of a word looks at.
const aside = 8

// collect makes candidates of the hits from first to last, in batch. It goes on to
// both sides up to the next cut, which it returns.
func (x *Draft) collect(first, last int) (int, int) {
	r := &x.rules
	shift := len(r.hits) - len(r.oldHits)
	for {
		for first > 0 && x.crosses(r.oldHits, r.oldTraces, first, r.oldTraces[first-1].top) {
			first--
		}
		for last > shift && last < len(r.hits) && x.crosses(r.oldHits, r.oldTraces, last-shift, r.oldTraces[last-shift-1].top) {
			last++
		}
		low, top := x.candidates(first, last)
		switch {
		case first > 0 && r.traces[first-1].top > low:
			first--
		case x.crosses(r.hits, r.traces, last, top):
			last++
		default:
			for k := last; k < len(r.traces); k++ {
				top = max(top, r.traces[k].high)
				r.traces[k].top = top
			}
			return first, last
		}
	}
}

// crosses reports whether one of the hits from k on claims bytes before top.
func (x *Draft) crosses(hits []scan.Hit, traces []trace, k, top int) bool {
	for ; k < len(hits) && hits[k].Start-x.d.before < top; k++ {
		if traces[k].low < top {
			return true
		}
	}
	return false
}

// candidates collects the hits [first, last) as if there were none before. It
// returns the lowest place that they claim and the largest top.
func (x *Draft) candidates(first, last int) (low, top int) {
	r, d := &x.rules, x.d
	low, top = math.MaxInt, 0
	if first > 0 {
		top = r.traces[first-1].top
	}
	r.batch = r.batch[:0]
	if first == last {
		return low, top
	}
	hits, candidates, tables := d.hits, d.candidates, d.tables
	clear(d.last)
	clear(d.refused)
	d.tables = r.tables
	d.tables.goTo(r.hits[first].Start)
	for k := first; k < last; k++ {
		h := r.hits[k]
		before := d.last[h.Rule]
		d.hits, d.candidates = r.hits[k:k+1], r.one[:0]
		d.collect(x.plain, wanted(x.all))
		t := trace{low: h.Start}
		for _, c := range d.candidates {
			t.low, t.high = min(t.low, c.start), c.end
		}
		if after := d.last[h.Rule]; after != before {
			t.high = max(t.high, after)
		}
		if refused := d.refused[h.Rule]; h.Start < refused.end {
			t.high = max(t.high, refused.end)
		}
		r.batch = append(r.batch, d.candidates...)
		r.one = d.candidates
		low, top = min(low, t.low), max(top, t.high)
		t.top = top
		r.traces[k] = t
	}
	x.work.Hits += last - first
	d.hits, d.candidates, d.tables = hits, candidates, tables
	return low, top
}

// resolve judges the batch, lets overlapping candidates compete, and puts who
// wins, with the names that go on a row, where those of the hits [first, last)
// were.
func (x *Draft) resolve(c text.Change, first, last int) {
	r, d := &x.rules, x.d
	candidates, tables := d.candidates, d.tables
	d.candidates, d.tables = r.batch, r.tables
	sorted(d.candidates, byStart)
	if len(d.candidates) > 0 {
		d.tables.goTo(d.candidates[0].start)
	}
	d.weigh(x.plain)
	won := d.overlap.resolve(d.candidates, x.plain, &d.pace)
	d.candidates, d.tables = candidates, tables
	won, r.asides = d.part(won, r.asides[:0])

	start, stopped := 0, 0 // between the cuts, before and now
	if first > 0 {
		start = r.traces[first-1].top
	}
	if k := last - len(r.hits) + len(r.oldHits); k > 0 {
		stopped = r.oldTraces[k-1].top
	}
	replace := func(list, by []candidate) (all []candidate, low int) {
		low = from(list, start)
		list = slices.Replace(list, low, max(low, from(list, stopped)), by...)
		move(list[low+len(by):], c.By())
		return list, low
	}
	r.others, _ = replace(r.others, r.asides)
	low := 0
	r.won, low = replace(r.won, won)
	next := low + len(won)

	// A row ends at the next winner: it is another one when that is.
	begin, at, stop, end := low, 0, len(x.plain), len(r.rowed)
	for begin > 0 && (begin == low || r.won[begin].start+rowReach > c.At) {
		begin--
	}
	if begin > 0 {
		at = from(r.rowed, r.won[begin].start)
	}
	if next < len(r.won) {
		stop = r.won[next].start
		end = from(r.rowed, stop-c.By())
	}
	rows := d.row(r.won[begin:next], x.plain, stop)
	r.rowed = slices.Replace(r.rowed, at, end, rows...)
	move(r.rowed[at+len(rows):], c.By())
}
