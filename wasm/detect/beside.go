package detect

// part takes out of a sorted list what the default policy does not mask and appends
// it to others.
func (d *Detector) part(found, others []candidate) (kept, rest []candidate) {
	kept = found[:0]
	for _, c := range found {
		if d.facts[c.rule].is&masked != 0 {
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
