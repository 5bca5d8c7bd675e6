package check

// Date accepts a date as people write it, in digits or with the German or
// English name of the month.
func Date(s []byte) bool {
	y, m, d, ok := ParseDate(s)
	return ok && calendar(y, m, d)
}

// BirthDate accepts a Date on which somebody alive may have been born.
func BirthDate(s []byte) bool {
	y, m, d, ok := ParseDate(s)
	return ok && calendar(y, m, d) && (y == 0 || y >= 1900 && y <= 2099)
}

// ParseDate reads day, month and year from one of the forms 12.03.1980,
// 12. März 1980, 1980-03-12, 03/12/1980, March 12, 1980, 12th of March 1980.
// A year of two digits gives year 0. Where day and month can be either, as in
// 03/12/1980, day first is assumed unless only month first fits.
func ParseDate(s []byte) (year, month, day int, ok bool) {
	var nums [3]int
	var sizes [3]int
	n, i := 0, 0
	dotted := false // 12.03.1980 is day first everywhere
	named := -1     // how many numbers stood before the name of the month
	for i < len(s) {
		switch c := s[i]; {
		case digit(c):
			if n == 3 {
				return 0, 0, 0, false
			}
			j := i
			for j < len(s) && digit(s[j]) {
				j++
			}
			nums[n], sizes[n] = number(s[i:j]), j-i
			if sizes[n] > 4 {
				return 0, 0, 0, false
			}
			n++
			i = j
			if i+1 < len(s) && ordinal(s[i], s[i+1]) {
				i += 2
			}
		case c|0x20 >= 'a' && c|0x20 <= 'z' || c >= 0x80:
			j := i
			for j < len(s) && (s[j]|0x20 >= 'a' && s[j]|0x20 <= 'z' || s[j] >= 0x80) {
				j++
			}
			if m := monthOf(s[i:j]); m > 0 && named < 0 {
				month, named = m, n
			} else if !(j-i == 2 && s[i] == 'o' && s[i+1] == 'f') {
				return 0, 0, 0, false
			}
			i = j
		default:
			dotted = dotted || c == '.'
			i++
		}
	}
	switch {
	case named >= 0 && n == 2: // one number is the day, the other the year
		day, year = nums[0], nums[1]
		if sizes[0] == 4 {
			day, year = nums[1], nums[0]
			sizes[1] = 4
		}
		if sizes[1] == 2 {
			year = 0
		} else if sizes[1] != 4 {
			return 0, 0, 0, false
		}
	case named < 0 && n == 3:
		if sizes[0] == 4 {
			return nums[0], nums[1], nums[2], sizes[1] <= 2 && sizes[2] <= 2
		}
		if sizes[2] == 4 {
			year = nums[2]
		} else if sizes[2] != 2 {
			return 0, 0, 0, false
		}
		day, month = nums[0], nums[1]
		if month > 12 && day <= 12 && !dotted {
			day, month = month, day
		}
	default:
		return 0, 0, 0, false
	}
	return year, month, day, day <= 31
}

func ordinal(a, b byte) bool {
	a, b = a|0x20, b|0x20
	return a == 's' && b == 't' || a == 'n' && b == 'd' || a == 'r' && b == 'd' || a == 't' && b == 'h'
}

// monthNames holds prefixes that name a month in German or English.
var monthNames = [...]struct {
	name  string
	month int
}{
	{"jan", 1}, {"jän", 1}, {"feb", 2}, {"mar", 3}, {"mär", 3}, {"mrz", 3}, {"apr", 4}, {"mai", 5}, {"may", 5},
	{"jun", 6}, {"jul", 7}, {"aug", 8}, {"sep", 9}, {"okt", 10}, {"oct", 10}, {"nov", 11}, {"dez", 12}, {"dec", 12},
}

func monthOf(word []byte) int {
	for _, m := range monthNames {
		if len(word) < len(m.name) || len(word) > 10 {
			continue
		}
		hit := true
		for i := 0; i < len(m.name); i++ {
			c := word[i]
			if upper(c) {
				c += 'a' - 'A'
			}
			if m.name[i] == 0xa4 && c == 0x84 { // Ä and ä differ in the second byte
				c = 0xa4
			}
			hit = hit && c == m.name[i]
		}
		if hit {
			return m.month
		}
	}
	return 0
}
