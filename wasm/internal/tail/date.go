package tail

import "deckname/wasm/check"

// dateMax is longer than every way to write a date.
const dateMax = 26

// dateFiller are words between "geboren" or "born" and the date.
var dateFiller = list(" am on is ist war vom the der date of birth um im in zu aus bei dob geb tag dat lautet at it it's its s es wurde des laut kindes kind versicherten versicherte versicherter " +
	" patienten patientin patient mitarbeiters kunden kundin antragstellers antragsteller ehegatten ehepartners mutter vaters vater sohnes sohn tochter ehefrau bewerbers child insured applicant spouse father mother son daughter kunde patient antragsteller mieter agent employee client customer holder person a c r und and uhrzeit me you she he they i ich wir er sie bin ist bist wurde ")

// date passes what may stand between a key word and its date and takes the date.
func date(t []byte, start, end int) (int, int, bool) {
	i := end
	for words, places := 0, 0; i < len(t) && i-end < 64; {
		switch c := t[i]; {
		case digit(c):
			e, ok := dateAt(t, i)
			return i, e, ok
		case c == '(' && words == 0 && i-end < 3: // (TT.MM.JJJJ), (patient)
			k := i
			for k < len(t) && k-i < 24 && t[k] != ')' && t[k] != '\n' && !digit(t[k]) {
				k++
			}
			if at(t, k) == ')' {
				i = k
			}
			i++
		case in(c, " \t:=\"'*_|(),.;-?\n\r/>[#`"):
			i++
		default:
			n := letterAt(t, i)
			if n == 0 {
				return 0, 0, false
			}
			if e, ok := dateAt(t, i); ok { // March 12, 1980
				return i, e, true
			}
			w := wordEnd(t, i, 24)
			if words++; words > 6 {
				return 0, 0, false
			}
			// A place may stand in between: geboren in Bad Homburg am 12.03.1980; and a
			// name of before with nothing but the date behind it: geb. Vogel, 12.03.1980.
			if !dateFiller.has(t[i:w]) {
				if places++; upperAt(t, i) == 0 || places > 3 {
					return 0, 0, false
				}
				if k := skip(t, w, ", (*", 3); words == 1 && !digit(at(t, k)) {
					return 0, 0, false
				}
			}
			i = w
		}
	}
	return 0, 0, false
}

// dateAt returns the end of the longest date that begins at i.
func dateAt(t []byte, i int) (int, bool) {
	if e := i + 8; compactDate(t, i, e) {
		return e, true
	}
	if e := i + 8; i > 4 && hasFold(t, i-5, "bday:") && e <= len(t) && formed(t[i:e], "99999999") && !alnum(at(t, e)) {
		return e, check.BirthDate([]byte{t[i], t[i+1], '.', t[i+2], t[i+3], '.', t[i+4], t[i+5], t[i+6], t[i+7]})
	}
	best, numbers, named := 0, 0, false
	for e := i; e < len(t) && e-i < dateMax; {
		if n := letterAt(t, e); n > 0 {
			e += n
			named = true
		} else if digit(t[e]) {
			if e == i || !digit(t[e-1]) {
				numbers++
			}
			e++
		} else if in(t[e], " .,-/") {
			e++
			continue
		} else {
			break
		}
		// Day and year beside the name of a month, or three numbers.
		if (numbers == 3 || numbers == 2 && named) && letterAt(t, e) == 0 && !digit(at(t, e)) && digit(t[e-1]) && check.BirthDate(t[i:e]) {
			best = e
		}
	}
	return best, best > 0
}

// compactDate reports whether t[i:e] is a day of the last two centuries as 19800312.
func compactDate(t []byte, i, e int) bool {
	if e > len(t) || digit(at(t, i-1)) || alnum(at(t, e)) || t[i] != '1' && t[i] != '2' || t[i+1] != '9' && t[i+1] != '0' {
		return false
	}
	for _, c := range t[i:e] {
		if !digit(c) {
			return false
		}
	}
	iso := [10]byte{4: '-', 7: '-'}
	copy(iso[:4], t[i:])
	copy(iso[5:7], t[i+4:])
	copy(iso[8:], t[i+6:])
	return check.BirthDate(iso[:])
}

// age takes the number of years after "Alter:" and the like.
func age(t []byte, start, end int) (int, int, bool) {
	i := skip(t, end, " :=\t", 4)
	e := i
	for digit(at(t, e)) && e-i < 4 {
		e++
	}
	n := 0
	for _, c := range t[i:e] {
		n = 10*n + int(c-'0')
	}
	if e == i || n < 1 || n > 120 || letterAt(t, e) > 0 || in(at(t, e), ".,:-/%") && digit(at(t, e+1)) {
		return 0, 0, false
	}
	return i, e, true
}

// dateStar takes the date after the sign of birth in *12.03.1980.
func dateStar(t []byte, start, end int) (int, int, bool) {
	i := skip(t, start+1, " ", 1)
	e, ok := dateAt(t, i)
	return i, e, ok
}

