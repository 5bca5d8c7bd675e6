package tail

import "unicode/utf8"

// A name is made of capitalised words, initials, particles and nothing else.
// Titles and salutations stand before it and are not part of it; a word with a
// digit never is. name_words.go has the words that are capitalised for other reasons.

// thing reports whether the word behind a particle says where somebody works or
// what for, rather than how somebody is called: "zum Termin", "von der Allianz".
func thing(particle, word []byte) bool {
	if occasions.has(word) {
		return true
	}
	if len(word) > 6 && hasFold(particle, 0, "zum") && hasFold(word, len(word)-2, "en") { // … zum Unterschreiben
		return true
	}
	for _, end := range things {
		if len(word) > len(end)+2 && hasFold(word, len(word)-len(end), end) {
			return true
		}
	}
	return false
}

// nameWord returns the end of the capitalised word at i, with inner hyphens and
// apostrophes, or i. An initial ("J." or "J.-P.") is a word, too.
func nameWord(t []byte, i int) int {
	e := i
	if upperAt(t, i) == 0 {
		if upperAt(t, i+3) == 0 || !hasFold(t, i, "al-") && !hasFold(t, i, "el-") { // al-Masri
			return i
		}
		e += 3
	}
	letters := 0
	for e-i < 48 {
		if w := asciiEnd(t, e, i+48); w > e {
			letters += w - e
			e = w
			continue
		}
		c := at(t, e)
		if c >= utf8.RuneSelf {
			if n := rareLetter(t, e); n > 0 {
				e += n
				letters++
				continue
			}
		}
		if c == '-' && letterAt(t, e+1) > 0 {
			w := wordEnd(t, e+1, 32)
			if upperAt(t, e+1) == 0 && !arabicArticles.has(t[e+1:w]) && !syllables.has(t[e+1:w]) || compoundTails.has(t[e+1:w]) {
				return e
			}
			e++
			continue
		}
		if c == '\'' && letterAt(t, e+1) > 0 && letters <= 2 {
			e++
			continue
		}
		if hasFold(t, e, "’") && letterAt(t, e+3) > 0 && letters <= 2 {
			e += 3
			continue
		}
		if c == '.' && letters == 1 {
			e++
			if at(t, e) == '-' && upperAt(t, e+1) > 0 {
				e++
				letters = 0
				continue
			}
			return e
		}
		break
	}
	if digit(at(t, e)) || at(t, e) == '_' || at(t, e) == '@' {
		return i
	}
	return e
}

// title returns the end of the title at i with the full stop and space behind
// it, or i.
func title(t []byte, i int) int {
	w := i
	for w < len(t) && w-i < 20 {
		if n := wordEnd(t, w, i+20-w); n > w {
			w = n
		} else if at(t, w) == '.' && letterAt(t, w+1) > 0 || at(t, w) == '-' && letterAt(t, w+1) > 0 {
			w++
		} else {
			break
		}
	}
	if w == i {
		return i
	}
	whole := t[i:w]
	if !titles.has(whole) {
		for k := range whole { // Dipl.-Ing., Dr.med.
			if in(whole[k], ".-") {
				if !titles.has(whole[:k]) {
					return i
				}
				break
			}
			if k == len(whole)-1 {
				return i
			}
		}
	}
	e := w
	if at(t, e) == '.' {
		e++
	}
	if !space(at(t, e)) && at(t, e) != '\n' && e == w {
		return i // "Graf," is a name, "Dr.Weber" a title and a name
	}
	return skip(t, e, " \t", 2)
}

// person is a run of name words.
type person struct {
	start, end int
	words      int // without initials and particles
	first      []byte
}

