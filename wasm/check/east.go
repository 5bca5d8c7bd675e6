package check

// CzechID accepts birth numbers of the Czech Republic and Slovakia with ten
// digits; months of women are shifted by 50, further series by 20.
func CzechID(s []byte) bool {
	var b buffer
	d := digits(&b, s, 10)
	if d == nil || !calendar(0, two(d[2:])%50%20, two(d[4:])) {
		return false
	}
	n := 0
	for _, v := range d {
		n = 10*n + int(v)
	}
	return n%11 == 0
}

// CroatianID accepts OIB numbers.
func CroatianID(s []byte) bool {
	var b buffer
	d := digits(&b, s, 11)
	return d != nil && mod11and10(d) && !same(d)
}

// BulgarianID accepts EGN numbers; months are shifted by 20 or 40.
func BulgarianID(s []byte) bool {
	var b buffer
	d := digits(&b, s, 10)
	if d == nil || !calendar(0, two(d[2:])%20, two(d[4:])) {
		return false
	}
	return weighted(d[:9], 2, 4, 8, 5, 10, 9, 7, 3, 6)%11%10 == int(d[9])
}

// RomanianID accepts CNP numbers.
func RomanianID(s []byte) bool {
	var b buffer
	d := digits(&b, s, 13)
	if d == nil || d[0] == 0 || !calendar(0, two(d[3:]), two(d[5:])) {
		return false
	}
	c := weighted(d[:12], 2, 7, 9, 1, 4, 6, 3, 5, 8, 2, 7, 9) % 11
	if c == 10 {
		c = 1
	}
	return c == int(d[12])
}

// GreekInsurance accepts AMKA numbers.
func GreekInsurance(s []byte) bool {
	var b buffer
	d := digits(&b, s, 11)
	return d != nil && calendar(0, two(d[2:]), two(d)) && luhn(d)
}
