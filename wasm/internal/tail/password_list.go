package tail

// Passwords in lists and columns: a word over them says what they are.

// listHeads begin words over lists of passwords.
var listHeads = oneOf("passwortliste", "passwort-liste", "passwörter", "passwoerter", "passworte", "passwords", "password list", "kennwörter", "kennwoerter", "kennwortliste", "zugangsdaten", "zugänge", "zugaenge", "zugangsliste", "logindaten", "logins", "login-daten", "anmeldedaten", "credentials", "creds", "pw-liste", "pwliste", "pw list", "pws", "access data")

// passwordHeads are heads of columns of passwords.
var passwordHeads = oneOf("passwort", "password", "kennwort", "passwd", "pwd", "pw", "secret", "initialpasswort", "initialkennwort", "initial password", "startpasswort")

// noPassword are labels before values that are not secret themselves.
var noPassword = list(" user username userid benutzer benutzername benutzerkennung login name host hostname server url port mail email kunde kundennummer id nr nummer account konto kontoname ssid netz netzwerk ip domain client rechner gerät datei file version tel telefon ")

const cellEnd = "\"'`|;,<>()[]{}"

// passwordListed takes what looks like a password from a line of a list, or from a
// sentence, with a word over it that says that these are passwords.
func passwordListed(t []byte, start, end int) (int, int, bool) {
	s, e := start, end
	for s > 0 && start-s < 48 && t[s-1] > ' ' && !in(t[s-1], cellEnd) {
		s--
	}
	for e < len(t) && e-end < 48 && t[e] > ' ' && !in(t[e], cellEnd) {
		e++
	}
	for e > s && in(t[e-1], ".:") {
		e--
	}
	if colon := labelEnd(t[s:e]); colon > 0 {
		s += colon
	}
	if !passwordLike(t[s:e]) {
		return 0, e, false
	}
	l := skipBack(t, s, " :=\t\"'|>-", 6)
	if noPassword.has(t[wordStart(t, l, 16):l]) {
		return 0, e, false
	}
	return s, e, underHead(t, s)
}

// labelEnd is the place behind "name:" or "name=" at the beginning of v, or 0.
func labelEnd(v []byte) int {
	w := wordEnd(v, 0, 24)
	if w >= 3 && w+1 < len(v) && in(v[w], ":=") && v[w+1] != '/' {
		return w + 1
	}
	return 0
}

// underHead reports whether a line above s, or the line of s before it, heads a list
// of passwords: at most sixteen lines or 768 bytes away.
func underHead(t []byte, s int) bool {
	stop := max(0, s-768)
	own, lines, blanks := true, 0, 0
	for to := s; to > stop && lines < 16 && blanks < 2; lines++ {
		from := to
		for from > stop && t[from-1] != '\n' {
			from--
		}
		if to-from > 200 && !own {
			return false
		}
		if to-from <= 1 && !own {
			blanks++
		}
		if headIn(t[:to], from, own) || !own && columnIn(t, from, to, s) {
			return true
		}
		own = false
		to = from - 1
	}
	return false
}

// headIn looks for a head from i on. In the line of the password itself a colon must
// stand behind it.
func headIn(line []byte, i int, own bool) bool {
	for inside := false; i < len(line); i++ {
		c := line[i]
		if !inside && listHeads.may(line, i) {
			if n := listHeads.at(line, i); n > 0 && letterAt(line, i+n) == 0 {
				if !own {
					return true
				}
				for k := i + n; k < len(line); k++ {
					if line[k] == ':' {
						return true
					}
				}
			}
		}
		inside = alnum(c) || c >= 0x80
	}
	return false
}

// columnIn looks in the line [i, end) for the head of a column of passwords over s,
// behind a sign or two spaces.
func columnIn(t []byte, i, end, s int) bool {
	for ; i < end; i++ {
		if !passwordHeads.may(t, i) {
			continue
		}
		n := passwordHeads.at(t, i)
		if n == 0 || letterAt(t, i+n) > 0 || hasDigit(t[i:end]) {
			continue
		}
		k := skipBack(t, i, " ", 40)
		if c := at(t, k-1); in(c, "\t|;,") && k-1 >= 0 && sameColumn(t, i, s, c) || i-k >= 2 && c != '|' {
			return true
		}
	}
	return false
}

// sameColumn reports whether a head at h, behind the sign sep, stands over s.
func sameColumn(t []byte, h, s int, sep byte) bool {
	return signsBefore(t, h, sep) == signsBefore(t, s, sep)
}

// signsBefore counts a sign before i in its line, at most 256 bytes back.
func signsBefore(t []byte, i int, sep byte) int {
	n := 0
	for stop := max(0, i-reach); i > stop && t[i-1] != '\n'; i-- {
		if t[i-1] == sep {
			n++
		}
	}
	return n
}
