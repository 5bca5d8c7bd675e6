package check

// buffer holds the significant characters of one candidate. 64 is above the
// longest identifier known here (a 44-character line of a passport).
type buffer [64]byte

func separator(c byte) bool {
	switch c {
	case ' ', '\t', '\n', '\r', '-', '.', '/', '_':
		return true
	}
	return false
}

func digit(c byte) bool { return '0' <= c && c <= '9' }
func upper(c byte) bool { return 'A' <= c && c <= 'Z' }

// digits returns the digits of s as values 0 to 9, skipping separators, or nil
// when something else is in it or it has not exactly n digits.
func digits(b *buffer, s []byte, n int) []byte {
	k := 0
	for _, c := range s {
		if separator(c) {
			continue
		}
		if !digit(c) || k == n {
			return nil
		}
		b[k] = c - '0'
		k++
	}
	if k != n {
		return nil
	}
	return b[:k]
}

// letters returns the letters and digits of s in upper case, skipping
// separators, or nil when something else is in it or it does not fit.
func letters(b *buffer, s []byte) []byte {
	k := 0
	for _, c := range s {
		if separator(c) {
			continue
		}
		if 'a' <= c && c <= 'z' {
			c -= 'a' - 'A'
		}
		if !digit(c) && !upper(c) || k == len(b) {
			return nil
		}
		b[k] = c
		k++
	}
	return b[:k]
}

// number reads ASCII digits as one number, or returns -1.
func number(s []byte) int {
	n := 0
	for _, c := range s {
		if !digit(c) || n > 1<<40 {
			return -1
		}
		n = 10*n + int(c-'0')
	}
	return n
}

// weighted is the sum of digit times weight over the shorter of the two.
func weighted(d []byte, weights ...int) int {
	sum := 0
	for i := 0; i < len(d) && i < len(weights); i++ {
		sum += int(d[i]) * weights[i]
	}
	return sum
}

// crossed is weighted with the digit sum of every product.
func crossed(d []byte, weights ...int) int {
	sum := 0
	for i := 0; i < len(d) && i < len(weights); i++ {
		p := int(d[i]) * weights[i]
		sum += p/10 + p%10
	}
	return sum
}

// luhn applies ISO/IEC 7812 annex B to digit values.
func luhn(d []byte) bool {
	sum := 0
	for i := range d {
		n := int(d[len(d)-1-i])
		if i%2 == 1 {
			n *= 2
			if n > 9 {
				n -= 9
			}
		}
		sum += n
	}
	return sum%10 == 0
}

// mod11and10 applies the hybrid system MOD 11,10 of ISO/IEC 7064.
func mod11and10(d []byte) bool {
	p := 10
	for _, n := range d[:len(d)-1] {
		p = (p + int(n)) % 10
		if p == 0 {
			p = 10
		}
		p = p * 2 % 11
	}
	return (11-p)%10 == int(d[len(d)-1])
}

// mod97 is the remainder of ISO/IEC 7064 MOD 97-10, letters as 10 to 35.
func mod97(parts ...[]byte) int {
	r := 0
	for _, s := range parts {
		for _, c := range s {
			if upper(c) {
				r = (r*100 + int(c-'A') + 10) % 97
			} else {
				r = (r*10 + int(c-'0')) % 97
			}
		}
	}
	return r
}

// same reports whether all digits are equal, as in placeholders people type.
func same(d []byte) bool {
	for _, c := range d {
		if c != d[0] {
			return false
		}
	}
	return true
}

// calendar reports whether year, month and day form a date. Year 0 means that
// the century is unknown: 29 February then counts as valid.
func calendar(year, month, day int) bool {
	if month < 1 || month > 12 || day < 1 {
		return false
	}
	last := 31
	switch month {
	case 4, 6, 9, 11:
		last = 30
	case 2:
		last = 29
		if year > 0 && (year%4 != 0 || year%100 == 0 && year%400 != 0) {
			last = 28
		}
	}
	return day <= last
}

// two reads two digit values as a number.
func two(d []byte) int { return int(d[0])*10 + int(d[1]) }
