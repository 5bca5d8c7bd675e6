package main

import (
	_ "embed"
	"math/rand/v2"
	"strings"
)

// ownSentences show where names stand in mails and reports, and where what looks
// like one is a storm, a church, a shop or a town. ⟦ ⟧ marks a person.
//
//go:embed words/sentences.txt
var ownSentences string

// ownFirms are companies and institutions that are called like persons, one a line.
//
//go:embed words/firms.txt
var ownFirms string

// ownOpenings are words that open a prompt or a line without naming anybody, one a
// line, by language.
var (
	//go:embed words/openings-de.txt
	ownOpeningsDE string
	//go:embed words/openings-en.txt
	ownOpeningsEN string
)

// copiesOfSentences is how often each of them is written with other names.
const copiesOfSentences = 20

// sentences returns own sentences with names from the lists.
func (v *vocabulary) sentences(g *rand.Rand) []document {
	var docs []document
	places, brands, firms := strings.Fields(ownPlaces), strings.Fields(ownBrands), strings.Split(strings.TrimSpace(ownFirms), "\n")
	openings := map[string][]string{"de": strings.Split(strings.TrimSpace(ownOpeningsDE), "\n"), "en": strings.Split(strings.TrimSpace(ownOpeningsEN), "\n")}
	pick := func(from []string) string { return from[g.IntN(len(from))] }
	for line := range strings.Lines(ownSentences) {
		lang, text, ok := strings.Cut(strings.TrimSuffix(line, "\n"), "|")
		if !ok {
			continue
		}
		text = strings.ReplaceAll(text, `\n`, "\n")
		for range copiesOfSentences {
			d := document{Lang: lang}
			var b strings.Builder
			start := 0
			for rest := text; rest != ""; {
				switch {
				case strings.HasPrefix(rest, "⟦"):
					start, rest = b.Len(), rest[len("⟦"):]
				case strings.HasPrefix(rest, "⟧"):
					d.Spans = append(d.Spans, span{start, b.Len(), "PERSON"})
					rest = rest[len("⟧"):]
				case rest[0] == '{':
					slot, after, _ := strings.Cut(rest[1:], "}")
					kind, form, _ := strings.Cut(slot, ":")
					start := b.Len()
					value := ""
					switch kind {
					case "place":
						value = pick(places)
						d.Spans = append(d.Spans, span{start, start + len(value), "LOCATION"})
					case "opening":
						value = pick(openings[lang])
					case "brand", "firm":
						from := brands
						if kind == "firm" {
							from = firms
						}
						value = pick(from)
						d.Spans = append(d.Spans, span{start, start + len(value), "ORG"})
					default:
						value = pick(v.names[kind+lang])
					}
					switch form {
					case "lower":
						value = strings.ToLower(value)
					case "upper":
						value = strings.ToUpper(value)
					}
					b.WriteString(value)
					rest = after
				default:
					b.WriteByte(rest[0])
					rest = rest[1:]
				}
			}
			d.Text = b.String()
			docs = append(docs, d)
		}
	}
	return docs
}
