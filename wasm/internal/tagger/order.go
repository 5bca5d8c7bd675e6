package tagger

import "deckname/wasm/model"

// genitive reports whether the last word of a person is a name with a genitive s:
// only without the s is it a name, or it is no first name and a thing follows, as in
// "Müllers Akte".
func (t *Tagger) genitive(i int) bool {
	k, next := &t.reader.tokens[i+pad], &t.reader.tokens[i+pad+1]
	if k.stem == 0 || byte(k.tail) != 's' || t.reader.names.Class(k.stem)&(model.Given|model.Surname) == 0 {
		return false
	}
	whole := t.reader.names.Class(k.plain) & (model.Given | model.Family)
	return whole == 0 || whole&model.Given == 0 && next.flags&(word|capital) == word|capital
}

// invert joins "Weber, Anna" to one person. In front of a first name, a surname that
// opens a line or a cell is one even when nothing else says so.
func (t *Tagger) invert(n int) {
	ks := t.reader.tokens[pad : pad+n]
	for i := 2; i < n; i++ {
		family, comma, first := &ks[i-2], &ks[i-1], &ks[i]
		if comma.shape != ',' || t.labels[i] != model.BeginPerson || first.class&model.Given == 0 || first.start != comma.end+1 ||
			comma.start != family.end || family.flags&(candidate|capital) != candidate|capital || family.class&model.Given != 0 {
			continue
		}
		switch {
		case t.labels[i-2] == model.BeginPerson && family.class&model.Family != 0:
		case t.labels[i-2] == model.None && family.class&model.Surname != 0 && (i < 3 || opensCell(&ks[i-3])):
			t.labels[i-2], t.sure[i-2] = model.BeginPerson, t.sure[i]
		default:
			continue
		}
		t.labels[i-1], t.sure[i-1] = model.InPerson, t.sure[i]
		t.labels[i] = model.InPerson
	}
}

// opensCell reports whether a line or a cell begins behind k.
func opensCell(k *token) bool {
	switch k.shape {
	case ';', '|', '(', '*', '\n':
		return true
	}
	return false
}
