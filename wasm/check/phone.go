package check

// NationalPhone accepts what looks like a number with a trunk zero without a
// key word before it: an area code set apart, or a German or British mobile
// number.
func NationalPhone(s []byte) bool {
	for i, c := range s {
		if c|0x20 >= 'a' && c|0x20 <= 'z' { // App. 12
			for i > 0 && !digit(s[i-1]) {
				i--
			}
			s = s[:i]
			break
		}
	}
	digits, groups, first, pairs, dots, other := 0, 0, 0, 0, 0, 0
	run := 0
	for i := 0; i <= len(s); i++ {
		if i < len(s) && digit(s[i]) {
			run++
			digits++
			continue
		}
		if run > 0 {
			groups++
			if run == 2 {
				pairs++
			}
			if groups == 1 {
				first = run
			}
			if groups == 2 && first == 1 { // 0 30 / 12 34 56 78
				first += run
				groups--
			}
		}
		run = 0
		if i < len(s) {
			if s[i] == '.' {
				dots++
			} else {
				other++
			}
		}
	}
	switch {
	case digits < 8 || digits > 13:
		return false
	case groups == 1:
		german := s[0] == '0' && s[1] == '1' && (s[2] == '5' || s[2] == '6' || s[2] == '7')
		return digits >= 11 && german || digits == 11 && s[0] == '0' && s[1] == '7'
	case groups == 3 && digits == 12 && len(s) == 14 && s[4] == '-' && s[9] == '-': // of a device
		return false
	case pairs == groups && digits == 10: // 01 23 45 67 89
		return true
	case dots > 0 && other == 0 && first < 3:
		return false
	}
	return first >= 3 && first <= 6
}
