package check

// AustrianInsurance accepts Austrian social insurance numbers (ASVG § 31):
// serial, check digit at the fourth place, date of birth with months up to 15.
func AustrianInsurance(s []byte) bool {
	var b buffer
	d := digits(&b, s, 10)
	if d == nil || d[0] == 0 || two(d[4:]) == 0 || two(d[4:]) > 31 || two(d[6:]) == 0 || two(d[6:]) > 15 {
		return false
	}
	return weighted(d, 3, 7, 9, 0, 5, 8, 4, 2, 1, 6)%11 == int(d[3])
}

// AustrianVAT accepts ATU and eight digits (UStG 1994 Art. 28).
func AustrianVAT(s []byte) bool {
	var b buffer
	t := letters(&b, s)
	if len(t) != 11 || t[0] != 'A' || t[1] != 'T' || t[2] != 'U' {
		return false
	}
	var v buffer
	d := digits(&v, t[3:], 8)
	return d != nil && (10-(crossed(d[:7], 1, 2, 1, 2, 1, 2, 1)+4)%10)%10 == int(d[7])
}

// SwissInsurance accepts AHV numbers: 756 and a check digit of EAN-13.
func SwissInsurance(s []byte) bool {
	var b buffer
	d := digits(&b, s, 13)
	return d != nil && d[0] == 7 && d[1] == 5 && d[2] == 6 && ean13(d)
}

func ean13(d []byte) bool {
	return (10-weighted(d[:12], 1, 3, 1, 3, 1, 3, 1, 3, 1, 3, 1, 3)%10)%10 == int(d[12])
}

// SwissBusiness accepts business numbers (UIDG): CHE and nine digits, with or
// without the suffix for VAT or the register.
func SwissBusiness(s []byte) bool {
	var b buffer
	t := letters(&b, s)
	if len(t) < 12 || t[0] != 'C' || t[1] != 'H' || t[2] != 'E' {
		return false
	}
	for _, c := range t[12:] {
		if !upper(c) {
			return false
		}
	}
	var v buffer
	d := digits(&v, t[3:12], 9)
	return d != nil && mod11check(weighted(d[:8], 5, 4, 3, 2, 7, 6, 5, 4), int(d[8]))
}

// mod11check compares 11 - sum mod 11 with a check digit: 11 counts as 0, and
// numbers that would need a 10 are not given out.
func mod11check(sum, check int) bool {
	c := (11 - sum%11) % 11
	return c != 10 && c == check
}

// FrenchInsurance accepts NIR numbers with their two-digit key (15 characters;
// 2A and 2B stand for the two departments of Corsica).
func FrenchInsurance(s []byte) bool {
	var b buffer
	t := letters(&b, s)
	if len(t) != 15 || t[0] < '1' || t[0] > '4' {
		return false
	}
	if t[5] == '2' && t[6] == 'A' {
		t[5], t[6] = '1', '9'
	} else if t[5] == '2' && t[6] == 'B' {
		t[5], t[6] = '1', '8'
	}
	n, key := number(t[:13]), number(t[13:])
	return n >= 0 && key == 97-n%97
}

// FrenchBusiness accepts SIREN (9) and SIRET (14 digits) numbers.
func FrenchBusiness(s []byte) bool {
	var b buffer
	d := digits(&b, s, 14)
	if d == nil {
		d = digits(&b, s, 9)
	}
	return d != nil && luhn(d) && !same(d)
}

// italianOdd gives the values of characters at odd places, 0-9 then A-Z.
var italianOdd = [36]byte{
	1, 0, 5, 7, 9, 13, 15, 17, 19, 21,
	1, 0, 5, 7, 9, 13, 15, 17, 19, 21, 2, 4, 18, 20, 11, 3, 6, 8, 12, 14, 16, 10, 22, 25, 24, 23,
}

// ItalianTax accepts codici fiscali of persons: 16 characters.
func ItalianTax(s []byte) bool {
	var b buffer
	t := letters(&b, s)
	if len(t) != 16 {
		return false
	}
	shape := "AAAAAA00A00A000A" // digits may be replaced by letters (omocodia)
	sum := 0
	for i, c := range t {
		if shape[i] == 'A' && !upper(c) || shape[i] == '0' && upper(c) && !oneOf(c, "LMNPQRSTUV") {
			return false
		}
		if i == 15 {
			break
		}
		v := int(c - '0')
		if upper(c) {
			v = int(c-'A') + 10
		}
		switch {
		case i%2 == 0:
			sum += int(italianOdd[v])
		case v >= 10:
			sum += v - 10
		default:
			sum += v
		}
	}
	return t[15] == byte('A'+sum%26)
}

// ItalianVAT accepts partite IVA: 11 digits with Luhn, with or without IT.
func ItalianVAT(s []byte) bool {
	if len(s) > 2 && s[0] == 'I' && s[1] == 'T' {
		s = s[2:]
	}
	var b buffer
	d := digits(&b, s, 11)
	return d != nil && luhn(d) && !same(d)
}

// SpanishID accepts DNI (8 digits) and NIE (X, Y or Z and 7 digits) numbers
// with their letter.
func SpanishID(s []byte) bool {
	var b buffer
	t := letters(&b, s)
	if len(t) != 9 || !upper(t[8]) {
		return false
	}
	switch t[0] {
	case 'X', 'Y', 'Z':
		t[0] -= 'X' - '0'
	}
	n := number(t[:8])
	return n > 0 && t[8] == "TRWAGMYFPDXBNJZSQVHLCKE"[n%23]
}

// DutchID accepts citizen service numbers (BSN).
func DutchID(s []byte) bool {
	var b buffer
	d := digits(&b, s, 9)
	return d != nil && weighted(d, 9, 8, 7, 6, 5, 4, 3, 2, -1)%11 == 0 && !same(d)
}

// BelgianID accepts national register numbers of either century.
func BelgianID(s []byte) bool {
	var b buffer
	d := digits(&b, s, 11)
	if d == nil || two(d[2:]) > 12 || two(d[4:]) > 31 {
		return false
	}
	n := 0
	for _, v := range d[:9] {
		n = 10*n + int(v)
	}
	check := two(d[9:])
	return check == 97-n%97 || check == 97-(2_000_000_000+n)%97
}

// PolishID accepts PESEL numbers; the century is added to the month.
func PolishID(s []byte) bool {
	var b buffer
	d := digits(&b, s, 11)
	if d == nil || !calendar(0, two(d[2:])%20, two(d[4:])) {
		return false
	}
	return (10-weighted(d[:10], 1, 3, 7, 9, 1, 3, 7, 9, 1, 3)%10)%10 == int(d[10])
}

// PolishTax accepts NIP numbers.
func PolishTax(s []byte) bool {
	if len(s) > 2 && s[0] == 'P' && s[1] == 'L' {
		s = s[2:]
	}
	var b buffer
	d := digits(&b, s, 10)
	return d != nil && !same(d) && weighted(d[:9], 6, 5, 7, 2, 3, 4, 5, 6, 7)%11 == int(d[9])
}

// PortugueseTax accepts NIF numbers.
func PortugueseTax(s []byte) bool {
	var b buffer
	d := digits(&b, s, 9)
	if d == nil || d[0] == 0 {
		return false
	}
	c := 11 - weighted(d[:8], 9, 8, 7, 6, 5, 4, 3, 2)%11
	if c >= 10 {
		c = 0
	}
	return c == int(d[8])
}
