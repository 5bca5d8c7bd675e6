package tail

// suffixAlone are street suffixes that also stand as words of their own.
var suffixAlone = list(" straße strasse str weg platz allee gasse ring damm ufer markt steig pfad chaussee promenade ")

// units follow a number that is no postal code.
var units = list(" eur euro usd chf stück uhr km kg prozent ")

// placeOpeners begin the name of a place of two words.
var placeOpeners = list(" bad sankt st groß klein neu alt markt hohen lutherstadt hansestadt schloß st. ")

// numbered are nouns with a number that is no house number.
var numbered = list(" rechnung bestellung konto auftrag lieferschein angebot posten paket palette vorgang ticket kunde vertrag police order invoice account pallet item tel telefon fax mobil durchwahl building gate unit suite level floor platform terminal office line book plant zone area station exit hall day week version model type section article chapter figure table step phase part bus tram flat apt apartment room charge los lot batch position pos rev revision schritt punkt zeile linie halle tor büro gebäude block klasse gruppe team stufe phase teil typ modell serie kw stück stk st abb tabelle anlage § gleis wagen platz seite kapitel abschnitt absatz artikel nr nummer uhr tisch raum zimmer etage stock haus ")

// addressFiller are words between "wohnhaft" and the address.
var addressFiller = list(" at is of to now new nun jetzt neu currently in der dem den die ist lautet im am an und bei ")

// A German address is one span: street, house number, postal code, place.

// streetOpeners may begin the name of a street before further words.
var streetOpeners = list(" am an auf aus bei beim der die das hinter hinterm im in ob oberer obere unter untere unterer unterm vor vorm zu zum zur alte alter altes alten neue neuer neues neuen kurze kurzer krumme krummer tiefe tiefer breiter weiter hoher stille stiller grüne grüner rote roter weiße weißer schwarze schwarzer goldene goldener lange langer große großer grosse kleine kleiner hohe hoher breite schmale obere untere äußere innere mittlere st sankt bad platz straße ")

// streetInner may stand inside the name of a street in lower case.
var streetInner = list(" am an auf der den dem des die das im in zu zum zur und bei alten neuen langen hohen großen kleinen oberen unteren roten grünen weißen schwarzen de la von vom du des del della delle di da do dos das van het den der ten ")

// streetGerman takes the address around a street suffix with the first digit of
// the house number.
func streetGerman(t []byte, start, end int) (int, int, bool) {
	s := start
	for s > 0 && start-s < 48 {
		if n := letterBefore(t, s); n > 0 {
			s -= n
		} else if t[s-1] == '-' || t[s-1] == '.' && letterBefore(t, s-1) > 0 && s < start && at(t, s) == '-' {
			s--
		} else {
			break
		}
	}
	for s < start && at(t, s) == '-' {
		s++
	}
	capital := upperAt(t, s) > 0
	alone := s == start && !hasFold(t, s, "esplanade")
	own := t[s:wordEnd(t, start, 16)]
	from, words := streetLeft(t, s)
	if notStreets.has(own) && !alone {
		return 0, 0, false
	}
	day := alone && capital && daysStreet(t, start) > 0
	if alone && words == 0 && !day || !capital && !alone && letterAt(t, s) == 0 {
		return 0, 0, false
	}
	if words > 0 {
		s = from
	}
	first := t[s:wordEnd(t, s, 48)]
	e, ok := houseNumber(t, end-1)
	if day {
		e, ok = houseNumber(t, daysStreet(t, start))
	}
	if !ok || notStreets.has(first) {
		return 0, 0, false
	}
	if (words == 0 && streetless(t, start, own) || !day && e-end == 3 && year(t, end-1)) && placeAfter(t, e) == e {
		return 0, 0, false
	}
	if !capital {
		p := lowerPlace(t, e)
		return s, max(p, placeAfter(t, e)), p > e || streetWord(first)
	}
	return s, placeAfter(t, e), true
}