// nameAt reads name words from i on, at most max of them.
func nameAt(t []byte, i, max int) person {
	p := person{start: i, end: i}
	for n := 0; n < max; n++ {
		w := i
		if p.end > p.start || p.words == 0 {
			w = passParticles(t, i)
		}
		if w > i && p.words >= 2 && t[i]|0x20 == 'z' { // … Ludwig zur Vorständin
			break
		}
		e := nameWord(t, w)
		if w > i && thing(t[i:w], t[w:e]) && (p.words > 0 || !hasFold(t, i, "von ") || w > i+4) { // … but Herr von Siemens
			break
		}
		if e == w || notNames.has(t[w:e]) || neverNames.has(t[w:e]) || at(t, e) == '-' && digit(at(t, e+1)) { // … zu AZ-4711
			break
		}
		if e-w > 2 || at(t, e-1) != '.' {
			if e-w < 2 {
				break
			}
			if p.words == 0 {
				p.first = t[w:e]
			}
			p.words++
		}
		p.end = e
		if at(t, e) != ' ' { // a tab parts columns
			break
		}
		i = e + 1
	}
	if p.words == 0 {
		p.end = p.start
	}
	return p
}

// passParticles passes up to three lower-case particles before a capital.
func passParticles(t []byte, i int) int {
	if hasFold(t, i, "auf der ") && walls.has(t[i+8:wordEnd(t, i+8, 12)]) {
		return i + 8
	}
	j := i
	for k := 0; k < 3; k++ {
		w := wordEnd(t, j, 8)
		if w == j || upperAt(t, j) > 0 || !particles.has(t[j:w]) || at(t, w) != ' ' {
			break
		}
		if k == 0 && inSentence.has(t[j:w]) { // words of a sentence, unless after "von"
			return i
		}
		j = w + 1
	}
	if upperAt(t, j) == 0 {
		return i
	}
	return j
}

// passTitles passes white space, a line break and titles. A title that no
// capitalised word follows is a name itself: Dr. Graf.
func passTitles(t []byte, i int) int {
	i = skip(t, i, " \t", 3)
	if at(t, i) == '\r' {
		i++
	}
	if at(t, i) == '\n' {
		i = skip(t, i+1, " \t", 4)
	}
	for k := 0; k < 5; k++ {
		e := title(t, i)
		if e == i {
			break
		}
		if at(t, e) == '\n' {
			e++
		}
		if upperAt(t, e) == 0 && in(lower(t[i]), "gb") && passParticles(t, e) == e {
			break
		}
		i = e
	}
	return i
}

// name takes the name after a salutation: one to four words.
func name(t []byte, start, end int) (int, int, bool) {
	i := passTitles(t, end)
	if hasFold(t, start, "dr") && doctorBrands.has(t[i:wordEnd(t, i, 16)]) {
		return 0, 0, false
	}
	if e := nameWord(t, i); oddNames.has(t[i:e]) && salutes(t, start) && !oddGoesOn(t, e) { // Frau Sonntag
		return i, e, true
	}
	p := withoutCompany(t, nameAt(t, bigParticle(t, i), 4))
	return i, p.end, p.end > p.start
}

// salutes reports whether a salutation or title begins at i, and no "meine Frau".
func salutes(t []byte, i int) bool {
	w := t[i:wordEnd(t, i, 12)]
	if !salutations.has(w) {
		return false
	}
	e := skipBack(t, i, " ", 1)
	s := wordStart(t, e, 12)
	return s == e || !owners.has(t[s:e])
}

// oddGoesOn reports whether a word behind says that the one before is a noun:
// "Frau Montag früh", or the first of two names: "Frau April Weber".
func oddGoesOn(t []byte, i int) bool {
	return upperAt(t, skip(t, i, " ", 1)) > 0 && at(t, i) == ' ' || hasFold(t, i, " früh") || hasFold(t, i, " den ") || hasFold(t, i, " um ")
}

// bigParticle passes a particle in capitals at i that a name follows, as in "Herr Zur
// Mühlen".
func bigParticle(t []byte, i int) int {
	w := wordEnd(t, i, 8)
	if upperAt(t, i) == 0 || !particles.has(t[i:w]) || inSentence.has(t[i:w]) || at(t, w) != ' ' {
		return i
	}
	next := w + 1
	if article := wordEnd(t, next, 8); upperAt(t, next) == 0 && particles.has(t[next:article]) && at(t, article) == ' ' {
		next = article + 1
	}
	if e := nameWord(t, next); e < next+2 || thing(t[i:w], t[next:e]) {
		return i
	}
	return next
}

