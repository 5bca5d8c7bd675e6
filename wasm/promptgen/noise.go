package promptgen

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// disturb makes a text look typed: without its full stop, in one case, with
// transcribed letters and slips. Identifiers keep their characters, so their
// check digits stay right; near-misses keep theirs too.
func (d *draft) disturb(s Style) {
	if s == Verbatim {
		return
	}
	stop, lower, slips := 25, 4, 8
	if s == Chat {
		stop, lower, slips = 60, 40, 20
	}
	if d.chance(stop) {
		d.dropStop()
	}
	if d.chance(3) {
		d.rewrite(func(s string) string { return transcribe.Replace(s) })
	}
	switch {
	case d.chance(lower):
		d.rewrite(strings.ToLower)
	case d.chance(2):
		d.rewrite(capitals)
	}
	if d.chance(slips) {
		d.slip()
	}
	if d.chance(2) {
		d.keepTogether()
	}
}

// dropStop takes the last full stop away.
func (d *draft) dropStop() {
	last := &d.pieces[len(d.pieces)-1]
	if last.label == "" && last.neg == "" {
		last.text = strings.TrimRight(last.text, ".!?")
	}
}

// rewrite changes words: literal text, names and places.
func (d *draft) rewrite(change func(string) string) {
	for i := range d.pieces {
		switch p := &d.pieces[i]; {
		case p.label == "" && (p.neg == "" || p.neg == "role" || p.neg == "noun"),
			p.label == "PERSON", p.label == "ADDRESS", p.label == "ORG", p.label == "LOCATION":
			p.text = change(p.text)
		}
	}
}

// slip makes a typing error in about every twelfth long word of literal text.
func (d *draft) slip() {
	for i := range d.pieces {
		if p := &d.pieces[i]; p.label == "" && p.neg == "" {
			p.text = d.slipIn(p.text)
		}
	}
}

func (d *draft) slipIn(s string) string {
	var b strings.Builder
	for len(s) > 0 {
		n := strings.IndexFunc(s, func(r rune) bool { return !unicode.IsLetter(r) })
		if n < 0 {
			n = len(s)
		}
		word := []rune(s[:n])
		if len(word) >= 5 && d.chance(8) {
			at := d.between(1, len(word)-2)
			switch d.IntN(3) {
			case 0:
				word[at], word[at+1] = word[at+1], word[at]
			case 1:
				word = append(word[:at], word[at+1:]...)
			default:
				word = append(word[:at+1], word[at:]...)
			}
		}
		b.WriteString(string(word))
		s = s[n:]
		if len(s) > 0 {
			_, size := utf8.DecodeRuneInString(s)
			b.WriteString(s[:size])
			s = s[size:]
		}
	}
	return b.String()
}

// keepTogether writes no-break spaces inside numbers, as word processors do.
func (d *draft) keepTogether() {
	for i := range d.pieces {
		switch p := &d.pieces[i]; p.label {
		case "IBAN", "CARD", "PHONE", "ID":
			if !strings.Contains(p.text, "\n") {
				p.text = strings.ReplaceAll(p.text, " ", "\u00a0")
			}
		}
	}
}
