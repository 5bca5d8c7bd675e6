package tail

import "deckname/wasm/check"

// item keeps a number of five digits or more. A match begins before its line and
// takes in the signs and the number of a list. Five digits before a capital are a
// postal code.
func item(t []byte, start, end int) (int, int, bool) {
	if start = numberIn(t[:end], start); start == end {
		return 0, 0, false
	}
	i := start
	for i < end && digit(t[i]) {
		i++
	}
	if i > start && i < end && in(t[i], ".)") { // 12. 4711081
		if start = numberIn(t[:end], i); start == end {
			return 0, 0, false
		}
	}
	s, e, ok := grouped(t, start, end)
	digits := 0
	for k := s; k < e; k++ {
		if digit(t[k]) {
			digits++
		}
	}
	if k := skip(t, e, " ", 1); digits == 5 && e-s == 5 && upperAt(t, k) > 0 && k > e {
		return 0, 0, false
	}
	return s, e, ok && digits > 4
}

// grouped extends a number by the groups of digits behind it, and refuses what goes
// on otherwise, years, dates and amounts.
func grouped(t []byte, start, end int) (int, int, bool) {
	e := end
	for k := 0; k < 3 && in(at(t, e), " -/.") && digit(at(t, e+1)) && digit(at(t, e+2)); k++ {
		g := e + 1
		for digit(at(t, g)) {
			g++
		}
		if t[e] == ' ' && g-e > 5 || alnum(at(t, g)) {
			break
		}
		e = g
	}
	if c := at(t, e); alnum(c) || letterAt(t, e) > 0 || in(c, "-/.,:_") && alnum(at(t, e+1)) || quantity(t, start, e) {
		return 0, 0, false
	}
	return start, e, true
}

// numberIn is the first letter or digit of t from i on: matches begin with what
// parts cells.
func numberIn(t []byte, i int) int {
	for i < len(t) && !alnum(t[i]) {
		i++
	}
	return i
}

// cell takes the whole cell of a table around a match: capitals and digits, at
// least four digits, with the signs that join them.
func cell(t []byte, start, end int) (int, int, bool) {
	inside := func(c byte) bool { return digit(c) || capital(c) || in(c, " -./") }
	if start = numberIn(t[:end], start); start == end {
		return 0, 0, false
	}
	s, e := start, end
	for s > 0 && start-s < valueMax && inside(t[s-1]) && !(t[s-1] == ' ' && t[s] == ' ') {
		s--
	}
	for e < len(t) && e-s <= valueMax && inside(t[e]) && !(t[e] == ' ' && t[e-1] == ' ') {
		e++
	}
	if before, behind := at(t, s-1), at(t, e); before != 0 && !in(before, " ;\t|,\n\"'`*(#_>") || behind != 0 && !in(behind, " ;\t|,\n\r\"'`*)_<") {
		return 0, 0, false
	}
	for s < e && !alnum(t[s]) {
		s++
	}
	for e > s && !alnum(t[e-1]) {
		e--
	}
	n := 0
	for _, c := range t[s:e] {
		if digit(c) {
			n++
		}
	}
	return s, e, n >= 4 && !quantity(t, s, e) && !worded(t[s:e]) && !accounted(t[s:e])
}

// worded reports whether a word of three letters or more stands in v with blanks
// beside it: ISBN 978.
func worded(v []byte) bool {
	n := 0
	for i := 0; i <= len(v); i++ {
		if i < len(v) && capital(v[i]) {
			n++
			continue
		}
		if n > 2 && i < len(v) && v[i] == ' ' {
			return true
		}
		n = 0
	}
	return false
}

// accounted reports whether v looks like an IBAN, right or wrong.
func accounted(v []byte) bool {
	return len(v) >= 15 && capital(v[0]) && capital(v[1]) && digit(v[2]) && digit(v[3]) && (alnum(v[4]) || v[4] == ' ')
}

// vat takes the VAT number of a member state that a match begins: the longest run of
// groups that has right check digits, or else the first that is long enough. The
// begin of an IBAN is none.
func vat(t []byte, start, end int) (int, int, bool) {
	best, first := 0, 0
	e := end
	for groups := 0; groups < 5 && e-start < 20; groups++ {
		for e < len(t) && (digit(t[e]) || capital(t[e])) && e-start < 20 {
			e++
		}
		if e-start > 9 && !alnum(at(t, e)) {
			if first == 0 {
				first = e
			}
			if check.EuropeanVAT(t[start:e]) {
				best = e
			}
		}
		if !in(at(t, e), " .-") || !digit(at(t, e+1)) && !capital(at(t, e+1)) {
			break
		}
		e++
	}
	if best == 0 {
		best = first
	}
	if at(t, best) == ' ' && digit(at(t, best+1)) && digit(at(t, best+2)) && digit(at(t, best+3)) {
		return 0, 0, false
	}
	return start, best, best > 0
}

