package mask

import (
	"bytes"
	"slices"

	"deckname/wasm/detect"
	"deckname/wasm/rule"
)

// Edit replaces text[Start:End] by what AppendText gives for it. Rule is the rule
// that found it, or the first one of its label where a value of the table stood
// in the text again; after Unmask it is 0.
type Edit struct {
	Start, End int
	Rule       int
	Class      rule.Class
	Score      uint8

	entry  uint32
	part   part
	ending ending
}

// AppendText appends the placeholder that an edit of Mask puts into the text.
func (t *Table) AppendText(dst []byte, e *Edit) []byte {
	of := &t.entries[e.entry]
	if of.alias > 0 {
		return append(dst, t.aliases[of.alias-1].text...)
	}
	return appendPlaceholder(dst, t.labels[of.label].name, of.number)
}

// span is text[start:end].
type span struct{ start, end int }

// kept is a placeholder of the table that stands in the text already.
type kept struct {
	span
	alias bool
}

// secrets are the secrets of one text that have their placeholders: alike within
// this text only, because nothing of a secret is kept.
type secrets struct {
	index index
	seen  []secretFound
}

type secretFound struct {
	span
	class rule.Class
	entry uint32
}

// Mask appends to dst the edits that pseudonymise text, sorted and without
// overlap, and takes new placeholders in the table. found must be sorted and
// must not overlap; labels are those of the rules that found it. Values that the
// table knows are replaced wherever they stand as whole words, also where no rule
// fires; placeholders of the table that stand in the text already are left alone.
// Whatever reads as a placeholder of one of the labels is not given to an original
// afterwards.
func (t *Table) Mask(dst []Edit, text []byte, found []detect.Finding, labels *Labels) []Edit {
	ids := make([]uint32, len(labels.names))
	for i, name := range labels.names {
		ids[i] = t.labelled([]byte(name))
	}
	t.reserve(text, labels, ids)
	t.found = t.found[:0]
	at := 0
	for i := range found {
		t.work(perFind)
		f := &found[i]
		for at < len(t.kept) && t.kept[at].end <= f.Start {
			at++
		}
		l := labels.of[f.Rule]
		if l < 0 {
			continue
		}
		if at < len(t.kept) && t.kept[at].start < f.End {
			t.beside(text, f, &labels.rules[f.Rule], ids[l], t.kept[at:])
			continue
		}
		t.replace(text, span{f.Start, f.End}, f, &labels.rules[f.Rule], ids[l])
	}
	t.secrets.index.clear()
	t.secrets.seen = t.secrets.seen[:0]
	return t.again(dst, text, labels, ids)
}

// replace adds the edit for text[s.start:s.end], which belongs to a finding.
func (t *Table) replace(text []byte, s span, f *detect.Finding, r *rule.Rule, label uint32) {
	s.end = t.bare(text, s, r, label)
	t.found = append(t.found, Edit{Start: s.start, End: s.end, Rule: f.Rule, Class: r.Class, Score: f.Score, entry: t.placeholder(text, s, r, label)})
}

// bare returns where a name ends without the s of its genitive, if that is a name
// that the table knows: the s stays in the text, and the placeholder is the same.
func (t *Table) bare(text []byte, s span, r *rule.Rule, label uint32) int {
	end := s.end - 1
	if r.Class != rule.Person || r.Secret || end <= s.start || text[end] != 's' {
		return s.end
	}
	if _, _, known := t.keyed(label, r.Class, text[s.start:s.end]); known {
		return s.end
	}
	if _, _, known := t.keyed(label, r.Class, text[s.start:end]); known {
		return end
	}
	return s.end
}

// beside replaces what is left of a finding around the pseudonyms in it: to the
// detector an invented name and a real one beside it can be one name. What overlaps
// a labelled placeholder is left alone as a whole.
func (t *Table) beside(text []byte, f *detect.Finding, r *rule.Rule, label uint32, in []kept) {
	n := 0
	for n < len(in) && in[n].start < f.End {
		if !in[n].alias {
			return
		}
		n++
	}
	at := f.Start
	for _, k := range append(in[:n:n], kept{span: span{f.End, f.End}}) {
		rest := span{at, max(at, k.start)}
		for rest.start < rest.end && !isWord(text[rest.start]) {
			rest.start++
		}
		for rest.end > rest.start && !isWord(text[rest.end-1]) {
			rest.end--
		}
		if rest.start < rest.end {
			t.replace(text, rest, f, r, label)
		}
		at = max(at, k.end)
	}
}

