package tagger

import (
	"unicode"
	"unicode/utf8"

	"deckname/wasm/model"
)

// token is a word, a number or one other character. Line ends are tokens too.
type token struct {
	start, end int32
	tail       uint64 // the last eight bytes of the lower-case form, last one lowest
	hash       uint32 // of the lower-case form
	plain      uint32 // of the same with transcribed umlauts: Mueller is Müller
	stem       uint32 // plain hash without a final s, 0 when there is none
	part       uint32 // plain hash of what follows the last hyphen
	head       uint32 // the first four bytes of the lower-case form, first one highest
	shape      uint32
	spell      uint32
	class      model.Class
	flags      flag
	line       uint8 // place in a short line, 0 in long ones
}

type flag uint8

const (
	word      flag = 1 << iota // contains a letter
	capital                    // begins with a capital
	digit                      // contains a digit
	opens                      // first of a sentence
	candidate                  // may be part of a name
	handle                     // follows or precedes an @, or is part of an address
	hyphen                     // consists of parts
	newline                    // end of a line, also start and end of the text
)

// Kinds of bytes below 0x80.
const (
	other = iota
	upper
	lower
	number
	blank
	lineEnd
)

var kinds = func() (k [256]uint8) {
	for c := range k {
		switch {
		case 'A' <= c && c <= 'Z':
			k[c] = upper
		case 'a' <= c && c <= 'z':
			k[c] = lower
		case '0' <= c && c <= '9':
			k[c] = number
		case c == ' ' || c == '\t' || c == '\v' || c == '\f' || c == 0:
			k[c] = blank
		case c == '\n' || c == '\r':
			k[c] = lineEnd
		}
	}
	return k
}()

// dotted are the abbreviations that keep their dot.
var dotted = func() map[uint32]bool {
	m := map[uint32]bool{}
	for _, w := range []string{"dr", "prof", "hr", "fr", "st", "mr", "mrs", "ms", "jr", "sr", "dipl", "ing", "med", "geb", "nr", "tel", "str"} {
		m[Hash(w)] = true
	}
	return m
}()

// Words in capitals only have the shape capitals. Up to longestShort letters they
// mostly are abbreviations and have one of their own.
const (
	capitals      = (upper+1)*7 + upper + 1
	shortCapitals = 1 << 24
	longestShort  = 4
)

const (
	fnvStart = 0x811C9DC5
	fnvPrime = 0x01000193
)

// Hash returns the hash of a lower-case word.
func Hash(w string) uint32 {
	h := uint32(fnvStart)
	for i := range len(w) {
		h = (h ^ uint32(w[i])) * fnvPrime
	}
	return h
}

var (
	newlineHash = Hash("\n")
	border      = token{hash: newlineHash, plain: newlineHash, part: newlineHash, tail: '\n', head: '\n' << 24, shape: '\n', flags: newline}
)

// scanner turns text into tokens.
type scanner struct {
	text []byte
	at   int
}

// next returns the next token; at the end of the text it returns false.
func (s *scanner) next() (token, bool) {
	t := s.text
	i := s.at
	for i < len(t) {
		c := t[i]
		if c < utf8.RuneSelf {
			switch kinds[c] {
			case blank:
				i++
				continue
			case lineEnd:
				k := border
				k.start = int32(i)
				for i < len(t) && (kinds[t[i]] == lineEnd || kinds[t[i]] == blank) && t[i] < utf8.RuneSelf {
					i++
				}
				k.end, s.at = int32(i), i
				return k, true
			case other:
				k := token{start: int32(i), end: int32(i + 1), tail: uint64(c), head: uint32(c) << 24, shape: uint32(c)}
				k.hash = (fnvStart ^ uint32(c)) * fnvPrime
				k.plain, k.part = k.hash, k.hash
				s.at = i + 1
				return k, true
			}
			return s.word(i), true
		}
		r, n := utf8.DecodeRune(t[i:])
		if letter(r) || unicode.IsDigit(r) {
			return s.word(i), true
		}
		if unicode.IsSpace(r) || r == 0x200B || r == 0xFEFF || r == 0xAD {
			i += n
			continue
		}
		k := token{start: int32(i), end: int32(i + n), shape: uint32(r), head: uint32(r) << 8, tail: uint64(r)}
		k.hash = (fnvStart ^ uint32(r)) * fnvPrime
		k.plain, k.part = k.hash, k.hash
		s.at = i + n
		return k, true
	}
	s.at = i
	return token{}, false
}

// letter reports whether a character from 0x80 on is a letter.
func letter(r rune) bool {
	if r < 0x250 {
		return r >= 0xC0 && r != 0xD7 && r != 0xF7 || r == 0xAA || r == 0xB5 || r == 0xBA
	}
	return unicode.IsLetter(r)
}

func mark(r rune) bool { return 0x300 <= r && r <= 0x36F }

// upperCase reports whether a letter is a capital, and its lower-case form.
func upperCase(r rune) (rune, bool) {
	switch {
	case r < 0xC0:
		return r, false
	case r < 0xDF:
		return r + 0x20, true
	case r < 0x100:
		return r, false
	case unicode.IsUpper(r):
		return unicode.ToLower(r), true
	}
	return r, false
}