// dateBorn takes the date whose first digit, or the first three letters of whose
// month, end a match: |b. 1|2 March 1980, |b. Mar|ch 12, 1980.
func dateBorn(t []byte, start, end int) (int, int, bool) {
	i := end - 1
	if !digit(at(t, i)) {
		i = end - 3
	}
	if i < start || digit(at(t, start-1)) {
		return 0, 0, false
	}
	e, ok := dateAt(t, i)
	return i, e, ok
}

// placeWords stand in and before names of places.
var placeWords = list(" in zu bei am an der im ob ")

// dateBefore takes the date right before a word: 12.03.1980 geboren, 12/03/1980 (DOB).
func dateBefore(t []byte, start, end int) (int, int, bool) {
	e := start
	for words := 0; words < 5 && e > 0; words++ {
		for e > 0 && start-e < 48 && in(t[e-1], " ,()[=") {
			e--
		}
		w := e
		for w > 0 && e-w < 20 && (t[w-1] >= 0x80 || capital(t[w-1]) || small(t[w-1]) || t[w-1] == '-') {
			w--
		}
		if w == e || upperAt(t, w) == 0 && !placeWords.has(t[w:e]) {
			break
		}
		e = w // 12.03.1980 in Bad Homburg geboren
	}
	if e == 0 || !digit(t[e-1]) {
		return 0, 0, false
	}
	if k := skip(t, end, " :=am.on", 6); digit(at(t, k)) || k < len(t) && k > end && letterAt(t, k) > 0 && hasDateAt(t, k) {
		return 0, 0, false // the word belongs to the date behind it
	}
	best := 0
	for s := e - 6; s >= 0 && e-s < dateMax; s-- {
		if (digit(t[s]) || letterAt(t, s) > 0) && !alnum(at(t, s-1)) && letterAt(t, s) < 2 {
			if to, ok := dateAt(t, s); ok && to == e {
				best = s + 1
			}
		}
	}
	return best - 1, e, best > 0
}

func hasDateAt(t []byte, i int) bool {
	_, ok := dateAt(t, i)
	return ok
}

// dateOfPerson keeps a date right behind a name: two capitalised words before it
// with a comma or blanks between, as in "Weber, Anna, 12.03.1980". The year says that
// it is no appointment.
func dateOfPerson(t []byte, start, end int) (int, int, bool) {
	e, ok := dateAt(t, start)
	if !ok || e < end || recent(t[start:e]) {
		return 0, 0, false
	}
	i := start
	for i > 0 && start-i < 4 && in(t[i-1], " ,;(*|\t/-") {
		i--
	}
	for words := 0; words < 2; words++ {
		w := i
		for w > 0 && i-w < 24 && (t[w-1] >= 0x80 || alnum(t[w-1]) || in(t[w-1], "-'.")) {
			w--
		}
		if w == i || i == start || upperAt(t, w) == 0 || digit(t[i-1]) {
			return 0, 0, false
		}
		i = w
		for i > 0 && w-i < 3 && in(t[i-1], " ,;|\t") {
			i--
		}
	}
	return start, e, true
}

// dateInBrackets takes the date that fills the brackets at the end of a match, of
// before 2016, alone or with the date of the death behind it.
func dateInBrackets(t []byte, start, end int) (int, int, bool) {
	s := end - 1
	e, ok := dateAt(t, s)
	if !ok || recent(t[s:e]) {
		return 0, 0, false
	}
	if at(t, e) == ')' {
		return s, e, true
	}
	to, ok := dateAt(t, skip(t, e, " -/,†", 6))
	if !ok || at(t, to) != ')' {
		return 0, 0, false
	}
	born, _, _, ok := check.ParseDate(t[s:e])
	died, _, _, good := check.ParseDate(t[skip(t, e, " -/,†", 6):to])
	return s, e, ok && good && died-born > 15
}

// recent reports whether a date has a year of four digits from 2016 on.
func recent(d []byte) bool {
	y, _, _, ok := check.ParseDate(d)
	return ok && y > 2015
}

// dateOfChild takes the date behind a name and a bracket or comma, which a match
// begins with: |Mia (3.|4.2015). A day of the week or a month is no name.
func dateOfChild(t []byte, start, end int) (int, int, bool) {
	w := wordEnd(t, start, 24)
	i := skip(t, w, " (,*", 4)
	if notNames.has(t[start:w]) || weekdays.has(t[start:w]) {
		return 0, 0, false
	}
	e, ok := dateAt(t, i)
	return i, e, ok
}

// weekdays and things stand before dates that are no birth.
var weekdays = list(" montag dienstag mittwoch donnerstag freitag samstag sonnabend sonntag monday tuesday wednesday thursday friday saturday sunday vertrag termin bescheid antrag rechnung attest brief schreiben urteil beschluss stand datum date letter invoice contract appointment form version bericht report kinder kind sohn tochter son daughter children child ")
