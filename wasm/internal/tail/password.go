package tail

// wordThings end in a number and are no passwords: Windows11, Office365.
var wordThings = list(" windows win office outlook word excel keepass lastpass bitlocker base level version teil part step kapitel chapter android iphone ipad galaxy exchange server room raum user admin sha argon bcrypt scrypt ipv utf latin iso din rfc tls ssl wpa policy release quartal quarter jahr year seite page abschnitt section client host node test kw nr ticket issue case fall python java debian ubuntu fritzbox dynamics sharepoint zimmer etage halle tor gate feld field zeile row column spalte punkt ")

// passwordLike reports whether v looks like a password by itself: letters and digits
// with a sign or both cases between, a word with leet digits, or words joined
// with a number at the end. Names of files, mail addresses, dates, and products with
// a number are none.
func passwordLike(v []byte) bool {
	if len(v) < 6 || len(v) > 64 || blank(v) || in(v[0], "(/.,:;-") || v[len(v)-1] == ':' {
		return false
	}
	var smalls, capitals, digits, signs, joins, turns, words, camel, run int
	inside, hex := false, true // inside: digits between letters
	for i, c := range v {
		next := at(v, i+1)
		switch {
		case small(c):
			smalls++
			run++
		case capital(c) || c >= 0x80:
			capitals++
			run++
			if !small(next) {
				camel++
			}
		case digit(c):
			digits++
			inside = inside || letterAt(v, i+1) > 0 && smalls+capitals > 0
		case in(c, "-_."):
			joins++
		case in(c, "!#$*+?~^@|=&%"):
			signs++
		default:
			return false
		}
		if !alnum(c) && c < 0x80 || digit(c) {
			run = 0
		} else if run == 3 {
			words++
		}
		hex = hex && (digit(c) || 'a' <= c|0x20 && c|0x20 <= 'f' || c == '-')
		if i > 0 && kinds[c] != kinds[v[i-1]] {
			turns++
		}
	}
	letters := smalls + capitals
	if letters < 3 || hex && len(v) >= 16 || mailOrPair(v) || fileName(v) || measured(v) {
		return false
	}
	switch {
	case digits == 0:
		return len(v) >= 10 && drawn(v) && (signs > 0 || camel*3 >= capitals && camel >= 2) || signs >= 2 && smalls > 0 && capitals >= 2 && turns >= 5
	case signs > 0:
		return smalls > 0 || letters >= 4
	case joins > 0:
		if digit(v[0]) || smalls == 0 || !digit(v[len(v)-1]) {
			return false
		}
		if words == 1 && joins == 1 && letters >= 4 && digits >= 3 && digits <= 4 && v[len(v)-digits-1] == '_' {
			return true
		}
		if k := joinAt(v); inside && joins == 1 && v[k] == '_' && k >= len(v)-5 && k <= len(v)-3 && turns >= 4 && smalls >= 2 {
			return true // P3bbl3_2013
		}
		return inside && joins == 1 && turns >= 4 && digits < letters || words >= 2 && digits <= 4 && letters >= 6
	case smalls == 0:
		return false
	case inside && (capitals > 0 || letters >= 4):
		return turns >= 3 && (capitals > 0 || len(v) >= 8)
	}
	stem := len(v)
	for stem > 0 && digit(v[stem-1]) {
		stem--
	}
	return stem >= 4 && digits >= 2 && digits < 6 && stem+digits == len(v) && !wordThings.has(v[:stem])
}

// joinAt is the place of the last hyphen, underscore or dot of v.
func joinAt(v []byte) int {
	i := len(v) - 1
	for i > 0 && !in(v[i], "-_.") {
		i--
	}
	return i
}

// wordChain reports whether v is three words or more in small letters, joined by
// hyphens: walnut-pebble-orchid.
func wordChain(v []byte) bool {
	words, run := 0, 0
	for i := 0; i <= len(v); i++ {
		if i < len(v) && small(v[i]) {
			run++
			continue
		}
		if run < 4 || run > 12 || i < len(v) && v[i] != '-' {
			return false
		}
		words++
		run = 0
	}
	return words > 2 && len(v) <= 64
}

