package bench

import (
	"strings"

	"deckname/wasm/check"
)

// values makes the invented values that templates name.
var values = map[string]func(*generator) string{
	"n":      func(g *generator) string { return g.number(100, 99999) },
	"plain":  func(g *generator) string { return pick(g, plainSentences) },
	"ding":   func(g *generator) string { return pick(g, germanNouns) },
	"thing":  func(g *generator) string { return pick(g, englishNouns) },
	"art":    func(g *generator) string { return pick(g, germanAdjectives) },
	"kind":   func(g *generator) string { return pick(g, englishAdjectives) },
	"first":  func(g *generator) string { return pick(g, firstNames) },
	"last":   func(g *generator) string { return pick(g, lastNames) },
	"name":   func(g *generator) string { return pick(g, firstNames) + " " + pick(g, lastNames) },
	"mail":   mail,
	"phone":  phone,
	"street": func(g *generator) string { return pick(g, streets) + " " + g.number(1, 180) },
	"place": func(g *generator) string {
		return pick(g, streets) + " " + g.number(1, 180) + ", " + pick(g, places)
	},
	"date": func(g *generator) string {
		return g.number(10, 29) + "." + pick(g, []string{"01", "02", "03", "04", "05", "06", "07", "08", "09", "10", "11", "12"}) + "." + g.number(1945, 2009)
	},
	"stamp": func(g *generator) string {
		return "2026-0" + g.number(1, 10) + "-" + g.number(10, 29) + "T" + g.number(10, 24) + ":" + g.number(10, 60) + ":" + g.number(10, 60) + "Z"
	},
	"iban": func(g *generator) string { return grouped(g.complete("iban", "DE??"+g.digits(18))) },
	"card": func(g *generator) string { return grouped(g.complete("card", "45"+g.digits(13)+"?")) },
	"tax":  func(g *generator) string { return taxID(g) },
	"kvnr": func(g *generator) string {
		return g.complete("de-kvnr", g.letters(1, "ABCDEFGHIJKLMNOPQRSTUVWXYZ")+g.digits(8)+"?")
	},
	"ip": func(g *generator) string {
		return g.number(11, 223) + "." + g.number(0, 256) + "." + g.number(0, 256) + "." + g.number(1, 255)
	},
	"plate": func(g *generator) string {
		return pick(g, []string{"B", "M", "HH", "DD", "K", "LEV"}) + "-" + g.letters(2, "ABCDEFGHJKLMNPRSTUVWXYZ") + " " + g.number(1, 9999)
	},
	"key": func(g *generator) string {
		return "ghp_" + g.letters(36, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789")
	},
	"order":  func(g *generator) string { return pick(g, []string{"B-", "RE-2026-", "#", "PO-"}) + g.digits(6) },
	"uuid":   uuid,
	"amount": func(g *generator) string { return g.number(10, 9999) + "," + g.digits(2) + " EUR" },
}

func mail(g *generator) string {
	return strings.ToLower(ascii.Replace(pick(g, firstNames)+"."+pick(g, lastNames))) + g.digits(2) + "@" + pick(g, domains)
}

var ascii = strings.NewReplacer("ä", "ae", "ö", "oe", "ü", "ue", "ß", "ss", "Ö", "Oe", "Ü", "Ue", "é", "e", "ç", "c", "ş", "s", "ı", "i", "ć", "c", "'", "")

func phone(g *generator) string {
	switch g.IntN(4) {
	case 0:
		return "+49 (0)" + g.number(30, 99) + " " + g.digits(7)
	case 1:
		return "0" + g.number(201, 999) + "/" + g.number(10000, 9999999)
	case 2:
		return "+44 7" + g.digits(3) + " " + g.digits(6)
	}
	return "017" + g.digits(1) + "-" + g.digits(7)
}

// taxID makes a number whose first ten digits hold exactly one digit twice.
func taxID(g *generator) string {
	for {
		d := g.Perm(10)
		if d[0] == 0 {
			continue
		}
		d[8] = d[1] // one digit twice, one digit missing
		b := make([]byte, 0, 11)
		for _, n := range d {
			b = append(b, byte('0'+n))
		}
		return g.complete("de-idnr", string(b)+"?")
	}
}

func uuid(g *generator) string {
	const hex = "0123456789abcdef"
	return g.letters(8, hex) + "-" + g.letters(4, hex) + "-4" + g.letters(3, hex) + "-a" + g.letters(3, hex) + "-" + g.letters(12, hex)
}

// complete replaces every "?" by digits until the check passes.
func (g *generator) complete(name, template string) string {
	fn, ok := check.Lookup(name)
	if !ok {
		panic("bench: no check " + name)
	}
	open := strings.Count(template, "?")
	for n := range pow10(open) {
		b := []byte(template)
		for i := range b {
			if b[i] == '?' {
				b[i] = byte('0' + n%10)
				n /= 10
			}
		}
		if fn(b) {
			return string(b)
		}
	}
	return g.complete(name, template[:len(template)-open-1]+g.digits(1)+template[len(template)-open:])
}

func pow10(n int) int {
	p := 1
	for range n {
		p *= 10
	}
	return p
}

// grouped writes a number in groups of four.
func grouped(s string) string {
	var b strings.Builder
	for i := range len(s) {
		if i > 0 && i%4 == 0 {
			b.WriteByte(' ')
		}
		b.WriteByte(s[i])
	}
	return b.String()
}
