package tail

// Addresses behind words and heads of columns that say that one follows.

// addressGerman takes the address after "wohnhaft in" or "Anschrift:".
func addressGerman(t []byte, start, end int) (int, int, bool) {
	i := end
	if n := numberLabels.at(t, i); n > 0 {
		i += n
	}
	i = skipAside(t, i)
	for k := 0; k < 4; k++ {
		i = skip(t, i, " \t:*_\"\n>='-", 6)
		w := wordEnd(t, i, 8)
		if w == i || upperAt(t, i) > 0 || !addressFiller.has(t[i:w]) {
			break
		}
		i = w
	}
	if upperAt(t, i) == 0 {
		s, e, ok := numberAhead(t, i)
		if p, town := postalPlace(t, i); town && (!ok || p >= e) {
			return i, p, true
		}
		return s, e, ok
	}
	if s, e, ok := streetAhead(t, i); ok {
		return s, e, true
	}
	if q := squareAhead(t, i); q > i {
		return i, placeAfter(t, q), true
	}
	return numberAhead(t, i)
}

// skipAside passes "(abweichend)" and the settings of a vCard, ";TYPE=HOME:;;".
func skipAside(t []byte, i int) int {
	close := byte(0)
	from := skip(t, i, " ", 1)
	switch at(t, from) {
	case '(':
		close = ')'
	case ';':
		close = ':'
	default:
		return i
	}
	for e := from; e < len(t) && e-from < 48 && t[e] != '\n'; e++ {
		if t[e] == close {
			return skip(t, e+1, ";", 3)
		}
	}
	return i
}

// numberLabels stand between "Straße" and the sign behind it.
var numberLabels = oneOf(" line 1", "/hausnummer", "/hausnr.", "/hausnr", "/haus-nr.", "/nr.", "/nr", "/no.", "/no", " / hausnummer", " / nr.", " nr.", " und hausnr.", " und nr.", ", hausnummer", ", nr.", " + nr.", " & hausnummer", "_hausnummer", "_hausnr", "_nr", " and number", " and no.")

// streetAhead reads the name of a street with house number from its first word
// on, and the place behind it.
func streetAhead(t []byte, i int) (int, int, bool) {
	j := i
	for k := 0; k < 6; k++ {
		w := j
		for w < len(t) && w-j < 40 {
			if n := letterAt(t, w); n > 0 {
				w += n
			} else if at(t, w) == '-' && letterAt(t, w+1) > 0 || at(t, w) == '.' && (in(at(t, w+1), " -") || digit(at(t, w+1))) {
				w++
			} else {
				break
			}
		}
		if w == j {
			return 0, 0, false
		}
		if k > 0 && upperAt(t, j) == 0 && !streetInner.has(t[j:w]) {
			return 0, 0, false
		}
		if n := skip(t, w, " ", 2); digit(at(t, n)) {
			if at(t, w-1) != '.' && n == w {
				return 0, 0, false
			}
			e, ok := houseNumber(t, n)
			if !ok || k == 0 && numbered.has(t[i:w]) || e-n == 4 && year(t, n) {
				return 0, 0, false
			}
			return i, placeAfter(t, e), true
		}
		if at(t, w) != ' ' {
			return 0, 0, false
		}
		j = w + 1
	}
	return 0, 0, false
}

// addressColumn takes an address that fills a cell; the match ends in its first
// letter.
func addressColumn(t []byte, start, end int) (int, int, bool) {
	i := end - max(letterBefore(t, end), 1)
	if at(t, i-1) == ' ' {
		if d := skipBack(t, i-1, "0123456789", 5); d < i-1 {
			i = d // 22 Quarry Bank
		}
	}
	s, e, ok := streetAhead(t, i)
	if digit(t[i]) {
		s, e, ok = numberAhead(t, i)
	}
	if !ok {
		return 0, 0, false
	}
	if c := at(t, skip(t, e, " ", 2)); c != 0 && !in(c, ";,|\t\n\r\"") {
		return 0, 0, false
	}
	return s, e, true
}

// postbox takes "Postfach 12 34 56" with the place behind it.
func postbox(t []byte, start, end int) (int, int, bool) {
	e, digits := end, 1
	for e < len(t) && digits < 8 {
		if digit(t[e]) {
			digits++
			e++
		} else if t[e] == ' ' && digit(at(t, e+1)) && digit(at(t, e+2)) {
			e++
		} else {
			break
		}
	}
	if digits < 3 || letterAt(t, e) > 0 {
		return 0, 0, false
	}
	return start, placeAfter(t, e), true
}
