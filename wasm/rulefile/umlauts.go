package rulefile

import (
	"slices"
	"strings"
)

// People write Fuehrerschein for Führerschein: words with umlauts stand for both.

var (
	transcribed = strings.NewReplacer("ä", "ae", "ö", "oe", "ü", "ue", "ß", "ss")
	eitherWay   = map[rune]string{
		'ä': "(?:ä|ae)", 'ö': "(?:ö|oe)", 'ü': "(?:ü|ue)", 'ß': "(?:ß|ss)", 'Ä': "(?:Ä|Ae)", 'Ö': "(?:Ö|Oe)", 'Ü': "(?:Ü|Ue)",
	}
)

// withTranscriptions adds to context words those that they are transcribed as.
func withTranscriptions(words []string) []string {
	all := words
	for _, w := range words {
		if t := transcribed.Replace(w); t != w && !slices.Contains(all, t) {
			all = append(all, t)
		}
	}
	return all
}

// alternatives joins the words of a pattern, each umlaut outside brackets in both
// spellings.
func alternatives(words []string) string {
	var b strings.Builder
	brackets := 0
	for i, w := range words {
		if i > 0 {
			b.WriteByte('|')
		}
		escaped := false
		for _, r := range w {
			switch either := eitherWay[r]; {
			case escaped:
			case r == '[':
				brackets++
			case r == ']':
				brackets--
			case either != "" && brackets == 0:
				b.WriteString(either)
				continue
			}
			escaped = r == '\\' && !escaped
			b.WriteRune(r)
		}
	}
	return b.String()
}
