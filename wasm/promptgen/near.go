package promptgen

import (
	"fmt"
	"strconv"
	"strings"
)

// amount writes money.
func amount(d *draft, _ byte) string {
	euro, cent := d.between(1, 999), d.shape("##")
	whole := strconv.Itoa(euro)
	if d.lang == "de" {
		if d.chance(60) {
			whole = strconv.Itoa(d.between(1, 320)) + "." + d.shape("###")
		}
		return d.pick(whole+","+cent+" EUR", whole+","+cent+" €", "€ "+whole+","+cent, whole+" Euro", "EUR "+whole+","+cent, whole+",-- €", whole+","+cent+" CHF")
	}
	if d.chance(60) {
		whole = strconv.Itoa(d.between(1, 320)) + "," + d.shape("###")
	}
	return d.pick("$"+whole+"."+cent, "£"+whole+"."+cent, "€"+whole, "USD "+whole+"."+cent, whole+" dollars", "GBP "+whole, whole+"."+cent+" EUR")
}

// number writes a decimal or a share.
func number(d *draft, _ byte) string {
	sep, percent := ".", "%"
	if d.lang == "de" {
		sep, percent = ",", " Prozent"
	}
	return d.pick(d.shape("^")+sep+d.shape("##"), d.shape("^#")+percent, d.shape("^")+sep+d.shape("#")+percent, d.shape("^#")+sep+d.shape("#")+" %")
}

// measure is a bare quantity: text around it gives the unit.
func measure(d *draft, _ byte) string {
	sep := "."
	if d.lang == "de" {
		sep = ","
	}
	return d.pick(d.shape("^")+sep+d.shape("##"), d.shape("^#")+sep+d.shape("#"), d.shape("^##"), d.shape("^###"))
}

func version(d *draft, _ byte) string {
	return d.pick(d.shape("^.#.^#"), "v"+d.shape("^#.^.#"), d.shape("10.0.19###.^###"), d.shape("^.#.#-rc.^"), d.shape("20##.^.#"), d.shape("v^.#.#-beta"), d.shape("^#.^#.^###.0"))
}

func order(d *draft, _ byte) string {
	return d.pick(d.shape("PO-^######"), d.shape("B-^#######"), d.shape("202#-^####"), d.shape("A^#######"), d.shape("45########"), d.shape("ORD-@@####"), d.shape("^##-^######-^######"), d.shape("AB/^###/2#"))
}

func invoice(d *draft, _ byte) string {
	return d.pick(d.shape("RE-202#-^####"), d.shape("INV-^#####"), d.shape("R^######"), d.shape("202#/^###"), d.shape("90########"), d.shape("RG##-^###"))
}

func ticket(d *draft, _ byte) string {
	return d.pick(d.shape("INC00^#####"), d.shape("SUP-^###"), d.shape("#^####"), d.shape("JIRA-^###"), d.shape("CHG00^####"), d.shape("REQ-202#-^###"))
}

// eponym is a thing that bears the name of somebody: Murphy's law, a Cox regression.
func eponym(d *draft, _ byte) string {
	name := d.pick(d.words.list("eponym")...)
	if d.chance(30) {
		name = d.words.any(d.dice, "last")
	}
	if d.lang == "en" {
		if d.chance(50) {
			return name + "'s " + d.pick("law", "disease", "syndrome", "theorem", "algorithm", "paradox", "test", "principle", "rule", "effect", "curve", "method", "equation", "conjecture", "process", "sign", "lemma", "razor", "constant", "triangle")
		}
		return name + " " + d.pick("regression", "syndrome", "disease", "test", "distance", "transform", "distribution", "coefficient", "process", "algorithm", "diagram", "chart", "scale", "score", "model", "method", "curve", "estimator", "correlation", "jar", "effect", "manoeuvre", "hypothesis")
	}
	if d.chance(8) {
		return "Morbus " + name
	}
	return name + "-" + d.pick("Syndrom", "Krankheit", "Verfahren", "Algorithmus", "Test", "Gesetz", "Reform", "Rente", "Effekt", "Kurve", "Diagramm", "Prozess", "Modell", "Methode", "Verteilung", "Regression", "Distanz", "Skala", "Score", "Transformation", "Matrix", "Prinzip", "Element", "Index", "Schätzer", "Paradoxon", "Index", "Härte", "Rad", "Schale")
}

func uuid(d *draft, _ byte) string {
	return d.shape("~~~~~~~~-~~~~-4~~~-") + d.string("89ab", 1) + d.shape("~~~-~~~~~~~~~~~~")
}

func sha(d *draft, _ byte) string {
	return d.string(hexSet, d.IntN(2)*24+40)
}

// ean13 has a right check digit and still is no identifier of a person.
func ean13(d *draft, prefix string) string {
	s := prefix + d.string(digitSet, 12-len(prefix))
	sum := 0
	for i, c := range []byte(s) {
		sum += int(c-'0') * (1 + i%2*2)
	}
	return s + strconv.Itoa((10-sum%10)%10)
}

