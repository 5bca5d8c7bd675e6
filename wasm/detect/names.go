package detect

import (
	"deckname/wasm/internal/tail"
	"deckname/wasm/rule"
)

// rowReach is how far behind a name the next one of its row may end.
const rowReach = 512

// row adds the names that go on a row which begins with a found one: "Frau
// Weber, Mia Vogel und Tom Fuchs". found must be sorted; the last row ends at stop.
func (d *Detector) row(found []candidate, t []byte, stop int) []candidate {
	d.rows = d.rows[:0]
	for i, c := range found {
		d.rows = append(d.rows, c)
		if d.rules[c.rule].Class != rule.Person {
			continue
		}
		next := stop
		if i+1 < len(found) {
			next = found[i+1].start
		}
		for {
			d.pace.spend(perHit)
			s, e, ok := tail.NextInRow(t[:min(c.end+rowReach, len(t))], c.start, c.end)
			if !ok || e > next {
				break
			}
			c.start, c.end = s, e
			d.rows = append(d.rows, c)
		}
	}
	return d.rows
}

// recur adds the further occurrences of names that were found: masked once and
// shown twice is a leak.
func (d *Detector) recur(found []candidate, t []byte) []candidate {
	d.again.Reset()
	for i, c := range found {
		if d.rules[c.rule].Class == rule.Person && repeatable(t[c.start:c.end]) {
			d.again.Add(t[c.start:c.end], i)
			d.pace.spend(perHit)
		}
	}
	if d.again.Len() == 0 {
		return found
	}
	all, k := d.repeated[:0], 0
	for at := 0; at < len(t); {
		stop := min(at+block, len(t))
		s, e, id, ok := d.again.Next(t, at, stop)
		if !ok {
			d.pace.spend(stop - at)
			at = stop
			continue
		}
		d.pace.spend(e - at)
		at = e
		for k < len(found) && found[k].end <= s {
			all = append(all, found[k])
			k++
		}
		if k < len(found) && found[k].start < e {
			continue
		}
		c := found[id]
		c.start, c.end = s, e
		all = append(all, c)
	}
	d.repeated = append(all, found[k:]...)
	return d.repeated
}

// repeatable reports whether a name is worth finding again: it begins with a
// capital, so that "will" in "I'm will" does not mask every "will", or has
// several words.
func repeatable(name []byte) bool {
	if len(name) < 3 {
		return false
	}
	for _, c := range name {
		if c == ' ' {
			return true
		}
	}
	return name[0] >= 'A' && name[0] <= 'Z' || name[0] >= 0x80
}
