package check

// IrishID accepts PPS numbers: seven digits, check letter, optional letter.
func IrishID(s []byte) bool {
	var b buffer
	t := letters(&b, s)
	if len(t) != 8 && len(t) != 9 || !upper(t[7]) {
		return false
	}
	sum := 0
	for i, c := range t[:7] {
		if !digit(c) {
			return false
		}
		sum += int(c-'0') * (8 - i)
	}
	if len(t) == 9 {
		if !upper(t[8]) {
			return false
		}
		if t[8] != 'W' {
			sum += 9 * (int(t[8]-'A') + 1)
		}
	}
	return t[7] == "WABCDEFGHIJKLMNOPQRSTUV"[sum%23]
}

// BritishInsurance accepts National Insurance numbers by their prefixes; there
// is no check digit.
func BritishInsurance(s []byte) bool {
	var b buffer
	t := letters(&b, s)
	if len(t) != 9 || oneOf(t[0], "DFIQUV") || oneOf(t[1], "DFIOQUV") || !oneOf(t[8], "ABCD") {
		return false
	}
	if !upper(t[0]) || !upper(t[1]) || number(t[2:8]) < 0 {
		return false
	}
	for _, bad := range [...]string{"BG", "GB", "KN", "NK", "NT", "TN", "ZZ"} {
		if t[0] == bad[0] && t[1] == bad[1] {
			return false
		}
	}
	return true
}

// BritishHealth accepts NHS numbers of ten digits.
func BritishHealth(s []byte) bool {
	var b buffer
	d := digits(&b, s, 10)
	return d != nil && !same(d) && mod11check(weighted(d[:9], 10, 9, 8, 7, 6, 5, 4, 3, 2), int(d[9]))
}

// BritishVAT accepts VAT numbers, with or without country and the three digits
// of a branch: the last two of nine digits complete a weighted sum to a multiple
// of 97, for numbers given out since 2010 with 55 added.
func BritishVAT(s []byte) bool {
	var b buffer
	t := letters(&b, s)
	if len(t) > 2 && upper(t[0]) {
		if string(t[:2]) != "GB" && string(t[:2]) != "XI" {
			return false
		}
		t = t[2:]
	}
	if len(t) == 12 && number(t[9:]) >= 0 {
		t = t[:9]
	}
	var v buffer
	d := digits(&v, t, 9)
	if d == nil || same(d) {
		return false
	}
	sum := weighted(d[:7], 8, 7, 6, 5, 4, 3, 2) + 10*int(d[7]) + int(d[8])
	return sum%97 == 0 || (sum+55)%97 == 0
}

// AmericanInsurance accepts social security numbers that can have been given
// out; there is no check digit.
func AmericanInsurance(s []byte) bool {
	var b buffer
	d := digits(&b, s, 9)
	if d == nil {
		return false
	}
	area := int(d[0])*100 + two(d[1:])
	return area != 0 && area != 666 && area < 900 && two(d[3:]) != 0 && two(d[5:])+two(d[7:]) != 0
}
