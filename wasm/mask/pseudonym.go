package mask

import (
	"bytes"
	"strconv"
	"unicode/utf8"

	"deckname/wasm/rule"
)

// Pseudonyms are placeholders that read like what they stand for: invented names
// (names.go), and telephone numbers, mail and machine addresses from the ranges
// that are reserved for fiction and documentation. Other classes have no such
// range, or none that nobody owns, and keep their labels.

// maxAlias bounds the length of a pseudonym, in bytes.
const maxAlias = 64

// tries bounds the search for a pseudonym that is free; after it the label serves.
const tries = 400

// Speak chooses whether new placeholders are pseudonyms where there are any.
func (t *Table) Speak(on bool) { t.speaks = on }

// invent returns a pseudonym for an original that stands at text[at:], or nothing.
// No pseudonym stands in the text, nor is one of them or of the originals of the
// table: what is put back later is put back in its own places only.
func (t *Table) invent(text []byte, at int, original []byte, class rule.Class) []byte {
	if !t.speaks {
		return nil
	}
	if class == rule.Person {
		return t.name(text, at, original)
	}
	for n := len(t.aliases); n < len(t.aliases)+tries; n++ {
		alias := candidate(text, original, class, n)
		if len(alias) == 0 || len(alias) > maxAlias {
			return nil
		}
		if t.free(text, alias) {
			return alias
		}
	}
	return nil
}

// candidate returns the nth pseudonym to try.
func candidate(text, original []byte, class rule.Class, n int) []byte {
	switch class {
	case rule.Phone:
		return phone(original, n)
	case rule.Email:
		l := languageOf(text)
		firsts := l.firsts[n%len(l.firsts)]
		alias := ascii(firsts[n/len(l.firsts)%len(firsts)]) + "." + ascii(l.lasts[n%len(l.lasts)])
		if n >= len(l.lasts) {
			alias += strconv.Itoa(n)
		}
		return []byte(alias + "@example.org") // RFC 2606
	case rule.IP:
		if bytes.IndexByte(original, ':') >= 0 {
			return strconv.AppendUint([]byte("2001:db8::"), uint64(n+1), 16) // RFC 3849
		}
		if n < 254 {
			return strconv.AppendUint([]byte("192.0.2."), uint64(n+1), 10) // RFC 5737
		}
	}
	return nil
}

// name returns an invented name of a fitting gender and language, with a first name
// if the original has one. Who shares a last name keeps sharing it, and whoever is
// called by it alone keeps being called so.
func (t *Table) name(text []byte, at int, original []byte) []byte {
	l := languageOf(text)
	first, last := split(original)
	surname := t.surname(last)
	for n := len(t.aliases); surname == nil; n++ {
		if n == len(t.aliases)+tries {
			return nil
		}
		s := []byte(l.lasts[n%len(l.lasts)])
		if round := n / len(l.lasts); round > 0 {
			s = append(append(s, '-'), l.lasts[(n+round)%len(l.lasts)]...)
		}
		if len(s) <= maxAlias/2 && t.free(text, s) {
			surname = s
		}
	}
	if first == nil {
		return surname
	}
	firsts := l.firsts[genderOf(text, at, first)]
	for n := len(t.aliases); n < len(t.aliases)+tries; n++ {
		f := []byte(firsts[n%len(firsts)])
		if round := n / len(firsts); round > 0 {
			f = append(append(f, '-'), firsts[(n+round)%len(firsts)]...)
		}
		if len(f) < maxAlias/2 && t.free(text, f) {
			return append(append(f, ' '), surname...)
		}
	}
	return nil
}

// surname returns the invented last name of a last name that the table knows.
func (t *Table) surname(last []byte) []byte {
	for i := range t.aliases {
		t.work(perLookup)
		e := &t.entries[t.aliases[i].entry]
		if e.class != rule.Person {
			continue
		}
		if _, known := split(t.original(e)); bytes.EqualFold(known, last) {
			_, surname := split(t.aliases[i].text)
			return bytes.Clone(surname)
		}
	}
	return nil
}

// split divides a name before its last word.
func split(name []byte) (first, last []byte) {
	if i := bytes.LastIndexByte(name, ' '); i > 0 {
		return bytes.TrimSpace(name[:i]), name[i+1:]
	}
	return nil, name
}

// phone returns a number that its authority keeps free for films and books: in
// Berlin for German notations (Bundesnetzagentur), mobile for British ones (Ofcom).
func phone(original []byte, n int) []byte {
	if n > 999 {
		return nil
	}
	digits := strconv.Itoa(1000 + n)[1:]
	switch {
	case bytes.HasPrefix(original, []byte("+44")), bytes.HasPrefix(original, []byte("0044")):
		return []byte("+44 7700 900" + digits)
	case bytes.HasPrefix(original, []byte("07")):
		return []byte("07700 900" + digits)
	case bytes.HasPrefix(original, []byte("+")), bytes.HasPrefix(original, []byte("00")):
		return []byte("+49 30 23125" + digits)
	}
	return []byte("030 23125" + digits)
}

// free reports whether a pseudonym, or a part of one, is new to the text, to what was
// said before, where it may have an ending, and to the table.
func (t *Table) free(text, part []byte) bool {
	t.work(len(text) + len(t.turns))
	if stands(text, part) || occurs(t.turns, part, false) {
		return false
	}
	for i := range t.aliases {
		if stands(t.aliases[i].text, part) {
			return false
		}
	}
	for i := range t.entries {
		if e := &t.entries[i]; e.kind == restorable && stands(t.original(e), part) {
			return false
		}
	}
	return true
}

// stands reports whether a word or words stand in the text, in whatever case.
func stands(text, words []byte) bool { return occurs(text, words, true) }

// occurs is stands, where a word may go on unless it has to be whole.
func occurs(text, words []byte, whole bool) bool {
	for i := 0; i+len(words) <= len(text); i++ {
		if text[i]|0x20 != words[0]|0x20 || !bytes.EqualFold(text[i:i+len(words)], words) {
			continue
		}
		if (i == 0 || !isWord(text[i-1])) && (!whole || i+len(words) == len(text) || !isWord(text[i+len(words)])) {
			return true
		}
	}
	return false
}

// ascii spells a name as mail addresses do.
func ascii(name string) string {
	out := make([]byte, 0, len(name)+2)
	for _, r := range name {
		switch r {
		case 'ä', 'Ä':
			out = append(out, "ae"...)
		case 'ö', 'Ö':
			out = append(out, "oe"...)
		case 'ü', 'Ü':
			out = append(out, "ue"...)
		default:
			if r < utf8.RuneSelf {
				out = append(out, byte(r)|0x20)
			}
		}
	}
	return string(out)
}
