package main

import (
	"bufio"
	"compress/gzip"
	_ "embed"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"deckname/wasm/internal/tagger"
	"deckname/wasm/model"
)

// lists are the name lists and what their entries are.
var lists = []struct {
	file  string
	class model.Class
}{
	{"first_names_de.txt.gz", model.FirstDE},
	{"first_names_en.txt.gz", model.FirstEN},
	{"surnames_de.txt.gz", model.Surname},
	{"surnames_en.txt.gz", model.Surname},
	{"surnames_de_pd.txt.gz", model.Surname},
	{"surnames_de_germaner.txt.gz", model.SurnameXL},
}

// vocabulary is what is known of words: from lists, and counted in the texts.
type vocabulary struct {
	words   map[string]model.Class // from lists, in lower case
	classes map[uint32]model.Class // from lists, by plain hash
	counts  map[uint32]*count      // by plain hash
	names   map[string][]string    // for swapping: kind and language
}

// count says how often a word occurs in the training texts.
type count struct {
	lower  int // in lower case
	common int // with a capital, inside a sentence, as no name
	name   int // as part of a name of a person
}

// How often a word must occur in other texts to be known from them.
const (
	minLower  = 3
	minCommon = 2
)

func (c count) class() model.Class {
	var k model.Class
	if c.lower >= minLower {
		k |= model.Lower
	}
	if c.common >= minCommon && c.common > 3*c.name {
		k |= model.Common
	}
	return k
}

func (c count) minus(o count) count {
	return count{c.lower - o.lower, c.common - o.common, c.name - o.name}
}

func readVocabulary(data string) (*vocabulary, error) {
	v := &vocabulary{words: map[string]model.Class{}, classes: map[uint32]model.Class{}, counts: map[uint32]*count{}, names: map[string][]string{}}
	for _, l := range lists {
		err := eachLine(filepath.Join(data, "lexicon", l.file), func(line string) {
			line = strings.Trim(line, "\"' ")
			if len([]rune(line)) < 2 {
				return
			}
			for _, part := range strings.Fields(line) {
				if h, ok := tagger.Plain(part); ok && len([]rune(part)) > 1 && part != strings.ToLower(part) {
					v.classes[h] |= l.class
					v.words[strings.ToLower(part)] |= l.class
				}
			}
			if !strings.Contains(line, " ") {
				v.forSwaps(l.file, line)
			}
		})
		if err != nil {
			return nil, err
		}
	}
	for _, land := range []string{"de", "at", "ch"} {
		err := eachLine(filepath.Join(data, "lexicon", "postal_codes_"+land+".tsv.gz"), func(line string) {
			fields := strings.Split(line, "\t")
			if len(fields) > 1 {
				v.addPlace(fields[1])
			}
		})
		if err != nil {
			return nil, err
		}
	}
	v.addOwn(ownGivenDE, model.FirstDE)
	v.addOwn(ownGivenEN, model.FirstEN)
	v.addOwn(ownGivenShort, model.FirstEN)
	v.addOwn(ownGivenWorld, model.FirstDE)
	v.addOwn(ownFamily, model.Surname)
	v.addOwn(ownFamilyWorld, model.Surname)
	v.addOwn(ownPlaces, model.Place)
	v.addOwn(ownBrands, model.Brand)
	v.addOwn(ownCommon, model.Common)
	v.addOwn(ownNouns, model.Common)
	return v, nil
}

// The lists written for this trainer: what the lists above lack.
var (
	//go:embed words/given-de.txt
	ownGivenDE string // given in Germany, wherever they come from
	//go:embed words/given-en.txt
	ownGivenEN string
	//go:embed words/given-short.txt
	ownGivenShort string // English, with short forms such as Jim and Katy
	//go:embed words/given-world.txt
	ownGivenWorld string // of other languages
	//go:embed words/family.txt
	ownFamily string
	//go:embed words/family-world.txt
	ownFamilyWorld string // English, and of other languages
	//go:embed words/places.txt
	ownPlaces string
	//go:embed words/brands.txt
	ownBrands string
	//go:embed words/common.txt
	ownCommon string
	//go:embed words/nouns.txt
	ownNouns string // German
)

