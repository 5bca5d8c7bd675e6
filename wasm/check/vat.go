package check

// EuropeanVAT accepts the VAT numbers of the member states of the EU, and of Northern
// Ireland, with the prefix of the state (Directive 2006/112/EC Art. 214, 215). Check
// digits are those of the algorithms that the states have given to VIES.
func EuropeanVAT(s []byte) bool {
	var b buffer
	t := letters(&b, s)
	if len(t) < 10 || len(t) > 14 {
		return false
	}
	state, v := string(t[:2]), t[2:]
	switch state {
	case "AT":
		return AustrianVAT(t)
	case "DE":
		return GermanVAT(t)
	case "IT":
		return ItalianVAT(v)
	case "HR":
		return CroatianID(v)
	case "PL":
		return PolishTax(v)
	case "PT":
		return PortugueseTax(v)
	case "XI":
		return BritishVAT(t)
	case "FR":
		return frenchVAT(v)
	case "ES":
		return spanishVAT(v)
	case "NL":
		return dutchVAT(t)
	case "CY":
		return cypriotVAT(v)
	case "IE":
		return IrishID(v) || oldIrishVAT(v)
	}
	var n buffer
	d := digits(&n, v, len(v))
	if d == nil || same(d) {
		return false
	}
	switch state {
	case "BE":
		return len(d) == 10 && d[0] <= 1 && 97-number(v[:8])%97 == two(d[8:])
	case "BG":
		return bulgarianVAT(d) || len(d) == 10 && BulgarianID(v)
	case "CZ":
		return len(d) == 8 && d[0] != 9 && mod11tail(weighted(d[:7], 8, 7, 6, 5, 4, 3, 2), d[7], true) || len(d) == 10 && CzechID(v)
	case "DK":
		return len(d) == 8 && d[0] > 0 && weighted(d, 2, 7, 6, 5, 4, 3, 2, 1)%11 == 0
	case "EE":
		return len(d) == 9 && weighted(d, 3, 7, 1, 3, 7, 1, 3, 7, 1)%10 == 0
	case "EL", "GR":
		return len(d) == 9 && weighted(d[:8], 256, 128, 64, 32, 16, 8, 4, 2)%11%10 == int(d[8])
	case "FI":
		return len(d) == 8 && weighted(d, 7, 9, 10, 5, 8, 4, 2, 1)%11 == 0
	case "HU":
		return len(d) == 8 && weighted(d, 9, 7, 3, 1, 9, 7, 3, 1)%10 == 0
	case "LT":
		return lithuanianVAT(d)
	case "LU":
		return len(d) == 8 && number(v[:6])%89 == two(d[6:])
	case "LV":
		return len(d) == 11 && d[0] > 3 && latvianCheck(weighted(d[:10], 9, 1, 4, 8, 3, 10, 2, 5, 7, 6)) == int(d[10])
	case "MT":
		return len(d) == 8 && 37-weighted(d[:6], 3, 4, 6, 7, 8, 9)%37 == two(d[6:])
	case "RO":
		return len(d) >= 8 && len(d) <= 10 && weighted(d[:len(d)-1], []int{7, 5, 3, 2, 1, 7, 5, 3, 2}[10-len(d):]...)*10%11%10 == int(d[len(d)-1])
	case "SE":
		return len(d) == 12 && luhn(d[:10]) && two(d[10:]) > 0
	case "SI":
		return len(d) == 8 && d[0] > 0 && mod11tail(weighted(d[:7], 8, 7, 6, 5, 4, 3, 2), d[7], false)
	case "SK":
		return len(d) == 10 && d[0] > 0 && number(v)%11 == 0
	}
	return false
}

// mod11tail compares a check digit with 11 minus a sum mod 11, where 10 is written 0.
// one says that 11 is written 1; else it is not given out.
func mod11tail(sum int, check byte, one bool) bool {
	c := 11 - sum%11
	return c < 11 && c%10 == int(check) || c == 11 && one && check == 1
}

func frenchVAT(v []byte) bool {
	if len(v) != 11 {
		return false
	}
	var b buffer
	d := digits(&b, v[2:], 9)
	if d == nil || !luhn(d) || same(d) {
		return false
	}
	if upper(v[0]) || upper(v[1]) {
		return v[0] != 'I' && v[0] != 'O' && v[1] != 'I' && v[1] != 'O'
	}
	return (12+3*(number(v[2:])%97))%97 == number(v[:2])
}

// spanishVAT accepts DNI, NIE and the CIF of businesses.
func spanishVAT(v []byte) bool {
	if len(v) != 9 {
		return false
	}
	if c := v[0]; digit(c) || oneOf(c, "XYZ") {
		return SpanishID(append(make([]byte, 0, 9), v...))
	}
	var b buffer
	d := digits(&b, v[1:8], 7)
	if d == nil || !oneOf(v[0], "ABCDEFGHJKLMNPQRSUVW") {
		return false
	}
	c := (10 - crossed(d, 2, 1, 2, 1, 2, 1, 2)%10) % 10
	return v[8] == byte('0'+c) || v[8] == "JABCDEFGHI"[c]
}

// dutchVAT accepts numbers of businesses (BSN or RSIN) and of sole traders (mod 97).
func dutchVAT(t []byte) bool {
	if len(t) != 14 || t[11] != 'B' || !digit(t[12]) || !digit(t[13]) || number(t[2:11]) < 0 {
		return false
	}
	return DutchID(t[2:11]) || mod97(t) == 1
}

func cypriotVAT(v []byte) bool {
	if len(v) != 9 || !upper(v[8]) || number(v[:8]) < 0 {
		return false
	}
	sum := 0
	for i, c := range v[:8] {
		if i%2 == 0 {
			sum += []int{1, 0, 5, 7, 9, 13, 15, 17, 19, 21}[c-'0']
		} else {
			sum += int(c - '0')
		}
	}
	return v[8] == byte('A'+sum%26)
}

// oldIrishVAT accepts the form of before 2013 with a letter or sign at the second place.
func oldIrishVAT(v []byte) bool {
	if len(v) != 8 || !digit(v[0]) || digit(v[1]) || number(v[2:7]) < 0 || !upper(v[7]) {
		return false
	}
	sum := int(v[0]-'0') * 2
	for i, c := range v[2:7] {
		sum += int(c-'0') * (7 - i)
	}
	return v[7] == "WABCDEFGHIJKLMNOPQRSTUV"[sum%23]
}

func bulgarianVAT(d []byte) bool {
	if len(d) != 9 {
		return false
	}
	c := weighted(d[:8], 1, 2, 3, 4, 5, 6, 7, 8) % 11
	if c == 10 {
		c = weighted(d[:8], 3, 4, 5, 6, 7, 8, 9, 10) % 11 % 10
	}
	return c == int(d[8])
}

func lithuanianVAT(d []byte) bool {
	n := len(d) - 1
	if n != 8 && n != 11 || d[n-1] != 1 {
		return false
	}
	c := weighted(d[:n], 1, 2, 3, 4, 5, 6, 7, 8, 9, 1, 2) % 11
	if c == 10 {
		c = weighted(d[:n], 3, 4, 5, 6, 7, 8, 9, 1, 2, 3, 4) % 11 % 10
	}
	return c == int(d[n])
}

func latvianCheck(sum int) int {
	switch c := 3 - sum%11; {
	case c < -1:
		return c + 11
	case c == -1:
		return -1
	default:
		return c
	}
}