func ean(d *draft, _ byte) string { return ean13(d, d.pick("40", "42", "76", "90", "50", "30")) }

func isbn(d *draft, _ byte) string {
	s := ean13(d, d.pick("9783", "9780", "9781"))
	return d.pick(s, grouped(s, "-", 3, 1, 4, 4))
}

// lei names a legal entity (ISO 17442).
func lei(d *draft, _ byte) string {
	s := d.string(digitSet, 4) + "00" + d.string(digitSet+upperSet, 12)
	r := 0
	for _, c := range []byte(s + "00") {
		if c >= 'A' {
			r = (r*100 + int(c-'A') + 10) % 97
		} else {
			r = (r*10 + int(c-'0')) % 97
		}
	}
	return s + fmt.Sprintf("%02d", 98-r)
}

func flight(d *draft, _ byte) string {
	return d.pick("LH ", "LH", "EW ", "BA ", "OS ", "LX ", "FR ", "U2 ", "AF ", "DL ") + d.shape(d.pick("^##", "^###"))
}

func coordinates(d *draft, _ byte) string {
	return fmt.Sprintf("%d.%s, %d.%s", d.between(36, 60), d.string(digitSet, 5), d.between(2, 17), d.string(digitSet, 5))
}

func paragraph(d *draft, _ byte) string {
	if d.lang == "en" {
		return d.pick("Section ", "Article ", "Clause ", "Art. ") + d.shape(d.pick("^#", "^", "^.#", "^#.^(a)"))
	}
	s := "§ " + d.shape(d.pick("^#", "^##", "^#a"))
	s += d.pick("", " Abs. "+d.shape("^"), " Abs. "+d.shape("^")+" S. 1")
	return s + d.pick(" BGB", " HGB", " StGB", " SGB V", " AO", " GewO", " ZPO", " BetrVG", " VVG", "")
}

func norm(d *draft, _ byte) string {
	return d.pick("DIN EN ISO ", "ISO/IEC ", "DIN ", "EN ", "IEC ", "VDE 0") + d.shape(d.pick("^###", "^####", "^##-^")) + d.pick("", ":2015", ":2018", ":2022")
}

// spot is where trains stop and people sit.
func spot(d *draft, _ byte) string {
	n := d.shape("^")
	if d.lang == "en" {
		return d.pick("Platform "+n, "Gate "+d.shape("@^#"), "Room "+d.shape("^.##"), "Seat "+d.shape("^#")+"C", "Bay "+n, "Building "+n, "Floor "+n, "Coach "+n)
	}
	return d.pick("Gleis "+n, "Wagen "+d.shape("^#"), "Platz "+d.shape("^#"), "Raum "+d.shape("^.##"), "Halle "+n, "Gebäude "+d.shape("^#"), "Tor "+n, "Zimmer "+d.shape("^##"), "Block "+d.shape("^"))
}

func errorCode(d *draft, _ byte) string {
	return d.pick("0x8007"+d.string(digitSet+"ABCDEF", 4), "HTTP "+d.pick("401", "404", "500", "502"), "ORA-"+d.shape("0^###"), "E"+d.shape("####"), "ERR_"+d.pick("TIMED_OUT", "CONN_RESET", "CERT"), "SQLSTATE "+d.shape("^####"))
}

func partNumber(d *draft, _ byte) string {
	return d.pick(d.shape("@@-^###-@"), d.shape("^##.^##.^##"), d.shape("@^#-^###"), d.shape("^#######"), d.shape("7^##.^###.0^"), d.shape("SN@^#######"))
}

func tracking(d *draft, _ byte) string {
	return d.pick(d.shape("0034################"), d.shape("1Z@#^#@######^###"), d.shape("JJD0###########"), d.shape("RR#########DE"))
}

func clock(d *draft, _ byte) string {
	h, m := d.between(6, 20), strings.Repeat("0", 1)+d.pick("0", "5")
	if d.chance(50) {
		m = d.pick("15", "30", "45")
	}
	if d.lang == "en" {
		return d.pick(fmt.Sprintf("%d:%s", h, m), fmt.Sprintf("%d %s", 1+h%12, d.pick("am", "pm")))
	}
	return d.pick(fmt.Sprintf("%d:%s Uhr", h, m), fmt.Sprintf("%d Uhr", h), fmt.Sprintf("%d.%s Uhr", h, m))
}

func stamp(d *draft, _ byte) string { return d.timestamp() }

// period is a span of time, a school year or the like.
func period(d *draft, _ byte) string {
	y := d.between(18, 27)
	return d.pick(fmt.Sprintf("20%d/%d", y, y+1), fmt.Sprintf("Q%d/20%d", d.between(1, 4), y), fmt.Sprintf("20%d-20%d", y, y+2), fmt.Sprintf("%d/20%d", d.between(1, 12), y))
}
