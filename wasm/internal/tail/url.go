package tail

// urlMax bounds one address.
const urlMax = 2048

// url takes a web address after its scheme, without the punctuation of the
// sentence around it.
func url(t []byte, start, end int) (int, int, bool) {
	e := end
	for e < len(t) && e-end < urlMax && t[e] > ' ' && !in(t[e], "\"<>`|\\^{}") {
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

// notProfiles are pages of the services themselves.
var notProfiles = list(" help about login signup settings explore features pricing topics search share sharer watch p reel reels stories tv hashtag i intent home jobs company groups events pages marketplace privacy legal terms developers business ads gaming orgs sponsors marketplace trending collections ")

// profile takes the name at the end of the address of somebody's page; the
// match ends in its first letter.
func profile(t []byte, start, end int) (int, int, bool) {
	s := end - 1
	e := s
	for e < len(t) && e-s <= 60 {
		if alnum(t[e]) || in(t[e], "._-%") {
			e++
		} else if n := letterAt(t, e); n > 0 {
			e += n
		} else {
			break
		}
	}
	for e > s && in(t[e-1], "._-%") {
		e--
	}
	if e-s < 3 || e-s > 60 || notProfiles.has(t[s:e]) || at(t, e) == '/' && alnum(at(t, e+1)) {
		return 0, 0, false
	}
	return start, e, true
}
