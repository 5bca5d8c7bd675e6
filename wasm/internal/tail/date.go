package tail

import "deckname/wasm/check"

// dateMax is longer than every way to write a date.
const dateMax = 26

// dateFiller are words between "geboren" or "born" and the date.
var dateFiller = list(" am on is ist war vom the der date of birth um im in dob geb tag lautet at it it's its s es wurde ")

// date passes what may stand between a key word and its date and takes the date.
func date(t []byte, start, end int) (int, int, bool) {
	i := end
	for words := 0; i < len(t) && i-end < 48; {
		switch c := t[i]; {
		case digit(c):
			e, ok := dateAt(t, i)
			return i, e, ok
		case in(c, " \t:=\"'*_|(,.;-?\n\r"):
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
			if words++; words > 3 {
				return 0, 0, false
			}
			// One place may stand in between: geboren in Hamburg am 12.03.1980.
			if !dateFiller.has(t[i:w]) && (upperAt(t, i) == 0 || words == 1) {
				return 0, 0, false
			}
			i = w
		}
	}
	return 0, 0, false
}

// dateAt returns the end of the longest date that begins at i.
func dateAt(t []byte, i int) (int, bool) {
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
