package tail

// roles are words that stand before a name and say who somebody is.
var roles = list(" herr herrn hr frau fr fräulein mr mrs ms miss mister madam dr prof professor professorin dipl ing med ra rain kunde kundin kunden mandant mandantin patient patientin klient klientin kollege kollegin kollegen mitarbeiter mitarbeiterin bewerber bewerberin mieter mieterin vermieter vermieterin nachbar nachbarin chef chefin teamleiter teamleiterin leiter leiterin geschäftsführer geschäftsführerin sachbearbeiter sachbearbeiterin zeuge zeugin kläger klägerin beklagter beklagte richterin anwalt anwältin rechtsanwalt rechtsanwältin arzt ärztin lehrer lehrerin schüler schülerin trainer trainerin präsident präsidentin minister ministerin kanzler kanzlerin bundeskanzler bundeskanzlerin bürgermeister bürgermeisterin oberbürgermeister vorstand vorsitzender vorsitzende sprecher sprecherin autor autorin freund freundin bruder schwester onkel tante oma opa mutter vater tochter sohn enkel enkelin hausarzt hausärztin zahnarzt zahnärztin hausmeister hausmeisterin empfänger empfängerin absender absenderin notar notarin kassenwart kassenwartin schriftführer schriftführerin " +
	" hallo hi hey lieber liebe dear hello guten moin servus ich sie er wir ihr unser unsere mein meine der die das the our my your his her customer client patient colleague manager boss officer president senator minister director chairman judge doctor nurse teacher coach captain general uncle aunt mom dad brother sister ")

// Bare takes from a name that a model has marked what is not part of it: titles
// and roles before it, "vom Vertrieb" behind it, and the second half of a word like
// "Müller-Akte". A short word with a full stop and a number behind it is an
// abbreviation. It returns an empty span when nothing of a name is left.
func Bare(t []byte, start, end int) (int, int) {
	for start < end {
		e := start
		for e < end && t[e] != ' ' && t[e] != '\t' {
			e++
		}
		w := e
		if w > start && t[w-1] == '.' {
			w--
		}
		if !roles.has(t[start:w]) {
			break
		}
		for e < end && (t[e] == ' ' || t[e] == '\t') {
			e++
		}
		start = e
	}
	if end-start <= 4 && at(t, end) == '.' && digit(at(t, skip(t, end+1, " ", 1))) {
		return start, start // Zi. 12, Abb. 3
	}
	if end-start == 3 && hasFold(t, start, "max") && digit(at(t, skip(t, end, " ", 1))) { // max 5 sentences
		return start, start
	}
	for i := start; i < end; i++ {
		if t[i] == ' ' && small(at(t, i+1)) {
			if w := passParticles(t, i+1); w > i+1 && w < end && thing(t[i+1:w], t[w:nameWord(t, w)]) {
				end = i
			}
		}
	}
	if start < end && (noPerson(t, start, end) || ofStreet(t, start, end) || ofDisease(t, start, end)) {
		return start, start
	}
	last := end
	for last > start && t[last-1] != ' ' && t[last-1] != '\t' {
		last--
	}
	if e := nameWord(t, last); e > last && e < end && t[e] == '-' {
		end = e
	}
	return start, end
}

// Begins reports whether the first word of a name that a model has marked may be part
// of one: it is no word that only stands before names, like "Akte".
func Begins(t []byte, start int) bool {
	e := nameWord(t, start)
	return e > start && !notNames.has(t[start:e])
}

// ofDisease reports whether a name is that of a disease: Morbus Crohn, Murphy's sign.
func ofDisease(t []byte, start, end int) bool {
	if hasFold(t, start-7, "morbus ") {
		return true
	}
	i := end
	if hasFold(t, i, "' ") { // Graves' disease
		i += len("' ")
	} else if hasFold(t, i, "'s ") {
		i += len("'s ")
	} else if hasFold(t, i, "’s ") {
		i += len("’s ")
	} else {
		return false
	}
	e := wordEnd(t, i, 16)
	return diseases.has(t[i:e]) && upperAt(t, skip(t, e, " ", 1)) == 0
}

// ofStreet reports whether a name is that of a street with a number: "12 Fenwick
// Mews", "3 rue Kléber", "ul. Polna 5".
func ofStreet(t []byte, start, end int) bool {
	last := wordStart(t, end, 24)
	if last > start && streets.has(t[last:end]) && numberBefore(t, start) {
		return true
	}
	if w := t[start:wordEnd(t, start, 16)]; ways.has(w) && len(w) < end-start && (numberBefore(t, start) || digit(at(t, skip(t, end, " ,", 2)))) { // 12 Avenida del Sol
		return true
	}
	i := start
	for k := 0; k < 3; k++ { // quai de la Fosse
		if at(t, i-1) != ' ' {
			return false
		}
		e := i - 1
		if at(t, e-1) == '.' {
			e--
		}
		i = wordStart(t, e, 16)
		w := t[i:e]
		if ways.has(w) {
			return numberBefore(t, i) || digit(at(t, skip(t, end, " ,", 2)))
		}
		if !particles.has(w) && !hasFold(w, 0, "des") {
			return false
		}
	}
	return false
}

// numberBefore reports whether a number such as "12" or "12a" stands before i.
func numberBefore(t []byte, i int) bool {
	if at(t, i-1) != ' ' {
		return false
	}
	i--
	return digit(at(t, i-1-letterBefore(t, i)))
}

// noPerson reports whether a marked name is the head of a column, holds a word that
// no name has, or begins with what a bank or the like is called by.
func noPerson(t []byte, start, end int) bool {
	if columnHeads.has(t[start:end]) || hasFold(t, max(start-4, 0), "dr. ") && doctorBrands.has(t[start:end]) {
		return true
	}
	for i := start; i < end; {
		w := i
		for w < end && t[w] != ' ' && t[w] != '.' {
			w++
		}
		if neverNames.has(t[i:w]) {
			return true
		}
		if i == start && w < end && t[w] == ' ' {
			if w-i == 2 && capital(t[i]) && t[i+1] == 'H' { // TH, FH
				return true
			}
			for _, body := range bodies {
				if w-i > len(body)+2 && hasFold(t, w-len(body), body) {
					return true
				}
			}
		}
		for i = w; i < end && (t[i] == ' ' || t[i] == '.'); i++ {
		}
	}
	return false
}