// measured reports whether v begins with a number and goes on with what it counts:
// 50%ige, 12x.
func measured(v []byte) bool {
	i := 0
	for i < len(v) && (digit(v[i]) || in(v[i], ".,%+-")) {
		i++
	}
	if i == 0 {
		return false
	}
	for _, c := range v[i:] {
		if !small(c) {
			return false
		}
	}
	return true
}

// mailOrPair reports whether v is a mail address or name=value.
func mailOrPair(v []byte) bool {
	for i, c := range v {
		switch {
		case c == '=' && i > 0 && i+2 < len(v) && (at(v, i+1) == '=' || wordEnd(v, 0, i) == i):
			return true
		case c == '@' && i > 0:
			e := i + 1
			for e < len(v) && (small(v[e]) || digit(v[e]) || v[e] == '-') {
				e++
			}
			if e > i+1 && at(v, e) == '.' && small(at(v, e+1)) && small(at(v, e+2)) {
				return true
			}
		}
	}
	return false
}

// ownLine reports whether nothing but letters stands before end in its line.
func ownLine(t []byte, end int) bool {
	i := end
	for i > 0 && end-i < 32 && (letterBefore(t, i) > 0 || in(t[i-1], " -*#")) {
		i -= max(letterBefore(t, i), 1)
	}
	return i == 0 || t[i-1] == '\n'
}

// handing are words right before a password that is told.
var handing = list(" ist lautet lautete heißt is war was wäre now jetzt neu auf zu to in als as mit with namely nämlich also equals gleich set gesetzt nun currently aktuell of be sein nach using alt old immer always früher vorher bisher previously usually still noch mal hieß → ")

// told looks for a password in the rest of the clause behind its key word: in quotes,
// or behind a word or sign that hands it over.
func told(t []byte, i int) (int, int, bool) {
	end := i
	stop := min(i+72, len(t))
	if hasFold(t, i, "'s ") {
		i += 2
	}
	for ready := true; i < stop; {
		c := t[i]
		if c == '\n' || c == '\r' {
			if i = skip(t, i, "\r\n", 2); i-end > 2 || !ownLine(t, end) { // Passwort␤Sommer742?
				break
			}
			continue
		}
		if space(c) || in(c, "(,*_") {
			i++
			continue
		}
		n := 0
		if in(c, "\"'`") {
			n = 1
		} else {
			n = openingQuote(t, i)
		}
		e := i + n
		for e < len(t) && e-i < 72 && t[e] > ' ' && (n == 0 || !in(t[e], "\"'`") && closingQuote(t, e) == 0) {
			e++
		}
		v := e
		for n == 0 && v > i && in(t[v-1], ".,;:)'\"`") {
			v--
		}
		if (ready || n > 0) && (passwordLike(t[i+n:v]) || wordChain(t[i+n:v])) {
			return i + n, v, true
		}
		if n > 0 {
			i, ready = e+1, false
			continue
		}
		if in(t[e-1], ".?!;") {
			break
		}
		ready = in(t[e-1], ":=>\x92") || handing.has(t[i:v])
		i = e
	}
	return 0, 0, false
}

// passwordTold takes what looks like a password behind its key word.
func passwordTold(t []byte, start, end int) (int, int, bool) { return told(t, end) }

// passwordBefore takes what looks like a password before "ist mein Passwort".
func passwordBefore(t []byte, start, end int) (int, int, bool) {
	i := end
	for k := 0; ; k++ {
		i = skip(t, i, " ", 1)
		w := wordEnd(t, i, 16)
		for at(t, w) == '-' && letterAt(t, w+1) > 0 && w-i < 24 {
			w = wordEnd(t, w+1, 16)
		}
		if w == i || k == 3 {
			return 0, 0, false
		}
		if passwordWord(t[i:w]) {
			break
		}
		i = w
	}
	e := start
	if n := 3; e >= n && closingQuote(t, e-n) == n {
		e -= n
	} else {
		e = skipBack(t, e, "\"'`*", 1)
	}
	s := e
	for s > 0 && e-s < 64 && t[s-1] > ' ' && !in(t[s-1], "\"'`") && t[s-1] < 0x80 {
		s--
	}
	return s, e, s < e && passwordLike(t[s:e])
}

