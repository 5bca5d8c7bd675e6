package check

// RandomToken accepts tokens that look drawn rather than written: letters and
// digits mixed, many different characters, and no hexadecimal digest or UUID
// (they name commits and records, not secrets).
func RandomToken(s []byte) bool {
	if len(s) < 12 {
		return false
	}
	var seen [256]bool
	different, numerals, small, capital, turns := 0, 0, 0, 0, 0
	digest := true
	last := 0
	for _, c := range s {
		if !seen[c] {
			seen[c] = true
			different++
		}
		kind := 4
		switch {
		case digit(c):
			numerals++
			kind = 1
		case upper(c):
			capital++
			kind = 2
		case 'a' <= c && c <= 'z':
			small++
			kind = 3
		}
		if kind != last {
			turns++
		}
		last = kind
		digest = digest && (hex(c) || c == '-')
	}
	if digest && len(s) != 32 && (len(s) == 36 || len(s) == 40 || len(s) == 64) {
		return false
	}
	if numerals == 0 && (small == 0 || capital == 0 || turns < len(s)/3) {
		return false
	}
	return numerals < len(s) && different >= 8 && different*3 >= min(len(s), 48) && turns >= len(s)/8
}
