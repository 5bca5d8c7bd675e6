package tail

// url takes a web address after its scheme, without the punctuation of the
// sentence around it.
func url(t []byte, start, end int) (int, int, bool) {
	e := end
	for e < len(t) && e-end < 2048 && t[e] > ' ' && !in(t[e], "\"<>`|\\^{}") {
		e++
	}
	open := false
	for _, c := range t[end:e] {
		open = open || c == '('
	}
	for e > end && (in(t[e-1], ".,;:!?'*_") || t[e-1] == ')' && !open || t[e-1] == ']') {
		e--
	}
	return start, e, e-end >= 4
}

// handle takes a user name after "@", "/in/" or a key word: letters, digits and
// joining signs, 3 to 40 of them.
func handle(t []byte, start, end int) (int, int, bool) {
	i := skip(t, end, " \t:=\"'@", 6)
	e := i
	for e < len(t) && e-i <= 40 {
		if alnum(t[e]) || in(t[e], "._-%") && e > i {
			e++
		} else if n := letterAt(t, e); n > 0 {
			e += n
		} else {
			break
		}
	}
	for e > i && in(t[e-1], "._-%") {
		e--
	}
	return i, e, e-i >= 3 && e-i <= 40
}