// passwordWord reports whether a word ends in password or the like.
func passwordWord(w []byte) bool {
	for _, s := range [...]string{"passwort", "password", "kennwort", "passphrase", "wlan-schlüssel"} {
		if endsFold(w, s) {
			return true
		}
	}
	return false
}

// pairJoins stand between the user and the password of a sign-in.
var pairJoins = oneOf(" / ", "/", " : ", ":", " | ", " - ", ", pw ", ", ", " + ", " mit ", " und ", " and ", " with ")

// loginPair takes the password of "Login: admin / Sommer742?" behind the key word, or
// around " / " between the two.
func loginPair(t []byte, start, end int) (int, int, bool) {
	if t[start] == ' ' { // user / password
		s := start
		for s > 0 && start-s < 40 && (userByte(t[s-1]) || t[s-1] == '@') {
			s--
		}
		if start-s < 2 || letterAt(t, s) == 0 {
			return 0, 0, false
		}
		return pairValue(t, end)
	}
	i := end
	if n := pairJoins.at(t, i); machineUsers.has(t[start:end]) && n > 0 && in(t[i+n-1], "/: ") && n < 4 && t[i] != ',' {
		if s, e, ok := pairValue(t, i+n); ok { // root/Sommer742?
			return s, e, true
		}
	}
	for k := 0; k < 3; k++ {
		i = skip(t, i, " :=\"'`*\t(", 6)
		w := wordEnd(t, i, 12)
		if w == i || at(t, w) != ' ' || !announcing.has(t[i:w]) && !pairFiller.has(t[i:w]) {
			break
		}
		i = w
	}
	u := i
	for u < len(t) && u-i < 48 && (userByte(t[u]) || t[u] == '@') {
		u++
	}
	if u-i < 2 {
		return 0, 0, false
	}
	j := skip(t, u, "\"'`", 1)
	n := pairJoins.at(t, j)
	if n == 0 {
		return 0, 0, false
	}
	return pairValue(t, j+n)
}

// pairFiller are words between "Login" and the user.
var pairFiller = list(" ist lautet is are sind mit with as als user benutzer for für ")

func pairValue(t []byte, i int) (int, int, bool) {
	i = skip(t, i, "\"'`", 1)
	e := i
	for e < len(t) && e-i < 64 && t[e] > ' ' && !in(t[e], "\"'`<") {
		e++
	}
	for e > i && in(t[e-1], ".,;:)") {
		e--
	}
	return i, e, passwordLike(t[i:e]) || capitalMix(t[i:e]) || wordChain(t[i:e])
}

// capitalMix reports whether v is capitals and digits as drawn.
func capitalMix(v []byte) bool {
	turns := 0
	for i, c := range v {
		if !capital(c) && !digit(c) {
			return false
		}
		if i > 0 && digit(c) != digit(v[i-1]) {
			turns++
		}
	}
	return len(v) >= 10 && turns >= 3
}

// secretFiller are words between "Passwort" and the password.
var secretFiller = list(" handy iphone telefon karte ec-karte girokarte tresor alarmanlage phone card safe alarm ist lautet is war was wäre jetzt now neu neues neue new temporär temporary noch still aktuell currently für for das den die der zum the of fürs vom portal wlan wifi account konto zugang login mein my user zum im in ")

