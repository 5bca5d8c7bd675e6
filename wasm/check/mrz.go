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

// MRZ accepts the lines of a machine-readable zone that carry check digits: the
// second line of a passport (44 characters), of a card in format TD2 (36), and
// the first and second line of an identity card (30 each).
func MRZ(s []byte) bool {
	for _, c := range s {
		if !digit(c) && !upper(c) && c != '<' {
			return false
		}
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
