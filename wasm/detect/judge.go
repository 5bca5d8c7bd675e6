package detect

// judge gives every candidate its score and drops those without one.
func (d *Detector) judge(t []byte) {
	d.tables.rewind()
	d.weigh(t)
}

// weigh is judge with the tables where they are.
func (d *Detector) weigh(t []byte) {
	d.context.open(&d.words, d.reach, t)
	kept := d.candidates[:0]
	for k := range d.candidates {
		c := &d.candidates[k]
		if c.score = d.score(c); c.score > 0 {
			kept = append(kept, *c)
		}
		d.pace.spend(perHit)
	}
	d.candidates = kept
	d.context.close()
}

// score weighs check and context of a candidate; 0 means no finding.
func (d *Detector) score(c *candidate) uint8 {
	f := &d.facts[c.rule]
	if f.is&speaks == 0 {
		return f.score
	}
	var s surroundings
	switch {
	case f.is&inList != 0:
		s.near = d.context.headed(c)
		s.beside = s.near
	case f.is&inColumn == 0:
		s = d.context.around(c, int(f.left), int(f.right))
	}
	if !s.near && (f.is&inList == 0 || f.right == 1) {
		speaks, against := d.tables.speak(c)
		s.near, s.beside = speaks, s.beside || speaks
		s.avoid = s.avoid || against
	}
	switch {
	case s.avoid && !s.near:
		return 0
	case !c.passed && (!s.beside || s.denied):
		return 0
	case !c.passed:
		return f.failScore
	case s.near && f.nearScore > 0:
		return f.nearScore
	case f.is&nearPerson != 0:
		c.alone, c.priority = true, c.priority&^first
		return f.nearScore
	case f.is&required != 0:
		return 0
	}
	return f.score
}