// macFiller are words between "MAC" and the address.
var macFiller = list(" adresse address addr ist is lautet der des vom of the ")

// macAfter takes twelve hexadecimal digits behind "MAC" and the like, with at most
// one sign in the middle.
func macAfter(t []byte, start, end int) (int, int, bool) {
	i := end
	for words := 0; words < 4; words++ {
		i = skip(t, i, " \t:=\"'-_(", 4)
		w := wordEnd(t, i, 12)
		if w == i || !macFiller.has(t[i:w]) {
			break
		}
		i = w
	}
	e, n := i, 0
	for e < len(t) && n < 13 {
		if c := lower(t[e]); digit(c) || c >= 'a' && c <= 'f' {
			n++
		} else if !(n == 6 && in(c, "-:.")) {
			break
		}
		e++
	}
	return i, e, n == 12 && e-i < 14 && !alnum(at(t, e))
}

// partyWords are persons: a number may stand where their name would.
var partyWords = list(" customer client account holder subscriber tenant kunde kundin debitor kreditor mandant mieter employee mitarbeiter patient patientin pat pt mitglied member student insured versicherter versicherte versicherten applicant candidate bewerber schüler resident ")

// plain keeps a number that nothing joins to something longer, and that is no
// quantity.
func plain(t []byte, start, end int) (int, int, bool) {
	if c := at(t, end); at(t, start-1) == '+' || in(c, "-/.:_") && alnum(at(t, end+1)) || in(at(t, start-1), "-/.:_") && alnum(at(t, start-2)) || quantity(t, start, end) {
		return 0, 0, false
	}
	n := 0
	for _, c := range t[start:end] {
		if digit(c) {
			n++
		}
	}
	return start, end, n > 1
}

// numberWords say behind "customer" and the like that a number of one follows.
var numberWords = list(" nr nummer numer no number num id ids ref reference code kennung konto account card karte key file # kennziffer kennnummer s ")

// party takes the number behind "customer", "Patienten" and the like, where a word for
// numbers follows as in customer no., kundennr and patient_id, or a colon.
func party(t []byte, start, end int) (int, int, bool) {
	i, words := end, 0
	for ; words < 3; words++ {
		k := skip(t, i, "-_. ", 2)
		if at(t, k) == '#' {
			i = k + 1
			words++
			break
		}
		w := k
		for w < len(t) && w-k < 12 && (capital(t[w]) || small(t[w])) {
			w++
		}
		if k < w && k == i && at(t, end-1) == 'e' && t[k] == 'n' { // Kunde-nnummer
			return 0, 0, false
		}
		if w == k || !numberWords.has(t[k:w]) || w-k == 1 && words == 0 { // customers
			break
		}
		i = w
	}
	if words > 0 {
		s, e, ok := keyed(t, start, i, 4)
		if !ok || small(t[s]) || e-s < 5 || quantity(t, s, e) || accounted(t[s:e]) {
			return 0, 0, false
		}
		return s, e, true
	}
	k := skip(t, i, " ", 1)
	if at(t, i) == ' ' && alnum(at(t, k)) && !small(t[k]) && partyWords.has(t[start:end]) { // customer 4711081
		s, e, ok := number(t, start, i)
		for c := s; ok && c < e; c++ {
			ok = t[c] != '.' && t[c] != ' '
		}
		return s, e, ok && s == k && e-s > 5
	}
	if !in(at(t, k), ":=") || at(t, start) == '_' || !partyWords.has(t[start:end]) {
		return 0, 0, false
	}
	k = skip(t, k+1, " \t\"'*", 3)
	s, e, ok := number(t, start, k)
	if !ok || s != k {
		return 0, 0, false
	}
	plain := true
	for _, c := range t[s:e] {
		if c == '.' {
			return 0, 0, false
		}
		plain = plain && digit(c)
	}
	if plain && e-s < 6 { // a count
		return 0, 0, false
	}
	if k := skip(t, e, " ", 1); e-s == 5 && digit(t[s]) && upperAt(t, k) > 0 && k > e {
		return 0, 0, false
	}
	return s, e, true
}

// unjoined keeps what a hyphen or slash joins to nothing else.
func unjoined(t []byte, start, end int) (int, int, bool) {
	if in(at(t, end), "-/_") && alnum(at(t, end+1)) && !capital(at(t, end+1)) || in(at(t, end), "-_/") && (digit(at(t, end+1)) || digit(at(t, end+2))) {
		return 0, 0, false
	}
	return start, end, true
}