// daysStreet returns the place of the house number of "Straße des 17. Juni 135",
// whose first word is at i, or 0.
func daysStreet(t []byte, i int) int {
	i = wordEnd(t, i, 8)
	if !hasFold(t, i, " des ") {
		return 0
	}
	i += len(" des ")
	d := skip(t, i, "0123456789", 2)
	if d == i || at(t, d) != '.' {
		return 0
	}
	m := skip(t, d+1, " ", 1)
	w := wordEnd(t, m, 10)
	if !countWords.has(t[m:w]) || at(t, w) != ' ' || !digit(at(t, w+1)) {
		return 0
	}
	return w + 1
}

// lowerPlace extends an address in small letters by ", 61348 bad homburg" or the
// same on the next line.
func lowerPlace(t []byte, e int) int {
	i := skip(t, e, " ,", 2)
	i = skip(t, i, "\r\n", 2)
	d := i
	for digit(at(t, d)) && d-i < 6 {
		d++
	}
	if i == e || d-i != 5 || at(t, d) != ' ' {
		return e
	}
	p := wordEnd(t, d+1, 32)
	if p-d < 4 || units.has(t[d+1:p]) {
		return e
	}
	if placeOpeners.has(t[d+1:p]) && at(t, p) == ' ' && letterAt(t, p+1) > 0 {
		p = wordEnd(t, p+1, 32)
	}
	return p
}

// notStreets end like a street and are none.
var notStreets = list(" arbeitsplatz sitzplatz parkplatz stellplatz stehplatz listenplatz tabellenplatz startplatz studienplatz fensterplatz gangplatz schlafplatz speicherplatz ausbildungsplatz praktikumsplatz kitaplatz steckplatz bring string spring ring hering earring herring boxring hearing monitoring engineering manufacturing scoring sharing mentoring tutoring onboarding offering clearing factoring sponsoring monitoring restructuring gathering steering exploring measuring rendering ordering triggering filtering clustering catering during coring wiring wearing bearing firing hiring scaring caring daring sharing tiering volunteering weg umweg hinweg rückweg rundweg wanderweg fluchtweg radweg heimweg dienstweg rechtsweg postweg pfad dateipfad platz einstieg firewall baureihe sitzreihe zahlenreihe versuchsreihe testreihe messreihe stuhlreihe versuchsreihe tischreihe buchreihe veranstaltungsreihe modellreihe heftreihe stammreihe datenreihe ausstieg abstieg aufstieg umstieg bahnsteig vordamm kai ")

// streetWord reports whether a word in lower case is surely a street.
func streetWord(w []byte) bool {
	for _, s := range [...]string{"straße", "strasse", "str"} {
		if len(w) > len(s)+2 && hasFold(w, len(w)-len(s), s) {
			return true
		}
	}
	return false
}

// streetLeft walks left from the first word of a street over the words that
// belong to its name.
func streetLeft(t []byte, s int) (from, words int) {
	from = s
	i := s
	for k := 0; k < 4; k++ {
		if at(t, i-1) != ' ' {
			break
		}
		b := i - 1
		for i-b < 32 {
			if n := letterBefore(t, b); n > 0 {
				b -= n
			} else if at(t, b-1) == '-' || at(t, b-1) == '.' && b == i-1 {
				b--
			} else {
				break
			}
		}
		w := trimStop(t[b : i-1])
		if len(w) == 0 || digit(at(t, b-1)) {
			break
		}
		cap := upperAt(t, b) > 0
		opener := streetOpeners.has(w)
		switch {
		case cap && opener && !(k == 0 && suffixWord(t, s) && seatWords.has(w) && hasFold(t, s, "platz")):
			from, words = b, k+1
		case cap && k == 0 && len(w) > 5 && endsFold(w, "er") && longStreets.at(t, s) > 0 && !notNames.has(w) && !titles.has(w):
			return b, k + 1 // Landstraßer Hauptstraße
		case cap && k == 0 && upperAt(t, s) > 0 && !notNames.has(w) && !titles.has(w) && suffixWord(t, s) && !seat(t, s, w):
			from, words = b, k+1 // Lange Straße: any capitalised word before a lone suffix
		case abroad.has(w):
			return b, k + 1
		case !cap && streetInner.has(w):
		default:
			return from, words
		}
		i = b
	}
	return from, words
}

