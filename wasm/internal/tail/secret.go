package tail

// standIns are written instead of a secret.
var standIns = list(" password passwort passwd pass pwd secret kennwort pin null none nil true false undefined string str example beispiel geheim redacted changeme change-me change_me todo required optional hidden empty leer ")

// longestStandIn is more than the longest of standIns.
const longestStandIn = 16

// announcing are verbs before a value.
var announcing = list(" ist lautet is war was hieß heißt ")

// tokenMax bounds one key; longer ones are cut there, which still masks them.
const tokenMax = 4096

// pemMax bounds one key file.
const pemMax = 16 << 10

func tokenByte(c byte) bool { return alnum(c) || in(c, "-_") }

// tokenLoose is token over everything that keys are written in.
func tokenLoose(t []byte, start, end int) (int, int, bool) {
	e := end
	for e < len(t) && e-end < tokenMax && (tokenByte(t[e]) || in(t[e], "=+/.~|%,:!")) {
		e++
	}
	for e > end && in(t[e-1], "=.,:!/|") && !(t[e-1] == '=' && e-start > 16) {
		e--
	}
	return start, e, e-start >= 16 && !fileName(t[start:e]) && at(t, start-1) != '+'
}

// fileName reports whether v ends in a dot and the kind of a file.
func fileName(v []byte) bool {
	for i := len(v) - 2; i >= max(0, len(v)-5); i-- {
		if v[i] == '.' {
			return fileKinds.has(v[i+1:])
		}
	}
	return false
}

var fileKinds = list(" png jpg jpeg gif svg webp ico css js ts json xml yaml yml html htm txt md csv pdf zip gz log cer crt pem key py go rs java ")

// token extends a key prefix over letters, digits, hyphen and underscore.
func token(t []byte, start, end int) (int, int, bool) {
	e := end
	for e < len(t) && e-end < tokenMax && tokenByte(t[e]) {
		e++
	}
	return start, e, e-start >= 12 && !(at(t, e) == '.' && fileKinds.has(t[e+1:wordEnd(t, e+1, 5)]))
}

// jwt extends "eyJ" to three parts joined by dots.
func jwt(t []byte, start, end int) (int, int, bool) {
	if at(t, start-1) == '.' && start > 1 && tokenByte(t[start-2]) { // the second part of one
		return 0, 0, false
	}
	e, dots, part := end, 0, end-start
	for e < len(t) && e-end < tokenMax {
		if tokenByte(t[e]) || t[e] == '=' {
			part++
		} else if t[e] == '.' && part >= 4 && dots < 4 && tokenByte(at(t, e+1)) {
			dots++
			part = 0
		} else {
			break
		}
		e++
	}
	return start, e, dots >= 1 && e-start >= 36
}

// pem extends "-----BEGIN … PRIVATE KEY" to its END line, or as far as the lines
// look like one. Escaped line ends (\n in JSON) count as line ends. Between the two
// lines must stand something with a capital or digit.
func pem(t []byte, start, end int) (int, int, bool) {
	const closing = "-----end "
	dashes := skip(t, end, "-", 5)
	e, drawn := dashes, false
	for e < len(t) && e-end < pemMax {
		if t[e] == '-' && hasFold(t, e, closing) {
			if !drawn {
				return 0, 0, false
			}
			e += len(closing)
			for k := 0; k < 48 && e < len(t) && (capital(t[e]) || t[e] == ' '); k++ {
				e++
			}
			return start, skip(t, e, "-", 5), true
		}
		if t[e] == '-' && hasFold(t, e, "-----begin") {
			break
		}
		if c := t[e]; !alnum(c) && !in(c, "+/=\r\n\\ \t:,.-_\"'") {
			break
		} else if capital(c) || digit(c) {
			drawn = true
		}
		e++
	}
	for e > dashes && in(t[e-1], "\r\n\\ \t\"',") {
		e--
	}
	return start, e, true
}

// dsn takes the password of scheme://user:password@host, and the user when that is
// a key as well.
func dsn(t []byte, start, end int) (int, int, bool) {
	colon, stop := -1, -1
	for i := end; i < len(t) && i-end < reach; i++ {
		c := t[i]
		if c <= ' ' || c == '"' || c == '`' || c == '<' || c == '>' {
			break
		}
		if c == '/' {
			break
		}
		if c == ':' && colon < 0 {
			colon = i
		}
		if c == '@' && colon >= 0 {
			stop = i
		}
		if stop >= 0 && (c == '?' || c == ',') {
			break
		}
	}
	if colon < 0 || stop <= colon+1 || blank(t[colon+1:stop]) {
		return 0, 0, false
	}
	if keyUser(t[end:colon]) {
		return end, stop, true
	}
	return colon + 1, stop, true
}

