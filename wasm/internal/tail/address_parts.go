package tail

// An address is parts with commas or line breaks between. This file reads those
// that stand between a street and a town, and walks back over them from a code.

// partSigns stand between the parts of an address on one line.
const partSigns = " ,;|\t/-()\xc2\xb7\xe2\x80\xa2"

// floorWords say where in a house somebody lives, behind a number or by themselves.
var floorWords = list(" og obergeschoss stock stg etage eg dg ug hh vh erdgeschoss dachgeschoss untergeschoss hinterhaus vorderhaus gartenhaus seitenflügel souterrain parterre hochparterre aufgang floor ")

// floorSides stand behind them.
var floorSides = list(" links rechts mitte li re l r m vorne hinten ")

// unitWords stand before the number of a flat.
var unitWords = list(" whg wohnung app appartement apartment apt top stiege tür aufgang haus zimmer zi block gebäude eingang etage stock og box büro unit flat suite bte boîte interno int piso esc lokal m lok ot ortsteil hinterhaus eg halle ")

// unitGerman reads "2. OG links", "Whg. 14", "Top 5", "EG" and "c/o Ida Klein" at i
// and returns its end, or i.
func unitGerman(t []byte, i int) int {
	if hasFold(t, i, "c/o ") {
		e := nameWords(t, i+4, 4)
		if e == i+4 {
			return i
		}
		return e
	}
	d := i
	for digit(at(t, d)) && d-i < 2 {
		d++
	}
	if d > i && at(t, d) == 0xC2 && in(at(t, d+1), "\xba\xaa") { // 3º B
		if e := d + 2; at(t, e) == ' ' && capital(at(t, e+1)) && !alnum(at(t, e+2)) {
			return e + 2
		}
		return d + 2
	}
	if d > i && at(t, d) == '.' {
		w := skip(t, d+1, " ", 1)
		if e := wordEnd(t, w, 16); e > w && floorWords.has(t[w:e]) {
			return floorSide(t, e)
		}
		return i
	}
	w := wordEnd(t, i, 16)
	if w == i {
		return i
	}
	n := skip(t, w, ". ", 2)
	e := n
	for alnum(at(t, e)) && e-n < 4 {
		e++
	}
	if unitWords.has(t[i:w]) && e > n && n > w && (digit(t[n]) || e-n == 1) && !alnum(at(t, e)) && !(at(t, e) == '.' && at(t, e+1) == ' ' && letterAt(t, e+2) > 0) {
		return e
	}
	if floorWords.has(t[i:w]) {
		return floorSide(t, w)
	}
	return i
}

func floorSide(t []byte, e int) int {
	if s := skip(t, e, ". ", 2); s > e {
		if w := wordEnd(t, s, 8); floorSides.has(t[s:w]) {
			return w
		}
	}
	return e
}

// nameWords reads up to max capitalised words at i.
func nameWords(t []byte, i, max int) int {
	e := i
	for k := 0; k < max; k++ {
		w := e
		if k > 0 {
			if at(t, e) != ' ' {
				break
			}
			w++
		}
		n := placeWord(t, w)
		if n == w {
			break
		}
		e = n
	}
	return e
}

// partStart walks back from e to the start of its part: behind a comma, a line break
// or the like, at most 64 bytes away.
func partStart(t []byte, e int) int {
	s := e
	for s > 0 && e-s < 64 && !in(t[s-1], ",;:\n\r\t|(\"<>") {
		s--
	}
	return skip(t, s, " ", 2)
}

// unitsBack walks back from n, the end of a part, over floors and flats to the end of
// the street before them.
func unitsBack(t []byte, n int) int {
	for k := 0; k < 3; k++ {
		s := n
		for s > 0 && n-s < 48 && !in(t[s-1], ",;\n|/(") && !(t[s-1] == ' ' && s > 1 && t[s-2] == '-') {
			s--
		}
		if hasFold(t, s-2, "c/") {
			s -= 2
		}
		i := skip(t, s, " ", 2)
		if i >= n || unitGerman(t, i) != n {
			return n
		}
		n = skipBack(t, i, partSigns+"\n\r", 5)
	}
	return n
}

// abroad begin names of streets in other languages.
var abroad = list(" ul ulica al aleja os via viale piazza corso vicolo largo strada calle avenida avda plaza paseo rua rue avenue boulevard ")

// frenchStreets stand between a number and the name of a street.
var frenchStreets = list(" rue avenue av boulevard bd place chemin allée allee quai impasse route cours passage square ")

// numberFirst returns the start of "12 bis rue de la Paix" in the part that ends at n.
func numberFirst(t []byte, n int) (int, bool) {
	s := partStart(t, n)
	for i := n; i > s; i-- {
		if !digit(t[i-1]) || i-1 > s && t[i-2] != ' ' && !digit(t[i-2]) || digit(at(t, i)) {
			continue
		}
		w := skip(t, i, " ,", 2)
		e := wordEnd(t, w, 12)
		if hasFold(t, w, "bis ") || hasFold(t, w, "ter ") {
			w = e + 1
			e = wordEnd(t, w, 12)
		}
		if !frenchStreets.has(t[w:e]) || e >= n {
			return 0, false
		}
		d := i
		for d > s && digit(t[d-1]) {
			d--
		}
		return d, i-d <= 4
	}
	return 0, false
}

