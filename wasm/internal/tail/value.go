package tail

// valueFiller are words between "Kundennummer" and the number.
var valueFiller = list(" ist lautet is nr no nummer number id der die das the von for lautete war wäre mit dem kennzeichen hat sie er als s ids " +
	" of für des vom frau herr herrn mr mrs ms jetzt jetz jez neu neue now new my meine ihre your seine his her value system sind are lauten ")

// ofWords stand between a key word and the name of somebody.
var ofWords = list(" von of for für der des vom ")

// valueMax is longer than the numbers companies and offices give out.
const valueMax = 32

// value passes what may stand between a key word and its number and takes the
// number: capitals and digits, joined by - / . _ or single spaces, with at least
// three digits.
func value(t []byte, start, end int) (int, int, bool) { return keyed(t, start, end, 3) }

// account is value for anything with a digit at all, and names of accounts.
func account(t []byte, start, end int) (int, int, bool) {
	if s, e, ok := keyed(t, start, end, 1); ok {
		return s, e, true
	}
	if !hasFold(t, end-4, "name") || hasFold(t, start, "account") || hasFold(t, start, "nick") {
		return 0, 0, false
	}
	if at(t, start-1) == '.' || afterDatabase(t, start) { // spring.datasource.username
		return 0, 0, false
	}
	// username: lmuster, as the last word of its line or field
	i := skip(t, end, "\"' \t", 3)
	if !in(at(t, i), ":=>") {
		return 0, 0, false
	}
	s := skip(t, i+1, " \t\"'", 4)
	e := s
	dots := 0
	for ; e < len(t) && e-s < 33 && (small(t[e]) || e > s && in(t[e], "._-")); e++ {
		if t[e] == '.' {
			dots++
		}
	}
	c := at(t, e)
	last := e == len(t) || in(c, "\n\r\"'|;,<") && !(c == ',' && at(t, e+1) == ' ' && small(at(t, e+2)))
	return s, e, last && dots < 2 && e-s > 3 && small(at(t, e-1)) && userName(t[s:e]) && !noUsers.has(t[s:e])
}

// afterDatabase reports whether the address of a database stands closely before i: its
// user is a program.
func afterDatabase(t []byte, i int) bool {
	for k := max(0, i-160); k+5 <= i; k++ {
		if t[k] == ':' && (t[k+1] == '/' && t[k+2] == '/' || hasFold(t, k-4, "jdbc")) || hasFold(t, k, "datas") {
			return true
		}
	}
	return false
}

// noUsers stand behind "username:" and are nobody's.
var noUsers = list(" string text varchar char integer number uuid boolean null none true false required optional unique username user_name nutzername benutzername email mail input value values data form beispiel muster siehe fehlt leer unbekannt unknown invalid empty missing my_user myuser dein deinname yourname your_username your-username johndoe john_doe john.doe jdoe maxmustermann max.mustermann keyword field label placeholder changeme secret password passwort object array type title index primary ")

func keyed(t []byte, start, end, least int) (int, int, bool) {
	i := formLine(t, start, end)
	named := false // somebody's name may follow: Kundennummer von Lena Muster ist 4711081
	for words := 0; i < len(t) && i-end < 56; {
		if in(t[i], " \t:=#\"'.-(*`|>[,\\") {
			if t[i] == ',' && at(t, i-1) != '"' { // "type":"MRN","value":"4711023"
				break
			}
			i++
			continue
		}
		w := wordEnd(t, i, 16)
		if i > end && t[i-1] == '(' && w > i && at(t, w) == ')' && words < 3 && !digit(t[i]) { // passport (British) 4711
			words++
			i = w + 1
			continue
		}
		if w > i && !digit(at(t, w)) && valueFiller.has(t[i:w]) && words < 3 {
			words++
			named = named || ofWords.has(t[i:w])
			i = w
			continue
		}
		if named && w > i && upperAt(t, i) > 0 && !digit(at(t, w)) && small(at(t, i+1)) {
			i = w
			continue
		}
		break
	}
	s, e := i, i
	digits := 0
	for groups := 0; groups < 5; groups++ {
		ge, n := group(t, e)
		if ge == e || groups > 0 && !joins(t, s, e, ge, n) {
			if groups > 0 {
				e-- // the space before a group that does not belong
			}
			break
		}
		e = ge
		digits += n
		if at(t, e) != ' ' || e-s > valueMax {
			break
		}
		e++
	}
	for e > s && !alnum(t[e-1]) {
		e--
	}
	if digits < least || e-s > valueMax || e == s {
		return 0, 0, false
	}
	return s, e, true
}

// formLine passes the end of a line that holds nothing but the key word, as forms
// have it: the value stands on the next one.
func formLine(t []byte, start, end int) int {
	if start > 0 && t[start-1] != '\n' {
		return end
	}
	i := skip(t, end, " :*\t", 4)
	if at(t, i) == '\r' {
		i++
	}
	if at(t, i) != '\n' {
		return end
	}
	return i + 1
}

// number is value for key words that also stand before years, amounts and dates:
// five digits or more that are none of these.
func number(t []byte, start, end int) (int, int, bool) {
	s, e, ok := keyed(t, start, end, 5)
	if !ok || small(t[s]) || quantity(t, s, e) {
		return 0, 0, false
	}
	return s, e, true
}

// numberMixed is number with a letter or a joining sign in it.
func numberMixed(t []byte, start, end int) (int, int, bool) {
	s, e, ok := number(t, start, end)
	for i := s; ok && i < e; i++ {
		if !digit(t[i]) && t[i] != ' ' && t[i] != '.' {
			return s, e, true
		}
	}
	return 0, 0, false
}

