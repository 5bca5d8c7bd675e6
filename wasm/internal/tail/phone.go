package tail

import "deckname/wasm/check"

// phoneFiller are words between "Tel." and the number.
var phoneFiller = list(" nr no nummer number unter ist lautet is at on me der die meine my privat mobil dienstlich ")

// dialled is what phoneDigits saw of a number.
type dialled struct {
	end    int
	digits int
	groups int
	first  int // digits of the first group
	seps   int // separators other than nothing
	slash  bool
}

// phoneDigits reads digits and the signs people put between them, from i on.
func phoneDigits(t []byte, i int) dialled {
	var d dialled
	group := 0
	open := false
	for i < len(t) && d.digits < 18 {
		c := t[i]
		if digit(c) {
			if group == 0 {
				d.groups++
			}
			group++
			d.digits++
			if d.groups == 1 {
				d.first++
			}
			i++
			d.end = i
			continue
		}
		if c == ')' && open {
			open = false
			i++
			continue
		}
		j := i
		for j < len(t) && j-i < 3 && in(t[j], " -./") {
			j++
		}
		if j-i == 2 && t[i] == ' ' && t[i+1] == ' ' {
			break
		}
		if at(t, j) == '(' && digit(at(t, j+1)) && !open {
			open = true
			j++
		}
		if !digit(at(t, j)) || j == i || d.digits > 8 && j-i == 3 && apart(t, i, j) {
			break
		}
		for k := i; k < j; k++ {
			d.slash = d.slash || t[k] == '/'
		}
		if group > 0 {
			d.seps++
		}
		group = 0
		i = j
	}
	return d
}

// apart reports whether " / " or " - " at i parts a whole number from another one
// at j, and not from an extension.
func apart(t []byte, i, j int) bool {
	if t[i] != ' ' || t[j-1] != ' ' || t[i+1] == ' ' || t[i+1] == '.' {
		return false
	}
	k := j
	for digit(at(t, k)) && k-j < 4 {
		k++
	}
	return at(t, j) == '0' || k-j == 4
}

// phone takes an international number that begins with + or 00.
func phone(t []byte, start, end int) (int, int, bool) {
	i := start
	if at(t, i) == '(' {
		i++
	}
	plus := at(t, i) == '+'
	if plus {
		if c := at(t, start-1); digit(c) || c == '+' { // a sum, or a field of a message: LIN+1+4012345
			return 0, 0, false
		}
		i++
	} else if digit(at(t, start-2)) { // 00 in the middle of a longer number
		return 0, 0, false
	}
	for space(at(t, i)) {
		i++
	}
	if at(t, i) == ')' {
		return 0, 0, false
	}
	d := phoneDigits(t, i)
	if at(t, start) == '(' && d.digits < 5 { // (+49) 30 123456
		j := skip(t, d.end, ") ", 2)
		if !digit(at(t, j)) && at(t, j) != '(' {
			return 0, 0, false
		}
		if at(t, j) == '(' {
			j++
		}
		rest := phoneDigits(t, j)
		d.end, d.digits = rest.end, d.digits+rest.digits
	}
	if plus && (d.digits < 7 || d.digits > 15) || !plus && (d.digits < 9 || d.digits > 17) {
		return 0, 0, false
	}
	if at(t, start) == '(' && at(t, start+1) != '+' {
		start++
	}
	return start, extended(t, d.end), true
}

// phoneNational takes a number with a trunk zero: 030/1234567, (0351) 123 4567,
// 0176-8460248, 0 30 / 12 34 56 78. Dates, amounts and plain digit runs that
// merely begin with a zero are not taken.
func phoneNational(t []byte, start, end int) (int, int, bool) {
	i := start
	if in(at(t, i-1), " -./") && digit(at(t, i-2)) || at(t, i-1) == '-' && alnum(at(t, i-2)) { // the middle of a longer number
		return 0, 0, false
	}
	paren := at(t, i) == '('
	if paren {
		i++
	}
	d := phoneDigits(t, i)
	if paren {
		j := i
		for digit(at(t, j)) || at(t, j) == ' ' {
			j++
		}
		rest := phoneDigits(t, skip(t, j+1, " -/", 3))
		if at(t, j) == ')' && rest.digits >= 3 {
			d.end, d.digits, d.seps = rest.end, rest.digits+d.digits, d.seps+1
		} else { // the whole number stands in brackets: (0351 123-456)
			start = i
		}
	}
	if d.digits < 7 {
		return 0, 0, false
	}
	if v := t[start:d.end]; formed(v, "99/99/9999") || formed(v, "99.99.9999") || zipPlus(t, start, v) || d.digits == 8 && d.groups == 2 && fullHours(v) {
		return 0, 0, false
	}
	if at(t, d.end) == '-' && alnum(at(t, d.end+1)) { // the middle of a UUID
		return 0, 0, false
	}
	if d.digits > 14 || goods(t, d.end) {
		return 0, 0, false
	}
	if next := at(t, d.end); next == ',' && digit(at(t, d.end+1)) || next == ':' && digit(at(t, d.end+1)) {
		return 0, 0, false
	}
	return start, extended(t, d.end), true
}