// longStreets are called after a place in front of them.
var longStreets = oneOf("hauptstr", "landstr", "heerstr", "chaussee")

// seatWords open names of streets and stand before seats: "in Platz 46".
var seatWords = list(" am an auf bei im in zum zu vor ")

// seat reports whether "Platz" after the word w is a seat: "ab Köln Platz 14".
// Squares are called after places in the form of Potsdamer Platz.
func seat(t []byte, s int, w []byte) bool {
	return hasFold(t, s, "platz") && (len(w) < 4 || !hasFold(w, len(w)-2, "er"))
}

// suffixWord reports whether the word at s is nothing but a street suffix.
func suffixWord(t []byte, s int) bool {
	return suffixAlone.has(t[s:wordEnd(t, s, 16)])
}

// houseNumber reads 12, 12a, 12 c, 12/2, 12-14 at i.
func houseNumber(t []byte, i int) (int, bool) {
	e := i
	for digit(at(t, e)) && e-i < 5 {
		e++
	}
	if e == i || e-i > 4 || t[i] == '0' {
		return 0, false
	}
	if c := at(t, e); in(c, ".,:") && digit(at(t, e+1)) || c == '%' {
		return 0, false
	}
	for k := 0; k < 2; k++ { // a range or a fraction
		j := skip(t, e, " ", 1)
		if c := at(t, j); c == '/' || c == '-' {
			j = skip(t, j+1, " ", 1)
			w := j
			for digit(at(t, w)) && w-j < 4 {
				w++
			}
			if w > j && w-j < 4 && !digit(at(t, w)) {
				e = w
			} else if small(at(t, j)) && letterAt(t, j+1) == 0 {
				e = j + 1
			}
		}
		j = skip(t, e, " ", 1)
		if c := lower(at(t, j)); 'a' <= c && c <= 'l' && letterAt(t, j+1) == 0 && !digit(at(t, j+1)) && (j == e || small(at(t, j)) || at(t, j+1) == ',' && at(t, j+2) == ' ' && digit(at(t, j+3))) {
			e = j + 1
		}
	}
	if digit(at(t, e)) {
		return 0, false
	}
	return e, measures.at(t, e) == 0
}

// measures follow a number that is no house number.
var measures = oneOf(" uhr", " km", " m ", " euro", " eur", " €", " prozent", " %", " jahre", " minuten", " stunden", " tage", " meter", " mal ")

// placeAfter extends an address that ends at e by postal code and place.
func placeAfter(t []byte, e int) int {
	for k := 0; k < 4; k++ {
		i := skip(t, e, partSigns, 5)
		if hasFold(t, i, "in ") {
			i += 3
			if w := wordEnd(t, i, 24); i == e+4 && upperAt(t, i) > 0 && bigTowns.has(t[i:w]) {
				return placeName(t, i)
			}
		}
		if at(t, i) == '\r' {
			i++
		}
		if at(t, i) == '\n' {
			i = skip(t, i+1, " \t>", 8)
		}
		if hasFold(t, i, "\\n") { // a line break inside a JSON string
			i += 2
		}
		if p, ok := postalPlace(t, i); ok {
			return p
		}
		u := unitGerman(t, i)
		if u == i || i == e {
			break
		}
		e = u
	}
	if j := skip(t, e, " ,", 2); j > e+1 && t[e] == ',' { // Hauptstr. 5, Dresden
		if w := placeName(t, j); w > j && in(at(t, w), ".,;\n\r)\"") && !notNames.has(t[j:wordEnd(t, j, 32)]) {
			return w
		}
	}
	return e
}

// bigTowns may stand behind "in" without a code.
var bigTowns = list(" berlin hamburg münchen köln frankfurt stuttgart düsseldorf leipzig dortmund essen bremen dresden hannover nürnberg duisburg bochum wuppertal bielefeld bonn münster mannheim karlsruhe augsburg wiesbaden gelsenkirchen mönchengladbach braunschweig aachen kiel chemnitz halle magdeburg freiburg krefeld mainz lübeck erfurt oberhausen rostock kassel hagen potsdam saarbrücken hamm ludwigshafen oldenburg osnabrück leverkusen heidelberg darmstadt solingen regensburg herne paderborn neuss ingolstadt offenbach fürth würzburg ulm heilbronn pforzheim wolfsburg göttingen bottrop reutlingen koblenz erlangen trier jena siegen hildesheim salzgitter cottbus wien graz linz salzburg innsbruck klagenfurt zürich genf basel bern lausanne winterthur luzern ")

