package main

import (
	"flag"
	"fmt"
	"io"
	"math/rand/v2"
	"slices"

	"deckname/wasm/internal/tagger"
	"deckname/wasm/model"
)

// settings of the training. The defaults were measured (docs/model-card.md).
type settings struct {
	seed    uint64
	rowBits int     // rows of weights, as power of two
	epochs  int     // passes over the texts
	rate    float64 // length of a step
	shrink  float64 // how much rare weights lose in a pass
	prune   float64 // weights below are left out
	bias    float64 // what is taken from no name: recall against precision
}

var defaults = settings{seed: 1, rowBits: 21, epochs: 8, rate: 0.05, shrink: 0.008, prune: 0.06, bias: 0.2}

func (s *settings) register() {
	flag.Uint64Var(&s.seed, "seed", s.seed, "of everything random")
	flag.IntVar(&s.rowBits, "bits", s.rowBits, "rows of weights, as power of two")
	flag.IntVar(&s.epochs, "epochs", s.epochs, "passes over the texts")
	flag.Float64Var(&s.rate, "rate", s.rate, "length of a step")
	flag.Float64Var(&s.shrink, "shrink", s.shrink, "how much rare weights lose in a pass")
	flag.Float64Var(&s.prune, "prune", s.prune, "weights below are left out")
	flag.Float64Var(&s.bias, "bias", s.bias, "what is taken from no name")
}

// unit is the weight that stands for odds of e to one. The largest weights are
// near two.
const unit = 64

func random(seed uint64) *rand.Rand { return rand.New(rand.NewPCG(seed, 0x6E616D6573)) }

// learn makes a model of annotated texts and words.
func learn(docs []document, words *vocabulary, s settings, w io.Writer) *model.Model {
	g := random(s.seed)
	own := words.sentences(g)
	for i := range own {
		own[i].weight = generated
	}
	blank := tagger.NewReader(model.NewLexicon(nil), model.NewSpelling())
	for i := range docs {
		words.count(blank, &docs[i])
	}
	m := &model.Model{Names: words.lexicon(), Spelling: learnSpelling(words, docs, g), Unit: unit}
	runs := examples(append(docs, own...), len(docs), words, m, g)
	keepCommon(runs, s.rowBits)
	fmt.Fprintf(w, "train: %d texts, %d runs\n", len(docs), len(runs))
	c := newCRF(s.rowBits)
	c.train(runs, s, g)
	c.quantise(m, s)
	return m
}

// examples turns texts, and copies of them with other names, into runs. The words
// of the first of them are counted in the lexicon.
func examples(docs []document, inLexicon int, words *vocabulary, m *model.Model, g *rand.Rand) []run {
	blank := tagger.NewReader(model.NewLexicon(nil), model.NewSpelling())
	r := tagger.NewReader(m.Names, m.Spelling)
	var runs []run
	for i := range docs {
		r.SetKnown(nil)
		if i < inLexicon {
			r.SetKnown(words.without(counted(blank, &docs[i])))
		}
		runs = appendRuns(runs, r, &docs[i], i)
		if c, ok := words.swap(g, &docs[i]); ok {
			runs = appendRuns(runs, r, &c, i)
		}
	}
	return runs
}

func appendRuns(runs []run, r *tagger.Reader, d *document, number int) []run {
	gold := newGold(d)
	var ids []int
	var features [tagger.Features]uint32
	r.Open([]byte(d.Text))
	for r.Next() {
		ids = ids[:0]
		for i := range r.Len() {
			ids = append(ids, gold.find(r.Token(i)))
		}
		for i := 0; ; {
			from, to := r.Run(i)
			if from == to {
				break
			}
			u := run{document: number, weight: d.weight}
			if u.weight == 0 {
				u.weight = 1
			}
			before := -1
			for j := from; j < to; j++ {
				r.Describe(j, &features)
				u.features = append(u.features, slices.Clone(features[:]))
				u.labels = append(u.labels, gold.label(ids[j], before))
				before = ids[j]
			}
			runs = append(runs, u)
			i = to
		}
	}
	r.Close()
	return runs
}

// keepCommon drops the features that occur in one text only: they are most of all
// and teach nothing about other texts.
func keepCommon(runs []run, rowBits int) {
	mask := uint32(1<<rowBits - 1)
	first := make([]int32, mask+1) // the only text so far, from 1; -1 for several
	for i := range runs {
		n := int32(runs[i].document + 1)
		for _, fs := range runs[i].features {
			for _, f := range fs {
				switch f &= mask; first[f] {
				case 0:
					first[f] = n
				case n:
				default:
					first[f] = -1
				}
			}
		}
	}
	for i := range runs {
		for j, fs := range runs[i].features {
			runs[i].features[j] = slices.Clip(slices.DeleteFunc(fs, func(f uint32) bool { return first[f&mask] >= 0 }))
		}
	}
}
