package check

import (
	"bytes"
	"math/bits"
)

// mixture counts what a token is made of.
type mixture struct {
	numerals int
	capitals int
	smalls   int
	turns    int // changes between kinds of characters
	longest  int // run of letters of one case
	hex      bool
}

// Kinds of characters in a token.
const (
	aSign = iota
	aNumeral
	aCapital
	aSmall
	kindsOfToken
)

// tokenKind is the kind of a byte, with inHex for hexadecimal digits and hyphens.
var tokenKind = func() (table [256]uint8) {
	for c := range 256 {
		switch b := byte(c); {
		case digit(b):
			table[c] = aNumeral
		case upper(b):
			table[c] = aCapital
		case 'a' <= b && b <= 'z':
			table[c] = aSmall
		}
		if hex(byte(c)) || c == '-' {
			table[c] |= inHex
		}
	}
	return table
}()

const inHex = 0x80

func mix(s []byte) mixture {
	m := mixture{}
	var count [kindsOfToken]int
	last, run, all := uint8(kindsOfToken), 0, uint8(inHex)
	for _, c := range s {
		k := tokenKind[c]
		all &= k
		k %= kindsOfToken
		count[k]++
		if k != last {
			m.turns++
			last, run = k, 0
		}
		if run++; k >= aCapital && run > m.longest {
			m.longest = run
		}
	}
	m.numerals, m.capitals, m.smalls, m.hex = count[aNumeral], count[aCapital], count[aSmall], all != 0
	return m
}

// different is the number of different characters of a token.
func different(s []byte) int {
	var seen [4]uint64
	for _, c := range s {
		seen[c>>6] |= 1 << (c & 63)
	}
	return bits.OnesCount64(seen[0]) + bits.OnesCount64(seen[1]) + bits.OnesCount64(seen[2]) + bits.OnesCount64(seen[3])
}

// digest reports whether a token has the form of a UUID, a SHA-1 or a SHA-256:
// they name commits and records, not secrets.
func (m mixture) digest(s []byte) bool {
	return m.hex && (len(s) == 36 || len(s) == 40 || len(s) == 64)
}

// RandomToken accepts tokens that look drawn rather than written: letters and
// digits mixed, many different characters, no digest.
func RandomToken(s []byte) bool {
	m := mix(s)
	if len(s) < 12 || m.digest(s) || repeats(s) || tooShort(s) {
		return false
	}
	if m.numerals == 0 && (m.smalls == 0 || m.capitals == 0 || m.turns < len(s)/3) {
		return false
	}
	n := different(s)
	return m.numerals < len(s) && n >= 8 && n*3 >= min(len(s), 48) && m.turns >= len(s)/8
}

// sizes are the lengths that vendors give tokens with a prefix, or less where they
// have several. A longer one may have text joined to it; a shorter one opens nothing.
var sizes = [...]struct {
	prefix string
	least  int
}{
	{"gsk_", 56}, {"xai-", 80}, {"r8_", 40}, {"nvapi-", 68}, {"tgp_v1_", 50}, {"csk-", 50}, {"sk-or-v1-", 73}, {"sk-ant-", 100},
	{"sk-api-", 100}, {"AQ.", 53}, {"dapi", 36}, {"hf_", 37}, {"api_org_", 42}, {"AIza", 39}, {"xoxb-", 24}, {"ABSK", 100},
	{"CCDB1_", 60}, {"csa_", 40}, {"ntn_", 50}, {"ops_", 200}, {"phc_", 46}, {"phx_", 46}, {"rnd_", 32}, {"sm_", 23},
	{"sntrys_", 150}, {"sntryu_", 71}, {"vca_", 60}, {"vci_", 60}, {"vck_", 60}, {"vcp_", 60}, {"vcr_", 60}, {"SG.", 60},
	{"dop_v1_", 71}, {"doo_v1_", 71}, {"dor_v1_", 71}, {"lin_api_", 48}, {"shpat_", 38}, {"shpss_", 38}, {"npm_", 40}, {"PMAK-", 64},
	{"AIK_CLIENT_", 35}, {"AIK_SECRET_", 75}, {"bkaa_", 80}, {"bkua_", 45}, {"essu_", 60}, {"essp_", 60}, {"EXO", 27}, {"eyJ", 36}, {"lsv2_pt_", 51}, {"lsv2_sk_", 51}, {"os_v2_app_", 113}, {"os_v2_org_", 113},
	{"sb_secret_", 41}, {"sbp_", 44}, {"tskey-auth-", 48}, {"ucat_", 31}, {"xoxd-", 24}, {"xoxe.xoxp-", 160}, {"xoxp-", 40},
}

func tooShort(s []byte) bool {
	for i := range sizes {
		p := sizes[i].prefix
		if len(s) >= len(p) && s[0] == p[0] && string(s[:len(p)]) == p {
			return len(s) < sizes[i].least
		}
	}
	return false
}

// OpaqueToken is RandomToken for tokens behind a prefix that is also an ordinary
// word: they must not contain words of their own.
func OpaqueToken(s []byte) bool {
	m := mix(s)
	return RandomToken(s) && m.numerals >= 2 && m.turns >= len(s)/4 && len(s) >= 16 && different(s) >= 10 && wordsIn(s) < 2
}

// VariedToken accepts tokens of many different characters, for prefixes that
// stand in no ordinary word. AWS ends the keys of its manuals in EXAMPLE.
func VariedToken(s []byte) bool {
	return len(s) >= 12 && different(s) >= 9 && !bytes.HasSuffix(s, []byte("EXAMPLE"))
}

