package compile

import (
	_ "embed"
	"fmt"
	"math/rand/v2"

	"deckname/wasm/internal/scan"
)

// A rule is tried alone before it may share the automata of all rules.
const (
	// MaxStates is how many states a rule may need on noise made of its own
	// characters. What needs more would fill the caches of all rules.
	MaxStates = 2500
	noiseSize = 16 << 10

	// MaxSteps is how many steps per byte of that noise a rule may cost. One is
	// the least; a rule that looks far beyond its matches costs many.
	MaxSteps = 4

	// MaxShare is the part of ordinary text without personal data, in percent,
	// that the matches of a rule may cover.
	MaxShare = 25
)

//go:embed ordinary.txt
var ordinary []byte

// try reports what speaks against a rule that the lint of its pattern accepts.
func try(p pattern) (reason, next string) {
	program, err := program([]pattern{p})
	if err != nil {
		return "the automaton is too large", "simplify the pattern"
	}
	s := scan.New(program)
	covered := 0
	for _, h := range s.Scan(nil, ordinary) {
		covered += h.End - h.Start
	}
	if share := 100 * covered / len(ordinary); share > MaxShare {
		return fmt.Sprintf("it matches everything: its matches cover %d %% of ordinary text, allowed are %d %%", share, MaxShare),
			"name what only such values have"
	}
	s = scan.New(program)
	s.Scan(nil, noise(program))
	if states := s.Stats().Built; states > MaxStates {
		return fmt.Sprintf("state blow-up: %d states on noise of its own characters, allowed are %d", states, MaxStates),
			"begin and end with \\b, keep separators out of repeated parts, or count less"
	}
	if steps := s.Stats().Bytes / noiseSize; steps > MaxSteps {
		return fmt.Sprintf("it costs %d steps per byte on noise of its own characters, allowed are %d", steps, MaxSteps),
			"make short and long matches two rules, or shorten the long ones"
	}
	return "", ""
}

// noise is random text of the bytes that the automaton tells apart, one for each class.
func noise(p *scan.Program) []byte {
	var chars []byte
	for class := range p.Classes() {
		used := false
		for i := class / 64; i < len(p.Sets); i += p.Words() {
			used = used || p.Sets[i]>>(class%64)&1 != 0
		}
		for b := 0; used && b < 256; b++ {
			if int(p.Class[b]) == class {
				chars = append(chars, byte(b))
				break
			}
		}
	}
	chars = append(chars, ' ')
	r := rand.New(rand.NewPCG(1, uint64(len(chars))))
	text := make([]byte, 0, noiseSize)
	for len(text) < noiseSize { // stretches of all the characters, and of few of them
		few := len(chars)
		if r.IntN(3) > 0 {
			r.Shuffle(len(chars), func(i, j int) { chars[i], chars[j] = chars[j], chars[i] })
			few = min(few, 2+r.IntN(3))
		}
		for range 256 {
			text = append(text, chars[r.IntN(few)])
		}
	}
	return text
}