// licence is document where the word also stands for rights of use: a letter and
// seven characters at least.
func licence(t []byte, start, end int) (int, int, bool) {
	s, e, ok := document(t, start, end)
	letters := 0
	for i := s; ok && i < e; i++ {
		if small(t[i]) && hasFold(t, start, "licen") {
			return 0, 0, false
		}
		if capital(t[i]) {
			letters++
		}
	}
	if !hasFold(t, start, "licen") {
		return s, e, ok
	}
	return s, e, ok && (letters > 0 || e-s >= 8) && e-s >= 7
}

// documentSpaced is number for names of numbers that are rarely anything else.
func documentSpaced(t []byte, start, end int) (int, int, bool) {
	s, e, ok := keyed(t, start, end, 4)
	if !ok || small(t[s]) || e-s < 6 || quantity(t, s, e) || accounted(t[s:e]) {
		return 0, 0, false
	}
	return s, e, true
}

// plateFiller are words between "Kennzeichen" and the plate.
var plateFiller = list(" ist lautet is nr no nummer number mit dem das der the of kennzeichen plate kz kfz amtl amtliches polnisches polnische polnischer pl nl fr it es cz sk hu ro bg be lu dk se fi no gb uk ua tr rs hr si lt lv ee at ch licence license registration reg ")

// plate takes a plate of whatever country behind its key word: one to three groups
// of capitals and digits, at least one of each, five to nine altogether.
func plate(t []byte, start, end int) (int, int, bool) {
	i := end
	for words := 0; i < len(t) && i-end < 32; {
		if in(t[i], " \t:=#\"'.-(*`|>[/") {
			i++
			continue
		}
		w := wordEnd(t, i, 16)
		if w == i || digit(at(t, w)) || words == 3 || !plateFiller.has(t[i:w]) || capital(t[i]) && (digit(at(t, w+1)) || digit(at(t, w+2))) {
			break
		}
		words++
		i = w
	}
	s, e := i, i
	letters, digits, groups := 0, 0, 0
	for groups < 4 {
		k := e
		if groups > 0 {
			if !in(at(t, k), " -") {
				break
			}
			k++
		}
		g, d, l := k, 0, 0
		for g < len(t) && g-k < 8 && (digit(t[g]) || capital(t[g])) {
			if digit(t[g]) {
				d++
			} else {
				l++
			}
			g++
		}
		if g == k || letterAt(t, g) > 0 || digits+d+letters+l > 9 || l > 4 ||
			groups > 0 && d+l > 3 && d > 0 && l > 0 && digits > 0 && letters > 0 || in(at(t, g), ":.,") && digit(at(t, g+1)) {
			break
		}
		digits, letters, groups, e = digits+d, letters+l, groups+1, g
	}
	size := digits + letters
	if k := skip(t, e, " ", 1); units.has(t[k:wordEnd(t, k, 12)]) {
		return 0, 0, false
	}
	if lower(t[start]) != 'k' && lower(t[start]) != 'n' && lower(t[start]) != 'v' && size < 6 {
		return 0, 0, false // Anhänger STL 75
	}
	if letters == 0 || digits < 2 || size < 5 || size > 9 || alnum(at(t, e)) || in(at(t, e), "-/_") && alnum(at(t, e+1)) {
		return 0, 0, false
	}
	return s, e, true
}

// beforeKey are words between a number and what it is: 4711081 ist meine Kundennummer.
var beforeKey = list(" ist is war was als as meine mein my die das the unsere our ihre your seine his her lautet heißt dem der ")

// valueBefore takes the number in front of a word that says what it is.
func valueBefore(t []byte, start, end int) (int, int, bool) {
	i := start
	for words := 0; words < 4; words++ {
		for i > 0 && start-i < 32 && in(t[i-1], " ,()[=\"'") {
			i--
		}
		w := i
		for w > 0 && i-w < 10 && (t[w-1] >= 0x80 || small(t[w-1])) {
			w--
		}
		if w == i || !beforeKey.has(t[w:i]) {
			break
		}
		i = w
	}
	if _, _, follows := keyed(t, start, end, 3); i == start || follows || at(t, skip(t, i, " ", 1)) == ',' {
		return 0, 0, false // the word belongs to a number behind it
	}
	e, s, digits := i, i, 0
	for s > 0 && e-s < 20 && (digit(t[s-1]) || capital(t[s-1]) || in(t[s-1], "-/.") && s < e) {
		s--
		if digit(t[s]) {
			digits++
		}
	}
	for s < e && !alnum(t[s]) {
		s++
	}
	if digits < 4 || e-s < 5 || alnum(at(t, s-1)) || at(t, s-1) >= 0x80 || quantity(t, s, e) {
		return 0, 0, false
	}
	return s, e, true
}
