package mask

// mention is something in a text that reads as a placeholder of the label with
// this number in a list and of this number, with everything that belongs to it:
// text[start:end]. ending belongs to the word, not to the placeholder.
type mention struct {
	start, end int
	label      int
	number     uint32
	ending     ending
}

// mentions calls yield for everything in the text that reads as a placeholder of
// one of the sorted labels, from left to right. At each place where a word begins
// the longest label that fits is taken.
func mentions(text []byte, labels []string, work func(bytes int), yield func(*mention)) {
	var from, to [256]int32 // labels by their first letter
	for i, l := range labels {
		for _, c := range [2]byte{l[0], l[0] | 0x20} {
			if to[c] == 0 {
				from[c] = int32(i)
			}
			to[c] = int32(i + 1)
		}
	}
	done := 0 // brackets before this belong to what was yielded
	for i := 0; i < len(text); i++ {
		if i%perBatch == perBatch-1 {
			work(perBatch)
		}
		c := text[i]
		if to[c] == 0 || i > 0 && (isWord(text[i-1]) || text[i-1] == '_') {
			continue
		}
		var best mention
		length := 0
		for l, last := int(from[c]), int(to[c]); l < last; l++ {
			if m, ok := readAt(text, i, labels[l]); ok && len(labels[l]) > length {
				best, length = m, len(labels[l])
				best.label = l
			}
		}
		if length == 0 {
			continue
		}
		best.start = max(best.start, done)
		work(perLookup)
		yield(&best)
		done = best.end
		i = best.end - 1
	}
}

// readAt reads a mention of label whose first letter stands at text[at]. It
// takes what language models make of placeholders: other case, missing or
// escaped brackets, a space or hyphen for the underscore. Without any bracket
// or underscore, the label has to be in capitals: "Person 1" is plain text.
func readAt(text []byte, at int, label string) (m mention, ok bool) {
	capitals, joined := true, false
	i := at
	for l := 0; l < len(label); l++ {
		if label[l] == '_' {
			n, _ := separator(text, i)
			i += n // a model may also leave it out: TAXID
			continue
		}
		if i >= len(text) || text[i]&^0x20 != label[l] {
			return m, false
		}
		capitals = capitals && text[i] == label[l]
		i++
	}
	n, underscore := separator(text, i)
	if n == 0 {
		return m, false
	}
	joined = underscore
	i += n
	digits := i
	for i < len(text) && text[i] >= '0' && text[i] <= '9' && i-digits < 10 {
		m.number = m.number*10 + uint32(text[i]-'0')
		i++
	}
	if i == digits || i-digits > 9 || text[digits] == '0' {
		return m, false
	}
	m.start, m.end = at, i
	open := opening(text, at)
	inner, endingEnd := genitive(text, i)
	closed := closing(text, endingEnd)
	if closed == 0 {
		inner, endingEnd = none, i
		closed = closing(text, i)
	}
	if closed > 0 {
		m.ending, m.end = inner, endingEnd+closed
	} else if i < len(text) && isWordByte(text[i]) {
		outer, end := genitive(text, i)
		if outer == none {
			return m, false // PERSON_1x
		}
		m.ending, m.end = outer, end
	}
	if open > 0 && text[at-open] == '\\' && (closed < 2 || text[m.end-2] != '\\') {
		open-- // a lone backslash before the bracket is the user's: C:\[PERSON_1]
	}
	m.start -= open
	if open == 0 && closed == 0 && !joined && !capitals {
		return m, false
	}
	if closed > 0 && m.ending == none {
		if outer, end := genitive(text, m.end); outer != none {
			m.ending, m.end = outer, end
		}
	}
	return m, true
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

// ending is a German genitive ending.
type ending uint8

const (
	none ending = iota
	plainS
	straightS
	typographicS
)

var endings = [...]string{none: "", plainS: "s", straightS: "'s", typographicS: "’s"}

// genitive reads the ending s, 's or ’s at text[i], where a word ends after it.
func genitive(text []byte, i int) (e ending, end int) {
	for e := plainS; e <= typographicS; e++ {
		s := endings[e]
		if n := len(s); i+n <= len(text) && string(text[i:i+n]) == s && (i+n == len(text) || !isWordByte(text[i+n])) {
			return e, i + n
		}
	}
	return none, i
}

// isWordByte reports ASCII letters and digits and the first byte of two-byte
// letters such as ä. Longer runes are dashes, quotes and apostrophes more often
// than letters where a placeholder ends.
func isWordByte(c byte) bool {
	return c|0x20 >= 'a' && c|0x20 <= 'z' || c >= '0' && c <= '9' || c >= 0xC3 && c <= 0xDF
}
