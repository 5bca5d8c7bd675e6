package tail

import "unicode/utf8"

// localMax and domainMax are the limits of RFC 5321 for the parts of an address.
const (
	localMax  = 64
	domainMax = 253
)

// fileEndings look like top-level domains in names such as icon@2x.png.
var fileEndings = list(" png jpg jpeg gif svg webp pdf js ts css json html md txt xml yaml yml zip exe ")

// email takes the mail address around an "@".
func email(t []byte, start, end int) (int, int, bool) {
	s := start
	for s > 0 && start-s < localMax {
		if c := t[s-1]; alnum(c) || in(c, "._%+'-") {
			s--
		} else if n := letterBefore(t, s); n > 0 {
			s -= n
		} else {
			break
		}
	}
	for s < start && in(t[s], ".'%+-") {
		s++
	}
	if s == start || at(t, start-1) == '.' || string(t[s:start]) == "git" { // git@host:path is a clone address
		return 0, 0, false
	}
	e, ok := domain(t, end)
	return s, e, ok && !credentials(t, s)
}

// credentials reports whether what ends before i is the beginning of a
// connection string: scheme://user:password@host is no mail address.
func credentials(t []byte, i int) bool {
	for k := i; k > 0 && i-k < reach; k-- {
		switch t[k-1] {
		case ' ', '\t', '\n', '\r', '"', '\'', '<', '(':
			return false
		case '/':
			return at(t, k-2) == '/' && at(t, k-3) == ':'
		}
	}
	return false
}

// domain returns the end of the host name with a top-level domain at i.
func domain(t []byte, i int) (int, bool) {
	labels, label, last := 0, i, i
	e := i
	for e < len(t) && e-i < domainMax {
		n := 0
		if alnum(t[e]) || t[e] == '-' {
			n = 1
		} else if t[e] >= utf8.RuneSelf {
			n = letterAt(t, e)
		}
		if n > 0 {
			e += n
			continue
		}
		if t[e] == '.' && e > label && (e+1 < len(t) && (alnum(t[e+1]) || letterAt(t, e+1) > 0)) {
			labels++
			label = e + 1
			e++
			continue
		}
		break
	}
	last = e
	for last > label && t[last-1] == '-' {
		last--
	}
	top := t[label:last]
	return last, labels > 0 && topLevel(top)
}

// spokenDots are the ways to write out a dot between two words.
var spokenDots = oneOf(" punkt ", " dot ", "(dot)", " (dot) ", "(punkt)", " (punkt) ", "[dot]", " [dot] ", "[punkt]", " [punkt] ", "{dot}", " {dot} ", "{punkt}", " {punkt} ", "<dot>", "<punkt>", "[.]", "(.)")

// emailSpoken takes "name (at) firma punkt de" around its "(at)", and
// "name@firma (dot) de" around an "@" that is no plain address.
func emailSpoken(t []byte, start, end int) (int, int, bool) {
	if t[start] == '@' {
		if at(t, start-1) == ' ' && at(t, end) == ' ' { // lena.muster @ beispiel.de
			s := localStart(t, start)
			e, ok := domain(t, end+1)
			return s, e, ok && joined(t[s:start-1])
		}
		if _, plain := domain(t, end); plain || space(at(t, start-1)) || !alnum(at(t, end)) {
			return 0, 0, false
		}
	} else if t[end-1] == '.' { // lena.muster at gmx.de
		s := localStart(t, start)
		e, ok := domain(t, wordEnd(t, start+1, 4)+1)
		return s, e, ok && joined(t[s:start])
	}
	e, ok := spokenDomain(t, end)
	if !ok {
		return 0, 0, false
	}
	if t[start] == '%' && hasFold(t, e-len("gserviceaccount.com"), "gserviceaccount.com") {
		return 0, 0, false // the account of a program
	}
	s := localStart(t, start)
	return s, e, s < start && !credentials(t, s)
}

// joined reports whether a name has a sign or a digit that words have not: l.muster.
func joined(v []byte) bool {
	for i, c := range v {
		if i > 0 && i+1 < len(v) && in(c, "._") && alnum(v[i-1]) && alnum(v[i+1]) || digit(c) {
			return true
		}
	}
	return false
}