// keyUser reports whether a user is no name but the first half of a key: eight
// hexadecimal digits or more, or a long word in which letters and digits take turns.
func keyUser(v []byte) bool {
	if len(v) < 8 {
		return false
	}
	hex, turns := true, 0
	for i, c := range v {
		if !alnum(c) {
			return false
		}
		hex = hex && (digit(c) || 'a' <= c|0x20 && c|0x20 <= 'f')
		if i > 0 && digit(c) != digit(v[i-1]) {
			turns++
		}
	}
	return hex || len(v) >= 14 && turns >= 3
}

// blank reports whether a value is a stand-in that people write instead of a
// secret: a variable, a template, stars, or "password" itself.
func blank(v []byte) bool {
	if len(v) == 0 || in(v[0], "<{[*") || in(v[0], "$%") && variable(v) {
		return true
	}
	if len(v) >= 2 && v[0] == v[1] && v[0] == v[len(v)-1] && v[0] == v[len(v)/2] {
		return true
	}
	return elsewhere.at(v, 0) > 0 || len(v) <= longestStandIn && standIns.has(v) || placeholder(v)
}

// placeholderWords say in a value that somebody has to fill it in.
var placeholderWords = list(" please bitte your my dein deine deinen ihr ihre mein meine replace replaceme insert change changeme geheim eintragen einsetzen ersetzen ausfüllen placeholder platzhalter example beispiel sample dummy todo fixme here hier xxx xxxx redacted supply fill enter put goes secret ")

// placeholder reports whether v is words joined that say what to write there:
// DEIN_API_KEY, replace-me, your.token.here.
func placeholder(v []byte) bool {
	if len(v) > 48 || len(v) < 4 {
		return false
	}
	parts, said, from, shout := 0, false, 0, true
	for i := 0; i <= len(v); i++ {
		if i < len(v) && !in(v[i], "-_. ") {
			if digit(v[i]) || !alnum(v[i]) && v[i] < 0x80 {
				return false
			}
			shout = shout && !small(v[i])
			continue
		}
		parts++
		said = said || placeholderWords.has(v[from:i])
		from = i + 1
	}
	return parts >= 2 && (said || shout)
}

// variable reports whether v names a variable, as $NAME, ${NAME} and %NAME% do,
// rather than being a value that begins with such a sign.
func variable(v []byte) bool {
	for i, c := range v[1:] {
		if !alnum(c) && !in(c, "_-.:=/(){}$%") || i == 0 && digit(c) {
			return false
		}
	}
	return true
}

// elsewhere begins values that say where the secret is.
var elsewhere = oneOf("process.env", "os.environ", "os.getenv", "env.", "getenv", "secrets.", "vault:", "your-", "your_", "my-secret")

// secretVerbs stand between a name and the sign of assignment.
var secretVerbs = oneOf("string ", "str ", "ist ", "lautet ", "is ", "type ")

// secret takes the value assigned to a name that ends at or after the match, in
// the ways of source code and configuration: API_KEY=…, "apiKey": "…",
// token := "…", set("X_TOKEN", "…"), <token>…, and "der Token lautet …".
func secret(t []byte, start, end int) (int, int, bool) {
	i := end
	for i < len(t) && i-end < 24 && (alnum(t[i]) || in(t[i], "_-")) { // the rest of the name
		i++
	}
	if besides(t[end:i]) || small(at(t, end)) && at(t, end) != 's' && lower(t[end-1]) == 'y' || // keyword, keyboard
		hasFold(t, start-6, "public") || hasFold(t, start-7, "public") && in(t[start-1], "_- ") {
		return 0, 0, false
	}
	scheme := hasFold(t, start, "authorization")
	i = skip(t, i, "\"'`]) ", 3)
	i += secretVerbs.at(t, i)
	sign := i
	for i < len(t) && i-sign < 5 && in(t[i], ":=.,?>+! ") {
		i++
	}
	said := sign > 0 && t[sign-1] == ' ' && (hasFold(t, sign-4, "ist ") || hasFold(t, sign-3, "is ") || hasFold(t, sign-7, "lautet "))
	if i > sign && i-sign <= 2 && !said && !assigns(t[sign:i]) && !in(at(t, i), "\"'`") && i == sign+skip(t[sign:i], 0, " ", 2) || i == sign && sign > 0 && t[sign-1] == ' ' && !said {
		s, e, ok := secretValue(t, i, true)
		return s, e, ok && keyLike(t[s:e])
	}
	if i == sign && !said || !said && !assigns(t[sign:i]) && !(in(at(t, i-1), ", ") && in(at(t, i), "\"'`")) {
		return 0, 0, false // set("X_TOKEN", "…"), but not a list of names
	}
	if line := skip(t, i, " \t\r\n", 12); line > i { // the value of an element, or name: …, value: … in YAML
		if t[i] == '\n' || t[i] == '\r' {
			if at(t, sign) != '>' && !hasFold(t, line, "value:") {
				return 0, 0, false
			}
		}
		i = line
		if hasFold(t, i, "value:") {
			i = skip(t, i+6, " ", 2)
		}
	}
	for _, word := range [...]string{"bearer ", "basic ", "token "} {
		if hasFold(t, i, word) {
			i += len(word)
		} else if in(at(t, i), "\"'") && hasFold(t, i+1, word) {
			i += 1 + len(word)
			return secretValue(t, i, true)
		}
	}
	if scheme {
		i = skipScheme(t, i)
	}
	return secretValue(t, i, true)
}

