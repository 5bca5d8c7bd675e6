package main

import (
	"math"
	"math/rand/v2"
	"slices"
	"strings"
	"unicode"

	"deckname/wasm/internal/tagger"
	"deckname/wasm/model"
)

// How spelling is learned.
const (
	spellingEpochs = 4
	spellingRate   = 0.1
	spellingPrune  = 1.5 // in steps of the stored weights
	doubtful       = 0.5 // what an entry of the largest list counts, which holds many nouns
)

type sortWeights = [model.Sorts]float32

// speller is a softmax over the sorts of words.
type speller struct {
	weight, second [model.SpellingRows]sortWeights
	base, second0  sortWeights
}

// spelled is one word to learn from.
type spelled struct {
	grams []uint32
	want  sortWeights
	count float32
}

// learnSpelling learns from the lists and texts which letters make a first name,
// a surname, a place or another word.
func learnSpelling(words *vocabulary, docs []document, g *rand.Rand) *model.Spelling {
	known := words.spellings(docs)
	list := make([]string, 0, len(known))
	for w := range known {
		list = append(list, w)
	}
	slices.Sort(list)
	var examples []spelled
	for _, w := range list {
		if want, count := sorts(known[w]); count > 0 {
			examples = append(examples, spelled{tagger.Grams(nil, []byte(w)), want, count})
		}
	}
	s := &speller{}
	for range spellingEpochs {
		g.Shuffle(len(examples), func(i, j int) { examples[i], examples[j] = examples[j], examples[i] })
		for i := range examples {
			s.learn(&examples[i])
		}
	}
	return s.quantise()
}

// spellings returns the lower-case words of the lists and the words that are
// never names in the texts.
func (v *vocabulary) spellings(docs []document) map[string]model.Class {
	known := map[string]model.Class{}
	for w, c := range v.words {
		known[w] = c
	}
	for i := range docs {
		for _, w := range strings.FieldsFunc(docs[i].Text, func(r rune) bool { return !unicode.IsLetter(r) && r != '-' }) {
			h, ok := tagger.Plain(w)
			t := v.counts[h]
			if !ok || len(w) < 2 || t == nil || t.name > 0 {
				continue
			}
			if t.lower > 0 || t.common > 0 {
				known[strings.ToLower(w)] |= model.Common
			}
		}
	}
	return known
}

// sorts returns what a word should be taken for, and how much it counts.
func sorts(c model.Class) (want sortWeights, count float32) {
	sum := float32(0)
	add := func(sort int, x float32) {
		want[sort] = x
		sum += x
	}
	count = 1
	if c&model.Given != 0 {
		add(model.SortGiven, 1)
	}
	switch {
	case c&model.Surname != 0:
		add(model.SortFamily, 1)
	case c&model.SurnameXL != 0:
		if c == model.SurnameXL {
			count = doubtful
		}
		add(model.SortFamily, doubtful)
	}
	if c&model.Place != 0 {
		add(model.SortPlace, 1)
	}
	if c&(model.Common|model.Lower) != 0 {
		add(model.SortCommon, 1)
	}
	if sum == 0 {
		return want, 0
	}
	for y := range want {
		want[y] /= sum
	}
	return want, count
}

func (s *speller) learn(e *spelled) {
	sum := s.base
	for _, f := range e.grams {
		for y, w := range s.weight[f%model.SpellingRows] {
			sum[y] += w
		}
	}
	top := max(sum[0], sum[1], sum[2], sum[3])
	var p [model.Sorts]float64
	all := 0.0
	for y := range p {
		p[y] = math.Exp(float64(sum[y] - top))
		all += p[y]
	}
	for y := range p {
		d := (float32(p[y]/all) - e.want[y]) * e.count
		if d > -1e-2 && d < 1e-2 {
			continue
		}
		step(&s.base[y], &s.second0[y], d, spellingRate)
		for _, f := range e.grams {
			step(&s.weight[f%model.SpellingRows][y], &s.second[f%model.SpellingRows][y], d, spellingRate)
		}
	}
}

func (s *speller) quantise() *model.Spelling {
	q := model.NewSpelling()
	for i := range q.Rows {
		for y, w := range s.weight[i] {
			q.Rows[i] ^= uint32(uint8(round(w, model.SpellingUnit, spellingPrune/model.SpellingUnit))) << (8 * y)
		}
	}
	for y, b := range s.base {
		q.Base[y] = int16(math.RoundToEven(float64(b) * model.SpellingUnit))
	}
	return q
}