// countries may stand before a postal code.
var countries = oneOf("plz ", "plz: ", "d - ", "a - ", "ch - ", "d-", "a-", "ch-", "de-", "at-", "d ", "a ", "ch ")

// postalPlace reads a postal code of Germany (5), Austria or Switzerland (4)
// with its place at i.
func postalPlace(t []byte, i int) (int, bool) {
	if n := countries.at(t, i); n > 0 && digit(at(t, i+n)) {
		i += n
	}
	e := i
	for digit(at(t, e)) && e-i < 6 {
		e++
	}
	if e-i != 5 && e-i != 4 || e-i == 4 && (t[i] == '0' || hasFold(t, i, "20") && at(t, i+2) <= '4' || hasFold(t, i, "19")) {
		return 0, false
	}
	if at(t, e) == ',' && e-i == 5 {
		e++
	}
	if c := at(t, e); in(c, ";|\t") && i > 0 && (at(t, i-1) == c || at(t, i-2) == c) { // a row of a table
		if at(t, e+1) != ' ' {
			e--
		}
		e++
	} else if c != ' ' {
		return 0, false
	}
	p := placeName(t, e+1)
	if p == e+1 || i > 0 && in(at(t, i-1), ";|\t") && upperAt(t, e+1) == 0 || units.has(t[e+1:wordEnd(t, e+1, 16)]) {
		return 0, false
	}
	return p, true
}

// placeName reads Dresden, Bad Homburg v. d. Höhe, Frankfurt am Main,
// Frankfurt (Oder), Berlin-Mitte at i and returns its end, or i.
func placeName(t []byte, i int) int {
	e := placeWord(t, i)
	if e == i {
		return i
	}
	if placeOpeners.has(t[i:e]) {
		if w := placeWord(t, skip(t, e, ". ", 2)); w > skip(t, e, ". ", 2) {
			e = w
		}
	}
	if !placeJoins.may(t, e) {
		return e
	}
	for _, join := range placeJoins.list {
		if hasFold(t, e, join) && join != " (" {
			j := e + len(join)
			if w := placeWord(t, j); w > j && !notNames.has(t[j:w]) {
				return w
			}
		}
	}
	if hasFold(t, e, " (") {
		if w := placeWord(t, e+2); w > e+2 && at(t, w) == ')' {
			return w + 1
		}
	}
	return e
}

// placeJoins stand between the words of a place; what follows " (" is added to it.
var placeJoins = oneOf(" am ", " an der ", " im ", " in der ", " ob der ", " vor der ", " a. ", " a.d. ", " a. d. ", " i. ", " i.", " v. d. ", " bei ", " auf ", " unter ", " an ", " in ", " a.", "/", " (")

func placeWord(t []byte, i int) int {
	if upperAt(t, i) == 0 {
		return i
	}
	e := i
	for e-i < 40 {
		if n := letterAt(t, e); n > 0 {
			e += n
		} else if at(t, e) == '-' && letterAt(t, e+1) > 0 {
			e++
		} else {
			break
		}
	}
	if e-i < 2 {
		return i
	}
	return e
}

// placeGerman takes the address around a postal code: street and house number
// must stand before it. The match ends in the first letter of the place.
func placeGerman(t []byte, start, end int) (int, int, bool) {
	e, ok := postalPlace(t, start)
	if !ok {
		return 0, 0, false
	}
	i := start
	for _, c := range [...]string{"d-", "a-", "ch-", "de-", "at-"} {
		if at(t, i-1) == '-' && hasFold(t, i-len(c), c) {
			i -= len(c)
			break
		}
	}
	sep := i
	if hasFold(t, i-4, " in ") {
		sep = i - 3
	}
	n := sep
	n = skipBack(t, n, partSigns+"\n\r", 6)
	if n == sep {
		return townFirst(t, start, i, e)
	}
	n = unitsBack(t, n)
	if s, ok := streetBefore(t, n); ok {
		if countsThings(t, start, s, n, e) {
			return 0, 0, false
		}
		return s, e, true
	}
	if s, ok := numberFirst(t, n); ok {
		return s, e, true
	}
	if hasFold(t, start, "681") {
		if s, ok := square(t, n); ok {
			return s, e, true
		}
	}
	return townFirst(t, start, i, e)
}