// keyLike reports whether v is long and looks drawn, so that it needs no sign before it.
func keyLike(v []byte) bool {
	digits, letters, turns := 0, 0, 0
	for i, c := range v {
		if digit(c) {
			digits++
		} else if alnum(c) {
			letters++
		} else if !in(c, "-_") {
			return false
		}
		if i > 0 && digit(c) != digit(v[i-1]) {
			turns++
		}
	}
	return len(v) >= 16 && digits >= 3 && letters >= 3 && turns >= 6
}

// aspects end names of what is said about a secret: token_url, KEY_NAME, secretsId.
var aspects = list(" id ids name names path file url uri type length len size count version location header field expiry expires ttl policy store manager ")

// besides reports whether the rest of a name says that it holds something about a
// secret. The last word counts, which an underscore, a hyphen or a capital begins.
func besides(rest []byte) bool {
	last := len(rest)
	for last > 0 && alnum(rest[last-1]) {
		last--
		if capital(rest[last]) && (last == 0 || !capital(rest[last-1])) {
			break
		}
	}
	return aspects.has(rest[last:])
}

// skipScheme passes the name of a scheme in "Authorization: ApiKey-v1 …".
func skipScheme(t []byte, i int) int {
	e := skip(t, i, "\"'", 1)
	w := e
	for w < len(t) && w-e < 12 && (alnum(t[w]) || t[w] == '-') {
		w++
	}
	if w-e >= 3 && at(t, w) == ' ' && tokenByte(at(t, w+1)) {
		return w + 1
	}
	return i
}

// assigns reports whether signs hand a value to a name.
func assigns(signs []byte) bool {
	for _, c := range signs {
		if in(c, ":=>") {
			return true
		}
	}
	return false
}

// valueLong bounds a value; longer ones are cut there.
const valueLong = 768

// quotedPhrase reads four to eight words in small letters in quotes at i, and returns
// their end, or i: "correct horse battery staple".
func quotedPhrase(t []byte, i int, quote byte) int {
	words, run, e := 1, 0, i
	for ; e < len(t) && e-i < 72; e++ {
		if small(t[e]) {
			run++
		} else if t[e] == ' ' && run > 2 {
			words++
			run = 0
		} else {
			break
		}
	}
	if words < 4 || words > 8 || run < 3 || at(t, e) == 0 || t[e] != quote && closingQuote(t, e) == 0 {
		return i
	}
	for w := i; w < e; w++ {
		if w == i || t[w-1] == ' ' {
			if k := t[w:wordEnd(t, w, 16)]; phraseNever.has(k) {
				return i
			}
		}
	}
	return e
}

// phraseNever stand in sentences, not in passphrases.
var phraseNever = list(" the your you please enter must should have has does for and with this that not are can will bitte das der die ist und ein eine nicht muss darf den dem ihr passwort password ")

