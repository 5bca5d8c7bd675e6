package check

// Luhn accepts 8 to 19 digits with a check digit of ISO/IEC 7812.
func Luhn(s []byte) bool {
	var b buffer
	for n := 8; n <= 19; n++ {
		if d := digits(&b, s, n); d != nil {
			return luhn(d) && !same(d)
		}
	}
	return false
}

// Card accepts payment card numbers: issuer range, the lengths this issuer
// uses, and Luhn. Thirteen digits that also are an EAN are taken for one: no
// cards of that length have been given out for decades.
func Card(s []byte) bool {
	var b buffer
	for n := 12; n <= 19; n++ {
		if d := digits(&b, s, n); d != nil {
			return issued(d) && luhn(d) && !same(d) && !(n == 13 && ean13(d))
		}
	}
	return false
}

// issued reports whether a card of this length can begin like d.
func issued(d []byte) bool {
	n := len(d)
	four := two(d)*100 + two(d[2:])
	switch p := two(d); {
	case p/10 == 4: // Visa
		return n == 13 || n == 16 || n == 19
	case 51 <= p && p <= 55, 2221 <= four && four <= 2720: // Mastercard
		return n == 16
	case p == 34, p == 37: // American Express
		return n == 15
	case p == 36: // Diners Club
		return n == 14 || n == 16
	case p == 38, p == 39, 3000 <= four && four <= 3059, four == 3095: // Diners Club
		return n == 14 || n == 16
	case four == 2131, four == 1800: // JCB
		return n == 15
	case 3528 <= four && four <= 3589: // JCB
		return n >= 16
	case four == 6011, p == 65, 6440 <= four && four <= 6499: // Discover
		return n >= 16
	case p == 62: // UnionPay
		return n >= 16
	case p == 50, 56 <= p && p <= 58, p == 67, four == 6304: // Maestro
		return n == 12 || n >= 16
	}
	return false
}

// ibanLengths lists country and total length (ISO 13616 registry), sorted.
const ibanLengths = "AD24AE23AL28AT20AZ28BA20BE16BG22BH22BI27BR29BY28CH21CR22CY28CZ24" +
	"DE22DJ27DK18DO28EE20EG29ES24FI18FK18FO18FR27GB22GE22GI23GL18GR27GT28HN28HR21HU28IE22IL23" +
	"IQ23IS26IT27JO30KW30KZ20LB28LC32LI21LT20LU20LV21LY25MC27MD24ME22MK19MN20MR27MT31MU30NI28" +
	"NL18NO15OM23PK24PL28PS29PT25QA29RO24RS22RU33SA24SC31SD18SE24SI19SK24SM27SO23ST25SV28TL23" +
	"TN24TR26UA29VA22VG24XK20YE30"

// IBANLength returns the length of an IBAN of this country, or 0.
func IBANLength(a, b byte) int {
	for i := 0; i < len(ibanLengths); i += 4 {
		if ibanLengths[i] == a && ibanLengths[i+1] == b {
			return int(ibanLengths[i+2]-'0')*10 + int(ibanLengths[i+3]-'0')
		}
	}
	return 0
}

// IBAN accepts account numbers of ISO 13616: length of the country, mod 97.
func IBAN(s []byte) bool {
	var b buffer
	t := letters(&b, s)
	if len(t) < 15 || !digit(t[2]) || !digit(t[3]) || len(t) != IBANLength(t[0], t[1]) {
		return false
	}
	return mod97(t[4:], t[:4]) == 1
}

// SEPACreditor accepts creditor identifiers: the same check without the
// business code in positions 5 to 7.
func SEPACreditor(s []byte) bool {
	var b buffer
	t := letters(&b, s)
	if len(t) < 9 || len(t) > 35 || !upper(t[0]) || !upper(t[1]) || !digit(t[2]) || !digit(t[3]) {
		return false
	}
	if t[0] == 'D' && t[1] == 'E' && len(t) != 18 {
		return false
	}
	return mod97(t[7:], t[:4]) == 1
}

// bicCountries lists the ISO 3166 codes that banks in SWIFT's directory use
// and that are no ordinary ending of an English or German word.
const bicCountries = "ATBEBGCHCYCZDEDKEEESFIFRGBGRHRHUIEISITLILTLULVMCMTNLNOPLPTROSESISKSMUSTRRSUAAUCAJP"

// BIC accepts bank codes of ISO 9362 in upper case with 8 or 11 characters.
func BIC(s []byte) bool {
	if len(s) != 8 && len(s) != 11 {
		return false
	}
	for i, c := range s {
		if !upper(c) && (i < 6 || !digit(c)) {
			return false
		}
	}
	for i := 0; i < len(bicCountries); i += 2 {
		if bicCountries[i] == s[4] && bicCountries[i+1] == s[5] {
			return true
		}
	}
	return false
}

// IMEI accepts device numbers of 15 digits with Luhn.
func IMEI(s []byte) bool {
	var b buffer
	d := digits(&b, s, 15)
	return d != nil && luhn(d) && !same(d)
}

// VIN accepts vehicle numbers of ISO 3779 whose check digit (North America,
// position 9) is right.
func VIN(s []byte) bool {
	if len(s) != 17 {
		return false
	}
	weights := [...]int{8, 7, 6, 5, 4, 3, 2, 10, 0, 9, 8, 7, 6, 5, 4, 3, 2}
	sum := 0
	for i, c := range s {
		switch {
		case digit(c):
			sum += int(c-'0') * weights[i]
		case c == 'I' || c == 'O' || c == 'Q' || !upper(c):
			return false
		default: // A to I are 1 to 9, J to R 1 to 9, S to Z 2 to 9
			v := int(c-'A') + 1
			if c >= 'S' {
				v = int(c-'S') + 2
			} else if c >= 'J' {
				v = int(c-'J') + 1
			}
			sum += v * weights[i]
		}
	}
	want := byte('0' + sum%11)
	if sum%11 == 10 {
		want = 'X'
	}
	return s[8] == want
}
