package mask

import "slices"

// Unmask appends to dst the edits that put originals back into text, sorted and
// without overlap. Placeholders of other tables, of secrets and of texts of the
// users themselves are left alone.
func (t *Table) Unmask(dst []Edit, text []byte) []Edit {
	before := len(dst)
	var names []string
	for i := range t.labels {
		if t.labels[i].restorable {
			names = append(names, t.labels[i].name)
		}
	}
	slices.Sort(names)
	ids := make([]uint32, len(names))
	for i, name := range names {
		ids[i] = t.labelled([]byte(name))
	}
	mentions(text, names, t.work, func(m *mention) {
		n, known := t.named(ids[m.label], m.number)
		if !known || t.entries[n].kind != restorable {
			return
		}
		dst = append(dst, Edit{Start: m.start, End: m.end, Class: t.entries[n].class, Score: 100, entry: uint32(n), ending: m.ending})
	})
	if len(t.aliases) == 0 {
		return dst
	}
	t.said = t.mentioned(t.said[:0], text)
	for _, s := range t.said {
		n := t.aliases[s.alias].entry
		dst = append(dst, Edit{Start: s.start, End: s.end, Class: t.entries[n].class, Score: 100, entry: n, part: s.part, ending: s.ending})
	}
	slices.SortFunc(dst[before:], func(a, b Edit) int { return a.Start - b.Start })
	return dst
}

// AppendOriginal appends the original that an edit of Unmask puts into the text.
// A genitive is fitted to it: after s, ß, x, z German writes an apostrophe only.
func (t *Table) AppendOriginal(dst []byte, e *Edit) []byte {
	original := t.meant(e)
	dst = append(dst, original...)
	if e.ending == plainS && endsInSibilant(original) {
		return append(dst, "’"...)
	}
	return append(dst, endings[e.ending]...)
}

func endsInSibilant(original []byte) bool {
	switch n := len(original); {
	case n == 0:
		return false
	case n > 1 && string(original[n-2:]) == "ß":
		return true
	default:
		c := original[n-1]
		return c == 's' || c == 'x' || c == 'z'
	}
}
