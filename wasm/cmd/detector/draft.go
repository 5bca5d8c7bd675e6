package main

// open makes a text the one under edit, instead of the one before, and leaves its
// findings as update does.
func (e *engine) open(text []byte, all bool) code {
	if e.detector == nil {
		return noRules
	}
	e.close()
	e.detector.OnPause(e.pace.pause)
	e.draft = e.detector.Open(all)
	return e.edit(0, 0, text)
}

// edit replaces units of the text under edit and leaves in out what that changes.
// The first triple has the number of the first finding that is another one, how
// many were replaced, and how many there are now; those follow. What is behind
// them has moved with the text.
func (e *engine) edit(start, removed uint32, by []byte) code {
	x := e.draft
	if x == nil {
		return noDraft
	}
	from := x.Bytes(int(start))
	to := x.Bytes(int(start) + int(removed))
	if x.Units(to) != int(start)+int(removed) || x.Units(from) != int(start) {
		return noDraft // beyond the end, or in the middle of a pair
	}
	c := x.Edit(from, to, by)
	e.out = append(e.out[:0], uint32(c.First), uint32(c.Removed), uint32(c.Added))
	if c.Added == 0 {
		return ok
	}
	found := x.Findings()[c.First : c.First+c.Added]
	u := units{text: x.Text(), pace: &e.pace, at: found[0].Start, unit: x.Units(found[0].Start)}
	for _, f := range found {
		start, length := u.span(f.Start, f.End)
		e.out = append(e.out, start, length, uint32(f.Rule)<<8|uint32(f.Score))
		e.pace.spend(perRecord)
	}
	return ok
}

// close clears the text under edit.
func (e *engine) close() {
	if e.draft != nil {
		e.draft.Close()
		e.draft = nil
	}
}
