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
// opens a line or a cell is one even when nothing else says so; both are when they
// fill it.
func (t *Tagger) invert(n int) {
	ks := t.reader.tokens[pad : pad+n+pad]
	for i := 2; i < n; i++ {
		family, comma, first := &ks[i-2], &ks[i-1], &ks[i]
		if comma.shape != ',' || first.class&model.Given == 0 || first.flags&capital == 0 || first.start != comma.end+1 ||
			comma.start != family.end || family.flags&(candidate|capital) != candidate|capital || family.class&model.Given != 0 {
			continue
		}
		known, opens := t.labels[i] == model.BeginPerson, i < 3 || bounds(&ks[i-3]) || opensField(&ks[i-3], family)
		surname := family.class&model.Surname != 0 && family.class&(model.Lower|model.Common) == 0 // "Danke, Anna" is no such name
		last := i                                                                                  // Harms, Ole Peter
		if next := &ks[i+1]; i+1 < n && next.start == first.end+1 && next.flags&(candidate|capital) == candidate|capital && next.class&model.Given != 0 {
			last = i + 1
		}
		cell := i >= 3 && (ks[i-3].shape == ';' || ks[i-3].shape == '|') && (ks[last+1].shape == ';' || ks[last+1].shape == '|')
		fills := opens && (surname || cell || t.lone(i-2)) && first.class&model.Place == 0 && (bounds(&ks[last+1]) || endsField(&ks[last], &ks[last+1]))
		switch {
		case fills:
			t.sure[i], t.sure[i-2] = t.unit, t.unit
			t.labels[i-2] = model.BeginPerson
		case known && family.class&model.Family != 0 && t.lone(i-2):
		case known && opens && t.labels[i-2] == model.None && surname:
			t.labels[i-2], t.sure[i-2] = model.BeginPerson, t.sure[i]
		default:
			continue
		}
		t.labels[i-1], t.sure[i-1] = model.InPerson, t.sure[i]
		t.labels[i] = model.InPerson
		if last > i && fills {
			t.labels[last], t.sure[last] = model.InPerson, t.sure[i]
		}
	}
}

// bounds reports whether a line or a cell begins behind k or ends before it.
func bounds(k *token) bool {
	switch k.shape {
	case ';', '|', '(', ')', '*', '\n':
		return true
	}
	return false
}

// opensField reports whether a field of a row or a form begins behind k: a number, a
// colon, a quotation mark or two blanks stand there.
func opensField(k, next *token) bool {
	return k.flags&digit != 0 && k.end < next.start || next.start >= k.end+2 || k.shape == ':' || k.shape == '"' || k.shape == '\'' || k.shape == '.' && next.start > k.end
}

// endsField is the same in front of k, where a comma may stand, too.
func endsField(last, k *token) bool {
	return k.flags&digit != 0 || k.start >= last.end+2 || k.shape == ',' || k.shape == '"' || k.shape == '\'' || k.shape == '.'
}

// lone reports whether word i is all of a person: nothing but a role may belong to it.
func (t *Tagger) lone(i int) bool {
	switch t.labels[i] {
	case model.BeginPerson:
		return true
	case model.InPerson:
		return t.labels[i-1] == model.BeginPerson && t.reader.tokens[i-1+pad].class&(model.Given|model.Family) == 0
	}
	return false
}

// joining stand between two persons.
var joining = [...]uint32{Hash("und"), Hash("and"), Hash("oder"), Hash("or"), Hash("&"), Hash("sowie")}

func (k *token) joins() bool {
	for _, h := range joining {
		if k.hash == h {
			return true
		}
	}
	return false
}

// pair labels a first name that stands beside a person, with "und" or the like in
// between: "Brigitte und Ursula". It is as sure as that person is.
func (t *Tagger) pair(n int) {
	ks := t.reader.tokens[pad:]
	person := func(i int) bool { return t.labels[i] == model.BeginPerson || t.labels[i] == model.InPerson }
	given := func(i int) bool {
		return (t.labels[i] == model.None || t.labels[i] == model.BeginPerson) && ks[i].flags&(candidate|capital) == candidate|capital &&
			ks[i].class&model.Given != 0 && ks[i].class&(model.Common|model.Place|model.Brand) == 0
	}
	for i := range n {
		if !person(i) {
			continue
		}
		if j := i + 2; j < n && ks[i+1].joins() && given(j) {
			t.labels[j], t.sure[j] = model.BeginPerson, max(t.sure[i], t.sureOf(j))
		}
		if j := i - 2; j >= 0 && ks[i-1].joins() && given(j) && (j == 0 || !person(j-1)) {
			t.labels[j], t.sure[j] = model.BeginPerson, max(t.sure[i], t.sureOf(j))
		}
	}
}

// sureOf is how sure a label is, 0 where there is none.
func (t *Tagger) sureOf(i int) int32 {
	if t.labels[i] == model.None {
		return 0
	}
	return t.sure[i]
}
