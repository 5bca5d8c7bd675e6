package promptgen

import (
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// street writes a street with house number in the manner of the language.
func (d *draft) street() string {
	if d.lang == "en" {
		return d.englishStreet(d.chance(50))
	}
	return d.germanStreet() + " " + d.house()
}

func (d *draft) house() string {
	n := strconv.Itoa(d.between(1, 180))
	switch d.IntN(12) {
	case 0:
		return n + d.string("abcd", 1)
	case 1:
		return n + " " + d.string("abcd", 1)
	case 2:
		return n + "/" + strconv.Itoa(d.between(1, 9))
	case 3:
		return n + "-" + n[:len(n)-1] + "9"
	}
	return n
}

func (d *draft) germanStreet() string {
	stem := d.pick(d.words.list("stem-german")...)
	switch n := d.IntN(100); {
	case n < 45:
		return stem + d.pick("straße", "straße", "str.", "weg", "allee", "gasse", "ring", "damm", "ufer", "platz", "steig", "pfad", "stieg", "chaussee")
	case n < 60:
		_, place, _ := strings.Cut(d.pick(d.words.list("postal-de")...), " ")
		place, _, _ = strings.Cut(place, " ")
		if place == "Bad" || place == "Halle" { // these do not take the ending
			place = "Weimar"
		}
		return place + "er " + d.pick("Straße", "Str.", "Allee", "Weg", "Landstraße", "Chaussee")
	case n < 75:
		return d.pick(d.words.list("first")...) + "-" + d.pick(d.words.list("last")...) + "-" + d.pick("Straße", "Str.", "Weg", "Platz", "Ring", "Allee")
	}
	return d.pick(d.words.list("street-german")...)
}

// englishStreet writes a British or an American street.
func (d *draft) englishStreet(us bool) string {
	stem := d.pick(d.words.list("stem-english")...)
	n := strconv.Itoa(d.between(1, 240))
	if us {
		n = strconv.Itoa(d.between(1, 9800))
		s := n + " " + d.pick("", "", "", "N. ", "West ", "SE ") + stem + " " + d.pick("Street", "St", "St.", "Avenue", "Ave", "Ave.", "Drive", "Dr", "Boulevard", "Blvd", "Lane", "Court", "Way", "Parkway", "Road", "Terrace")
		if d.chance(15) {
			s += d.pick(", Apt ", " Apt. ", ", Suite ", " #", ", Unit ") + strconv.Itoa(d.between(1, 40)) + d.pick("", "", "B")
		}
		return s
	}
	s := n + d.pick("", "", "", "", "A", "b") + " " + stem + " " + d.pick("Road", "Street", "Lane", "Close", "Avenue", "Gardens", "Crescent", "Drive", "Mews", "Terrace", "Grove", "Place", "Rd", "Way", "Hill", "Row")
	if d.chance(10) {
		s = "Flat " + strconv.Itoa(d.between(1, 30)) + ", " + s
	}
	return s
}

// town writes postal code and place.
func (d *draft) town(country string) string {
	switch country {
	case "at", "ch":
		s := d.pick(d.words.list("postal-" + country)...)
		if d.chance(25) {
			return map[string]string{"at": "A-", "ch": "CH-"}[country] + s
		}
		return s
	case "uk":
		town, district, _ := strings.Cut(d.pick(d.words.list("postal-uk")...), "|")
		code := district + " " + d.string(digitSet[1:], 1) + d.string("ABDEFGHJLNPQRSTUWXYZ", 2)
		return town + d.pick(" ", ", ", ", ") + code
	case "us":
		town, rest, _ := strings.Cut(d.pick(d.words.list("postal-us")...), "|")
		state, code, _ := strings.Cut(rest, "|")
		return town + ", " + state + " " + code + d.string(digitSet, 2) + d.pick("", "", "", "", "-"+d.string(digitSet, 4))
	}
	s := d.words.any(d.dice, "postal-de")
	if d.chance(6) {
		return "D-" + s
	}
	return s
}

// country draws one in which the language is spoken.
func (d *draft) country() string {
	if d.lang == "en" {
		return d.pick("uk", "us")
	}
	return d.pick("de", "de", "de", "de", "de", "de", "at", "ch")
}

// address joins street and town by sep.
func (d *draft) address(sep, country string) string {
	if country == "uk" || country == "us" {
		return d.englishStreet(country == "us") + sep + d.town(country)
	}
	return d.germanStreet() + " " + d.house() + sep + d.town(country)
}

func (d *draft) postBox() string {
	if d.lang == "en" {
		return "PO Box " + strconv.Itoa(d.between(10, 9999)) + ", " + d.town(d.country())
	}
	return "Postfach " + d.shape("^# ## ##") + ", " + d.town("de")
}

// organisation writes a firm, an office or a club.
func (d *draft) organisation() string {
	w := d.words
	form := d.pick(w.list("legal-form")...)
	switch n := d.IntN(100); {
	case n < 25:
		return d.pick(w.list("org")...)
	case n < 50:
		return d.pick(w.list("org-stem")...) + " " + d.pick(w.list("branch")...) + " " + form
	case n < 65:
		return d.pick(w.list("org-stem")...) + " " + form
	case n < 80:
		return d.pick(w.list("last")...) + " " + d.pick(w.list("branch")...) + " " + form
	case n < 90:
		return d.pick(w.list("last")...) + " & " + d.pick(w.list("last")...) + " " + form
	}
	return d.pick(w.list("last")...) + " " + d.pick(w.list("family")...) + " " + form
}

// orCoined draws from a list, or a word that nobody knows in so many of a hundred
// cases: what is in no list is not therefore a person.
func (d *draft) orCoined(percent int, list string) string {
	if d.chance(percent) {
		return d.coined()
	}
	return d.pick(d.words.list(list)...)
}

func (d *draft) coined() string {
	w := ""
	for range d.between(2, 3) {
		w += d.pick("b", "d", "f", "g", "k", "l", "m", "n", "p", "r", "s", "t", "v", "w", "z", "br", "kr", "pl", "st", "tr", "sch", "qu", "x", "j", "h", "") +
			d.pick("a", "e", "i", "o", "u", "ä", "ö", "ia", "eo", "y") + d.pick("", "", "", "n", "r", "l", "s", "x", "m", "t", "nd", "ck")
	}
	r, n := utf8.DecodeRuneInString(w)
	return string(unicode.ToUpper(r)) + w[n:]
}
