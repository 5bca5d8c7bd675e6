package tail

// streetJoins are small words inside English names of streets.
var streetJoins = list(" of the de la ")

// streetEnglish takes the address around an English street suffix: a house
// number must stand before it, unit, town, state and code may follow.
func streetEnglish(t []byte, start, end int) (int, int, bool) {
	if end-start == 2 && t[start] == 'D' && at(t, end) == '.' && at(t, end+1) == ' ' && upperAt(t, end+2) > 0 {
		return 0, 0, false // a title before a name
	}
	s, words := start, 0
	for words < 5 {
		if at(t, s-1) != ' ' {
			break
		}
		w := s - 1
		b := w
		for w-b < 32 {
			if n := letterBefore(t, b); n > 0 {
				b -= n
			} else if c := at(t, b-1); digit(c) || in(c, "-'.") {
				b--
			} else {
				break
			}
		}
		if b == w {
			return 0, 0, false
		}
		if digit(t[b]) && houseLike(t[b:w]) && words > 0 && (upperAt(t, s) > 0 || digit(t[s])) {
			e := end
			if at(t, e) == '.' && end-start <= 5 {
				e++
			}
			for _, d := range [...]string{" nw", " ne", " sw", " se", " north", " south", " east", " west", " n", " s", " e", " w"} {
				if hasFold(t, e, d) && upperAt(t, e+1) > 0 && letterAt(t, e+len(d)) == 0 {
					e += len(d)
					break
				}
			}
			p := townAfter(t, e)
			if p == e && thingPair(t[s:start], t[start:end]) {
				return 0, 0, false
			}
			return unitBefore(t, b), p, true
		}
		if upperAt(t, b) == 0 && !(digit(t[b]) && ordinal(t[b:w])) && !streetJoins.has(t[b:w]) {
			return 0, 0, false
		}
		s = b
		words++
	}
	return 0, 0, false
}

// thingPairs are a word before a street suffix and the first letter of it, that make a
// thing and no street: hard drive, high court.
var thingPairs = list(" hard:d flash:d disk:d test:d thumb:d tape:d pen:d google:d ssd:d usb:d optical:d safety:d shared:d network:d external:d food:d blood:d fund:d high:c supreme:c crown:c county:c federal:c district:c tennis:c appeals:c circuit:c basketball:c squash:c volleyball:c magistrates:c criminal:c family:c star:c market:p first:p second:p third:p best:p work:p birth:p last:p one:w two:w three:w half:w best:w only:w right:w easy:w front:r back:r top:r first:r header:r table:r data:r web:r bottom:r closed:l feedback:l infinite:l event:l for:l while:l open:l hiking:t audit:t paper:t campaign:t money:t times:s town:s public:s full:c inner:c vicious:c quality:c mile:r silk:r ")

// thingPair reports whether the last word before a suffix makes a thing of it.
func thingPair(before, suffix []byte) bool {
	e := len(before)
	for e > 0 && before[e-1] == ' ' {
		e--
	}
	i := e
	for i > 0 && before[i-1] != ' ' {
		i--
	}
	var pair [16]byte
	if e-i > len(pair)-2 || e == i {
		return false
	}
	n := copy(pair[:], before[i:e])
	pair[n], pair[n+1] = ':', lower(suffix[0])
	return thingPairs.has(pair[:n+2])
}

// ordinal reports whether w is 1st, 42nd or the like.
func ordinal(w []byte) bool {
	i := len(w) - 2
	return i > 0 && digit(w[i-1]) && (hasFold(w, i, "st") || hasFold(w, i, "nd") || hasFold(w, i, "rd") || hasFold(w, i, "th"))
}

// houseLike reports whether w is a house number: 12, 12A, 12-14.
func houseLike(w []byte) bool {
	for i, c := range w {
		if !digit(c) && !(c == '-' && i > 0) && !(i == len(w)-1 && i > 0 && (capital(c) || small(c))) {
			return false
		}
	}
	return len(w) <= 9
}

// unitBefore takes "Flat 3, " or "Apt 4B, " before a house number.
func unitBefore(t []byte, i int) int {
	for _, unit := range [...]string{"flat ", "apt ", "apt. ", "unit ", "suite "} {
		for n := 1; n <= 4; n++ {
			for _, sep := range [...]string{", ", " ", "\n", ",\n"} {
				from := i - len(sep) - n - len(unit)
				if hasFold(t, from, unit) && hasFold(t, i-len(sep), sep) && alnum(at(t, i-len(sep)-n)) {
					return from
				}
			}
		}
	}
	return i
}

