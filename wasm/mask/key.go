package mask

import (
	"unicode"
	"unicode/utf8"

	"deckname/wasm/rule"
)

// key returns what the spellings of one value have in common. Case and spacing
// never tell values apart; in numbers that people group for reading, neither
// does punctuation. In addresses of machines and streets it does: 1.11.1.1 and
// 11.1.1.1 are two values.
func key(class rule.Class, original string) string {
	grouped := false
	switch class {
	case rule.Phone, rule.IBAN, rule.Card, rule.ID, rule.Plate:
		grouped = true
	}
	out := make([]byte, 0, len(original))
	gap := false
	for _, r := range original {
		switch {
		case isSpace(r):
			gap = true
			continue
		case grouped && r != '+' && !unicode.IsLetter(r) && !unicode.IsDigit(r):
			continue
		}
		if gap && !grouped && len(out) > 0 {
			out = append(out, ' ')
		}
		gap = false
		out = utf8.AppendRune(out, unicode.ToLower(r))
	}
	return string(out)
}

// isSpace reports white space and the invisible characters that come with
// copied text: soft hyphen, zero-width characters, byte order mark.
func isSpace(r rune) bool {
	switch r {
	case 0xAD, 0x200B, 0x200C, 0x200D, 0x2060, 0xFEFF:
		return true
	}
	return unicode.IsSpace(r)
}
