package bench

import "bytes"

// Kinds returns one text of size bytes for each kind of text that speed is
// compared on, and the mixed corpus without its line breaks: one line of Size.
func Kinds(size int) []Text {
	of := func(name string, seed uint64, block func(*generator)) Text {
		return Text{name, generate(seed, size, block)}
	}
	prose := func(sentences []string) func(*generator) {
		return func(g *generator) { g.paragraph(sentences, 6) }
	}
	return []Text{
		of("german_findings", 1, prose(germanSentences)),
		of("german_plain", 2, prose(plainGerman)),
		of("english_findings", 3, prose(englishSentences)),
		of("english_plain", 4, prose(plainEnglish)),
		of("code", 5, (*generator).code),
		of("csv", 6, (*generator).csv),
		{"line1m", bytes.ReplaceAll(Corpus(Seed, Size), []byte("\n"), []byte(" "))},
	}
}