func (v *vocabulary) addOwn(list string, c model.Class) {
	for _, w := range strings.Fields(list) {
		if h, ok := tagger.Plain(w); ok {
			v.classes[h] |= c
			v.words[strings.ToLower(w)] |= c
		}
	}
}

// forSwaps keeps a name for the copies with other names.
func (v *vocabulary) forSwaps(file, name string) {
	kind := "family"
	if strings.HasPrefix(file, "first") {
		kind = "given"
	}
	lang := "de"
	if strings.HasSuffix(file, "_en.txt.gz") {
		lang = "en"
	}
	if strings.Contains(file, "germaner") { // too many nouns
		return
	}
	v.names[kind+lang] = append(v.names[kind+lang], name)
}

// addPlace adds the word of a place that names it.
func (v *vocabulary) addPlace(name string) {
	if strings.ContainsAny(name, "0123456789\"&") {
		return
	}
	words := strings.Fields(strings.NewReplacer(",", " ", "(", " ", ")", " ", "/", " ").Replace(name))
	if len(words) == 0 {
		return
	}
	for _, w := range words {
		switch w {
		case "AG", "GmbH", "KG", "SE", "eG", "KdöR", "OHG", "mbH", "e.V.", "Bank", "Versicherung", "Sparkasse", "Postfach":
			return
		}
	}
	at := 0
	switch words[0] {
	case "Bad", "Sankt", "St.", "Groß", "Klein", "Alt", "Neu", "Hohen", "Markt", "Ober", "Unter", "Maria", "San", "La", "Le", "Les", "Kirchberg":
		if len(words) > 1 {
			at = 1
		}
	}
	if w := words[at]; len(w) > 3 {
		if h, ok := tagger.Plain(w); ok {
			v.classes[h] |= model.Place
			v.words[strings.ToLower(w)] |= model.Place
		}
	}
}

// count adds the words of a document and returns what it added.
func (v *vocabulary) count(r *tagger.Reader, d *document) {
	for h, c := range counted(r, d) {
		t := v.counts[h]
		if t == nil {
			t = &count{}
			v.counts[h] = t
		}
		t.lower += c.lower
		t.common += c.common
		t.name += c.name
	}
}

// counted returns the words of a document; twice in one document counts once.
func counted(r *tagger.Reader, d *document) map[uint32]count {
	own := map[uint32]count{}
	gold := newGold(d)
	r.Open([]byte(d.Text))
	for r.Next() {
		for i := range r.Len() {
			w := r.Word(i)
			if !w.Letters {
				continue
			}
			c := own[w.Plain]
			switch label := gold.at(w.Start, w.End); {
			case label == person:
				c.name = 1
			case !w.Capital:
				c.lower = 1
			case label == none && !w.Opens:
				c.common = 1
			}
			own[w.Plain] = c
		}
	}
	r.Close()
	return own
}

// lexicon returns what the shipped model knows.
func (v *vocabulary) lexicon() *model.Lexicon {
	words := map[uint32]model.Class{}
	for h, c := range v.classes {
		words[model.Key(h)] |= c
	}
	for h, c := range v.counts {
		words[model.Key(h)] |= c.class()
	}
	for firm := range strings.Lines(ownFirms) {
		if ws := strings.Fields(strings.ReplaceAll(firm, "&", " ")); len(ws) > 1 {
			a, one := tagger.Plain(ws[0])
			b, two := tagger.Plain(ws[1])
			if one && two {
				words[model.Key(tagger.Pair(a, b))] |= model.Brand
			}
		}
	}
	return model.NewLexicon(words)
}

// without returns what is known of a word when a document had not been read, so
// that in training words are as unknown as they will be in other texts.
func (v *vocabulary) without(own map[uint32]count) func(uint32, model.Class) model.Class {
	return func(h uint32, c model.Class) model.Class {
		if o, ok := own[h]; ok {
			t := v.counts[h]
			c = c&^(model.Lower|model.Common) | t.minus(o).class() | v.classes[h]
		}
		return c
	}
}

func eachLine(name string, do func(string)) error {
	f, err := os.Open(name)
	if err != nil {
		return err
	}
	defer f.Close()
	z, err := gzip.NewReader(f)
	if err != nil {
		return fmt.Errorf("%s: %w", name, err)
	}
	lines := bufio.NewScanner(z)
	for lines.Scan() {
		do(lines.Text())
	}
	return lines.Err()
}