// nameFull takes at least two words.
func nameFull(t []byte, start, end int) (int, int, bool) {
	i := passTitles(t, end)
	p := withoutCompany(t, nameAt(t, i, 4))
	if company(t, p) || p.words == 2 && placeFirst.has(p.first) || p.words > 0 && noPerson(t, p.start, p.end) {
		return 0, 0, false
	}
	return p.start, p.end, p.words >= 2 || p.words == 1 && (i > skip(t, end, " \t\r\n", 4) || initialBefore(t, p))
}

// initialBefore reports whether p is "R. Wolf".
func initialBefore(t []byte, p person) bool {
	n := letterAt(t, p.start)
	return n > 0 && at(t, p.start+n) == '.' && p.end > p.start+n+3
}

// nameAfter takes a name after a greeting: it must be followed by the end of the
// line or by punctuation.
func nameAfter(t []byte, start, end int) (int, int, bool) {
	i := passTitles(t, end)
	p := nameAt(t, i, 3)
	if p.end == p.start || p.words == 1 && notLoneNames.has(p.first) || company(t, p) {
		return 0, 0, false
	}
	if at(t, p.end) == ' ' && (hasFold(t, p.end, " und herren") || hasFold(t, p.end, " and gentlem") || hasFold(t, p.end, " or madam")) {
		return 0, 0, false // a misspelt salutation of nobody
	}
	switch c := at(t, p.end); {
	case c == 0, c == '\n', c == '\r', c == ',', c == '!', c == '.', c == ':', c == ';', c == '?':
		return p.start, p.end, true
	case hasFold(t, p.end, " und "), hasFold(t, p.end, " and "), hasFold(t, p.end, " –"), hasFold(t, p.end, " -"), hasFold(t, p.end, " ("), hasFold(t, p.end, "…"):
		return p.start, p.end, true
	}
	return p.start, p.end, p.words >= 2
}

// nameLower takes "max mustermann" after "ich bin": two words in any case, with an
// initial in between or not, that are not on the list, followed by a joining word, punctuation or the end. With
// capitals it takes what name takes, from two words on.
func nameLower(t []byte, start, end int) (int, int, bool) {
	i := passTitles(t, end)
	if upperAt(t, i) > 0 {
		p := nameAt(t, i, 4)
		if p.words == 1 && notLoneNames.has(p.first) || company(t, p) || hasFold(t, start-6, "firma ") {
			return 0, 0, false
		}
		return p.start, p.end, p.words >= 2 || p.words == 1 && introduced(t, p.end)
	}
	first := lowerWord(t, i)
	if first-i < 3 || at(t, first) != ' ' || notLower.has(t[i:first]) || notNames.has(t[i:first]) {
		return 0, 0, false
	}
	from := first + 1
	if n := letterAt(t, from); n > 0 && at(t, from+n) == '.' && at(t, from+n+1) == ' ' { // max j. mustermann
		from += n + 2
	}
	last := lowerWord(t, from)
	if last-from < 3 || notLower.has(t[from:last]) || notNames.has(t[from:last]) {
		return 0, 0, false
	}
	return i, last, introduced(t, last)
}

func lowerWord(t []byte, i int) int {
	e := i
	for e-i < 32 {
		if n := letterAt(t, e); n > 0 {
			e += n
		} else if c := at(t, e); (c == '-' || c == '\'') && e > i && letterAt(t, e+1) > 0 {
			e++
		} else {
			break
		}
	}
	return e
}

// nameSmall takes the name in small letters behind a title; the match ends in its
// first letter.
func nameSmall(t []byte, start, end int) (int, int, bool) {
	i := wordStart(t, end, 4)
	e := lowerWord(t, i)
	w := t[i:e]
	if e < i+3 || notLower.has(w) || notNames.has(w) || neverNames.has(w) || titles.has(w) || roles.has(w) || doctorBrands.has(w) || smallWords.has(w) {
		return 0, 0, false
	}
	if c := at(t, e); digit(c) || c == '_' || c == '@' || in(c, "./") && letterAt(t, e+1) > 0 {
		return 0, 0, false
	}
	return i, e, true
}

