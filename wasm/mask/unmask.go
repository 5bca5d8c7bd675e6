package mask

import (
	"iter"
	"slices"
	"strings"
)

// Unmask appends to dst the edits that put originals back into text, sorted and
// without overlap. Placeholders of other tables, of secrets and of texts of the
// users themselves are left alone.
func (t *Table) Unmask(dst []Edit, text []byte) []Edit {
	var labels []string
	for i := range t.entries {
		if e := &t.entries[i]; e.kind == restorable && !slices.Contains(labels, e.label) {
			labels = append(labels, e.label)
		}
	}
	slices.Sort(labels)
	for m := range mentions(text, labels) {
		at, known := t.byName[name{m.label, m.number}]
		if !known || t.entries[at].kind != restorable {
			continue
		}
		e := &t.entries[at]
		dst = append(dst, Edit{m.start, m.end, e.original + ending(e.original, m.suffix), e.label, e.class, -1, 100})
	}
	return dst
}

// ending fits a genitive to the original: after s, ß, x, z German writes an apostrophe only.
func ending(original, suffix string) string {
	if suffix == "s" && endsInSibilant(original) {
		return "’"
	}
	return suffix
}

func endsInSibilant(original string) bool {
	for _, s := range [...]string{"s", "ß", "x", "z"} {
		if strings.HasSuffix(original, s) {
			return true
		}
	}
	return false
}

// mentioned is a mention together with what it names.
type mentioned struct {
	mention
	label  string
	number uint32
}

// mentions yields everything in the text that reads as a placeholder of one of
// the sorted labels, from left to right. At each place where a word begins the
// longest label that fits is taken.
func mentions(text []byte, labels []string) iter.Seq[mentioned] {
	var first [256]bool
	for _, l := range labels {
		first[l[0]], first[l[0]|0x20] = true, true
	}
	return func(yield func(mentioned) bool) {
		done := 0 // brackets before this belong to what was yielded
		for i := 0; i < len(text); i++ {
			if !first[text[i]] || i > 0 && (isWord(text[i-1]) || text[i-1] == '_') {
				continue
			}
			var best mentioned
			for _, l := range labels {
				if l[0] != text[i]&^0x20 {
					continue
				}
				if m, number, ok := readAt(text, i, l); ok && len(l) > len(best.label) {
					best = mentioned{m, l, number}
				}
			}
			if best.label == "" {
				continue
			}
			best.start = max(best.start, done)
			if !yield(best) {
				return
			}
			done = best.end
			i = best.end - 1
		}
	}
}
