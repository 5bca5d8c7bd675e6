package check

// IPv4 accepts four numbers up to 255 without leading zeros. Addresses that
// name no machine or every machine itself (0.0.0.0/8, loopback 127.0.0.0/8, masks
// and 255.255.255.255; RFC 6890) and versions such as 1.0.0.0 are not accepted.
func IPv4(s []byte) bool {
	part, n, size := 0, 0, 0
	var parts [4]int
	for i := 0; i <= len(s); i++ {
		if i == len(s) || s[i] == '.' {
			if size == 0 || n > 255 || part == 4 || size > 1 && s[i-size] == '0' {
				return false
			}
			parts[part] = n
			part, n, size = part+1, 0, 0
			continue
		}
		if !digit(s[i]) || size == 3 {
			return false
		}
		n = 10*n + int(s[i]-'0')
		size++
	}
	if part != 4 || parts[1]|parts[2]|parts[3] == 0 {
		return false
	}
	return parts[0] != 0 && parts[0] != 127 && parts[0] != 255
}

func hex(c byte) bool {
	return digit(c) || 'a' <= c && c <= 'f' || 'A' <= c && c <= 'F'
}

// IPv6 accepts the text forms of RFC 4291 with at least one group: eight
// groups, or fewer with one "::"; the last two may be an IPv4 address. Without a
// digit it is taken for source code (std::add).
func IPv6(s []byte) bool {
	if string(s) == "::1" { // loopback, RFC 4291 section 2.5.3
		return false
	}
	groups, size, gap := 0, 0, false
	numeral := false
	for _, c := range s {
		numeral = numeral || digit(c)
	}
	if !numeral {
		return false
	}
	for i := 0; i < len(s); i++ {
		switch c := s[i]; {
		case hex(c):
			if size++; size > 4 {
				return false
			}
		case c == ':':
			if size > 0 {
				groups++
				size = 0
			} else if i > 1 || i+1 == len(s) || s[i+1] != ':' && i == 0 {
				return false
			}
			if i+1 < len(s) && s[i+1] == ':' {
				if gap {
					return false
				}
				gap = true
				i++
			} else if i+1 == len(s) {
				return false
			}
		case c == '.' && size > 0:
			if !IPv4(s[i-size:]) {
				return false
			}
			groups += 2
			return groups == 8 || gap && groups < 8
		default:
			return false
		}
	}
	if size > 0 {
		groups++
	}
	return groups == 8 || gap && groups >= 1 && groups < 8
}

// MAC accepts 6 pairs of hexadecimal digits with one kind of separator; the
// addresses of all zeros and all ones are not accepted. Three groups of four with
// dots, as network devices print them, need a letter: 2024.0813.1012 is none.
func MAC(s []byte) bool {
	if len(s) == 14 {
		return dottedMAC(s)
	}
	if len(s) != 17 {
		return false
	}
	zeros, ones := true, true
	for i, c := range s {
		if i%3 == 2 {
			if c != s[2] || c != ':' && c != '-' {
				return false
			}
			continue
		}
		if !hex(c) {
			return false
		}
		zeros = zeros && c == '0'
		ones = ones && (c == 'f' || c == 'F')
	}
	return !zeros && !ones
}

func dottedMAC(s []byte) bool {
	letters, others := false, false
	for i, c := range s {
		if i == 4 || i == 9 {
			if c != '.' {
				return false
			}
			continue
		}
		if !hex(c) {
			return false
		}
		letters = letters || !digit(c)
		others = others || c != 'f' && c != 'F'
	}
	return letters && others
}
