// Package tagger finds names of persons, places, organisations and streets in
// German and English text, by what it has learned (package model).
//
// # Method      words that may be names are described by features, features have weights,
// ## and the likeliest sequence of labels wins (a chain of first order, Viterbi)
// # Promises    linear in the text, memory independent of its length, no allocation when warm,
// ## any bytes accepted, equal text gives equal spans
// # Refusals    words in lower case are looked at only when a list knows them as a name; words
// ## with digits never
package tagger

import "deckname/wasm/model"

// Kind is what a span is.
type Kind uint8

// The kinds.
const (
	Person Kind = iota
	Place
	Org
	Street
	Kinds = iota
)

// Span is a name in a text.
type Span struct {
	Start, End int
	Label      Kind
	Score      uint8 // 0 to 100
}

// hopeless is how far, in powers of e, a word must be from any name by itself for
// its context not to be looked at. Measured: from 1 on nothing is lost, and many
// nouns are done with a third of the work.
const hopeless = 1

// Tagger finds names.
type Tagger struct {
	weights  *model.Weights
	reader   *Reader
	lattice  *lattice
	bias     int32
	unit     int32
	hopeless int32 // the same in weights, negative
	f        [Features]uint32
	words    []emission
	labels   []model.Label
	sure     []int32
	agree    agree
	seen     recurring
	gone     []uint32
}

// New returns a tagger.
func New(m *model.Model) *Tagger {
	return &Tagger{
		weights:  m.Weights,
		reader:   NewReader(m.Names, m.Spelling),
		lattice:  newLattice(m),
		unit:     int32(m.Unit),
		hopeless: -hopeless * int32(m.Unit),
		agree:    newAgree(),
		gone:     make([]uint32, 0, maxGone),
		words:    make([]emission, block),
		labels:   make([]model.Label, block),
		sure:     make([]int32, block),
	}
}

// SetBias makes the tagger find less (above 0) or more (below 0).
func (t *Tagger) SetBias(b int) { t.bias = int32(b) }

// Tag appends the names in text to dst, in order and without overlaps. It tells
// spend how much work it has done since it last did, in bytes that take about as
// long to scan.
func (t *Tagger) Tag(dst []Span, text []byte, spend func(bytes int)) []Span {
	for at := 0; at < len(text); {
		dst, at = t.TagBlock(dst, text, at, spend)
	}
	return dst
}

// Ahead is how far behind the end of a block bytes may lie on which its names
// depend.
const Ahead = 16

// TagBlock appends the names in the block that begins at at and returns where the
// next one begins. They depend on the text from at to Ahead behind that, and on
// nothing else.
func (t *Tagger) TagBlock(dst []Span, text []byte, at int, spend func(bytes int)) ([]Span, int) {
	r := t.reader
	r.open(text, at)
	if r.Next() {
		n := r.Len()
		spend(n * perToken)
		clear(t.labels[:n])
		for i := 0; ; {
			from, to := r.Run(i)
			if from == to {
				break
			}
			t.weigh(from, to)
			spend((to - from) * perCandidate)
			i = to
		}
		t.agree.spread(t.words)
		for i := 0; ; {
			from, to := r.Run(i)
			if from == to {
				break
			}
			t.decode(from, to)
			i = to
		}
		t.recur(n)
		t.doubt(n)
		t.invert(n)
		t.pair(n)
		dst = t.spans(dst, n)
	}
	at = r.scan.at
	r.Close()
	return dst, at
}

// Costs of work, see Tag.
const (
	perToken     = 16
	perCandidate = 128
)

// Forget clears what is left of the last text, also when spend has ended Tag in
// the middle.
func (t *Tagger) Forget() {
	t.reader.forget()
	t.agree.forget()
}

// weigh finds what speaks for each label of the candidates from..to.
func (t *Tagger) weigh(from, to int) {
	ks := t.reader.tokens[pad:]
	for i := from; i < to; i++ {
		if repeats(&ks[i]) {
			t.agree.add(ks, i)
		}
		s := &t.words[i]
		s[0] = t.bias
		t.reader.describeAlone(i, &t.f)
		even, odd, rows := t.weights.Sum(t.f[:Alone])
		least := t.hopeless
		if c := ks[i].class; c != 0 && c&^(model.Common|model.Lower) == 0 {
			least /= 4 // it hardly ever is a name
		}
		if spread(s, even, odd, rows) < least {
			continue
		}
		t.reader.describeContext(i, &t.f)
		evenC, oddC, rowsC := t.weights.Sum(t.f[Alone:])
		spread(s, even+evenC, odd+oddC, rows+rowsC)
	}
}

// decode labels the candidates from..to, which have no label yet.
func (t *Tagger) decode(from, to int) {
	l := t.lattice
	if !l.hopeful(t.words[from:to]) {
		return
	}
	l.decode(t.words[from:to])
	for i := from; i < to; i++ {
		y := l.labels[i-from]
		t.labels[i] = y
		t.sure[i] = l.margin[i-from]
	}
}

// spread writes the sums of the lanes and returns the highest.
func spread(s *emission, even, odd uint64, rows int) int32 {
	less, top := 128*int32(rows), int32(never)
	for j := range 4 {
		a, b := int32(even>>(16*j)&0xFFFF)-less, int32(odd>>(16*j)&0xFFFF)-less
		s[1+2*j], s[2+2*j] = a, b
		top = max(top, a, b)
	}
	return top
}

func (t *Tagger) spans(dst []Span, n int) []Span {
	for i := 0; i < n; {
		y := t.labels[i]
		if y == model.None {
			i++
			continue
		}
		start, end := t.reader.Token(i)
		sure := t.sure[i]
		inside := (y + 1) / 2 * 2
		for i++; i < n && t.labels[i] == inside; i++ {
			_, end = t.reader.Token(i)
			sure = min(sure, t.sure[i])
		}
		if y == model.BeginPerson && t.genitive(i-1) {
			end--
		}
		dst = append(dst, Span{start, end, Kind((y - 1) / 2), t.score(sure)})
	}
	return dst
}

// score turns the mean advantage over no name into 0 to 100.
func (t *Tagger) score(sure int32) uint8 {
	return uint8(min(max(50+sure*10/t.unit, 1), 99))
}
