package check

// verhoeffProduct and verhoeffPlace are the tables of J. Verhoeff, Error Detecting
// Decimal Codes (1969): the group D5 and its permutation.
var verhoeffProduct = [10]string{"0123456789", "1234067895", "2340178956", "3401289567", "4012395678", "5987604321", "6598710432", "7659821043", "8765932104", "9876543210"}

var verhoeffPlace = [8]string{"0123456789", "1576283094", "5803796142", "8916043527", "9453126870", "4286573901", "2793806415", "7046913258"}

// IndianID accepts Aadhaar numbers: 12 digits, the first above 1, the last by Verhoeff
// (UIDAI).
func IndianID(s []byte) bool {
	var b buffer
	d := digits(&b, s, 12)
	if d == nil || d[0] < 2 {
		return false
	}
	c := byte(0)
	for i := range d {
		c = verhoeffProduct[c][verhoeffPlace[i%8][d[11-i]]-'0'] - '0'
	}
	return c == 0
}

// BrazilianTax accepts CPF numbers of persons, 11 digits (Receita Federal).
func BrazilianTax(s []byte) bool {
	var b buffer
	d := digits(&b, s, 11)
	return d != nil && !same(d) &&
		weighted(d[:9], 10, 9, 8, 7, 6, 5, 4, 3, 2)*10%11%10 == int(d[9]) &&
		weighted(d[:10], 11, 10, 9, 8, 7, 6, 5, 4, 3, 2)*10%11%10 == int(d[10])
}

// CanadianInsurance accepts social insurance numbers: 9 digits by Luhn, the first
// not 0 or 8.
func CanadianInsurance(s []byte) bool {
	var b buffer
	d := digits(&b, s, 9)
	return d != nil && d[0] != 0 && d[0] != 8 && luhn(d) && !same(d)
}

// TurkishID accepts T.C. Kimlik numbers: 11 digits, the last two calculated (NVİ).
func TurkishID(s []byte) bool {
	var b buffer
	d := digits(&b, s, 11)
	if d == nil || d[0] == 0 {
		return false
	}
	odd, even := weighted(d[:9], 1, 0, 1, 0, 1, 0, 1, 0, 1), weighted(d[:8], 0, 1, 0, 1, 0, 1, 0, 1)
	return (odd*7-even+100)%10 == int(d[9]) && (odd+even+int(d[9]))%10 == int(d[10])
}

// YugoslavID accepts JMBG, EMBG and EMŠO numbers: date of birth, region, serial and a
// check digit, 13 digits.
func YugoslavID(s []byte) bool {
	var b buffer
	d := digits(&b, s, 13)
	return d != nil && calendar(0, two(d[2:]), two(d)) && (d[4] == 9 || d[4] == 0) &&
		mod11check(weighted(d[:12], 7, 6, 5, 4, 3, 2, 7, 6, 5, 4, 3, 2), int(d[12]))
}

// ChineseID accepts numbers of resident identity cards: 18 characters, ISO 7064 MOD
// 11-2 (GB 11643).
func ChineseID(s []byte) bool {
	var b buffer
	t := letters(&b, s)
	if len(t) != 18 {
		return false
	}
	sum := 0
	for i, w := range [...]int{7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2} {
		if !digit(t[i]) {
			return false
		}
		sum += int(t[i]-'0') * w
	}
	return t[17] == "10X98765432"[sum%11] && calendar(0, int(t[10]-'0')*10+int(t[11]-'0'), int(t[12]-'0')*10+int(t[13]-'0'))
}

// ChileanID accepts RUT numbers: 7 or 8 digits and a check character (Registro Civil).
func ChileanID(s []byte) bool {
	var b buffer
	t := letters(&b, s)
	if len(t) < 8 || len(t) > 9 || number(t[:len(t)-1]) < 0 {
		return false
	}
	sum, w := 0, 2
	for i := len(t) - 2; i >= 0; i-- {
		sum += int(t[i]-'0') * w
		if w++; w > 7 {
			w = 2
		}
	}
	return t[len(t)-1] == "0K987654321"[sum%11]
}
