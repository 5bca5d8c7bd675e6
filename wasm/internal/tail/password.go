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
		if len(w) >= len(s) && hasFold(w, len(w)-len(s), s) {
			return true
		}
	}
	return false
}

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

// codeFiller are words between "Code" and the number that say nothing.
var codeFiller = list(" is ist lautet lauten war was wäre now jetzt neu neue neuer new the der die das den dem des for für fürs of to at am an im in zum zur vom von beim on hinten vorne vorn unten oben current aktuell currently noch still back front side main mein meine meiner my our your his her their unser unsere ihr ihre sein seine key office büro ")

// locked are what a short number opens, alone or as the first half of "Türcode".
var locked = list(" tür haustür tor werkstor werkstür eingang eingangs haupteingang hintereingang nebeneingang alarm alarmanlage service zutritts zugangs haus 2fa mfa authenticator garage garagen tresor safe schlüsseltresor schlüsselbox schlüsselkasten schlüsselsafe entsperr öffnungs scharfschalt unscharf deaktivierungs master bediener schranke schranken keller lager fahrstuhl aufzug mailbox voicemail geräte notfall errichter techniker zahlen handy smartphone karte karten kreditkarte girokarte ec telefon phone card sim konto banking onlinebanking tablet iphone bildschirm schloss zahlenschloss spind schließfach koffer door gate entry access disarm disarming arming arm box keybox lockbox unlock vault keypad elevator lift locker storage engineer installer duress panic lobby guest building entrance warehouse padlock lock tiefgarage parkhaus serverraum praxis filiale ")

// codeAfter takes a short secret number behind "code" or "PIN" where words around
// say what it opens: "Code für die Haustür: 4711", "code for the door (3425)".
func codeAfter(t []byte, start, end int) (int, int, bool) {
	l := start
	if letterBefore(t, start) == 0 {
		l = skipBack(t, start, " -", 1)
	}
	said := locked.has(t[wordStart(t, l, 24):l])
	if hasFold(t, start, "pin") && l == start && letterBefore(t, l) > 0 && !said {
		return 0, 0, false
	}
	said = said || hasFold(t, start, "pin") && (l == start || t[l] == ' ')
	i, strange := end, false // strange: an unknown word stands last
	if hasFold(t, i, "'s ") {
		i += 2
	}
	for k := 0; k < 6; k++ {
		i = skip(t, i, " \t:=(\"'*-", 4)
		w := wordEnd(t, i, 20)
		opens := locked.has(t[i:w])
		if w == i || !opens && !said && !codeFiller.has(t[i:w]) {
			break
		}
		strange = !opens && !codeFiller.has(t[i:w]) && !in(at(t, w), ":=")
		said = said || opens
		i = w
	}
	s, e, ok := code(t, start, i)
	if !ok || !said || strange || e-s < 4 && !in(at(t, e), ".,;)#*\n\"'") && e < len(t) {
		return 0, 0, false
	}
	unit := skip(t, e, " ", 1)
	return s, e, !units.has(t[unit:wordEnd(t, unit, 16)])
}
