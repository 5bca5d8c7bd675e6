package tail

// base64After takes the base64 word at the end of a match such as "Basic dXNl".
func base64After(t []byte, start, end int) (int, int, bool) {
	i := end
	for i > start && t[i-1] != ' ' {
		i--
	}
	e := i
	for e < len(t) && e-i < 512 && (alnum(t[e]) || in(t[e], "+/")) {
		e++
	}
	e = skip(t, e, "=", 2)
	return i, e, (e-i)%4 == 0
}

// curlUser takes user and password after -u or --user of a command line.
func curlUser(t []byte, start, end int) (int, int, bool) {
	for i := start; i < len(t) && i-start < reach && t[i] != '\n'; i++ {
		n := 0
		if t[i] != ' ' {
			continue
		}
		for _, option := range [...]string{" -u ", " --user ", " -u", " --user="} {
			if hasFold(t, i, option) {
				n = len(option)
				break
			}
		}
		if n == 0 || i+n >= len(t) {
			continue
		}
		s := skip(t, i+n, "\"'", 1)
		e, colon := s, -1
		for e < len(t) && t[e] > ' ' && !in(t[e], "\"'") && e-s < 200 {
			if t[e] == ':' && colon < 0 {
				colon = e
			}
			e++
		}
		if colon <= s || e-colon < 4 || blank(t[s:colon]) || blank(t[colon+1:e]) {
			return 0, 0, false
		}
		return s, e, true
	}
	return 0, 0, false
}

// phrase takes twelve to twenty-four words of three to eight small letters.
func phrase(t []byte, start, end int) (int, int, bool) {
	i := skip(t, end, " \t:=\"'", 6)
	for _, verb := range [...]string{"is ", "ist ", "lautet "} {
		if hasFold(t, i, verb) {
			i = skip(t, i+len(verb), " \t:=\"'", 6)
		}
	}
	e, words := i, 0
	for at := i; words < 24; words++ {
		w := at
		for w < len(t) && small(t[w]) && w-at <= 8 {
			w++
		}
		if w-at < 3 || w-at > 8 {
			break
		}
		e = w
		at = skip(t, w, " ,\n", 2)
	}
	return i, e, words >= 12
}
