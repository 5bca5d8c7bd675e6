package promptgen

import (
	"encoding/base64"
	"strings"
	"unicode"
)

// password is what people choose or a manager draws.
func (d *draft) password() string {
	w := d.pick(d.words.list("password")...)
	switch d.IntN(6) {
	case 0:
		return w + d.shape("####") + d.pick("!", "#", "?", "$")
	case 1:
		return w + d.pick("-", "_", ".", "!") + d.pick(d.words.list("password")...) + d.shape("##")
	case 2:
		return strings.ToLower(w) + d.shape("###")
	case 3:
		return d.shape("@&&&^#&&") + d.pick("!", "%", "&", "*", "=")
	case 4:
		return d.shape("*&#@**#&*@&#")
	}
	return strings.NewReplacer("a", "4", "e", "3", "o", "0", "i", "1").Replace(w) + d.shape("@#!")
}

// plainPassword has no character with a meaning in addresses.
func plainPassword(d *draft, _ byte) string {
	s := d.password()
	for strings.ContainsFunc(s, func(r rune) bool {
		return r > 127 || r != '_' && r != '-' && r != '.' && !unicode.IsLetter(r) && !unicode.IsDigit(r)
	}) || !strings.ContainsAny(s, digitSet) {
		s = d.password()
	}
	return s
}

// apiKey writes a key with the prefix of some service.
func apiKey(d *draft, _ byte) string {
	switch d.IntN(11) {
	case 0:
		return "sk-proj-" + d.string(tokenSet, 48)
	case 1:
		return "AKIA" + d.string("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567", 16)
	case 2:
		return "ghp_" + d.string(tokenSet, 36)
	case 3:
		return "glpat-" + d.string(tokenSet, 20)
	case 4:
		return "xoxb-" + d.string(digitSet, 12) + "-" + d.string(digitSet, 12) + "-" + d.string(tokenSet, 24)
	case 5:
		return d.pick("sk_live_", "rk_live_") + d.string(tokenSet, 24)
	case 6:
		return "AIza" + d.string(tokenSet, 35)
	case 7:
		return "sk-ant-api03-" + d.string(tokenSet, 93) + "AA"
	case 8:
		return "npm_" + d.string(tokenSet, 36)
	case 9:
		return "dop_v1_" + d.string(hexSet, 64)
	}
	return "SG." + d.string(tokenSet, 22) + "." + d.string(tokenSet, 43)
}

// rawToken has no prefix: its name in the text speaks for it.
func rawToken(d *draft, _ byte) string {
	if d.chance(40) {
		return d.string(hexSet, 32)
	}
	return d.string(tokenSet, d.between(24, 44))
}

func jwt(d *draft, _ byte) string {
	enc := base64.RawURLEncoding
	head := enc.EncodeToString([]byte(`{"alg":"HS256","typ":"JWT"}`))
	body := enc.EncodeToString([]byte(`{"sub":"` + d.shape("^########") + `","iat":` + d.shape("17########") + `}`))
	return head + "." + body + "." + d.string(tokenSet+"-_", 43)
}

// basic is the credential of a header.
func basic(d *draft, n byte) string {
	return base64.StdEncoding.EncodeToString([]byte(d.userName(n) + ":" + plainPassword(d, n)))
}

// privateKey has the form of a key in PEM.
func privateKey(d *draft, _ byte) string {
	kind := d.pick("RSA PRIVATE KEY", "PRIVATE KEY", "EC PRIVATE KEY", "OPENSSH PRIVATE KEY")
	var b strings.Builder
	b.WriteString("-----BEGIN " + kind + "-----\n")
	for range d.between(3, 6) {
		b.WriteString(d.string(tokenSet+"+/", 64) + "\n")
	}
	b.WriteString(d.string(tokenSet, 30) + "==\n-----END " + kind + "-----")
	return b.String()
}
