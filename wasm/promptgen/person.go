package promptgen

import (
	"strings"
	"unicode/utf8"
)

// person is one member of the cast of a text.
type person struct {
	first, last string
	domain      string // of the mail address
	mail        string // before the @
	east        string // what stands between surname and first name, in this order: Nguyễn Thị Lan
}

// someone returns the person of that number, drawn at first use.
func (d *draft) someone(number byte) *person {
	p := d.cast[number]
	if p == nil {
		p = d.person()
		d.cast[number] = p
	}
	return p
}

func (d *draft) person() *person {
	p := &person{first: d.firstName(), last: d.lastName()}
	switch n := d.IntN(100); {
	case n < 3:
		d.makeEast(p)
	case n < 5:
		p.last = d.pick(d.words.list("odd-last")...)
	case n < 7:
		p.first = d.pick(d.words.list("odd-first")...)
	}
	p.domain = d.pick(d.words.list("domain")...)
	f, l := mailPart(p.first), mailPart(p.last)
	switch d.IntN(10) {
	case 0, 1, 2, 3:
		p.mail = f + "." + l
	case 4:
		p.mail = f[:1] + "." + l
	case 5:
		p.mail = f[:1] + l
	case 6:
		p.mail = l + "-" + f
	case 7:
		p.mail = f + "_" + l + d.shape("##")
	case 8:
		p.mail = l + d.shape("^#")
	default:
		p.mail = f + "." + l + "+" + d.pick("info", "shop", "news", "projekt")
	}
	return p
}

// someoneOdd is someone whose surname is a word of another kind, too: Frau Sonntag.
func (d *draft) someoneOdd(number byte) *person {
	p := d.cast[number]
	if p == nil {
		p = d.someone(number)
		p.last = d.pick(d.words.list("odd-last")...)
	}
	return p
}

// makeEast gives a Vietnamese name: surname, middle name, first name.
func (d *draft) makeEast(p *person) {
	p.last, p.east, p.first = d.pick(d.words.list("east-last")...), d.pick(d.words.list("east-middle")...), d.pick(d.words.list("east-first")...)
}

func (p *person) eastern() string { return p.last + " " + p.east + " " + p.first }

func (d *draft) someoneEast(number byte) *person {
	p := d.someone(number)
	if p.east == "" {
		d.makeEast(p)
	}
	return p
}

// firstName draws one in four from the list of the world: many who work in an
// office have such a name.
func (d *draft) firstName() string {
	world := d.chance(25)
	one := func() string {
		if world {
			return d.pick(d.words.list("first-world")...)
		}
		return d.words.any(d.dice, "first")
	}
	if d.chance(5) {
		return one() + "-" + one()
	}
	return one()
}

func (d *draft) lastName() string {
	one := func() string {
		if d.chance(25) {
			return d.pick(d.words.list("last-world")...)
		}
		return d.words.any(d.dice, "last")
	}
	switch n := d.IntN(100); {
	case n < 6:
		return one() + "-" + one()
	case n < 9:
		return d.pick(d.words.list("particle")...) + " " + one()
	}
	return one()
}

// full writes first name and surname as people write them.
func (d *draft) full(p *person) string {
	if p.east != "" && d.chance(60) {
		return p.eastern()
	}
	switch n := d.IntN(100); {
	case n < 4:
		return p.first + " " + string(d.string(upperSet[:22], 1)) + ". " + p.last
	case n < 7:
		return p.first + " " + d.firstName() + " " + p.last
	}
	return p.first + " " + p.last
}

// initial writes "H. Moser".
func initial(p *person) string {
	r, _ := utf8.DecodeRuneInString(p.first)
	return string(r) + ". " + p.last
}

// capitals writes in capitals; ß becomes SS.
func capitals(s string) string { return strings.ToUpper(strings.ReplaceAll(s, "ß", "SS")) }

// transcribe writes German and other letters without marks.
var transcribe = strings.NewReplacer(
	"ä", "ae", "ö", "oe", "ü", "ue", "Ä", "Ae", "Ö", "Oe", "Ü", "Ue", "ß", "ss",
	"ş", "s", "ğ", "g", "ç", "c", "ı", "i", "İ", "I", "Ş", "S", "Ç", "C", "č", "c", "ć", "c", "š", "s", "ž", "z", "đ", "d",
	"Č", "C", "Š", "S", "Ž", "Z", "Ž", "Z", "ł", "l", "Ł", "L", "ń", "n", "ó", "o", "ę", "e", "ą", "a", "ś", "s", "ź", "z", "ż", "z",
	"é", "e", "è", "e", "ê", "e", "ë", "e", "á", "a", "à", "a", "â", "a", "í", "i", "ñ", "n", "ô", "o", "ø", "o", "å", "a", "æ", "ae",
	"ă", "a", "ț", "t", "ș", "s", "ř", "r", "ě", "e", "ý", "y", "ů", "u", "ú", "u", "ã", "a", "î", "i", "ï", "i", "Á", "A", "É", "E", "Ø", "O", "Å", "A")

// mailPart writes a name as it stands in mail addresses; never empty.
func mailPart(s string) string {
	s = strings.Map(func(r rune) rune {
		if r >= 'a' && r <= 'z' || r == '-' {
			return r
		}
		return -1
	}, strings.ToLower(transcribe.Replace(s)))
	if s = strings.Trim(s, "-"); s == "" {
		return "info"
	}
	return s
}

// ending is the genitive after a name.
func ending(before string) string {
	r, _ := utf8.DecodeLastRuneInString(before)
	if strings.ContainsRune("sxzßSXZ", r) {
		return "'"
	}
	return "s"
}