// townAfter extends an address over unit, town, state and code.
func townAfter(t []byte, e int) int {
	best := e
	for part := 0; part < 5; part++ {
		i := skip(t, e, ", \t", 2)
		if at(t, i) == '\r' {
			i++
		}
		if at(t, i) == '\n' {
			i = skip(t, i+1, " \t>", 8)
		}
		if i == e {
			break
		}
		if p := postcode(t, i); p > i {
			return p
		}
		if p := stateZip(t, i); p > i {
			return p
		}
		if p := unit(t, i); p > i {
			e, best = p, p
			continue
		}
		comma := at(t, e) == ','
		w := townWords(t, i)
		if p := placeWord(t, i); w == i && p > i { // Mobile, AL 36602
			if code := skip(t, p, ", ", 2); code > p && stateZip(t, code) > code {
				return stateZip(t, code)
			}
		}
		if w == i || !comma && at(t, e) != '\n' && at(t, e) != '\r' {
			break
		}
		e = w
		if comma && (w >= len(t) || in(t[w], ",.;\n\r)\"<|\t") || t[w] == ' ' && in(at(t, w+1), "|(")) {
			best = w
		}
	}
	return best
}

// townWords reads one to three capitalised words.
func townWords(t []byte, i int) int {
	e := i
	for k := 0; k < 3; k++ {
		j := e
		if k > 0 {
			if at(t, e) != ' ' {
				break
			}
			j++
		}
		w := placeWord(t, j)
		if w == j || w-j == 2 && capital(t[j]) && capital(at(t, j+1)) || notNames.has(t[j:w]) {
			break
		}
		if postcode(t, j) > j {
			break
		}
		e = w
	}
	return e
}

// unit reads "Suite 210", "Apt. 4B", "Flat 3", "#12".
func unit(t []byte, i int) int {
	for _, u := range [...]string{"suite ", "ste ", "ste. ", "apt ", "apt. ", "apartment ", "unit ", "flat ", "floor ", "#", "room "} {
		if hasFold(t, i, u) {
			e := i + len(u)
			for alnum(at(t, e)) && e-i < 18 {
				e++
			}
			if digit(at(t, i+len(u))) {
				return e
			}
		}
	}
	return i
}

// postcode reads a British postcode: M1 1AE, SW1A 2AA.
func postcode(t []byte, i int) int {
	e := i
	for capital(at(t, e)) && e-i < 2 {
		e++
	}
	if e == i || !digit(at(t, e)) {
		return i
	}
	e++
	if alnum(at(t, e)) && !small(at(t, e)) && e-i < 4 {
		e++
	}
	if at(t, e) == ' ' {
		e++
	}
	if digit(at(t, e)) && capital(at(t, e+1)) && capital(at(t, e+2)) && !alnum(at(t, e+3)) {
		return e + 3
	}
	return i
}

var states = list(" al ak az ar ca co ct de fl ga hi id il in ia ks ky la me md ma mi mn ms mo mt ne nv nh nj nm ny nc nd oh ok or pa ri sc sd tn tx ut vt va wa wv wi wy dc pr ")

// stateZip reads "TX 78701" or "TX 78701-1234".
func stateZip(t []byte, i int) int {
	if !capital(at(t, i)) || !capital(at(t, i+1)) || at(t, i+2) != ' ' || !states.has(t[i:i+2]) {
		return i
	}
	e := i + 3
	for digit(at(t, e)) && e-i < 9 {
		e++
	}
	if e-i != 8 || string(t[i:i+2]) == "PR" && string(t[i+3:i+5]) != "00" {
		return i
	}
	if at(t, e) == '-' && digit(at(t, e+1)) && digit(at(t, e+4)) {
		return e + 5
	}
	return e
}

// placeEnglish takes a British postcode or an American state and code with the
// town before it.
func placeEnglish(t []byte, start, end int) (int, int, bool) {
	if s, ok := addressBefore(t, start, false); ok {
		return s, end, true
	}
	s := start
	i := skipBack(t, s, " ,", 2)
	for k := 0; k < 2 && i < s; k++ {
		b := wordStart(t, i, 24)
		if b == i || upperAt(t, b) == 0 || notNames.has(t[b:i]) {
			break
		}
		s = b
		if at(t, b-1) != ' ' {
			break
		}
		i = b - 1
	}
	return s, end, true
}

// placeCode takes a code with the address that must stand before it.
func placeCode(t []byte, start, end int) (int, int, bool) {
	s, ok := addressBefore(t, start, false)
	return s, end, ok
}

func skipBack(t []byte, i int, set string, max int) int {
	for stop := i - max; i > 0 && i > stop && in(t[i-1], set); i-- {
	}
	return i
}

// wordLike are states that are also words; a comma must stand before them:
// "Staff ID 47151" is no address.
var wordLike = list(" id in or me ok oh hi ma pa la de co al ")

// stateEnglish takes an American state and code; the town must stand before it.
func stateEnglish(t []byte, start, end int) (int, int, bool) {
	if stateZip(t, start) == start {
		return 0, 0, false
	}
	if wordLike.has(t[start:start+2]) && at(t, start-2) != ',' {
		return 0, 0, false
	}
	s, e, _ := placeEnglish(t, start, end)
	return s, e, s < start
}