// townFirst takes "26122 Oldenburg, Alte Wiese 4": the town, which ends at e, stands
// before the street.
func townFirst(t []byte, code, s, e int) (int, int, bool) {
	i := skip(t, e, partSigns, 3)
	if !digit(at(t, code+4)) || i < e+2 || upperAt(t, i) == 0 {
		return 0, 0, false
	}
	from, to, ok := streetAhead(t, i)
	if !ok || to-from < 5 || notNames.has(t[i:wordEnd(t, i, 32)]) {
		return 0, 0, false
	}
	c := at(t, to)
	return s, to, c == 0 || in(c, ",;.)\n\r\"") || c == ' ' && letterAt(t, to+1) == 0 && !digit(at(t, to+1))
}

// streetBefore returns the start of "street and house number" that ends at e.
func streetBefore(t []byte, e int) (int, bool) {
	i := e
	if c := at(t, i-1); small(c) || capital(c) && letterBefore(t, i-1) == 0 {
		if letterBefore(t, i-1) > 0 {
			return 0, false
		}
		i--
		if c := at(t, i-1); c == ' ' || c == '/' && digit(at(t, i-2)) {
			i--
		}
	}
	d := i
	for d > 0 && i-d < 9 && (digit(t[d-1]) || in(t[d-1], "/-") && d < i) {
		d--
	}
	if d == i || at(t, d-1) != ' ' {
		return 0, false
	}
	w := d - 1
	foreign := at(t, w-1) == ',' // Via Garibaldi, 12
	if foreign {
		w--
	}
	b := w
	for w-b < 48 {
		if n := letterBefore(t, b); n > 0 {
			b -= n
		} else if at(t, b-1) == '-' || at(t, b-1) == '.' && b == w {
			b--
		} else {
			break
		}
	}
	if hasFold(t, b, "nr.") && b+3 == w && at(t, b-1) == ' ' { // Hasenberg Nr. 4
		w = b - 1
		for b = w; w-b < 48 && (letterBefore(t, b) > 0 || at(t, b-1) == '-'); {
			b -= max(letterBefore(t, b), 1)
		}
	}
	if b < w && upperAt(t, b) == 0 && kindsAbroad.has(t[b:w]) && at(t, b-1) == ' ' { // Vodní náměstí
		for b--; b > 0 && w-b < 40 && (letterBefore(t, b) > 0 || at(t, b-1) == '-'); {
			b -= max(letterBefore(t, b), 1)
		}
	}
	if b == w || letterAt(t, b) == 0 || at(t, b-1) == '@' || digit(at(t, b-1)) {
		return 0, false
	}
	if upperAt(t, b) == 0 {
		return 0, false
	}
	if numbered.has(trimStop(t[b:w])) {
		return 0, false
	}
	if foreign {
		from, _ := streetLeft(t, b)
		return from, from < b
	}
	if i := b - 2; countWords.has(t[b:w]) && at(t, i) == '.' { // Straße des 17. Juni
		for i > 0 && b-i < 5 && digit(t[i-1]) {
			i--
		}
		if from, words := streetLeft(t, i); words > 0 {
			return from, true
		}
		return 0, false
	}
	from, words := streetLeft(t, b)
	if words > 0 {
		return from, true
	}
	return b, true
}

// kindsAbroad end names of streets in small letters.
var kindsAbroad = list(" utca út tér körút náměstí třída ulice ulica gade vej straat laan plein gate vei väg gatan ")

// year reports whether the four digits at i are a year of our time.
func year(t []byte, i int) bool {
	return hasFold(t, i, "19") || hasFold(t, i, "20")
}