// quantity reports whether t[s:e] is a date, a span of years, an amount with
// separated thousands, or has a unit behind it.
func quantity(t []byte, s, e int) bool {
	v := t[s:e]
	for _, form := range [...]string{"9.9.99", "99.9.99", "9.99.99", "99.99.99", "9.9.9999", "99.9.9999", "9.99.9999", "99.99.9999",
		"99/99/9999", "9999-99-99", "99.999", "999.999", "9.999.999", "99.999.999"} {
		if formed(v, form) {
			return true
		}
	}
	for _, form := range [...]string{"9999-9999", "9999/9999", "9999-99", "9999/99"} {
		if formed(v, form) && (v[0] == '1' && v[1] == '9' || v[0] == '2' && v[1] == '0') {
			return true
		}
	}
	if c := at(t, e); c == ',' && digit(at(t, e+1)) || c == '%' {
		return true
	}
	i := skip(t, e, " ", 1)
	unit := t[i:wordEnd(t, i, 12)]
	return hasFold(t, i, "€") || hasFold(t, i, "£") || units.has(unit) || amountUnits.has(unit)
}

// formed reports whether v is form, in which 9 stands for any digit.
func formed(v []byte, form string) bool {
	if len(v) != len(form) {
		return false
	}
	for i, c := range v {
		if form[i] != c && !(form[i] == '9' && digit(c)) {
			return false
		}
	}
	return true
}

// amountUnits follow amounts and counts.
var amountUnits = list(" gbp usd dollar dollars pounds franken people persons personen items jahre years devices geräte times mal kilometer miles ")

// group reads one run of letters, digits and joining signs; n counts digits.
func group(t []byte, i int) (end, n int) {
	e := i
	for e < len(t) && e-i <= valueMax {
		c := t[e]
		if digit(c) {
			n++
		} else if !capital(c) && !small(c) && !(in(c, "-/._") && e > i && alnum(at(t, e+1))) {
			break
		}
		e++
	}
	return e, n
}

// beforeNumbers are words in capitals that stand before dates and counts.
var beforeNumbers = list(" vom am um bis der in von on of to the by seit ab ca zum for at ")

// joins reports whether the group t[e:ge] with n digits continues the number
// t[s:e], which a space ends: digits after digits or after a short run of
// capitals, or a single capital between digits, as in 65 171201 O 287.
func joins(t []byte, s, e, ge, n int) bool {
	if n == 0 {
		return ge-e == 1 && capital(t[e]) && digit(at(t, e-2)) && at(t, ge) == ' ' && digit(at(t, ge+1))
	}
	if small(t[e]) || beforeNumbers.has(t[s:e-1]) {
		return false
	}
	last := e - 2 // of the number so far
	if digit(t[last]) {
		return true
	}
	for k := last; k >= s; k-- {
		if !capital(t[k]) || last-k > 3 {
			return k < last && (digit(t[k]) || t[k] == ' ' && digit(at(t, k-1)))
		}
	}
	return true
}

// registerSuffix extends "HRB 12345" by the letter of its court: HRB 12345 B.
func registerSuffix(t []byte, start, end int) (int, int, bool) {
	i := skip(t, end, " ", 1)
	if capital(at(t, i)) && letterAt(t, i+1) == 0 && !digit(at(t, i+1)) {
		return start, i + 1, true
	}
	return start, end, true
}

// document takes the number of a document: one word of six characters or more
// with at least four digits.
func document(t []byte, start, end int) (int, int, bool) {
	s, e, ok := keyed(t, start, end, 4)
	if !ok {
		return 0, 0, false
	}
	size := 0
	for _, c := range t[s:e] {
		if alnum(c) {
			size++
		}
	}
	return s, e, size >= 6
}

// firmenbuch takes digits and the check letter of the Austrian register.
func firmenbuch(t []byte, start, end int) (int, int, bool) {
	s := skip(t, end, " :", 3)
	e := s
	for digit(at(t, e)) && e-s < 7 {
		e++
	}
	letter := skip(t, e, " ", 1)
	if e-s < 2 || e-s > 6 || !small(at(t, letter)) || letterAt(t, letter+1) > 0 {
		return 0, 0, false
	}
	return s, letter + 1, true
}

// mrz extends a match to the whole line of a machine-readable zone.
func mrz(t []byte, start, end int) (int, int, bool) {
	zone := func(c byte) bool { return capital(c) || digit(c) || c == '<' }
	s, e := start, end
	for s > 0 && start-s < 44 && zone(t[s-1]) {
		s--
	}
	for e < len(t) && e-s < 48 && zone(t[e]) {
		e++
	}
	return s, e, e-s == 30 || e-s == 36 || e-s == 44
}

// code takes a short secret number behind its key word: three to eight digits, in
// groups of three or four with single spaces between, and nothing that makes it part of
// something longer.
func code(t []byte, start, end int) (int, int, bool) {
	s := skip(t, end, " :=\"'*#", 4)
	e, digits, last := s, 0, 0
	for digit(at(t, e)) && digits < 9 {
		last++
		digits++
		e++
		if at(t, e) == ' ' && (last == 3 || last == 4) && digit(at(t, e+1)) && digit(at(t, e+2)) && digit(at(t, e+3)) {
			e++
			last = 0
		}
	}
	c := at(t, e)
	if digits < 3 || digits > 8 || alnum(c) || letterAt(t, e) > 0 || in(c, "-/.:,_") && digit(at(t, e+1)) {
		return 0, 0, false
	}
	return s, e, true
}
