package tail

// What counts things looks like an address: Gruppe 2, 5000 Teilnehmer; Lösungsweg 3.

// thingWays, thingPlaces and thingRings stand before -weg, -platz and -ring in words
// that are no streets but with a town behind them.
var (
	thingWays   = list(" aus sonder feder schalt lade fahr liefer vertriebs verkehrs lern transport lebens karriere leidens instanzen melde berichts beschaffungs atem harn versand bezugs kommunikations informations produktions innovations reaktions signal daten strom luft arbeits lösungs schleich rettungs denk klage verwaltungs zugangs zugriffs eskalations ")
	thingPlaces = list(" spiel sport rast camping flug bau tennis golf liege bildschirm mess lager regal schreibtisch grill fußball übungs dreh lande zelt abstell ablage anker büro betriebs bolz pflege krippen therapie wg hochschul tabellen podest podiums letzter ehren schluss daten ram speicher server steck lade marken test einzel doppel dusch wohnmobil ")
	thingRings  = list(" dicht kolben spreng sicherungs o schlüssel ehe ohr prüf teststr schleif wellen gummi verlobungs gewinde zwischen adapter ")
	streetDeeds = list(" siedlungs niederungs waldungs hoffnungs schonungs festungs rodungs umgehungs stations missions ")
)

// streetless reports whether the word w, whose suffix begins at start, is rather a thing
// that is counted than a street: Lösungsweg 3, Spielplatz 3, Dichtring 20.
func streetless(t []byte, start int, w []byte) bool {
	stem := t[wordStart(t, start, 32):start]
	switch {
	case hasFold(t, start, "weg"):
		return thingWays.has(stem) || (endsFold(stem, "ungs") || endsFold(stem, "tions")) && !streetDeeds.has(stem)
	case hasFold(t, start, "platz"):
		return thingPlaces.has(stem)
	case hasFold(t, start, "ring"):
		return thingRings.has(stem) || hasFold(w, 0, "test")
	case hasFold(t, start, "wall"), hasFold(t, start, "graben"):
		return endsFold(stem, "er") && hasFold(stem, 0, "feuer") || hasFold(stem, 0, "test") || hasFold(stem, 0, "druck") || hasFold(stem, 0, "pay")
	case hasFold(t, start, "reihe"):
		return hasFold(stem, 0, "tafel") || hasFold(stem, 0, "tabelle") || endsFold(stem, "ungs") || hasFold(stem, 0, "test")
	case hasFold(t, start, "brücke"):
		return hasFold(stem, 0, "zahn") || hasFold(stem, 0, "bett") || hasFold(stem, 0, "esels")
	}
	return false
}

// thingNouns are counted, and are no towns.
var thingNouns = list(" teilnehmer teilnehmende kilometer meter zuschauer wörter worte kunden einheiten geräte aufrufe mitarbeiter mitarbeitende befragte fans tabletten artikel laufleistung probanden messungen treffer stimmen punkte zeichen schüler schrauben seiten zeilen nutzer user besucher einträge datensätze zeilen personen menschen einwohner leser abonnenten follower klicks views downloads beispiele samples bilder dateien dokumente datenpunkte token tokens schritte iterationen umdrehungen stunden minuten sekunden tage jahre monate wochen euro dollar franken liter tonnen kilo kilogramm gramm watt volt kalorien exemplare stück flaschen kisten kartons paletten pakete bestellungen anfragen tickets fälle patienten studenten studierende zellen proben versuche wiederholungen runden spieler spiele tore wähler haushalte wohnungen betten plätze sitze sitzplätze teile bauteile komponenten fahrzeuge autos umsatz gewinn kosten budget miles words people points users pages items customers requests records rows samples steps tokens participants students seats units employees votes visitors questions fragen antworten transaktionen buchungen rechnungen lizenzen aktien anteile lose gewinne kinder arbeiter soldaten tote verletzte demonstranten unterschriften mitglieder gäste schafe kühe hühner bäume pflanzen samen steine ziegel lumen kelvin hertz pixel kbit mbit ")

// countsThings reports whether "noun number, number noun" that could be an address counts
// things: Runde 4, 25000 Zuschauer. The street [s, n) is one word without a suffix.
func countsThings(t []byte, code, s, n, town int) bool {
	w := wordEnd(t, s, 48)
	if at(t, w) != ' ' || !digit(at(t, w+1)) || w+1 > n || streetEnding(t[s:w]) {
		return false
	}
	c := code
	for c < town && !digit(t[c]) {
		c++
	}
	p := skip(t, c, "0123456789", 5)
	k := skip(t, p, " ", 1)
	return p-c == 5 && hasFold(t, p-3, "000") || thingNouns.has(t[k:wordEnd(t, k, 24)])
}

// streetEnding reports whether a word ends as streets do.
func streetEnding(w []byte) bool {
	for _, s := range [...]string{"straße", "strasse", "str", "weg", "platz", "allee", "gasse", "ring", "damm", "ufer", "graben"} {
		if endsFold(w, s) {
			return true
		}
	}
	return false
}
