package mask

import "strconv"

// maxNumber bounds the numbers of placeholders; nine digits.
const maxNumber = 999_999_999

// write returns the placeholder as it is put into a prompt: [LABEL_1].
func write(label string, number uint32) string {
	return "[" + label + "_" + strconv.FormatUint(uint64(number), 10) + "]"
}

// isLabel reports whether s may name placeholders: capital letters, with single
// underscores between them. Digits are left out so that the number is plain.
func isLabel(s string) bool {
	if s == "" || len(s) > 32 || s[0] == '_' || s[len(s)-1] == '_' {
		return false
	}
	for i := 0; i < len(s); i++ {
		if c := s[i]; c == '_' && s[i-1] == '_' || c != '_' && (c < 'A' || c > 'Z') {
			return false
		}
	}
	return true
}

// mention is something in a text that reads as a placeholder of this label and
// number, with everything that belongs to it: text[start:end]. suffix is a
// German genitive ending that belongs to the word, not to the placeholder.
type mention struct {
	start, end int
	suffix     string
	exact      bool // [LABEL_1] to the letter
}

// readAt reads a mention of label whose first letter stands at text[at]. It
// takes what language models make of placeholders: other case, missing or
// escaped brackets, a space or hyphen for the underscore. Without any bracket
// or underscore, the label has to be in capitals: "Person 1" is plain text.
func readAt(text []byte, at int, label string) (m mention, number uint32, ok bool) {
	capitals, joined := true, false
	i := at
	for l := 0; l < len(label); l++ {
		if label[l] == '_' {
			n, _ := separator(text, i)
			i += n // a model may also leave it out: TAXID
			continue
		}
		if i >= len(text) || text[i]&^0x20 != label[l] {
			return m, 0, false
		}
		capitals = capitals && text[i] == label[l]
		i++
	}
	n, underscore := separator(text, i)
	if n == 0 {
		return m, 0, false
	}
	joined = underscore
	i += n
	digits := i
	for i < len(text) && text[i] >= '0' && text[i] <= '9' && i-digits < 10 {
		number = number*10 + uint32(text[i]-'0')
		i++
	}
	if i == digits || i-digits > 9 || text[digits] == '0' {
		return m, 0, false
	}
	m.start, m.end = at, i
	open := opening(text, at)
	inner, suffixEnd := genitive(text, i)
	closed := closing(text, suffixEnd)
	if closed == 0 {
		inner, suffixEnd = "", i
		closed = closing(text, i)
	}
	if closed > 0 {
		m.suffix, m.end = inner, suffixEnd+closed
	} else if i < len(text) && isWordByte(text[i]) {
		outer, end := genitive(text, i)
		if outer == "" {
			return m, 0, false // PERSON_1x
		}
		m.suffix, m.end = outer, end
	}
	if open > 0 && text[at-open] == '\\' && (closed < 2 || text[m.end-2] != '\\') {
		open-- // a lone backslash before the bracket is the user's: C:\[PERSON_1]
	}
	m.start -= open
	if open == 0 && closed == 0 && !joined && !capitals {
		return mention{}, 0, false
	}
	if closed > 0 && m.suffix == "" {
		if outer, end := genitive(text, m.end); outer != "" {
			m.suffix, m.end = outer, end
		}
	}
	m.exact = string(text[m.start:m.end]) == write(label, number)
	return m, number, true
}

// separator measures what may stand for the underscore at text[i]: up to three
// of space, no-break space, hyphen and underscore, the last also escaped.
func separator(text []byte, i int) (length int, underscore bool) {
	start := i
	for k := 0; k < 3 && i < len(text); k++ {
		switch c := text[i]; {
		case c == '_':
			i, underscore = i+1, true
		case c == '\\' && i+1 < len(text) && text[i+1] == '_':
			i, underscore = i+2, true
		case c == ' ' || c == '-':
			i++
		case c == 0xC2 && i+1 < len(text) && text[i+1] == 0xA0: // no-break space
			i += 2
		case c == 0xE2 && i+2 < len(text) && (text[i+1] == 0x80 && (text[i+2] == 0x91 || text[i+2] == 0xAF)): // no-break hyphen, narrow space
			i += 3
		default:
			return i - start, underscore
		}
	}
	return i - start, underscore
}

// opening measures an opening bracket, escaped or followed by a space, that ends at text[at].
func opening(text []byte, at int) int {
	n := 0
	if at > 0 && text[at-1] == ' ' {
		n = 1
	}
	if at-n == 0 || text[at-n-1] != '[' {
		return 0
	}
	n++
	if at-n > 0 && text[at-n-1] == '\\' {
		n++
	}
	return n
}

// closing measures a closing bracket, escaped or after a space, at text[i].
func closing(text []byte, i int) int {
	n := 0
	if i < len(text) && text[i] == ' ' {
		n = 1
	}
	if i+n < len(text) && text[i+n] == '\\' {
		n++
	}
	if i+n < len(text) && text[i+n] == ']' {
		return n + 1
	}
	return 0
}

// genitive reads the ending s, 's or ’s at text[i], where a word ends after it.
func genitive(text []byte, i int) (ending string, end int) {
	for _, s := range [...]string{"s", "'s", "’s"} {
		if n := len(s); i+n <= len(text) && string(text[i:i+n]) == s && (i+n == len(text) || !isWordByte(text[i+n])) {
			return s, i + n
		}
	}
	return "", i
}

// isWordByte reports ASCII letters and digits and the first byte of two-byte
// letters such as ä. Longer runes are dashes, quotes and apostrophes more often
// than letters where a placeholder ends.
func isWordByte(c byte) bool {
	return c|0x20 >= 'a' && c|0x20 <= 'z' || c >= '0' && c <= '9' || c >= 0xC3 && c <= 0xDF
}
