package detect

import (
	"deckname/wasm/internal/tail"
	"deckname/wasm/rule"
)

// row adds the names that go on a row which begins with a found one: "Frau
// Weber, Mia Vogel und Tom Fuchs". found must be sorted.
func (d *Detector) row(found []candidate, t []byte) []candidate {
	known := len(found)
	for i := range known {
		if d.rules[found[i].rule].Class != rule.Person {
			continue
		}
		c, next := found[i], len(t)
		if i+1 < known {
			next = found[i+1].start
		}
		for {
			s, e, ok := tail.NextInRow(t, c.end)
			if !ok || e > next {
				break
			}
			c.start, c.end = s, e
			found = append(found, c)
		}
	}
	if len(found) > known {
		sorted(found, byStart)
	}
	d.overlap.found = found
	return found
}

// recur adds the further occurrences of names that were found: masked once and
// shown twice is a leak.
func (d *Detector) recur(found []candidate, t []byte) []candidate {
	d.again.Reset()
	for i, c := range found {
		if d.rules[c.rule].Class == rule.Person && repeatable(t[c.start:c.end]) {
			d.again.Add(t[c.start:c.end], i)
		}
	}
	if d.again.Len() == 0 {
		return found
	}
	known, k := len(found), 0
	for at := 0; ; {
		s, e, id, ok := d.again.Next(t, at)
		if !ok {
			break
		}
		at = e
		for k < known && found[k].end <= s {
			k++
		}
		if k < known && found[k].start < e {
			continue
		}
		c := found[id]
		c.start, c.end = s, e
		found = append(found, c)
	}
	if len(found) > known {
		sorted(found, byStart)
	}
	d.overlap.found = found
	return found
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