// zipPlus reports whether v is the long American postal code after its state.
func zipPlus(t []byte, start int, v []byte) bool {
	return formed(v, "99999-9999") && start > 2 && t[start-1] == ' ' && states.has(t[start-3:start-1]) && capital(t[start-3])
}

// phoneAfter takes the number after "Tel." or "call me at": an extension of four
// digits or more.
func phoneAfter(t []byte, start, end int) (int, int, bool) {
	i := end
	for words := 0; i < len(t) && i-end < 40; {
		if in(t[i], " \t:=.\"'-/*_`\r\n") {
			i++
			continue
		}
		w := wordEnd(t, i, 16)
		if w == i || words == 3 || !phoneFiller.has(t[i:w]) {
			break
		}
		words++
		i = w
	}
	s := i
	if at(t, s) == '(' || at(t, s) == '+' {
		i++
	}
	if at(t, i) == '+' {
		i++
	}
	d := phoneDigits(t, i)
	if at(t, s) == '(' {
		j := d.end
		if at(t, j) != ')' {
			return 0, 0, false
		}
		rest := phoneDigits(t, skip(t, j+1, " -/", 3))
		d.end, d.digits = rest.end, d.digits+rest.digits
	}
	if d.digits < 4 || d.digits > 15 || hasFold(t, end-4, "cell") && (d.digits < 10 || formed(t[s:d.end], "9999.9999.99")) { // cells of tables have numbers, too
		return 0, 0, false
	}
	if d.digits < 6 && (hasFold(t, start, "handy") || hasFold(t, start, "mobil") || hasFold(t, start, "cell") || hasFold(t, start, "fax")) {
		return 0, 0, false // a number of a few digits is an extension, and no mobile phone has one
	}
	if hour := hasFold(t, s-3, "at ") || hasFold(t, s-3, "um ") || hasFold(t, s-8, "between ") || hasFold(t, s-9, "zwischen "); hour && timesOfDay(t[s:d.end]) {
		return 0, 0, false // call me at 0930
	}
	if d.digits == 4 && i > 3 && timeWords.has(t[skip(t, d.end, " ", 1):wordEnd(t, skip(t, d.end, " ", 1), 8)]) {
		return 0, 0, false // 1600 GMT
	}
	if c := at(t, d.end); d.groups == 2 && d.first == 1 || in(c, ",.:") && digit(at(t, d.end+1)) || hasFold(t, d.end, " eur") || hasFold(t, d.end, " €") {
		return 0, 0, false
	}
	return s, extended(t, d.end), true
}

// timeWords follow a time of day.
var timeWords = list(" gmt utc h hrs hours hour uhr cet cest bst est edt pst pdt et pt ct am pm ")

// ipv4 keeps a match that is not part of a longer number with dots.
func ipv4(t []byte, start, end int) (int, int, bool) {
	if c := at(t, start-1); c == '.' || c == '-' && digit(at(t, start-2)) {
		return 0, 0, false
	}
	if c := at(t, end); (c == '.' || c == '-') && alnum(at(t, end+1)) || versioned(t, start, end) {
		return 0, 0, false
	}
	return start, end, true
}

// packagers are programs and languages whose name stands right before a version.
var packagers = list(" npm pip pip3 yarn pnpm chrome chromium firefox safari opera jdk jre php python ruby nodejs oracle ver rev vers upgrade downgrade changelog ")

// logins are programs behind which root@10.0.0.7 names a machine.
var logins = [...]string{"ssh", "scp", "sftp", "rsync", "://", "mosh", "ping"}

