package detect

import (
	"math"

	"deckname/wasm/internal/text"
)

// tabulate brings the tables up to date and returns the lines in which they may
// say something else now: those that changed, and the rows below a head that did.
// lines says that line ends came or went.
func (x *Draft) tabulate(c text.Change, lines bool) (rows part) {
	r := &x.rules
	line := c.At
	for line > 0 && x.plain[line-1] != '\n' && (lines || c.At-line <= rowMax) {
		line--
	}
	if line > 0 && x.plain[line-1] != '\n' { // what stands that far on is no part of a row
		r.tables.move(c)
		r.tables.done(x.plain)
		return nowhere
	}

	old, now := &r.tables, &r.oldTables
	now.begin(&x.d.words, x.plain, &x.d.pace)
	k := 0
	for k < len(old.list) && old.list[k].start < line {
		k++
	}
	now.copy(old, 0, k, 0)
	if k > 0 && old.list[k-1].end >= line {
		k--
		now.list[k].end, now.open = line, true
	}

	// From there line by line, to where the same table goes on as before, or none.
	tables := now.open
	for now.at = line; now.at < len(x.plain); now.readLine() {
		was := now.at - c.By()
		for k < len(old.list) && old.list[k].end < was {
			k++
		}
		within := k < len(old.list) && old.list[k].start < was
		if now.at > c.Now && within == now.open && (!within || now.goesOn(old.list[k].start, line, c)) {
			if within {
				now.list[len(now.list)-1].end = old.list[k].end + c.By()
				k++
			}
			now.copy(old, k, len(old.list), c.By())
			break
		}
		tables = tables || within || now.open
	}
	tables = tables || now.open
	rows = nowhere
	if tables {
		rows = part{line, now.at}
	}
	now.done(x.plain)
	r.tables, r.oldTables = *now, *old
	return rows
}

// nowhere is a part without places.
var nowhere = part{math.MaxInt, math.MinInt}

// goesOn reports whether the open table is the old one whose head began at head:
// before the line of the change, or behind the change.
func (c *tables) goesOn(head, line int, by text.Change) bool {
	start := c.list[len(c.list)-1].start
	return start == head && start < line || start == head+by.By() && head >= by.Old
}

// copy appends old.list[i:j], moved.
func (c *tables) copy(old *tables, i, j, by int) {
	for _, f := range old.list[i:j] {
		heads := old.heads[f.heads:f.headsEnd]
		c.list = append(c.list, table{start: f.start + by, end: f.end + by, heads: len(c.heads), headsEnd: len(c.heads) + len(heads), sep: f.sep, rows: f.rows})
		c.heads = append(c.heads, heads...)
	}
}

// move moves what lies behind a change.
func (c *tables) move(by text.Change) {
	for i := range c.list {
		f := &c.list[i]
		if f.start > by.At {
			f.start += by.By()
		}
		if f.end > by.At {
			f.end += by.By()
		}
	}
}

// done leaves the tables as those of t, all of which was read.
func (c *tables) done(t []byte) { c.t, c.at = t, len(t)+1 }

// goTo gets ready for questions from at on.
func (c *tables) goTo(at int) {
	low, high := 0, len(c.list)
	for low < high {
		if mid := (low + high) / 2; c.list[mid].end <= at {
			low = mid + 1
		} else {
			high = mid
		}
	}
	line := at
	for line > 0 && at-line <= rowMax && c.t[line-1] != '\n' {
		line--
	}
	c.now, c.seen, c.line, c.cell, c.odd = low, line, line, 0, false
}
