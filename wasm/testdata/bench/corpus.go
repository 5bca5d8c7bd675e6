// Package bench holds the texts that speed is measured on: prompt508, a German
// prompt of 508 characters with 11 findings, and the generator of a corpus of
// German and English prose, JSON, CSV, logs and source code that is dense with
// invented personal data (about one finding per 170 bytes), the same by kind of
// text, and texts that are made to cost much.
//
// Equal seed and size give equal bytes: figures of different days are measured
// on the same text.
package bench

import (
	_ "embed"
	"math/rand/v2"
	"strconv"
	"strings"
)

// Prompt is the prompt of 508 characters.
//
//go:embed prompt508
var Prompt []byte

// Size and Seed of the corpus that figures are given for.
const (
	Size = 1_000_000
	Seed = 508
)

// Corpus returns size bytes of mixed text.
func Corpus(seed uint64, size int) []byte {
	return generate(seed, size, func(g *generator) { blocks[g.IntN(len(blocks))](g) })
}

// generate returns size bytes of blocks, each followed by a line feed.
func generate(seed uint64, size int, block func(*generator)) []byte {
	g := &generator{Rand: rand.New(rand.NewPCG(seed, 0x6465636b6e616d65))}
	for g.out.Len() < size {
		block(g)
		g.out.WriteByte('\n')
	}
	return []byte(strings.ToValidUTF8(g.out.String()[:size], " "))[:size]
}

// blocks are the kinds of text, prose more often than the rest.
var blocks = []func(*generator){
	(*generator).germanProse, (*generator).germanProse, (*generator).englishProse,
	(*generator).plainProse, (*generator).plainProse, (*generator).plainProse, (*generator).plainProse,
	(*generator).plainProse, (*generator).plainProse, (*generator).plainProse, (*generator).plainProse,
	(*generator).json, (*generator).csv, (*generator).log, (*generator).log, (*generator).code, (*generator).code,
}

type generator struct {
	*rand.Rand
	out strings.Builder
}

func pick[T any](g *generator, list []T) T { return list[g.IntN(len(list))] }

// fill writes a template: every {kind} that is known becomes an invented value.
func (g *generator) fill(template string) {
	for {
		before, rest, found := strings.Cut(template, "{")
		g.out.WriteString(before)
		if !found {
			return
		}
		template = rest
		kind, after, _ := strings.Cut(rest, "}")
		if make, known := values[kind]; known {
			g.fill(make(g))
			template = after
		} else {
			g.out.WriteByte('{')
		}
	}
}

func (g *generator) germanProse()  { g.paragraph(germanSentences, 2) }
func (g *generator) englishProse() { g.paragraph(englishSentences, 2) }
func (g *generator) plainProse()   { g.paragraph(plainSentences, 6) }

func (g *generator) paragraph(sentences []string, n int) {
	for range n {
		g.fill(pick(g, sentences))
		g.out.WriteByte(' ')
	}
	g.out.WriteByte('\n')
}

func (g *generator) json() {
	g.fill("{\"id\": {n}, \"name\": \"{name}\", \"email\": \"{mail}\", \"phone\": \"{phone}\",\n  \"iban\": \"{iban}\", \"created\": \"{stamp}\", \"tags\": [\"crm\", \"import\"], \"note\": \"{plain}\"},\n")
}

func (g *generator) csv() {
	g.out.WriteString("Name;Geburtsdatum;Straße;E-Mail;IBAN\n")
	for range 3 {
		g.fill("{name};{date};{street};{mail};{iban}\n")
	}
}

func (g *generator) log() {
	for range 6 {
		g.fill(pick(g, logLines) + "\n")
	}
}

func (g *generator) code() {
	for range 8 {
		g.fill(pick(g, codeLines) + "\n")
	}
}

func (g *generator) digits(n int) string {
	b := make([]byte, n)
	for i := range b {
		b[i] = byte('0' + g.IntN(10))
	}
	return string(b)
}

func (g *generator) number(from, to int) string { return strconv.Itoa(from + g.IntN(to-from)) }

func (g *generator) letters(n int, alphabet string) string {
	b := make([]byte, n)
	for i := range b {
		b[i] = alphabet[g.IntN(len(alphabet))]
	}
	return string(b)
}