// introduced reports whether what follows at i goes on as after a name.
func introduced(t []byte, i int) bool {
	if i >= len(t) || in(t[i], ",.;!\n\r(") {
		return true
	}
	n := introducing.at(t, i)
	return n > 0 && letterAt(t, i+n) == 0
}

// nameLine takes the name that fills the line after a closing.
func nameLine(t []byte, start, end int) (int, int, bool) {
	i := skip(t, end, " \t,.!", 4)
	breaks := 0
	for i < len(t) && i-end < 12 && in(t[i], "\r\n \t>*_-–") {
		if t[i] == '\n' {
			breaks++
		}
		i++
	}
	if breaks > 3 {
		return 0, 0, false
	}
	for k := 0; k < 4; k++ {
		e := title(t, i)
		if e == i {
			break
		}
		i = e
	}
	p := nameAt(t, i, 4)
	if p.end == p.start || p.words == 1 && notLoneNames.has(p.first) || company(t, p) {
		return 0, 0, false
	}
	if at(t, p.end) == '.' && letterAt(t, p.end+1) > 0 {
		return 0, 0, false // a file
	}
	switch c := at(t, p.end); {
	case c == 0, c == '\n', c == '\r', c == ',', c == '.', c == '(', c == '|', c == '*', c == '!', c == '"', c == '\\':
		return p.start, p.end, true
	case space(c):
		return p.start, p.end, p.words >= 2 || in(at(t, p.end+1), "(|-\n/,")
	}
	return 0, 0, false
}

// nameCell takes a name after a label or in a cell: "Max Mustermann" or
// "Mustermann, Max".
func nameCell(t []byte, start, end int) (int, int, bool) {
	i := skip(t, end, " \t:\"'=*_|;,", 6)
	if end > start && in(at(t, end-1), "\n;,|\t") { // the pattern is the border of the cell
		i = skip(t, end, " \t\"'", 3)
	}
	below := in(at(t, i), "\r\n")
	i = passTitles(t, i)
	p := withoutCompany(t, nameAt(t, i, 4))
	if p.end == p.start || company(t, p) {
		return 0, 0, false
	}
	if p.words == 1 && (below || notLoneNames.has(p.first)) {
		return 0, 0, false
	}
	if at(t, p.end) == ',' && p.words == 1 { // Mustermann, Max
		w := skip(t, p.end+1, " ", 1)
		given := nameAt(t, w, 2)
		another := at(t, given.end) == ',' && nameAt(t, skip(t, given.end+1, " ", 1), 1).words > 0 // Mia, Tom, Ida
		if given.words > 0 && !another && (!space(at(t, given.end)) || given.words == 2 || namesFollow(t, given.end)) {
			return p.start, given.end, true
		}
	}
	return p.start, p.end, true
}

// nameField takes the name that stands right behind the name of its field.
func nameField(t []byte, start, end int) (int, int, bool) {
	p := nameAt(t, passTitles(t, end), 3)
	if p.words == 0 || fieldWords.has(p.first) || columnHeads.has(p.first) || notLoneNames.has(p.first) {
		return 0, 0, false
	}
	return p.start, p.end, true
}

// nameInverted takes "Harms, Ole" and nothing else.
func nameInverted(t []byte, start, end int) (int, int, bool) {
	p := nameAt(t, end, 3)
	if p.words == 0 || !hasFold(t, p.end, ", ") || company(t, p) || columnHeads.has(p.first) {
		return 0, 0, false
	}
	given := nameAt(t, p.end+2, 2)
	return p.start, given.end, given.words > 0
}

// namesFollow reports whether a capitalised word follows behind "und" or "and".
func namesFollow(t []byte, i int) bool {
	return hasFold(t, i, " und ") && upperAt(t, i+5) > 0 || hasFold(t, i, " and ") && upperAt(t, i+5) > 0
}

