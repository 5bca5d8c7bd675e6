// Package promptgen writes prompts of office life in German and English, with
// every identifying value and every harmless look-alike marked, for tests and
// for training.
//
// # Texts         templates (folder templates, one file per area and language) with slots
// # Values        drawn for each slot: check digits are valid, except where the kind says they fail
// # Near-misses   what looks like a finding and is none; over a run there are at least as many of
// them as there are findings that the default policy masks
// # Promise       the same language, seed and word lists give the same documents, and the first n
// of a long run are those of a short one
// # Refusals      a template that does not parse is an error that names file and line
//
// Nothing here is copied from a person: names are lists, joined at random.
//
// # Conventions of the spans
//
// PERSON holds no salutation and no title, and ends before a genitive ending.
// ADDRESS is one span from the street to the place. A register number includes
// its prefix. In a connection string only the password is a SECRET. Dates,
// places and organisations are marked with their class and listed as
// near-misses too: the default policy leaves them alone.
package promptgen

import (
	"fmt"
	"hash/fnv"
	"io/fs"
	"math/rand/v2"
	"strings"

	"deckname/wasm/rule"
)

// Span is a marked part of a text, in bytes. Orig is the kind of slot it came
// from, such as "id:de-idnr".
type Span struct {
	Start int    `json:"start"`
	End   int    `json:"end"`
	Label string `json:"label"`
	Orig  string `json:"orig"`
}

// NearMiss is a part of a text that must not be flagged.
type NearMiss struct {
	Start int    `json:"start"`
	End   int    `json:"end"`
	Kind  string `json:"kind"`
}

// Document is one generated prompt.
type Document struct {
	ID    string     `json:"id"`
	Text  string     `json:"text"`
	Lang  string     `json:"lang"`
	Spans []Span     `json:"spans"`
	Neg   []NearMiss `json:"neg"`
}

// Generator writes one document after the other.
type Generator struct {
	lang      string
	seed      uint64
	n         int
	words     words
	order     *rand.Rand
	templates []Template
	harmless  []int // templates with more near-misses than findings
	bag       []int // templates not used yet in this round
	harmBag   []int
	findings  int
	misses    int
}

// New returns a generator for "de" or "en". lexicon may hold further lists of
// names and places (see Lexicon); nil means the own lists alone.
func New(lang string, seed uint64, lexicon fs.FS) (*Generator, error) {
	templates, err := Templates(lang)
	if err != nil {
		return nil, err
	}
	w, err := loadWords(lang, lexicon)
	if err != nil {
		return nil, err
	}
	g := &Generator{lang: lang, seed: seed, words: w, templates: templates}
	g.order = rand.New(rand.NewPCG(seed, mix(lang, 0)))
	for i := range templates {
		if f, m := templates[i].balance(); m > f {
			g.harmless = append(g.harmless, i)
		}
	}
	if len(g.harmless) == 0 {
		return nil, fmt.Errorf("templates of %q: none has more near-misses than findings", lang)
	}
	return g, nil
}

// mix turns a language and a number into the second half of a seed.
func mix(lang string, n int) uint64 {
	h := fnv.New64a()
	fmt.Fprintf(h, "%s/%d", lang, n)
	return h.Sum64()
}

// Next returns the next document.
func (g *Generator) Next() Document {
	t := &g.templates[g.choose()]
	d := newDraft(rand.New(rand.NewPCG(g.seed, mix(g.lang, g.n+1))), g.lang, &g.words)
	d.fill(t)
	d.disturb(t.Style)
	doc := d.document()
	doc.ID = fmt.Sprintf("gen-%s-%d-%d", g.lang, g.seed, g.n)
	g.n++
	g.findings += len(doc.Spans) - d.plain
	g.misses += len(doc.Neg)
	return doc
}

// choose draws without repetition until all templates had their turn; when
// near-misses have fallen behind, from those that have more of them.
func (g *Generator) choose() int {
	if g.misses < g.findings {
		return draw(g.order, &g.harmBag, g.harmless)
	}
	all := make([]int, len(g.templates))
	for i := range all {
		all[i] = i
	}
	return draw(g.order, &g.bag, all)
}

func draw(r *rand.Rand, bag *[]int, all []int) int {
	if len(*bag) == 0 {
		*bag = append(*bag, all...)
		r.Shuffle(len(*bag), func(i, j int) { (*bag)[i], (*bag)[j] = (*bag)[j], (*bag)[i] })
	}
	last := len(*bag) - 1
	i := (*bag)[last]
	*bag = (*bag)[:last]
	return i
}

// masked reports whether the default policy masks a class.
func masked(label string) bool {
	c, ok := rule.ParseClass(label)
	return ok && c.MaskedByDefault()
}

// piece is a part of a text that stays together.
type piece struct {
	text  string
	label string // of a finding
	neg   string // kind of near-miss
	orig  string
}

// draft is a document in the making.
type draft struct {
	dice
	lang   string
	words  *words
	cast   map[byte]*person
	fixed  map[string]string // values of numbered slots
	pieces []piece
	plain  int // spans that the default policy does not mask
}

func newDraft(r *rand.Rand, lang string, w *words) *draft {
	return &draft{dice: dice{r}, lang: lang, words: w, cast: map[byte]*person{}, fixed: map[string]string{}}
}

// fill draws a value for every slot.
func (d *draft) fill(t *Template) {
	for _, p := range t.parts {
		if p.kind == nil {
			d.pieces = append(d.pieces, piece{text: p.text})
			continue
		}
		d.pieces = append(d.pieces, piece{d.value(p), p.kind.label, p.kind.neg, p.name})
	}
}

// value draws one value; a numbered slot keeps what it drew first.
func (d *draft) value(p part) string {
	if p.number == 0 {
		return p.kind.make(d, '1')
	}
	key := p.name + string(p.number)
	v, ok := d.fixed[key]
	if !ok {
		v = p.kind.make(d, p.number)
		d.fixed[key] = v
	}
	return v
}

// document joins the pieces and counts bytes.
func (d *draft) document() Document {
	doc := Document{Lang: d.lang, Spans: []Span{}, Neg: []NearMiss{}}
	var b strings.Builder
	for _, p := range d.pieces {
		start := b.Len()
		b.WriteString(p.text)
		if p.label != "" {
			doc.Spans = append(doc.Spans, Span{start, b.Len(), p.label, p.orig})
			if !masked(p.label) {
				d.plain++
			}
		}
		if p.neg != "" {
			doc.Neg = append(doc.Neg, NearMiss{start, b.Len(), p.neg})
		}
	}
	doc.Text = b.String()
	return doc
}
