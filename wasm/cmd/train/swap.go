package main

import (
	"math/rand/v2"
	"slices"
	"strings"

	"deckname/wasm/internal/tagger"
	"deckname/wasm/model"
)

// swap returns a copy of a document with other names of persons, so that the
// model learns where names stand and not only which. Some copies are written in
// capitals or in lower case as people do in chats. It returns false when there
// is no person.
func (v *vocabulary) swap(g *rand.Rand, d *document) (document, bool) {
	if !slices.ContainsFunc(d.Spans, func(s span) bool { return s.Label == "PERSON" }) {
		return document{}, false
	}
	lang := d.Lang
	if lang != "en" {
		lang = "de"
	}
	given, family := v.names["given"+lang], v.names["family"+lang]
	c := document{Lang: d.Lang, weight: d.weight}
	var b strings.Builder
	from := 0
	style := g.IntN(20)
	for _, s := range d.Spans {
		if s.Start < from { // one inside another
			continue
		}
		b.WriteString(d.Text[from:s.Start])
		text := d.Text[s.Start:s.End]
		if s.Label == "PERSON" {
			words := strings.Fields(text)
			for i, w := range words {
				if len(w) < 3 || w == strings.ToLower(w) && len(words) > 1 {
					continue
				}
				h, _ := tagger.Plain(w)
				isGiven := v.classes[h]&model.Given != 0
				switch {
				case len(words) == 1 && isGiven || len(words) > 1 && i == 0:
					words[i] = given[g.IntN(len(given))]
				case strings.HasSuffix(w, "s") && g.IntN(2) == 0: // often a genitive
				default:
					words[i] = family[g.IntN(len(family))]
				}
			}
			text = strings.Join(words, " ")
			switch style {
			case 0:
				text = strings.ToUpper(text)
			case 1:
				text = strings.ToLower(text)
			}
		}
		start := b.Len()
		b.WriteString(text)
		c.Spans = append(c.Spans, span{start, b.Len(), s.Label})
		from = s.End
	}
	b.WriteString(d.Text[from:])
	c.Text = b.String()
	return c, true
}
