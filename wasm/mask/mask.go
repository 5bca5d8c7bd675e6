package mask

import (
	"slices"

	"deckname/wasm/rule"
)

// Edit replaces text[Start:End] by Text. Rule is the number of the rule that
// found it, or -1 where a value of the table stood in the text again.
type Edit struct {
	Start, End int
	Text       string
	Label      string
	Class      rule.Class
	Rule       int
	Score      uint8
}

// Find is what the detector found in a text: text[Start:End] is to be replaced
// by a placeholder of this label.
type Find struct {
	Start, End int
	Label      string
	Class      rule.Class
	Secret     bool
	Rule       int
	Score      uint8
}

// Mask appends to dst the edits that pseudonymise text, sorted and without
// overlap, and takes new placeholders in the table. finds must be sorted and
// must not overlap. Values that the table knows are replaced wherever they
// stand as whole words, also where no rule fires; placeholders of the table
// that stand in the text already are left alone. labels are all that the rules
// may give, sorted: whatever reads as a placeholder of one of them is not given
// to an original afterwards.
func (t *Table) Mask(dst []Edit, text []byte, finds []Find, labels []string) []Edit {
	kept := t.reserve(text, labels)
	first := len(dst)
	secrets := map[string]uint32{}
	for _, f := range finds {
		if touches(kept, f.Start, f.End) || !isLabel(f.Label) {
			continue
		}
		original := string(text[f.Start:f.End])
		dst = append(dst, Edit{f.Start, f.End, t.placeholder(f, original, secrets), f.Label, f.Class, f.Rule, f.Score})
	}
	found := len(dst)
	dst = t.known(dst, text, dst[first:found], kept)
	slices.SortFunc(dst[first:], func(a, b Edit) int { return a.Start - b.Start })
	return dst
}

// placeholder returns the placeholder of an original, a new one if need be.
func (t *Table) placeholder(f Find, original string, secrets map[string]uint32) string {
	k := f.Label + "\x00" + key(f.Class, original)
	if f.Secret {
		number, seen := secrets[k] // alike within this text only: nothing of a secret is kept
		if !seen {
			number = t.next(f.Label)
			secrets[k] = number
			t.add(entry{label: f.Label, number: number, kind: secret, class: f.Class})
		}
		return write(f.Label, number)
	}
	if at, seen := t.byKey[k]; seen {
		return write(f.Label, t.entries[at].number)
	}
	number := t.next(f.Label)
	t.add(entry{label: f.Label, number: number, class: f.Class, original: original})
	return write(f.Label, number)
}

// span is text[start:end].
type span struct{ start, end int }

// reserve finds everything in the text that reads as a placeholder. Those of
// the table are returned: they stay as they are. The others stand for nothing,
// and their numbers are taken so that no placeholder of ours looks like them.
func (t *Table) reserve(text []byte, labels []string) (kept []span) {
	for m := range mentions(text, labels) {
		at, known := t.byName[name{m.label, m.number}]
		if !known {
			t.add(entry{label: m.label, number: m.number, kind: literal})
		} else if t.entries[at].kind != literal {
			kept = append(kept, span{m.start, m.end})
		}
	}
	return kept
}

// touches reports whether text[start:end] shares a byte with one of the sorted spans.
func touches(spans []span, start, end int) bool {
	at, _ := slices.BinarySearchFunc(spans, start, func(s span, start int) int {
		if s.end <= start {
			return -1
		}
		return 1
	})
	return at < len(spans) && spans[at].start < end
}
