package check

// mod731 is the check digit of ICAO 9303 over characters 0-9, A-Z and '<'.
func mod731(s []byte) int {
	weights := [3]int{7, 3, 1}
	sum := 0
	for i, c := range s {
		switch {
		case digit(c):
			sum += int(c-'0') * weights[i%3]
		case upper(c):
			sum += (int(c-'A') + 10) * weights[i%3]
		}
	}
	return sum % 10
}

func checked(s []byte, from, to, at int) bool {
	return digit(s[at]) && mod731(s[from:to]) == int(s[at]-'0')
}

// MRZ accepts the lines of a machine-readable zone. Those with check digits must
// have them right: the second line of a passport (44 characters), of a card in
// format TD2 (36), and the first and second line of an identity card (30 each).
// A line with names has letters, "<<" between surname and given names, and
// nothing else.
func MRZ(s []byte) bool {
	numerals, letters := false, 0
	for _, c := range s {
		if !digit(c) && !upper(c) && c != '<' {
			return false
		}
		numerals = numerals || digit(c)
		if upper(c) {
			letters++
		}
	}
	if !numerals {
		return letters >= 6 && upper(s[0]) && names(s) && (len(s) == 30 || len(s) == 36 || len(s) == 44)
	}
	switch len(s) {
	case 44:
		return checked(s, 0, 9, 9) && checked(s, 13, 19, 19) && checked(s, 21, 27, 27) && composite(s, 43, 0, 10, 13, 20, 21, 43)
	case 36:
		return checked(s, 0, 9, 9) && checked(s, 13, 19, 19) && checked(s, 21, 27, 27) && composite(s, 35, 0, 10, 13, 20, 21, 35)
	case 30:
		if upper(s[0]) {
			return (s[1] == '<' || upper(s[1])) && checked(s, 5, 14, 14)
		}
		return checked(s, 0, 6, 6) && checked(s, 8, 14, 14)
	}
	return false
}

// composite checks the digit at position at over three ranges taken as one.
func composite(s []byte, at int, ranges ...int) bool {
	var b [48]byte
	t := b[:0]
	for i := 0; i < len(ranges); i += 2 {
		t = append(t, s[ranges[i]:ranges[i+1]]...)
	}
	return digit(s[at]) && mod731(t) == int(s[at]-'0')
}

// names reports whether a line holds two names.
func names(s []byte) bool {
	for i := 2; i+2 < len(s); i++ {
		if s[i] == '<' && s[i+1] == '<' && upper(s[i-1]) {
			return upper(s[i+2])
		}
	}
	return false
}
