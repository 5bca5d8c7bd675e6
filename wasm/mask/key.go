package mask

import (
	"unicode"
	"unicode/utf8"

	"deckname/wasm/rule"
)

// appendKey appends what the spellings of one value have in common. Case and
// spacing never tell values apart; in numbers that people group for reading,
// neither does punctuation. In addresses of machines and streets it does:
// 1.11.1.1 and 11.1.1.1 are two values.
func appendKey(dst []byte, class rule.Class, original []byte) []byte {
	grouped := false
	switch class {
	case rule.Phone, rule.IBAN, rule.Card, rule.ID, rule.Plate:
		grouped = true
	}
	first, gap := len(dst), false
	for i := 0; i < len(original); {
		r, size := rune(original[i]), 1
		if r >= utf8.RuneSelf {
			r, size = utf8.DecodeRune(original[i:])
		}
		i += size
		switch {
		case isSpace(r):
			gap = true
			continue
		case grouped && r != '+' && !isLetterOrDigit(r):
			continue
		}
		if gap && !grouped && len(dst) > first {
			dst = append(dst, ' ')
		}
		gap = false
		switch {
		case r >= utf8.RuneSelf:
			dst = utf8.AppendRune(dst, unicode.ToLower(r))
		case r >= 'A' && r <= 'Z':
			dst = append(dst, byte(r)|0x20)
		default:
			dst = append(dst, byte(r))
		}
	}
	return dst
}

func isLetterOrDigit(r rune) bool {
	if r < utf8.RuneSelf {
		return isWord(byte(r))
	}
	return unicode.IsLetter(r) || unicode.IsDigit(r)
}

// isSpace reports white space and the invisible characters that come with
// copied text: soft hyphen, zero-width characters, byte order mark.
func isSpace(r rune) bool {
	if r < utf8.RuneSelf {
		return r == ' ' || r >= '\t' && r <= '\r'
	}
	switch r {
	case 0xAD, 0x200B, 0x200C, 0x200D, 0x2060, 0xFEFF:
		return true
	}
	return unicode.IsSpace(r)
}
