package tail

import "deckname/wasm/check"

// iban takes as many characters as the country uses, in groups, also over the
// end of a line.
func iban(t []byte, start, end int) (int, int, bool) {
	a, b := at(t, start), at(t, start+1)
	n := check.IBANLength(a&^0x20, b&^0x20)
	if n == 0 {
		return 0, 0, false
	}
	i, got := start, 0
	for i < len(t) {
		if alnum(t[i]) {
			i++
			if got++; got == n {
				return start, i, true
			}
			continue
		}
		j := skip(t, i, " -.", 2)
		if j == i || in(at(t, j), "\r\n") {
			if k := skip(t, j, "\r\n", 2); k > j {
				j = skip(t, k, " \t>", 8)
			}
		}
		if j == i || j >= len(t) || !alnum(t[j]) {
			return 0, 0, false
		}
		i = j
	}
	return 0, 0, false
}

// afterCountry reports whether the first group of an IBAN stands before i.
func afterCountry(t []byte, i int) bool {
	for in(at(t, i-1), " -") && i > 0 {
		i--
	}
	return digit(at(t, i-1)) && digit(at(t, i-2)) && capital(at(t, i-3)) && capital(at(t, i-4)) && letterBefore(t, i-4) == 0
}

// cardShort takes twelve digits in groups: cards of old Maestro issuers.
func cardShort(t []byte, start, end int) (int, int, bool) {
	if c := at(t, end); !digit(c) && (c != ' ' && c != '-' || !digit(at(t, end+1))) {
		return 0, 0, false
	}
	if in(at(t, start-1), " -") && digit(at(t, start-2)) { // the middle of a longer number
		return 0, 0, false
	}
	i, n := start, 0
	for i < len(t) && n < 12 {
		if digit(t[i]) {
			n++
		} else if !in(t[i], " -") || !digit(at(t, i+1)) {
			break
		}
		i++
	}
	return start, i, n == 12 && !(in(at(t, i), " -") && digit(at(t, i+1)))
}

// dotted reports whether four groups of four with dots between begin at i.
func dotted(t []byte, i int) bool { return i+19 <= len(t) && formed(t[i:i+19], "9999.9999.9999.9999") }

// card takes the digits of a payment card, in groups. Among the ends that the
// issuer allows it prefers the longest with a right check digit; without one it
// takes sixteen digits.
func card(t []byte, start, end int) (int, int, bool) {
	if c := at(t, end); !digit(c) && (c != ' ' && c != '-' && !dotted(t, start) || !digit(at(t, end+1))) {
		return 0, 0, false // a year, a small number
	}
	if part := at(t, start-1); part == '+' || part == '-' && digit(at(t, start-2)) || afterCountry(t, start) {
		return 0, 0, false // the middle of a phone number, an order, an IBAN
	}
	best, sixteen := 0, 0
	i, n := start, 0
	for i < len(t) && n < 19 {
		if !digit(t[i]) {
			if !in(t[i], " -.") || t[i] == '.' && !dotted(t, start) || !digit(at(t, i+1)) {
				break
			}
			i++
			continue
		}
		i++
		n++
		if n < 13 || digit(at(t, i)) {
			continue
		}
		if check.Card(t[start:i]) {
			best = i
		} else if n == 16 {
			sixteen = i
		}
	}
	if best > 0 && at(t, best) == '-' && alnum(at(t, best+1)) { // a UUID
		return 0, 0, false
	}
	if best > 0 {
		return start, best, true
	}
	return start, sixteen, sixteen > 0
}
