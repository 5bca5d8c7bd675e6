package tagger

import (
	"strings"
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
var dotted = setOf("dr", "prof", "hr", "fr", "st", "mr", "mrs", "ms", "jr", "sr", "dipl", "ing", "med", "geb", "nr", "tel", "str")

// longestDotted is the length of the longest of them, but for words that end with str.
const longestDotted = 4

func isStreet(tail uint64) bool { return tail&0xFFFFFF == 's'<<16|'t'<<8|'r' }

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

// next reads the next token into k; at the end of the text it returns false.
func (s *scanner) next(k *token) bool {
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
				*k = border
				k.start = int32(i)
				for i < len(t) && (kinds[t[i]] == lineEnd || kinds[t[i]] == blank) && t[i] < utf8.RuneSelf {
					i++
				}
				k.end, s.at = int32(i), i
				return true
			case other:
				h := (fnvStart ^ uint32(c)) * fnvPrime
				*k = token{start: int32(i), end: int32(i + 1), tail: uint64(c), head: uint32(c) << 24, shape: uint32(c), hash: h, plain: h, part: h}
				s.at = i + 1
				return true
			}
			s.word(k, i)
			return true
		}
		r, n := utf8.DecodeRune(t[i:])
		if letter(r) || unicode.IsDigit(r) {
			s.word(k, i)
			return true
		}
		if unicode.IsSpace(r) || r == 0x200B || r == 0xFEFF || r == 0xAD {
			i += n
			continue
		}
		h := (fnvStart ^ uint32(r)) * fnvPrime
		*k = token{start: int32(i), end: int32(i + n), shape: uint32(r), head: uint32(r) << 8, tail: uint64(r), hash: h, plain: h, part: h}
		s.at = i + n
		return true
	}
	s.at = i
	return false
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
func (s *scanner) word(k *token, i int) {
	if s.plainWord(k, i) || s.plainNumber(k, i) {
		return
	}
	t := s.text
	start := i
	hash, plain, part := uint32(fnvStart), uint32(fnvStart), uint32(fnvStart)
	var before, last uint8 // kinds, for the shape
	var flags flag
	var tail uint64
	var stem, head, shape uint32
	length := 0
loop:
	for i < len(t) {
		c := t[i]
		kind := kinds[c]
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
			flags |= capital
		}
		switch kind {
		case number:
			flags |= digit
		case upper, lower:
			flags |= word
		}
		if kind != last || kind != before {
			shape = shape*7 + uint32(kind) + 1
		}
		before, last = last, kind
		i += n
		length++
		stem = 0
		if r < utf8.RuneSelf {
			if r == 's' && length > 4 {
				stem = plain
			}
			b := uint32(r)
			hash = (hash ^ b) * fnvPrime
			plain = (plain ^ b) * fnvPrime
			part = (part ^ b) * fnvPrime
			tail = tail<<8 | uint64(b)
			if length <= 4 {
				head |= b << (32 - 8*length)
			}
			if r == '-' {
				flags |= hyphen
				part = fnvStart
			}
			continue
		}
		hash = (hash ^ uint32(r)) * fnvPrime
		tail = tail<<8 | uint64(r&0xFF)
		if length <= 4 {
			head |= uint32(r&0xFF) << (32 - 8*length)
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
	if shape == capitals && length <= longestShort {
		shape = shortCapitals
	}
	if i < len(t) && t[i] == '.' && flags&(digit|word) == word &&
		(length == 1 && flags&capital != 0 || length <= longestDotted && dotted.has(hash) || isStreet(tail)) {
		i++
	}
	if flags&hyphen == 0 { // one part
		part = plain
	}
	*k = token{start: int32(start), end: int32(i), tail: tail, hash: hash, plain: plain, stem: stem, part: part, head: head, shape: shape, flags: flags}
	s.at = i
}

// shapes of a word of small letters, by its length up to 2, and of one that begins
// with a capital.
var shapes = [2][3]uint32{
	{0, lower + 1, (lower+1)*7 + lower + 1},
	{upper + 1, (upper+1)*7 + lower + 1, ((upper+1)*7+lower+1)*7 + lower + 1},
}

// plainWord reads the word at i if it is what most words are: small letters of
// ASCII, perhaps behind one capital, and a space or a sign that never belongs to a
// word. It gives what word gives.
func (s *scanner) plainWord(k *token, start int) bool {
	t := s.text
	c := t[start]
	first := kinds[c]
	if first != upper && first != lower {
		return false
	}
	hash := (fnvStart ^ uint32(c|0x20)) * fnvPrime
	shorter, tail := uint32(fnvStart), uint64(c|0x20)
	i := start + 1
	for i < len(t) {
		c = t[i]
		if kinds[c] != lower {
			break
		}
		shorter = hash
		hash = (hash ^ uint32(c)) * fnvPrime
		tail = tail<<8 | uint64(c)
		i++
	}
	n := i - start
	if i < len(t) && !ends[t[i]] && (t[i] != '.' || n <= longestDotted || isStreet(tail)) {
		return false
	}
	*k = token{start: int32(start), end: int32(i), tail: tail, hash: hash, plain: hash, part: hash, flags: word}
	if first == upper {
		k.flags = word | capital
		k.shape = shapes[1][min(n-1, 2)]
	} else {
		k.shape = shapes[0][min(n, 2)]
	}
	switch {
	case n <= 4:
		k.head = uint32(tail) << (32 - 8*n)
	default:
		k.head = uint32(t[start]|0x20)<<24 | uint32(t[start+1])<<16 | uint32(t[start+2])<<8 | uint32(t[start+3])
		if tail&0xFF == 's' {
			k.stem = shorter
		}
	}
	s.at = i
	return true
}

// plainNumber reads the word at i if it consists of digits, and gives what word gives.
func (s *scanner) plainNumber(k *token, start int) bool {
	t := s.text
	hash, tail := uint32(fnvStart), uint64(0)
	i := start
	for i < len(t) && kinds[t[i]] == number {
		hash = (hash ^ uint32(t[i])) * fnvPrime
		tail = tail<<8 | uint64(t[i])
		i++
	}
	n := i - start
	if n == 0 || i < len(t) && !ends[t[i]] && t[i] != '.' {
		return false
	}
	*k = token{start: int32(start), end: int32(i), tail: tail, hash: hash, plain: hash, part: hash, flags: digit, shape: number + 1}
	if n > 1 {
		k.shape = (number+1)*7 + number + 1
	}
	if n <= 4 {
		k.head = uint32(tail) << (32 - 8*n)
	} else {
		k.head = uint32(t[start])<<24 | uint32(t[start+1])<<16 | uint32(t[start+2])<<8 | uint32(t[start+3])
	}
	s.at = i
	return true
}

// ends are the bytes that end a word whatever comes behind them.
var ends = func() (set [256]bool) {
	for c := range utf8.RuneSelf {
		k := kinds[c]
		set[c] = k == blank || k == lineEnd || k == other && c != '-' && c != '\'' && c != '.'
	}
	return set
}()

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
	for _, group := range strings.Fields(`aàáâãåāăą cçćĉċč dďđð eèéêëēĕėęě gĝğġģ hĥħ iìíîïĩīĭįı jĵ kķ lĺļľŀł nñńņň oòóôõōŏő rŕŗř sśŝşš tţťŧ
		uùúûũūŭůűų wŵ yýÿŷ zźżž`) {
		for _, r := range group[1:] {
			m[r-0x80] = group[0]
		}
	}
	return m
}()
