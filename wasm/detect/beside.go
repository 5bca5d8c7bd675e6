package detect

import (
	"math"

	"deckname/wasm/rule"
)

// part takes out of a sorted list what the default policy does not mask and what
// needs a person beside, and appends it to others.
func (d *Detector) part(found, others []candidate) (kept, rest []candidate) {
	kept = found[:0]
	for _, c := range found {
		if d.facts[c.rule].is&masked != 0 && !c.alone {
			kept = append(kept, c)
		} else {
			others = append(others, c)
		}
	}
	return kept, others
}

// beside appends found and those of others that overlap nothing of it; both must be
// sorted.
func beside(dst, found, others []candidate) []candidate {
	k := 0
	for _, c := range others {
		for k < len(found) && found[k].end <= c.start {
			dst = append(dst, found[k])
			k++
		}
		if k == len(found) || found[k].start >= c.end {
			dst = append(dst, c)
		}
	}
	return append(dst, found[k:]...)
}

// lonely drops from a sorted list what needs a person beside and has none in the
// window of its rule. A person is one that stands in the list.
func (d *Detector) lonely(found []candidate) []candidate {
	kept, before, next := found[:0], math.MinInt, -1
	for i, c := range found {
		if d.rules[c.rule].Class == rule.Person {
			before = c.end
		}
		if c.alone {
			f := &d.facts[c.rule]
			for next <= i || next < len(found) && d.rules[found[next].rule].Class != rule.Person {
				next++
			}
			if before < c.start-int(f.left) && (next == len(found) || found[next].start > c.end+int(f.right)) {
				continue
			}
		}
		kept = append(kept, c)
	}
	return kept
}
