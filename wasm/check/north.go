package check

// SwedishID accepts personal and coordination numbers of 10 or 12 digits; the
// day may be shifted by 60. A plus sign marks people above 100.
func SwedishID(s []byte) bool {
	var b, p buffer
	if len(s) > len(p) {
		return false
	}
	k := 0
	for _, c := range s {
		if c != '+' {
			p[k] = c
			k++
		}
	}
	d := digits(&b, p[:k], 12)
	if d != nil {
		d = d[2:]
	} else if d = digits(&b, p[:k], 10); d == nil {
		return false
	}
	return calendar(0, two(d[2:]), two(d[4:])%60) && luhn(d)
}

// FinnishID accepts personal identity codes; the sign gives the century.
func FinnishID(s []byte) bool {
	if len(s) != 11 || !oneOf(s[6], "-+ABCDEFYXWVU") {
		return false
	}
	a, c := number(s[:6]), number(s[7:10])
	if a < 0 || c < 0 || !calendar(0, a/100%100, a/10000) {
		return false
	}
	return s[10] == "0123456789ABCDEFHJKLMNPRSTUVWXY"[(a*1000+c)%31]
}

// NorwegianID accepts birth and D numbers (day shifted by 40).
func NorwegianID(s []byte) bool {
	var b buffer
	d := digits(&b, s, 11)
	if d == nil || !calendar(0, two(d[2:]), two(d)%40) {
		return false
	}
	return mod11check(weighted(d[:9], 3, 7, 6, 1, 8, 9, 4, 5, 2), int(d[9])) &&
		mod11check(weighted(d[:10], 5, 4, 3, 2, 7, 6, 5, 4, 3, 2), int(d[10]))
}

// DanishID accepts CPR numbers that follow the check rule; since 2007 not all
// do, so a failed check says little.
func DanishID(s []byte) bool {
	var b buffer
	d := digits(&b, s, 10)
	return d != nil && calendar(0, two(d[2:]), two(d)) && weighted(d, 4, 3, 2, 7, 6, 5, 4, 3, 2, 1)%11 == 0
}

// EstonianID accepts personal codes of Estonia and Lithuania.
func EstonianID(s []byte) bool {
	var b buffer
	d := digits(&b, s, 11)
	if d == nil || d[0] == 0 || !calendar(0, two(d[3:]), two(d[5:])) {
		return false
	}
	c := weighted(d[:10], 1, 2, 3, 4, 5, 6, 7, 8, 9, 1) % 11
	if c == 10 {
		c = weighted(d[:10], 3, 4, 5, 6, 7, 8, 9, 1, 2, 3) % 11 % 10
	}
	return c == int(d[10])
}
