package detect

// longestWord bounds a context word from its first to its last token: what is
// longer is none.
const longestWord = 48

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
	list   headings
	ear    ear
}

func (c *context) open(words *vocabulary, reach int, t []byte) {
	*c = context{words: words, reach: reach, t: t, places: c.places[:0], list: headings{words: c.list.words[:0], ear: c.list.ear}, ear: c.ear}
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
func (c *context) around(f *candidate, left, right int) (s surroundings) {
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
		beside := before && (!digitIn(c.t[p.end:f.start]) || enumerated(c.t, p.end, f.start, f.end))
		if c.words.speaksFor(int(f.rule), p.word) {
			s.near = true
			s.beside = s.beside || beside
			c.ear.hear(p.word, false)
		}
		if beside && c.words.speaksAgainst(int(f.rule), p.word) {
			s.avoid = true
			c.ear.hear(p.word, true)
		}
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

// enumerated reports whether t[from:start] holds nothing but values like
// t[start:end] and what joins them: "Version 1.2.3.4 und 1.2.3.5".
func enumerated(t []byte, from, start, end int) bool {
	for i := from; i < start; {
		switch b := t[i]; {
		case '0' <= b && b <= '9':
			n := alike(t[i:start], t[start:end])
			if n == 0 {
				return false
			}
			i += n
		case tokenByte(b):
			w := i
			for w < start && tokenByte(t[w]) {
				w++
			}
			if w-i > 4 {
				return false
			}
			if s := string(t[i:w]); s != "und" && s != "and" && s != "auf" && s != "to" && s != "bis" && s != "oder" && s != "or" && s != "→" {
				return false
			}
			i = w
		default:
			i++
		}
	}
	return true
}

// alike returns how much of t is a value of the shape of v: its signs, and any
// number of digits where v has digits.
func alike(t, v []byte) (n int) {
	for k := 0; k < len(v); n++ {
		switch isDigit := '0' <= v[k] && v[k] <= '9'; {
		case n == len(t):
			return 0
		case isDigit:
			if t[n] < '0' || t[n] > '9' {
				return 0
			}
			for k < len(v) && '0' <= v[k] && v[k] <= '9' {
				k++
			}
			for n+1 < len(t) && '0' <= t[n+1] && t[n+1] <= '9' {
				n++
			}
		case t[n] != v[k]:
			return 0
		default:
			k++
		}
	}
	return n
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
	t := c.t[:min(to+longestWord, len(c.t))]
	for {
		var ok bool
		if i, ok = c.speak.next(c.words, t, i, to); !ok {
			break
		}
		for k := min(c.speak.tokens, maxTokens) - 1; k >= 0; k-- {
			if i-c.speak.starts[k] > longestWord {
				continue
			}
			if n, ok := c.words.find(c.speak.hash(k)); ok {
				c.places = append(c.places, place{c.speak.starts[k], i, n})
				if n != denial {
					break // "date of birth" is one word, not also "birth"
				}
			}
		}
	}
	c.read = max(c.read, i)
}