// mailHosts are those where most people have their mail.
var mailHosts = list(" gmail gmx web outlook hotmail live icloud yahoo posteo freenet t-online protonmail proton aol mailbox googlemail ")

// emailDot takes "name at firma punkt de" around its first "punkt de".
func emailDot(t []byte, start, end int) (int, int, bool) {
	s := start
	for s > 0 && start-s < localMax && (alnum(t[s-1]) || t[s-1] == '-') {
		s--
	}
	if s == start || at(t, s-1) != ' ' {
		return 0, 0, false
	}
	w := s - 1
	for _, sign := range [...]string{" at", " ät", "(at)", "[at]"} {
		if hasFold(t, w-len(sign), sign) {
			from := w - len(sign)
			if local := localStart(t, from); local < from {
				e, ok := spokenDomain(t, s)
				return local, e, ok
			}
		}
	}
	return 0, 0, false
}

// emailDictated is emailDot for names that hold a spoken sign themselves, as in "max
// punkt muster at firma punkt de": nobody says that but of an address.
func emailDictated(t []byte, start, end int) (int, int, bool) {
	s, e, ok := emailDot(t, start, end)
	if !ok {
		return 0, 0, false
	}
	host := start
	for host > 0 && start-host < 24 && (alnum(t[host-1]) || t[host-1] == '-') {
		host--
	}
	if name := t[s:wordEnd(t, s, localMax)]; joined(t[s:max(s, nameEnd(t, host-4))]) || mailHosts.has(t[host:start]) && !beforeAt.has(name) {
		return s, e, true
	}
	for w := wordEnd(t, s, localMax); w < start; w++ {
		if n := spokenDots.at(t, w); n > 0 {
			return s, e, true
		}
		if at(t, w) == ' ' {
			break
		}
	}
	return 0, 0, false
}

// beforeAt are words that stand before "at" in a sentence.
var beforeAt = list(" look looking looked account mail email e-mail mailbox address adresse users user is it me him her them us reach write register registered sign signed here arrived hosted ")

// nameEnd passes the blanks before i.
func nameEnd(t []byte, i int) int {
	for i > 0 && t[i-1] == ' ' {
		i--
	}
	return max(i, 0)
}

// localStart returns where the name before a spoken "at" begins; "punkt" and
// "dot" may join two words.
func localStart(t []byte, i int) int {
	for i > 0 && space(t[i-1]) {
		i--
	}
	s := i
	for i-s < localMax {
		w := s
		for w > 0 && s-w < localMax && (alnum(t[w-1]) || in(t[w-1], "._-")) {
			w--
		}
		if w == s {
			break
		}
		s = w
		joined := false
		for _, dot := range spokenDots.list {
			if in(at(t, s-1), " )]}") && hasFold(t, s-len(dot), dot) {
				s -= len(dot)
				joined = true
				break
			}
		}
		if !joined {
			break
		}
	}
	return s
}

// spokenDomain reads "firma punkt de", "firma (dot) de" or "firma.de".
func spokenDomain(t []byte, i int) (end int, ok bool) {
	for space(at(t, i)) {
		i++
	}
	e, label, dots := i, i, 0
	for e-i < domainMax {
		w := e
		for w < len(t) && w-e < 63 && (alnum(t[w]) || t[w] == '-' || letterAt(t, w) > 1) {
			w += max(1, letterAt(t, w))
		}
		if w == e {
			return 0, false
		}
		label, e = e, w
		joined := false
		if n := spokenDots.at(t, e); n > 0 && alnum(at(t, e+n)) {
			e += n
			joined = true
		}
		if !joined && at(t, e) == '.' && alnum(at(t, e+1)) {
			e++
			joined = true
		}
		if !joined {
			break
		}
		dots++
	}
	return e, dots > 0 && topLevel(t[label:e])
}

// topLevel reports whether a label can end a host name.
func topLevel(label []byte) bool {
	if len(label) < 2 || len(label) > 24 || fileEndings.has(label) {
		return false
	}
	for _, c := range label {
		if digit(c) && !hasFold(label, 0, "xn--") {
			return false
		}
	}
	return true
}