// password takes the password after its key word in prose or in an assignment.
func password(t []byte, start, end int) (int, int, bool) {
	i := end
	strong := false // a sign or verb that announces a value
	for words := 0; i < len(t) && i-end < 64; {
		if c := t[i]; in(c, " \t*_`") {
			i++
			continue
		} else if c == ':' || c == '=' || c == '\n' && strong {
			if c != '\n' {
				strong = true
			}
			i++
			continue
		} else if c == '>' && at(t, i-1) == '=' {
			i++
			continue
		} else if c == '>' && i == end && at(t, start-1) == '<' { // <password>…</password>
			s, e, ok := secretValue(t, i+1, true)
			return s, e, ok && at(t, e) == '<'
		} else if hasFold(t, i, "\" value=\"") { // key="password" value="…"
			strong = true
			i += 8
			break
		} else if c == '"' && (in(at(t, i+1), ":=") || space(at(t, i+1)) && at(t, i+2) == ':') { // "password": "…"
			i++
			continue
		}
		w := wordEnd(t, i, 24)
		if w > i && words < 5 && secretFiller.has(t[i:w]) && !in(at(t, w), "0123456789!#$%&*+@?") {
			word := t[i:w]
			strong = strong || announcing.has(word)
			words++
			i = w
			continue
		}
		break
	}
	s, e, ok := secretValue(t, i, strong)
	if !ok && strong {
		if w := plainWord(t, start, end, i); w > i {
			return i, w, true
		}
	}
	if ok || i < len(t) && in(t[i], "<{[$*") {
		return s, e, ok
	}
	return told(t, end)
}

// tellers stand before "password" of somebody who tells it.
var tellers = list(" mein my unser our dein your sein his ihr her ")

// stateWords say how a password is, behind "my password is".
var stateWords = list(" falsch abgelaufen weg vergessen gesperrt unsicher sicher schwach stark richtig korrekt kompromittiert geleakt gehackt geändert ungültig gültig leer zurückgesetzt gespeichert nicht nirgendwo überall verschlüsselt geheim bekannt unbekannt öffentlich lang kurz länger kürzer schlecht gut besser einfach kompliziert schwierig schwer komplex okay super toll quatsch mist schrott unsinn standard pflicht mangelware thema problem kaputt verloren futsch anders gleich dasselbe identisch jemandem jedem niemandem " +
	" wrong expired incorrect correct weak strong safe unsafe secure insecure stored saved known unknown invalid valid compromised leaked hacked stolen blank empty missing forgotten locked reset required public private secret short long simple complex complicated easy hard good bad great fine okay terrible obvious unique random encrypted hashed changed different identical supposed currently probably definitely really never always almost about somehow still also already just exactly basically literally apparently something anything nothing everywhere working useless broken lost gone outdated accepted rejected denied case-sensitive ")

// plainWord reads a word at i that is told as a password, "mein Passwort ist
// Sonnenblume", and returns its end, or i: somebody's own, no state, at the end of
// a clause, a noun in German.
func plainWord(t []byte, start, end, i int) int {
	b := skipBack(t, start, " -", 1)
	german := !hasFold(t, start, "password")
	own := tellers.has(t[wordStart(t, b, 12):b])
	if !own { // mein Netflix-Passwort
		if b = wordStart(t, b, 24); b < start {
			b = skipBack(t, b, " ", 1)
			own = tellers.has(t[wordStart(t, b, 12):b])
		}
	}
	w := wordEnd(t, i, 24)
	c := at(t, w)
	if !own || w-i < 5 || c != 0 && !in(c, ".,;!?)\n") && !hasFold(t, w, " und ") && !hasFold(t, w, " and ") || c == '.' && alnum(at(t, w+1)) ||
		german && upperAt(t, i) == 0 || stateWords.has(t[i:w]) || blank(t[i:w]) || endsFold(t[i:w], "ed") || endsFold(t[i:w], "ly") || endsFold(t[i:w], "ing") {
		return i
	}
	return w
}

// turned stand between "das" and a verb.
var turned = list(" alte neue aktuelle erste letzte bisherige jetzige vorige frühere ")

// passwordClause takes the password after "es lautet" or "it is now": the key
// word stands in the clause before.
func passwordClause(t []byte, start, _ int) (int, int, bool) {
	end := wordEnd(t, start, 12)
	i := skip(t, end, " ", 1)
	w := wordEnd(t, i, 12)
	if i > end && turned.has(t[i:w]) { // das alte hieß
		end = w
		i = skip(t, end, " ", 1)
		w = wordEnd(t, i, 12)
	}
	if i == end || !announcing.has(t[i:w]) {
		return 0, 0, false
	}
	s, e, ok := password(t, start, end)
	return s, e, ok && !in(at(t, e), "-") && !formed(t[s:e], "99:99")
}