// versioned reports whether the signs right around four numbers say that they are a
// version: pkg@1.2.3.4, >=1.2.3.4, ## 1.2.3.4, npm 1.2.3.4, 1.2.3.4 -> 1.2.5.
func versioned(t []byte, start, end int) bool {
	i := start
	for i > 0 && start-i < 3 && in(t[i-1], " [(v") {
		i--
	}
	switch c := at(t, i-1); {
	case c == '@' && i == start:
		line := t[max(0, start-48) : start-1]
		for k := range line {
			for _, w := range logins {
				if hasFold(line, k, w) {
					return false
				}
			}
		}
		return true
	case c == '#' || c == '^' || c == '~' || c == '=' && in(at(t, i-2), "<>~!"):
		return true
	case i < start && alnum(c):
		w := i
		for w > 0 && i-w < 12 && alnum(t[w-1]) {
			w--
		}
		if packagers.has(t[w:i]) {
			return true
		}
	}
	if likeVersion(t, start, end) {
		return true
	}
	for _, sign := range [...]string{" auf ", " to ", " -> ", " → ", " bis ", "->"} {
		if hasFold(t, end, sign) && threeNumbers(t, end+len(sign)) {
			return true
		}
	}
	return false
}

// hostWords say that four numbers are an address.
var hostWords = list(" ip ips ipv4 addr addrs address addresses adresse adressen server servers host hosts hostname client clients gateway gateways router dns ns nameserver proxy firewall drucker printer switch peer source destination src dst remote vpn nas ap sensor kamera camera gerät device pc laptop notebook netz subnet lan wan wlan wifi ingress login ssh rdp smb http https dhcp ping via traceroute tracert nslookup whois curl telnet ftp sftp scp blocked block ban banned allow deny accept drop listen connect connection connected verbindung zugriff zugriffe anmeldung request requests rechner machine machines node nodes cluster pod endpoint whitelist blacklist allowlist blocklist abuse port user session logged attack angriff scan visitor caller x-forwarded-for forwarded localhost mac lease leases ")

// likeVersion reports whether four small numbers without a word of networks before
// them are rather a version or a section than an address: 4.1.2.3, PostgreSQL 12.6.30.58.
func likeVersion(t []byte, start, end int) bool {
	var parts [4]int
	n := 0
	for i := start; i < end; i++ {
		if t[i] == '.' {
			n++
		} else {
			parts[n&3] = 10*parts[n&3] + int(t[i]-'0')
		}
	}
	a, b, c, d := parts[0], parts[1], parts[2], parts[3]
	small := a <= 40 && b <= 40 && c <= 40 && d <= 40
	if a == 10 || a == b && b == c || a == b && c == d || a == d && b == 0 || a > 25 && !small || in(at(t, end), ":/") && digit(at(t, end+1)) {
		return false
	}
	product, first := false, true
	for i := start; i > 0 && start-i < 48 && t[i-1] != '\n'; {
		if !alnum(t[i-1]) && t[i-1] < 0x80 {
			i--
			continue
		}
		w := i
		for w > 0 && (alnum(t[w-1]) || t[w-1] >= 0x80) {
			w--
		}
		if i-w < 24 && hostWords.has(t[w:i]) {
			return false
		}
		if first && i == start-1 {
			product = upperAt(t, w) > 0 || digit(t[i-1]) && letterAt(t, w) > 0
		}
		first = false
		i = w
	}
	return small || product
}

// threeNumbers reports whether a version of two or three numbers begins at i.
func threeNumbers(t []byte, i int) bool {
	dots := 0
	for ; digit(at(t, i)) || at(t, i) == '.' && digit(at(t, i+1)); i++ {
		if t[i] == '.' {
			dots++
		}
	}
	return dots == 1 || dots == 2
}

// ipv6 extends a match over hexadecimal groups to both sides.
func ipv6(t []byte, start, end int) (int, int, bool) {
	group := func(c byte) bool { return digit(c) || lower(c) >= 'a' && lower(c) <= 'f' || c == ':' }
	s, e := start, end
	for s > 0 && start-s < 40 && group(t[s-1]) {
		s--
	}
	for e < len(t) && e-s < 46 && (group(t[e]) || t[e] == '.' && digit(at(t, e+1))) {
		e++
	}
	if t[e-1] == ':' && at(t, e-2) != ':' { // "fe80::1: timeout"
		e--
	}
	if s < e && t[s] == ':' && at(t, s+1) != ':' { // "ip:2001:db8::1"
		s++
	}
	return s, e, e-s >= 3
}

// mac keeps a match that is not part of a longer row of pairs.
func mac(t []byte, start, end int) (int, int, bool) {
	if c := at(t, end); (in(c, ":-") || c == '.' && at(t, start+4) == '.') && alnum(at(t, end+1)) {
		return 0, 0, false
	}
	if c := at(t, start-1); in(c, ":-") && alnum(at(t, start-2)) {
		return 0, 0, false
	}
	return start, end, true
}

// phoneExtension extends a number by its extension.
func phoneExtension(t []byte, start, end int) (int, int, bool) { return start, extended(t, end), true }