// square returns the start of a Mannheim square, "Q2, 16", that ends at e.
func square(t []byte, e int) (int, bool) {
	i := e
	if small(at(t, i-1)) {
		i--
	}
	d := i
	for d > 0 && i-d < 6 && (digit(t[d-1]) || t[d-1] == '-') {
		d--
	}
	if d == i || i-d > 5 {
		return 0, false
	}
	b := skipBack(t, d, " ,", 2)
	s := b
	for s > 0 && b-s < 3 && digit(t[s-1]) {
		s--
	}
	if s < b && at(t, s-1) == ' ' && at(t, s-2) >= 'A' && at(t, s-2) <= 'U' && b-s <= 2 && b < d && letterBefore(t, s-2) == 0 {
		return s - 2, true // Q 7, 14
	}
	if b == d || s == b || b-s > 2 || at(t, s-1) < 'A' || at(t, s-1) > 'U' || letterBefore(t, s-1) > 0 {
		return 0, false
	}
	return s - 1, true
}

// squareAhead reads "Q2, 16" at i and returns its end, or i.
func squareAhead(t []byte, i int) int {
	if at(t, i) < 'A' || at(t, i) > 'U' || !digit(at(t, i+1)) {
		return i
	}
	e := i + 2
	if digit(at(t, e)) {
		e++
	}
	if at(t, e) != ',' {
		return i
	}
	e = skip(t, e+1, " ", 1)
	d := e
	for digit(at(t, d)) && d-e < 3 {
		d++
	}
	if d == e || digit(at(t, d)) || in(at(t, d), ".,:") && digit(at(t, d+1)) {
		return i
	}
	if small(at(t, d)) && letterAt(t, d+1) == 0 {
		d++
	}
	return d
}

// houseNames end the names of houses without a number.
var houseNames = list(" cottage cottages house barn rectory lodge farm farmhouse mill manor hall court villa vicarage grange croft chapel stables bungalow view oast forge priory parsonage gatehouse boathouse schoolhouse coach ")

// countWords stand behind numbers of things and of days.
var countWords = list(" january february march april may june july august september october november december jan feb mar apr jun jul aug sep sept oct nov dec januar februar märz mai juni juli oktober dezember hours minutes days weeks months years people employees percent euro euros dollars pounds eur usd gbp stück stk st hz kg km gb mb tb mio million millionen uhr monday tuesday wednesday thursday friday saturday sunday am pm hour day minute week month year and or of is for to from with was are ")

// streetWords reports whether the rest of a part, [i, e), can be the name of a street:
// one to six words of letters, capitalised unless lower is true.
func streetWords(t []byte, i, e int, lower bool) bool {
	words := 0
	for i < e {
		w := i
		for w < e && (letterAt(t, w) > 0 || in(t[w], "'-.") || digit(t[w]) && w > i) {
			w += max(letterAt(t, w), 1)
		}
		if w == i || upperAt(t, i) == 0 && !lower && !streetJoins.has(t[i:w]) && !nearWater.has(t[i:w]) || words == 0 && countWords.has(trimStop(t[i:w])) {
			return false
		}
		if words++; words > 6 {
			return false
		}
		i = w
		if i < e && t[i] != ' ' {
			return false
		}
		if i == e && companyForms.has(trimStop(t[last(t, i):i])) {
			return false
		}
		i = skip(t, i, " ", 1)
	}
	return words > 0
}

// companyForms end names of companies.
var companyForms = list(" ltd limited inc llc llp plc gmbh ag kg corp corporation company people pages items users seats ")

// last returns the start of the word that ends at e.
func last(t []byte, e int) int { return wordStart(t, skipBack(t, e, ".", 1), 24) }

// nearWater are further small words in names of places: Stoke on Trent, Newcastle upon Tyne.
var nearWater = list(" on upon under le ")

// addressBefore walks back from the code of an English address over town, street
// and flat, and returns where the house number or the name of the house begins.
func addressBefore(t []byte, code int, lower bool) (int, bool) {
	i := code
	for k := 0; k < 5; k++ {
		e := skipBack(t, i, " ,\n\r\t>|", 6)
		s := partStart(t, e)
		if e == i || s >= e {
			return 0, false
		}
		if k > 0 && (unit(t, s) == e || hasFold(t, s, "po box ")) {
			if hasFold(t, s, "po box ") {
				return s, true
			}
			i = s
			continue
		}
		d := e // the last number with words behind it
		for d > s && !(digit(t[d]) && (d == s || t[d-1] == ' ')) || d == e {
			if d--; d <= s {
				break
			}
		}
		if k < 2 && !lower && upperAt(t, s) > 0 { // Dublin 2
			if n := skipBack(t, e, "0123456789", 2); n < e && at(t, n-1) == ' ' && streetWords(t, s, n-1, false) {
				i = s
				continue
			}
		}
		if digit(at(t, d)) {
			w := d
			for w < e && t[w] != ' ' {
				w++
			}
			if w < e && houseLike(t[d:w]) && streetWords(t, w+1, e, lower) {
				return unitBefore(t, d), true
			}
			return 0, false
		}
		if lower {
			if !streetWords(t, s, e, true) || k > 2 {
				return 0, false
			}
		} else if from := capitalRun(t, s, e); from < e && k > 0 && houseName(t[from:e]) {
			return unitBefore(t, from), true
		} else if from > s || !streetWords(t, s, e, false) {
			return 0, false
		}
		i = s
	}
	return 0, false
}