// secretValue takes a quoted or bare value at i.
func secretValue(t []byte, i int, strong bool) (int, int, bool) {
	quote := byte(0)
	quoted := false
	if i < len(t) && in(t[i], "\"'`") {
		quote, quoted = t[i], true
		i++
	} else if n := openingQuote(t, i); n > 0 {
		quoted = true
		i += n
	}
	e := i
	if !quoted && i < len(t) && t[i] == '<' {
		e++
	}
	if !quoted {
		e = bareEnd(t, e, min(i+valueLong, len(t)))
	}
	if quoted {
		if p := quotedPhrase(t, i, quote); p > i {
			return i, p, strong
		}
	}
	for quoted && e < len(t) && e-i < valueLong && t[e] > ' ' && t[e] != quote && closingQuote(t, e) == 0 {
		e++
	}
	if !quoted {
		for e > i && in(t[e-1], ".,;:)'`*") {
			e--
		}
	} else if quote != 0 && at(t, e) != quote && e-i < valueLong && at(t, e) > ' ' {
		return 0, 0, false
	}
	v := t[i:e]
	if len(v) < 4 || blank(v) || !strong && !quoted || nextName(v) {
		return i, e, false
	}
	digits, letters, signs := composition(v)
	if digits == 0 && signs == 0 && (!quoted || letters < 6) && !(strong && letters >= 8 && drawn(v)) {
		return i, e, false
	}
	if digits == 0 && calls(v) || at(t, e-1) == '(' {
		return i, e, false // get_token(user) is no value
	}
	return i, e, true
}

// Parts of the sum that composition makes.
const (
	oneDigit = 1 << (16 * iota)
	oneLetter
	oneSign
)

// weights counts what a value is made of in one addition per byte. What joins
// words is no sign.
var weights = func() (table [256]uint64) {
	for c := range 256 {
		switch b := byte(c); {
		case digit(b):
			table[c] = oneDigit
		case alnum(b) || b >= 0x80:
			table[c] = oneLetter
		case !in(b, joining):
			table[c] = oneSign
		}
	}
	return table
}()

const joining = "-'/.("

// composition counts digits, letters and signs. At either end what joins is a
// sign, too.
func composition(v []byte) (digits, letters, signs int) {
	sum := uint64(0)
	for _, c := range v {
		sum += weights[c]
	}
	if in(v[0], joining) {
		sum += oneSign
	}
	if len(v) > 1 && in(v[len(v)-1], joining) {
		sum += oneSign
	}
	return int(sum & 0xffff), int(sum >> 16 & 0xffff), int(sum >> 32)
}

// calls reports whether a bracket opens right behind a name.
func calls(v []byte) bool {
	for k := 1; k < len(v); k++ {
		if v[k] == '(' && (alnum(v[k-1]) || v[k-1] == '_') {
			return true
		}
	}
	return false
}

// bareEnd passes a value without quotes from i up to stop. In a quoted text, \n ends
// a value that is long enough to be one.
func bareEnd(t []byte, i, stop int) int {
	start := i
	for i < stop && t[i] > ' ' && t[i] != '"' && t[i] != '<' {
		if t[i] == '\\' && i-start >= 8 && escapedEnd(t, i) {
			break
		}
		if in(t[i], ";&,") && i > start && nextSetting(t, i+1) {
			break
		}
		i++
	}
	return i
}

// nextSetting reports whether name= begins at i: the next setting of
// "Password=…;Encrypt=true".
func nextSetting(t []byte, i int) bool {
	w := i
	for w < len(t) && w-i < 32 && (alnum(t[w]) || in(t[w], "_.-") || t[w] == ' ' && w > i) {
		w++
	}
	return w-i >= 2 && at(t, w) == '=' && letterAt(t, i) > 0
}

// nextName reports whether v is the name on the next line of a file of settings,
// whose own value is empty: db.password=␤db.url=…
func nextName(v []byte) bool {
	for _, c := range v[:len(v)-1] {
		if !small(c) && c != '.' && c != '_' {
			return false
		}
	}
	return v[len(v)-1] == '='
}

// escapedEnd reports whether the backslash at i ends a line or a text: \n, \r, \t
// or \".
func escapedEnd(t []byte, i int) bool { return in(at(t, i+1), "nrt\"") }

// drawn reports whether letters look drawn at random: capitals behind small
// letters in more than one place.
func drawn(v []byte) bool {
	turns := 0
	for i := 1; i < len(v); i++ {
		if capital(v[i]) && small(v[i-1]) {
			turns++
		}
	}
	return turns >= 2
}

func openingQuote(t []byte, i int) int {
	if c := at(t, i); c != 0xC2 && c != 0xE2 {
		return 0
	}
	for _, q := range [...]string{"„", "“", "»", "‚", "«", "”"} {
		if i+len(q) <= len(t) && string(t[i:i+len(q)]) == q {
			return len(q)
		}
	}
	return 0
}

func closingQuote(t []byte, i int) int { return openingQuote(t, i) }
