package detect

import "deckname/wasm/rule"

// Windows in bytes around a finding in which context words count.
const (
	windowLeft  = 40
	windowRight = 20
	longestWord = 48 // what is longer, from first to last token, is no context word
)

// window returns how far a rule looks to both sides.
func window(r *rule.Rule) (left, right int) {
	if r.NearLeft == 0 && r.NearRight == 0 {
		return windowLeft, windowRight
	}
	return int(r.NearLeft), int(r.NearRight)
}

// place is a context word in the text.
type place struct {
	start, end int
	word       uint16
}

// context reads the context words of a text, only where candidates stand, each
// part of the text once. Candidates must come sorted by start. What it says of one
// depends on the text longestWord beyond its window and on nothing else.
type context struct {
	words  *vocabulary
	reach  int // the largest window to the left
	t      []byte
	places []place
	first  int // places before it lie before every further window
	read   int // t is read up to here
	speak  speller
	ends   [maxTokens]int // starts of the last tokens
}

func (c *context) open(words *vocabulary, reach int, t []byte) {
	*c = context{words: words, reach: reach, t: t, places: c.places[:0]}
}

func (c *context) close() { c.t = nil }

// surroundings is what the words around a candidate say.
type surroundings struct {
	near   bool // a word speaks for the rule
	beside bool // one does so right before, with no digit in between
	avoid  bool // a word speaks against the rule right before, with no digit in between
	denied bool // somebody says that it is none
}

// around reads the window of a candidate.
func (c *context) around(f *candidate, r *rule.Rule) (s surroundings) {
	left, right := window(r)
	c.upTo(f.start-c.reach, f.end+right+longestWord)
	for c.first < len(c.places) && c.places[c.first].end < f.start-c.reach {
		c.first++
	}
	for _, p := range c.places[c.first:] {
		before := p.end <= f.start
		if before && f.start-p.end >= left || !before && p.start < f.end {
			continue
		}
		if !before && p.start-f.end >= right {
			break
		}
		beside := before && !digitIn(c.t[p.end:f.start])
		if c.words.speaksFor(int(f.rule), p.word) {
			s.near = true
			s.beside = s.beside || beside
		}
		s.avoid = s.avoid || beside && c.words.speaksAgainst(int(f.rule), p.word)
		s.denied = s.denied || p.word == denial
	}
	return s
}

func digitIn(t []byte) bool {
	for _, b := range t {
		if '0' <= b && b <= '9' {
			return true
		}
	}
	return false
}

// upTo reads the text so that the words of [from, to) are in places.
func (c *context) upTo(from, to int) {
	to = min(to, len(c.t))
	if c.read >= to {
		return
	}
	i := c.read
	if from-longestWord > i {
		i = from - longestWord
		c.speak.restart()
	}
	if i > 0 && tokenByte(c.t[i-1]) {
		for i < to && tokenByte(c.t[i]) { // the rest of a word says nothing
			i++
		}
	}
	for i < to {
		b := c.t[i]
		if !tokenByte(b) {
			if b == '\n' {
				c.speak.restart()
			}
			i++
			continue
		}
		start := i
		i = c.speak.token(c.t[:min(to+longestWord, len(c.t))], i)
		copy(c.ends[1:], c.ends[:])
		c.ends[0] = start
		for k := min(c.speak.tokens, maxTokens) - 1; k >= 0; k-- {
			if i-c.ends[k] > longestWord {
				continue
			}
			if n, ok := c.words.find(c.speak.hash[k]); ok {
				c.places = append(c.places, place{c.ends[k], i, n})
				if n != denial {
					break // "date of birth" is one word, not also "birth"
				}
			}
		}
	}
	c.read = max(c.read, i)
}
