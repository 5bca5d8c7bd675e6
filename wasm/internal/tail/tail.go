// Package tail holds the hand-written scanners that complete the match of a
// pattern. A pattern finds where something begins ("https://", "Frau ", "@");
// what follows is often long, loosely shaped and cheap to read byte by byte.
// Doing that here keeps the automata small.
//
// # Contract
//
// A scanner gets the text and the span its rule's pattern matched, and returns
// the span it took itself: to the right of the match, or around it. It reads at
// most a fixed number of bytes to either side (Reach), so that a scan stays
// linear whatever the text is. It is pure, allocates nothing and bears any
// bytes. Borders never split a rune of valid UTF-8.
package tail

import (
	"unicode"
	"unicode/utf8"
)

// Func completes the match text[start:end] and returns its own span.
type Func func(text []byte, start, end int) (s, e int, ok bool)

// Lookup returns the scanner of that name. whole says that what it takes is one
// word, accepted or not: nothing of the same rule can begin inside.
func Lookup(name string) (fn Func, whole, ok bool) {
	for i := range registry {
		if registry[i].name == name {
			return registry[i].fn, registry[i].whole, true
		}
	}
	return nil, false, false
}

// Reach returns how many bytes the scanner of that name may see to the left of a
// match and to the right of it. Whoever calls it shows it no more, so that an edit
// further away cannot change what it takes.
func Reach(name string) (left, right int) {
	switch name {
	case "token", "token-loose", "jwt":
		return sight, tokenMax + sight
	case "url":
		return sight, urlMax + sight
	case "pem":
		return sight, pemMax + sight
	}
	return sight, sight
}

// sight is more than a scanner without a limit of its own ever reads, unless the
// text is a long run of blanks or the like.
const sight = 1024

// Names returns the names of all scanners, in the order of the registry.
func Names() []string {
	names := make([]string, len(registry))
	for i := range registry {
		names[i] = registry[i].name
	}
	return names
}

// registry is the one place where a scanner gets its name.
var registry = [...]struct {
	name  string
	fn    Func
	whole bool
}{
	{"email", email, false},
	{"email-spoken", emailSpoken, false},
	{"email-dot", emailDot, false},
	{"iban", iban, false},
	{"card", card, false},
	{"card-short", cardShort, false},
	{"phone", phone, false},
	{"phone-national", phoneNational, false},
	{"phone-after", phoneAfter, false},
	{"phone-extension", phoneExtension, false},
	{"ipv4", ipv4, false},
	{"ipv6", ipv6, false},
	{"mac", mac, false},
	{"value", value, false},
	{"account", account, false},
	{"number", number, false},
	{"number-mixed", numberMixed, false},
	{"register-suffix", registerSuffix, false},
	{"document", document, false},
	{"firmenbuch", firmenbuch, false},
	{"mrz", mrz, false},
	{"profile", profile, false},
	{"date", date, false},
	{"date-star", dateStar, false},
	{"age", age, false},
	{"money", money, false},
	{"password", password, false},
	{"password-clause", passwordClause, false},
	{"secret", secret, false},
	{"token", token, true},
	{"token-loose", tokenLoose, true},
	{"base64-after", base64After, false},
	{"curl-user", curlUser, false},
	{"login", login, false},
	{"log-user", logUser, false},
	{"phrase", phrase, false},
	{"jwt", jwt, true},
	{"pem", pem, true},
	{"dsn", dsn, false},
	{"url", url, true},
	{"handle", handle, false},
	{"name", name, false},
	{"name-full", nameFull, false},
	{"name-after", nameAfter, false},
	{"name-lower", nameLower, false},
	{"name-line", nameLine, false},
	{"name-cell", nameCell, false},
	{"name-before", nameBefore, false},
	{"name-item", nameItem, false},
	{"name-card", nameCard, false},
	{"name-versus", nameVersus, false},
	{"name-column", nameColumn, false},
	{"street-de", streetGerman, false},
	{"place-de", placeGerman, false},
	{"address-de", addressGerman, false},
	{"address-column", addressColumn, false},
	{"street-en", streetEnglish, false},
	{"place-en", placeEnglish, false},
	{"state-en", stateEnglish, false},
	{"postbox", postbox, false},
}

// reach is how far a scanner reads to one side unless it says otherwise.
const reach = 256

func digit(c byte) bool   { return '0' <= c && c <= '9' }
func capital(c byte) bool { return 'A' <= c && c <= 'Z' }
func small(c byte) bool   { return 'a' <= c && c <= 'z' }
func alnum(c byte) bool   { return digit(c) || capital(c) || small(c) }
func space(c byte) bool   { return c == ' ' || c == '\t' }

func at(t []byte, i int) byte {
	if i < 0 || i >= len(t) {
		return 0
	}
	return t[i]
}

// letterAt returns the size of the letter at i, or 0.
func letterAt(t []byte, i int) int {
	if i >= len(t) {
		return 0
	}
	if c := t[i]; c < utf8.RuneSelf {
		if capital(c) || small(c) {
			return 1
		}
		return 0
	}
	r, n := utf8.DecodeRune(t[i:])
	if unicode.IsLetter(r) || combining(r) {
		return n
	}
	return 0
}

// combining reports whether r is an accent that belongs to the letter before it.
func combining(r rune) bool { return 0x300 <= r && r <= 0x36f }

// upperAt returns the size of the capital letter at i, or 0.
func upperAt(t []byte, i int) int {
	if i >= len(t) {
		return 0
	}
	if c := t[i]; c < utf8.RuneSelf {
		if capital(c) {
			return 1
		}
		return 0
	}
	r, n := utf8.DecodeRune(t[i:])
	if unicode.IsUpper(r) || unicode.IsLetter(r) && !unicode.IsLower(r) {
		return n
	}
	return 0
}

// letterBefore returns the size of the letter that ends before i, or 0.
func letterBefore(t []byte, i int) int {
	if i <= 0 {
		return 0
	}
	if c := t[i-1]; c < utf8.RuneSelf {
		if capital(c) || small(c) {
			return 1
		}
		return 0
	}
	r, n := utf8.DecodeLastRune(t[:i])
	if unicode.IsLetter(r) || combining(r) {
		return n
	}
	return 0
}

// wordEnd returns the end of the letters that begin at i, at most max bytes on.
func wordEnd(t []byte, i, max int) int {
	for stop := i + max; i < stop; {
		n := letterAt(t, i)
		if n == 0 {
			break
		}
		i += n
	}
	return i
}

// wordStart returns the start of the letters that end before i.
func wordStart(t []byte, i, max int) int {
	for stop := i - max; i > stop; {
		n := letterBefore(t, i)
		if n == 0 {
			break
		}
		i -= n
	}
	return i
}

// skip passes the bytes of set from i on, at most max of them.
func skip(t []byte, i int, set string, max int) int {
	for stop := min(i+max, len(t)); i < stop && in(t[i], set); i++ {
	}
	return i
}

func in(c byte, set string) bool {
	for i := 0; i < len(set); i++ {
		if set[i] == c {
			return true
		}
	}
	return false
}

// lower is the lower-case form of an ASCII byte.
func lower(c byte) byte {
	if capital(c) {
		return c + 'a' - 'A'
	}
	return c
}

// hasFold reports whether t continues with s at i, ignoring the case of ASCII.
// s is in lower case.
func hasFold(t []byte, i int, s string) bool {
	if i < 0 || i+len(s) > len(t) {
		return false
	}
	for j := 0; j < len(s); j++ {
		if lower(t[i+j]) != s[j] {
			return false
		}
	}
	return true
}