// nameBefore takes the name of at least two words that ends right before the
// match, as in "Max Mustermann <max@…>" or "Max Mustermann, geb. …".
func nameBefore(t []byte, start, end int) (int, int, bool) {
	e := start
	for e > 0 && start-e < 4 && in(t[e-1], " ,(<[;:\"|") {
		e--
	}
	s, words := e, 0
	for k := 0; k < 4 && e-s < 96; k++ {
		w := s
		if k > 0 {
			if at(t, w-1) != ' ' {
				break
			}
			w--
		}
		b := w
		for w-b < 48 {
			if n := letterBefore(t, b); n > 0 {
				b -= n
			} else if c := at(t, b-1); (c == '-' || c == '\'' || c == '.' && w == b) && b > 1 {
				b--
			} else {
				break
			}
		}
		word := t[b:w]
		if b == w || upperAt(t, b) == 0 && (k == 0 || !particles.has(word)) {
			break
		}
		if upperAt(t, b) > 0 && (notNames.has(word) || titles.has(trimStop(word))) {
			break
		}
		if k == 0 && senders.has(word) {
			return 0, 0, false
		}
		if nameWord(t, b) != w && upperAt(t, b) > 0 {
			break
		}
		s = b
		if upperAt(t, b) > 0 && at(t, w-1) != '.' {
			words++
		}
	}
	if words == 1 && at(t, s-1) == ' ' && at(t, s-2) == ',' { // Moser, Hans (geb. …
		b := wordStart(t, s-2, 48)
		for b > 0 && s-b < 64 && t[b-1] == '-' && letterBefore(t, b-1) > 0 {
			b = wordStart(t, b-1, 48)
		}
		if word := t[b : s-2]; len(word) > 1 && upperAt(t, b) > 0 && !notNames.has(word) && opensCell(t, b) {
			s, words = b, 2
		}
	}
	for s < e && upperAt(t, s) == 0 {
		s = skip(t, wordEnd(t, s, 48), " ", 1)
		if letterAt(t, s) == 0 {
			return 0, 0, false
		}
	}
	return s, e, words >= 2
}

// nameCard takes "Moser;Hans" of a visiting card, N:Moser;Hans;;;
func nameCard(t []byte, start, end int) (int, int, bool) {
	p := nameAt(t, end, 3)
	if p.end == p.start || at(t, p.end) != ';' {
		return 0, 0, false
	}
	given := nameAt(t, p.end+1, 3)
	if given.end > given.start {
		return p.start, given.end, true
	}
	return p.start, p.end, true
}

// nameVersus takes the party of one or more words before "./.".
func nameVersus(t []byte, start, end int) (int, int, bool) {
	if s, e, ok := nameBefore(t, start, end); ok {
		return s, e, !company(t, nameAt(t[:e], s, 4))
	}
	e := skipBack(t, start, " ", 1)
	s := wordStart(t, e, 48)
	for s > 0 && e-s < 64 && t[s-1] == '-' && letterBefore(t, s-1) > 0 {
		s = wordStart(t, s-1, 48)
	}
	if e-s < 3 || upperAt(t, s) == 0 || notNames.has(t[s:e]) || legalForms.has(t[s:e]) || companyWords.has(t[s:e]) {
		return 0, 0, false
	}
	return s, e, true
}

func trimStop(w []byte) []byte {
	for len(w) > 0 && w[len(w)-1] == '.' {
		w = w[:len(w)-1]
	}
	return w
}

// NextInRow returns the name that goes on a row of names behind t[start:end]: a full
// one, where the text reads ", Mia Vogel" or " und Frau Dr. Mia Vogel", or "Vogel,
// Mia" when the one before is in that order, too.
func NextInRow(t []byte, start, end int) (s, e int, ok bool) {
	if !rowJoins.may(t, end) {
		return 0, 0, false
	}
	behind := inverted(t[start:end])
	for _, join := range rowJoins.list {
		if !hasFold(t, end, join) {
			continue
		}
		from := end + len(join)
		if s, e, ok = nameFull(t, from, from); ok {
			return s, e, true
		}
		if behind {
			if s, e, ok = nameCell(t, from, from); ok && inverted(t[s:e]) {
				return s, e, true
			}
		}
	}
	return 0, 0, false
}