// extensions are words between a number and the digits of one desk.
var extensions = list(" app apparat durchwahl dw nst nebenstelle klappe kl ext extn extension x ")

// extended returns the end of the extension behind a number that ends at e: x4587, ext. 4587,
// App. 12, (Durchwahl 45). It is e where there is none.
func extended(t []byte, e int) int {
	i := skip(t, e, " ,;(", 3)
	w := i
	for w < len(t) && w-i < 12 && (small(t[w]) || capital(t[w])) {
		w++
	}
	if w == i || !extensions.has(t[i:w]) {
		return e
	}
	k := skip(t, w, " .:-", 3)
	d := k
	for digit(at(t, d)) && d-k < 7 {
		d++
	}
	if d == k || d-k > 6 || alnum(at(t, d)) || in(at(t, d), ".,:/-") && digit(at(t, d+1)) {
		return e
	}
	if at(t, i-1) == '(' && at(t, d) == ')' {
		d++
	}
	return d
}

// goodsWords follow numbers of goods.
var goodsWords = list(" charge lot batch st stk stck stück pcs pc ve pack karton kartons palette paletten hs zolltarif gebinde rolle rollen m² ")

// goods reports whether a word of goods stands right behind a number.
func goods(t []byte, i int) bool {
	if k := skip(t, i, " |\t", 4); k > i {
		for n := 0; n < 5 && digit(at(t, k)); n++ { // 400 St.
			k++
		}
		k = skip(t, k, " ", 1)
		return goodsWords.has(t[k:wordEnd(t, k, 12)])
	}
	return false
}

// beforePhone are words right before a number somebody calls.
var beforePhone = list(" on from under dial ring page text texted ice me her him us them mobile cell mob tel phone fax call called whatsapp sms signal direct ")

// counted are things that have a number.
var counted = list(" order invoice item account ticket number no ref reference part model serial tracking isbn po nhs case booking reservation parcel shipment delivery article product sku batch lot patient customer client member staff employee policy claim license licence passport bestellung rechnung auftrag artikel nummer sendung kunde kunden charge teil vertrag fall version seite id code card account-no ")

// phonePerson keeps a number in groups of three, three and four behind a word of
// calling or behind the name of a person, or with its extension.
func phonePerson(t []byte, start, end int) (int, int, bool) {
	_, e, _ := phoneExtension(t, start, end)
	if e > end {
		return start, e, true
	}
	if c := at(t, e); alnum(c) || in(c, "-.,/:") && digit(at(t, e+1)) {
		return 0, 0, false
	}
	i := start
	for i > 0 && start-i < 3 && in(t[i-1], " ,;:(/\t") {
		i--
	}
	w := i
	for w > 0 && i-w < 24 && (t[w-1] >= 0x80 || alnum(t[w-1]) || in(t[w-1], "-'.")) {
		w--
	}
	if w == i || i == start {
		return 0, 0, false
	}
	if beforePhone.has(t[w:i]) {
		return start, e, true
	}
	// Rose Muster, 512 900 7599
	k := w
	for k > 0 && w-k < 24 && (at(t, k-1) >= 0x80 || alnum(t[k-1]) || k == w && t[k-1] == ' ') {
		k--
	}
	first := skip(t, k, " ", 1)
	named := first < w && upperAt(t, first) > 0 && upperAt(t, w) > 0 && small(at(t, first+1)) && small(at(t, w+1)) && !counted.has(t[w:i]) && !counted.has(t[first:w-1])
	return start, e, named && !check.BritishHealth(t[start:e])
}

// fullHours reports whether v is two times of day as people set them: 0830-1700.
func fullHours(v []byte) bool {
	for i := 3; i < len(v); i++ {
		if digit(v[i]) && (i+1 == len(v) || !digit(v[i+1])) && v[i] != '0' && v[i] != '5' {
			return false
		}
	}
	return timesOfDay(v)
}

// timesOfDay reports whether v is made of hours and minutes: 0930, 9.30-17.00.
func timesOfDay(v []byte) bool {
	for i := 0; i < len(v); {
		if !digit(v[i]) {
			i++
			continue
		}
		n, digits := 0, 0
		for ; i < len(v) && (digit(v[i]) || v[i] == '.' && digits < 3 && i+2 < len(v) && digit(v[i+1]) && digit(v[i+2])); i++ {
			if digit(v[i]) {
				n = 10*n + int(v[i]-'0')
				digits++
			}
		}
		if digits < 3 || digits > 4 || n/100 > 23 || n%100 > 59 {
			return false
		}
	}
	return true
}
