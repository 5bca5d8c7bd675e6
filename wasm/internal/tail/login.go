package tail

// base64After takes the base64 word at the end of a match such as "Basic dXNl".
func base64After(t []byte, start, end int) (int, int, bool) {
	i := end
	for i > start && t[i-1] != ' ' {
		i--
	}
	e := i
	for e < len(t) && e-i < 512 && (alnum(t[e]) || in(t[e], "+/")) {
		e++
	}
	e = skip(t, e, "=", 2)
	return i, e, (e-i)%4 == 0
}

// curlUser takes the password after -u or --user of a command line, and the user
// when that is a key as well; a long user without password is a key.
func curlUser(t []byte, start, end int) (int, int, bool) {
	s, colon, e, ok := userOption(t, start)
	if !ok {
		return 0, 0, false
	}
	if colon+1 == e {
		return s, colon, colon-s >= 10 && !blank(t[s:colon]) && hasDigit(t[s:colon])
	}
	from := skip(t, colon+1, "\"'", 1)
	if keyUser(t[s:colon]) && !blank(t[from:e]) {
		return s, e, true
	}
	return from, e, e-from >= 3 && !blank(t[s:colon]) && !blank(t[from:e]) && !standIns.has(t[s:colon]) && !sampleLogins.has(t[from:e])
}

// nextOption returns the next place in [i, stop) where an option may begin or a
// line ends.
func nextOption(t []byte, i, stop int) int {
	for stop = min(stop, len(t)); i < stop; i++ {
		if c := t[i]; c == '\n' || c == ' ' && i+3 < len(t) && t[i+1] == '-' && (t[i+2]|0x20 == 'u' || t[i+2] == '-' && t[i+3]|0x20 == 'u') {
			break
		}
	}
	return i
}

// sampleLogins are passwords of command lines in documentation.
var sampleLogins = list(" token test api_token apitoken api_key apikey ")

var userOptions = oneOf(" -u ", " --user ", " -u", " --user=")

// userOption finds user:password after -u or --user on the command line at i,
// which a backslash continues on the next line.
func userOption(t []byte, i int) (s, colon, e int, ok bool) {
	for k := nextOption(t, i, i+reach); k < len(t) && k-i < reach && (t[k] != '\n' || at(t, k-1) == '\\'); k = nextOption(t, k+1, i+reach) {
		if t[k] != ' ' {
			continue
		}
		n := userOptions.at(t, k)
		if n == 0 || k+n >= len(t) {
			continue
		}
		s = skip(t, k+n, "\"'", 1)
		e, colon = s, -1
		for e < len(t) && t[e] > ' ' && e-s < 200 && (!in(t[e], "\"'") || e == colon+1 && colon > 0 && alnum(at(t, e+1))) {
			if t[e] == ':' && colon < 0 {
				colon = e
			}
			e++
		}
		return s, colon, e, colon > s
	}
	return 0, 0, 0, false
}

// machineUsers are accounts that belong to nobody.
var machineUsers = list(" root admin administrator ubuntu debian centos fedora rocky ec2-user azureuser pi git gitlab github deploy deployer jenkins ansible vagrant docker postgres mysql oracle redis www-data nginx apache backup system daemon nobody guest gast test tester testuser demo user username usr name client svc service app api bot worker node server host account konto login null none true false default anonymous anon me you foo bar example alice bob self key token id uid sa dba db dbuser operator support info monitor nagios prometheus grafana kafka elastic kibana core opc cloud cloud-user localuser public request session ")

// login takes the user of "ssh user@host" and "curl -u user:password".
func login(t []byte, start, end int) (int, int, bool) {
	if hasFold(t, start, "curl") {
		s, colon, _, ok := userOption(t, start)
		return s, colon, ok && colon-s >= 3 && userName(t[s:colon])
	}
	for i := end; i < len(t) && i-end < reach && t[i] != '\n'; i++ {
		if t[i] != '@' {
			continue
		}
		s := i
		for s > end && i-s < 40 && userByte(t[s-1]) {
			s--
		}
		return s, i, s < i && in(t[s-1], " \"'") && alnum(at(t, i+1)) && userName(t[s:i])
	}
	return 0, 0, false
}

// logUser takes the user after "user=" in a log. A digit tells it from a word;
// what is called, joined by a dot in code, or a mail address is none.
func logUser(t []byte, start, end int) (int, int, bool) {
	s := end - 1
	e := s
	for e < len(t) && e-s < 40 && userByte(t[e]) {
		e++
	}
	for e > s && in(t[e-1], ".-") {
		e--
	}
	if c := at(t, e); in(c, "(@:/[=+") || e-s < 4 || e-s > 32 {
		return 0, 0, false
	}
	return s, e, hasDigit(t[s:e]) && userName(t[s:e])
}

// pathUsers are folders beside those of persons.
var pathUsers = list(" public default shared all runner coder jovyan vscode linuxbrew project projects work workspace dev developer yourname youruser your-name your_name username benutzername home data guest gast name www site web src vagrant circleci airflow frappe steam kali parallels ")

// pathUser takes the folder of a person behind /home/ or C:\Users\.
func pathUser(t []byte, start, end int) (int, int, bool) {
	if c := at(t, start-1); t[start] == '/' && (alnum(c) || in(c, ".*/~:}")) {
		return 0, 0, false
	}
	s := end - 1
	e := s
	for e < len(t) && e-s < 40 && userByte(t[e]) {
		e++
	}
	c := at(t, e)
	return s, e, (in(c, "/\\\"' \n\r)>") || e == len(t)) && e-s > 2 && userName(t[s:e]) && !pathUsers.has(t[s:e])
}

func userByte(c byte) bool { return alnum(c) || in(c, "._-") }

func hasDigit(v []byte) bool {
	for _, c := range v {
		if digit(c) {
			return true
		}
	}
	return false
}

// userName reports whether v can be the name of somebody's account: at least
// three letters in a row, and more than the account of a machine with a number.
func userName(v []byte) bool {
	stem, run, longest := len(v), 0, 0
	for stem > 0 && (digit(v[stem-1]) || in(v[stem-1], "-_.")) {
		stem--
	}
	for _, c := range v {
		if !userByte(c) {
			return false
		}
		run++
		if digit(c) || in(c, "._-") {
			run = 0
		}
		longest = max(longest, run)
	}
	return longest >= 3 && len(v) <= 32 && !blank(v) && !machineUsers.has(v[:stem]) && !machineUsers.has(v)
}

// phrase takes twelve to twenty-four words of three to eight small letters.
func phrase(t []byte, start, end int) (int, int, bool) {
	i := skip(t, end, " \t:=\"'", 6)
	for _, verb := range [...]string{"is ", "ist ", "lautet "} {
		if hasFold(t, i, verb) {
			i = skip(t, i+len(verb), " \t:=\"'", 6)
		}
	}
	e, words := i, 0
	for at := i; words < 24; words++ {
		w := at
		for w < len(t) && small(t[w]) && w-at <= 8 {
			w++
		}
		if w-at < 3 || w-at > 8 {
			break
		}
		e = w
		at = skip(t, w, " ,\n", 2)
	}
	return i, e, words >= 12
}