// capitalRun returns the start of the capitalised words that end the part [s, e), at
// most four of them.
func capitalRun(t []byte, s, e int) int {
	from := e
	for k := 0; k < 4 && from > s; k++ {
		w := from
		if k > 0 {
			w--
		}
		b := w
		for b > s && t[b-1] != ' ' {
			b--
		}
		if upperAt(t, b) == 0 {
			break
		}
		from = b
	}
	return from
}

// houseName reports whether words are called as houses are.
func houseName(v []byte) bool {
	last := len(v)
	for last > 0 && v[last-1] != ' ' {
		last--
	}
	return last > 0 && (houseNames.has(v[last:]) || hasFold(v, 0, "the "))
}

// numberAhead reads an English address from its flat or house number on: "Flat 3,
// 12 Mill Road, Leeds LS1 4DY".
func numberAhead(t []byte, i int) (int, int, bool) {
	s := i
	if u := unit(t, i); u > i {
		i = skip(t, u, ", \n", 3)
	}
	d := i
	for d < len(t) && d-i < 9 && t[d] != ' ' && t[d] > ' ' {
		d++
	}
	if d == i || !digit(t[i]) || !houseLike(t[i:d]) || at(t, d) != ' ' {
		return 0, 0, false
	}
	e, words := d, 0
	for words < 5 {
		w := placeWord(t, e+1)
		if w == e+1 {
			w = wordEnd(t, e+1, 4)
			if words == 0 || at(t, e) != ' ' || !streetJoins.has(t[e+1:w]) || placeWord(t, w+1) == w+1 {
				break
			}
			w = placeWord(t, w+1)
		}
		if at(t, e) != ' ' || words == 0 && countWords.has(t[e+1:w]) || postcode(t, e+1) > e+1 {
			break
		}
		e = w
		words++
	}
	if words == 0 {
		return 0, 0, false
	}
	p := townAfter(t, e)
	return s, p, words > 1 || p > e
}

// addressLower takes an address in small letters around its code.
func addressLower(t []byte, start, end int) (int, int, bool) {
	code := start
	if t[start] == ',' {
		code = skip(t, start+1, " ", 1)
		if !states.has(t[code : code+2]) {
			return 0, 0, false
		}
	}
	s, ok := addressBefore(t, code, true)
	return s, end, ok
}

// placeAbroad takes the address around a code with its town: 00-238 Warszawa, 110 00
// Praha, 1015 CJ Amsterdam. Street and number must stand before it.
func placeAbroad(t []byte, start, end int) (int, int, bool) {
	i := end
	for i > start && t[i-1] != ' ' {
		i--
	}
	e := placeName(t, i)
	n := skipBack(t, start, partSigns+"\n\r", 5)
	if e == i || n == start {
		return 0, 0, false
	}
	n = unitsBack(t, n)
	s, ok := streetBefore(t, n)
	return s, e, ok
}

// placeLower takes an address in small letters around its postal code: "am anger 4,
// 26122 oldenburg". A word that begins names of streets must stand before it.
func placeLower(t []byte, start, end int) (int, int, bool) {
	town := end - max(letterBefore(t, end), 1)
	code := town - len("12345 ")
	w := wordEnd(t, town, 32)
	if code < 0 || w-town < 3 || units.has(t[town:w]) {
		return 0, 0, false
	}
	i := skipBack(t, code, " ,\n\r", 3)
	if small(at(t, i-1)) && digit(at(t, i-2)) {
		i--
	}
	d := i
	for d > 0 && i-d < 4 && digit(t[d-1]) {
		d--
	}
	if i == code || d == i || at(t, d-1) != ' ' {
		return 0, 0, false
	}
	s, from := d-1, -1
	for k := 0; k < 4; k++ {
		b := s
		for b > 0 && s-b < 32 && (letterBefore(t, b) > 0 || t[b-1] == '-') {
			b -= max(letterBefore(t, b), 1)
		}
		if b == s {
			break
		}
		if k > 0 && streetOpeners.has(t[b:s]) {
			from = b
		} else if from >= 0 {
			break
		}
		if s = b - 1; at(t, s) != ' ' {
			break
		}
	}
	return from, w, from >= 0
}