// wordsIn counts the parts between signs that are written like words: four
// letters or more, none but the first a capital.
func wordsIn(s []byte) int {
	words, size, word := 0, 0, true
	for i := 0; i <= len(s); i++ {
		if i < len(s) && (digit(s[i]) || upper(s[i]) || 'a' <= s[i] && s[i] <= 'z') {
			word = word && !digit(s[i]) && (size == 0 || !upper(s[i]))
			size++
			continue
		}
		if word && size >= 4 {
			words++
		}
		size, word = 0, true
	}
	return words
}

// worded reports whether s is written as programs name things: words joined by
// underscores or hyphens make up half of it.
func worded(s []byte) bool {
	letters, start := 0, 0
	for i := 0; i <= len(s); i++ {
		if i < len(s) && s[i] != '_' && s[i] != '-' {
			continue
		}
		if i-start >= 4 && i-start < len(s) && spoken(s[start:i]) {
			letters += i - start
		}
		start = i + 1
	}
	return 2*letters >= len(s)
}

// versioned reports whether s ends in a version behind a hyphen, as the names of
// packages do: parser-0.11.2.
func versioned(s []byte) bool {
	i, dots := len(s), 0
	for i > 0 && (digit(s[i-1]) || s[i-1] == '.') {
		i--
		if s[i] == '.' {
			dots++
		}
	}
	return dots > 0 && i > 0 && i < len(s) && s[i-1] == '-' && digit(s[i]) && digit(s[len(s)-1])
}

// spoken reports whether letters can be read: small ones behind at most one
// capital, or capitals alone, with a vowel in every four.
func spoken(s []byte) bool {
	since := 0
	for i, c := range s {
		if !letter(c) || i > 1 && upper(c) != upper(s[1]) {
			return false
		}
		switch c | 0x20 {
		case 'a', 'e', 'i', 'o', 'u', 'y':
			since = 0
		default:
			if since++; since > 3 {
				return false
			}
		}
	}
	return true
}

func letter(c byte) bool { return upper(c) || 'a' <= c && c <= 'z' }

// AssignedSecret accepts values of something that calls itself a key or token.
// Its name speaks for it, so a digest counts; words, paths and cut-off tokens do not.
func AssignedSecret(s []byte) bool {
	return ToldSecret(s) && !tooShort(s) && (mix(s).digest(s) || !worded(s) && !versioned(s))
}

// ToldSecret is AssignedSecret for passwords, which may hold words.
func ToldSecret(s []byte) bool {
	m := mix(s)
	switch {
	case m.numerals == len(s):
		return len(s) >= 16 && different(s) >= 5
	case len(s) < 8:
		return false
	case m.digest(s) || m.shuffled(len(s)):
		return different(s) >= 5 && !filler(s)
	case m.numerals == 0 && (m.longest >= 5 || m.capitals*3 < len(s)) || m.numerals < 2 && len(s) > 10 && m.longest >= 8:
		return false
	case timestamp(s):
		return false
	}
	return m.turns >= len(s)/10+1 && different(s) >= 5 && !filler(s)
}

// shuffled reports whether capitals and small letters change as they do by
// chance; names in camel case have fewer capitals.
func (m mixture) shuffled(size int) bool {
	return size >= 16 && m.capitals*3 >= size && m.smalls*4 >= size && m.turns*3 >= size
}

// repeats reports whether eight of the same character stand in a row.
func repeats(s []byte) bool {
	run := 0
	for i, c := range s {
		if i == 0 || c != s[i-1] {
			run = 0
		}
		if run++; run >= 8 {
			return true
		}
	}
	return false
}

// filler reports whether s was written to show where a secret goes.
func filler(s []byte) bool {
	for i := 0; i+5 <= len(s); i++ {
		switch s[i] | 0x20 {
		case 'e', 'r', 'p', 'y':
			for _, word := range [...]string{"example", "redacted", "placeholder", "put_your", "your_", "your-"} {
				if i+len(word) <= len(s) && equalFold(s[i:i+len(word)], word) {
					return true
				}
			}
		}
	}
	return repeats(s)
}

// equalFold compares with a word in small letters.
func equalFold(s []byte, word string) bool {
	for i, c := range s {
		if upper(c) {
			c += 'a' - 'A'
		}
		if c != word[i] {
			return false
		}
	}
	return true
}

// timestamp reports whether s begins like 2024-08-13T.
func timestamp(s []byte) bool {
	return len(s) >= 11 && s[4] == '-' && s[7] == '-' && (s[10] == 'T' || s[10] == ' ') && number(s[:4]) > 0
}

// Base64Pair accepts base64 of "user:password" in printable ASCII.
func Base64Pair(s []byte) bool {
	var acc uint32
	bits, colon, n := 0, false, 0
	for _, c := range s {
		v := -1
		switch {
		case upper(c):
			v = int(c - 'A')
		case 'a' <= c && c <= 'z':
			v = int(c-'a') + 26
		case digit(c):
			v = int(c-'0') + 52
		case c == '+':
			v = 62
		case c == '/':
			v = 63
		case c == '=':
			continue
		}
		if v < 0 {
			return false
		}
		acc = acc<<6 | uint32(v)
		if bits += 6; bits >= 8 {
			bits -= 8
			b := byte(acc >> bits)
			if b < 0x20 || b > 0x7e {
				return false
			}
			colon = colon || b == ':' && n > 0
			n++
		}
	}
	return colon && n >= 5
}
