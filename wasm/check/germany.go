package check

// GermanTaxID accepts the identification number of AO § 139b: 11 digits; among
// the first ten exactly one digit occurs two or three times and not three times
// in a row; MOD 11,10. Numbers that begin with 0 are test numbers and pass.
func GermanTaxID(s []byte) bool {
	var b buffer
	d := digits(&b, s, 11)
	if d == nil {
		return false
	}
	var count [10]int
	for _, n := range d[:10] {
		count[n]++
	}
	repeated := 0
	for n, c := range count {
		if c > 3 {
			return false
		}
		if c > 1 {
			repeated++
		}
		if c == 3 {
			for i := 2; i < 10; i++ {
				if int(d[i]) == n && d[i-1] == d[i] && d[i-2] == d[i] {
					return false
				}
			}
		}
	}
	return repeated == 1 && mod11and10(d)
}

// GermanVAT accepts DE and 9 digits (UStG § 27a), optionally with the five
// digits that make it a business number (AO § 139c).
func GermanVAT(s []byte) bool {
	var b buffer
	t := letters(&b, s)
	if len(t) != 11 && len(t) != 16 || t[0] != 'D' || t[1] != 'E' {
		return false
	}
	var v buffer
	d := digits(&v, t[2:], len(t)-2)
	return d != nil && d[0] != 0 && mod11and10(d[:9])
}

// letterAsDigits writes a letter as 01 to 26 in front of position i.
func letterAsDigits(out []byte, c byte) []byte {
	n := c - 'A' + 1
	return append(out, n/10, n%10)
}

// GermanPension accepts pension insurance numbers (SGB VI § 147): area, date of
// birth, letter, serial, check digit. Days above 31 are shifted numbers.
func GermanPension(s []byte) bool {
	var b buffer
	t := letters(&b, s)
	if len(t) != 12 || !upper(t[8]) {
		return false
	}
	var v [16]byte
	d := v[:0]
	for i, c := range t[:11] {
		switch {
		case i == 8:
			d = letterAsDigits(d, c)
		case digit(c):
			d = append(d, c-'0')
		default:
			return false
		}
	}
	day, month := two(d[2:]), two(d[4:])
	if day > 31+64 || month > 12 || two(d) == 0 || !digit(t[11]) {
		return false
	}
	return crossed(d, 2, 1, 2, 5, 7, 1, 2, 1, 2, 1, 2, 1)%10 == int(t[11]-'0')
}

// GermanHealth accepts health insurance numbers (SGB V § 290): letter, eight
// digits, check digit.
func GermanHealth(s []byte) bool {
	var b buffer
	t := letters(&b, s)
	if len(t) != 10 || !upper(t[0]) {
		return false
	}
	var v [16]byte
	d := letterAsDigits(v[:0], t[0])
	for _, c := range t[1:] {
		if !digit(c) {
			return false
		}
		d = append(d, c-'0')
	}
	return crossed(d[:10], 1, 2, 1, 2, 1, 2, 1, 2, 1, 2)%10 == int(d[10])
}

// GermanDoctor accepts lifelong doctor numbers (LANR): six digits, check digit,
// two digits for the field.
func GermanDoctor(s []byte) bool {
	var b buffer
	d := digits(&b, s, 9)
	if d == nil || same(d[:6]) && d[0] == 0 {
		return false
	}
	return (10-weighted(d[:6], 4, 9, 4, 9, 4, 9)%10)%10 == int(d[6])
}

// GermanInstitution accepts institution codes (IK, SGB V § 293): nine digits,
// the third to eighth carry the check.
func GermanInstitution(s []byte) bool {
	var b buffer
	d := digits(&b, s, 9)
	return d != nil && d[0] != 0 && crossed(d[2:8], 2, 1, 2, 1, 2, 1)%10 == int(d[8])
}

// documentLetters are the characters of German document numbers.
const documentLetters = "0123456789CFGHJKLMNPRTVWXYZ"

func germanDocument(s []byte, first string) bool {
	var b buffer
	t := letters(&b, s)
	if len(t) != 10 || !oneOf(t[0], first) || !digit(t[9]) {
		return false
	}
	for _, c := range t[:9] {
		if !oneOf(c, documentLetters) {
			return false
		}
	}
	return mod731(t[:9]) == int(t[9]-'0')
}

// GermanIdentityCard accepts serial numbers of identity cards (PAuswG § 5) with
// their check digit.
func GermanIdentityCard(s []byte) bool { return germanDocument(s, "LMNPRTVWXY") }

// GermanPassport accepts serial numbers of passports with their check digit.
//
// Three letters before nothing but digits are the number of a ticket.
func GermanPassport(s []byte) bool {
	ticket := len(s) > 3 && upper(s[0]) && upper(s[1]) && upper(s[2]) && number(s[3:]) >= 0
	return !ticket && germanDocument(s, "CFGHJK")
}

func oneOf(c byte, set string) bool {
	for i := 0; i < len(set); i++ {
		if set[i] == c {
			return true
		}
	}
	return false
}