// word reads a run of letters, digits and marks, with inner hyphens and apostrophes.
func (s *scanner) word(i int) token {
	t := s.text
	k := token{start: int32(i)}
	hash, plain, part := uint32(fnvStart), uint32(fnvStart), uint32(fnvStart)
	var before, last uint8 // kinds, for the shape
	length := 0
loop:
	for i < len(t) {
		c := t[i]
		kind := kinds[c]
		if kind == lower && last == lower && before == lower { // most letters of most words
			b := uint32(c)
			length++
			k.stem = 0
			if c == 's' && length > 4 {
				k.stem = plain
			}
			hash = (hash ^ b) * fnvPrime
			plain = (plain ^ b) * fnvPrime
			part = (part ^ b) * fnvPrime
			k.tail = k.tail<<8 | uint64(b)
			if length <= 4 {
				k.head |= b << (32 - 8*length)
			}
			i++
			continue
		}
		var r rune
		n := 1
		if c >= utf8.RuneSelf {
			r, n = utf8.DecodeRune(t[i:])
			var up bool
			switch {
			case letter(r):
				if r, up = upperCase(r); up {
					kind = upper
				} else {
					kind = lower
				}
			case mark(r):
				kind = lower
			case unicode.IsDigit(r):
				kind = number
			case r == 0xAD:
				i += n
				continue
			case r == '’' && s.joins(i+n) && !s.genitive(i+n):
				r, kind = '\'', other
			default:
				break loop
			}
		} else {
			switch kind {
			case upper:
				r = rune(c + 'a' - 'A')
			case lower, number:
				r = rune(c)
			default:
				if (c == '-' || c == '\'' && !s.genitive(i+1)) && length > 0 && s.joins(i+1) {
					r = rune(c)
				} else {
					break loop
				}
			}
		}
		if length == 0 && kind == upper {
			k.flags |= capital
		}
		switch kind {
		case number:
			k.flags |= digit
		case upper, lower:
			k.flags |= word
		default:
			if r == '-' {
				k.flags |= hyphen
			}
		}
		if kind != last || kind != before {
			k.shape = k.shape*7 + uint32(kind) + 1
		}
		before, last = last, kind
		i += n
		length++
		k.stem = 0
		if r < utf8.RuneSelf {
			if r == 's' && length > 4 {
				k.stem = plain
			}
			b := uint32(r)
			hash = (hash ^ b) * fnvPrime
			plain = (plain ^ b) * fnvPrime
			part = (part ^ b) * fnvPrime
			k.tail = k.tail<<8 | uint64(b)
			if length <= 4 {
				k.head |= b << (32 - 8*length)
			}
			if r == '-' {
				part = fnvStart
			}
			continue
		}
		hash = (hash ^ uint32(r)) * fnvPrime
		k.tail = k.tail<<8 | uint64(r&0xFF)
		if length <= 4 {
			k.head |= uint32(r&0xFF) << (32 - 8*length)
		}
		if mark(r) && r != 0x308 {
			continue
		}
		custom := transcribe(r)
		if custom == "" {
			plain = (plain ^ uint32(r)) * fnvPrime
			part = (part ^ uint32(r)) * fnvPrime
		}
		for j := range len(custom) {
			plain = (plain ^ uint32(custom[j])) * fnvPrime
			part = (part ^ uint32(custom[j])) * fnvPrime
		}
	}
	if k.shape == capitals && length <= longestShort {
		k.shape = shortCapitals
	}
	if i < len(t) && t[i] == '.' && k.flags&(digit|word) == word &&
		(length == 1 && k.flags&capital != 0 || length <= 4 && dotted[hash] || k.tail&0xFFFFFF == 's'<<16|'t'<<8|'r') {
		i++
	}
	k.end, k.hash, k.plain, k.part = int32(i), hash, plain, part
	s.at = i
	return k
}

// genitive reports whether the word ends with an s at i.
func (s *scanner) genitive(i int) bool {
	return i < len(s.text) && (s.text[i] == 's' || s.text[i] == 'S') && !s.joins(i+1)
}

// joins reports whether a letter stands at i, so that a hyphen or apostrophe
// before it belongs to the word.
func (s *scanner) joins(i int) bool {
	if i >= len(s.text) {
		return false
	}
	c := s.text[i]
	if c < utf8.RuneSelf {
		return kinds[c] == upper || kinds[c] == lower
	}
	r, _ := utf8.DecodeRune(s.text[i:])
	return letter(r)
}

// transcribe writes a letter with the letters of ASCII where there is a custom
// for it, else it returns nothing.
func transcribe(r rune) string {
	switch r {
	case 'ä', 'æ':
		return "ae"
	case 'ö', 'ø':
		return "oe"
	case 'ü':
		return "ue"
	case 'ß':
		return "ss"
	case 0x308: // decomposed umlaut
		return "e"
	}
	if r < 0x180 {
		if b := ascii[r-0x80]; b != 0 {
			return letters[b-'a' : b-'a'+1]
		}
	}
	return ""
}

const letters = "abcdefghijklmnopqrstuvwxyz"

// ascii maps lower-case letters of Latin-1 and Latin Extended-A to their base.
var ascii = func() (m [0x100]byte) {
	for base, list := range map[byte]string{
		'a': "àáâãåāăą", 'c': "çćĉċč", 'd': "ďđð", 'e': "èéêëēĕėęě", 'g': "ĝğġģ", 'h': "ĥħ", 'i': "ìíîïĩīĭįı",
		'j': "ĵ", 'k': "ķ", 'l': "ĺļľŀł", 'n': "ñńņň", 'o': "òóôõōŏő", 'r': "ŕŗř", 's': "śŝşš", 't': "ţťŧ",
		'u': "ùúûũūŭůűų", 'w': "ŵ", 'y': "ýÿŷ", 'z': "źżž",
	} {
		for _, r := range list {
			m[r-0x80] = base
		}
	}
	return m
}()
