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
	{"email-dictated", emailDictated, false},
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
	{"code", code, false},
	{"number-mixed", numberMixed, false},
	{"register-suffix", registerSuffix, false},
	{"document", document, false},
	{"firmenbuch", firmenbuch, false},
	{"mrz", mrz, false},
	{"profile", profile, false},
	{"date", date, false},
	{"date-star", dateStar, false},
	{"date-born", dateBorn, false},
	{"date-before", dateBefore, false},
	{"date-child", dateOfChild, false},
	{"date-person", dateOfPerson, false},
	{"date-brackets", dateInBrackets, false},
	{"item", item, false},
	{"cell", cell, false},
	{"plate", plate, false},
	{"plain", plain, false},
	{"party", party, false},
	{"unjoined", unjoined, false},
	{"vat", vat, false},
	{"mac-after", macAfter, false},
	{"value-before", valueBefore, false},
	{"licence", licence, false},
	{"document-spaced", documentSpaced, false},
	{"phone-person", phonePerson, false},
	{"age", age, false},
	{"money", money, false},
	{"password", password, false},
	{"password-clause", passwordClause, false},
	{"password-told", passwordTold, false},
	{"password-before", passwordBefore, false},
	{"password-listed", passwordListed, false},
	{"login-pair", loginPair, false},
	{"code-after", codeAfter, false},
	{"secret", secret, false},
	{"token", token, true},
	{"token-loose", tokenLoose, true},
	{"base64-after", base64After, false},
	{"curl-user", curlUser, false},
	{"login", login, false},
	{"log-user", logUser, false},
	{"path-user", pathUser, false},
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
	{"name-small", nameSmall, false},
	{"name-line", nameLine, false},
	{"name-cell", nameCell, false},
	{"name-field", nameField, false},
	{"name-inverted", nameInverted, false},
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
	{"place-code", placeCode, false},
	{"state-en", stateEnglish, false},
	{"address-lower", addressLower, false},
	{"place-lower", placeLower, false},
	{"place-abroad", placeAbroad, false},
	{"postbox", postbox, false},
}

// reach is how far a scanner reads to one side unless it says otherwise.
const reach = 256