// placeholder returns the entry of an original's placeholder, a new one if need be.
func (t *Table) placeholder(text []byte, s span, r *rule.Rule, label uint32) uint32 {
	original := text[s.start:s.end]
	entryAt := uint32(len(t.entries))
	if r.Secret {
		return t.hide(text, s, r.Class, label)
	}
	n, hash, seen := t.keyed(label, r.Class, original)
	if seen {
		return uint32(n)
	}
	invented := t.invent(text, s.start, original, r.Class)
	t.keep(hash, label, t.next(label), r.Class, original)
	if invented != nil {
		t.call(int(entryAt), invented)
	}
	return entryAt
}

// hide is placeholder for a secret.
func (t *Table) hide(text []byte, s span, class rule.Class, label uint32) uint32 {
	t.key[0] = appendKey(t.key[0][:0], class, text[s.start:s.end])
	hash := mixed(hashed(hashOf(label, 0), t.key[0]))
	n, seen := t.secrets.index.find(hash, func(n int) bool {
		before := &t.secrets.seen[n]
		if t.entries[before.entry].label != label {
			return false
		}
		t.key[1] = appendKey(t.key[1][:0], before.class, text[before.start:before.end])
		return string(t.key[0]) == string(t.key[1])
	})
	if seen {
		return t.secrets.seen[n].entry
	}
	at := uint32(len(t.entries))
	t.take(entry{label: label, number: t.next(label), kind: secret, class: class})
	t.secrets.index.add(hash, len(t.secrets.seen), t.work)
	t.secrets.seen = append(t.secrets.seen, secretFound{s, class, at})
	return at
}

// mostReserved bounds the numbers that Reserve leaves behind: a model may write any.
const mostReserved = 99_999

// Reserve learns what was said in the conversation before, as the vendor knows it:
// placeholders there that are not of this table stand for originals that were
// forgotten, or that another device knows. They are taken, those in the very form that
// we give them with all numbers below, and until the table is cleared no new pseudonym
// is one that stands in the text.
func (t *Table) Reserve(text []byte, labels *Labels) {
	mentions(text, labels.names, t.work, func(m *mention) {
		id := t.labelled([]byte(labels.names[m.label]))
		if _, taken := t.named(id, m.number); taken {
			return
		}
		kind := literal
		t.key[0] = appendPlaceholder(t.key[0][:0], labels.names[m.label], m.number)
		if bytes.HasPrefix(text[m.start:], t.key[0]) && m.number <= mostReserved {
			kind = secret
		}
		t.take(entry{label: id, number: m.number, kind: kind, class: labels.rules[labels.first[m.label]].Class})
	})
	if t.speaks {
		t.turns = append(append(t.turns, text...), '\n')
	}
}

// reserve finds everything in the text that reads as a placeholder. Those of the
// table are kept: they stay as they are. The others stand for nothing, and their
// numbers are taken so that no placeholder of ours looks like them.
func (t *Table) reserve(text []byte, labels *Labels, ids []uint32) {
	t.kept = t.kept[:0]
	mentions(text, labels.names, t.work, func(m *mention) {
		n, taken := t.named(ids[m.label], m.number)
		if !taken {
			t.take(entry{label: ids[m.label], number: m.number, kind: literal})
		} else if t.entries[n].kind != literal {
			t.kept = append(t.kept, kept{span: span{m.start, m.end}})
		}
	})
	if len(t.aliases) == 0 {
		return
	}
	t.said = t.mentioned(t.said[:0], text)
	for i := range t.said {
		t.kept = append(t.kept, kept{t.said[i].span, true})
	}
	slices.SortFunc(t.kept, func(a, b kept) int { return a.start - b.start })
}
