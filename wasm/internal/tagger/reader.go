package tagger

import "deckname/wasm/model"

// block is the number of tokens that are looked at together: memory stays the
// same for texts of any length.
const block = 4096

// maxRun is the longest sequence of candidates that is decoded together.
const maxRun = 120

// pad is the number of borders at both ends of a block.
const pad = 2

// Reader cuts a text into runs of words that may be names and describes each
// word by features. Tagger and trainer share it: what one has learned the other
// must see in the same way.
type Reader struct {
	names    *model.Lexicon
	spelling *model.Spelling
	grams    []uint32
	tokens   []token
	most     int // tokens that have been used since forget
	scan     scanner
	known    func(hash uint32, c model.Class) model.Class
}

// NewReader returns a reader that knows words and how words are spelled.
func NewReader(names *model.Lexicon, spelling *model.Spelling) *Reader {
	return &Reader{names: names, spelling: spelling, tokens: make([]token, 0, block+2*pad), grams: make([]uint32, 0, 3*maxLetters)}
}

// SetKnown lets the trainer hide from a text what the lexicon learned from this
// very text.
func (r *Reader) SetKnown(f func(plain uint32, c model.Class) model.Class) { r.known = f }

// Open begins with a text.
func (r *Reader) Open(text []byte) { r.open(text, 0) }

func (r *Reader) open(text []byte, at int) { r.scan = scanner{text: text, at: at} }

// Close lets go of the text.
func (r *Reader) Close() { r.scan = scanner{} }

// forget clears the tokens, which hold letters of the text.
func (r *Reader) forget() {
	clear(r.tokens[:r.most])
	clear(r.grams[:cap(r.grams)])
	r.most = 0
}

// Next reads the next block and reports whether there was one.
func (r *Reader) Next() bool {
	r.tokens = append(r.tokens[:0], border, border)
	for len(r.tokens) < block+pad {
		n := len(r.tokens)
		r.tokens = r.tokens[:n+1]
		k := &r.tokens[n]
		if !r.scan.next(k) {
			r.tokens = r.tokens[:n]
			break
		}
		if k.flags&word != 0 {
			k.class = r.classOf(k)
		}
		if k.flags&newline != 0 && r.ends() {
			break
		}
	}
	if len(r.tokens) == pad {
		return false
	}
	r.tokens = append(r.tokens, border, border)
	r.most = max(r.most, len(r.tokens))
	r.lines()
	r.handles()
	r.mark()
	return true
}

// ends reports whether the block may end with the line that was just read. Where
// it does is up to the last word of a line rather than to the number of words, so
// that the blocks behind an edit begin where they began before.
func (r *Reader) ends() bool {
	n := len(r.tokens)
	return n > block*3/4 || n > block/2 && r.tokens[n-2].hash>>4&3 == 0
}

// Len, Token, Candidate and Opens describe the block.
func (r *Reader) Len() int { return len(r.tokens) - 2*pad }

// Token returns the borders of a token in the text.
func (r *Reader) Token(i int) (start, end int) {
	k := &r.tokens[i+pad]
	return int(k.start), int(k.end)
}

// Run returns the next run of candidates at or after token i.
func (r *Reader) Run(i int) (from, to int) {
	n := r.Len()
	for i < n && r.tokens[i+pad].flags&candidate == 0 {
		i++
	}
	from = i
	for i < n && i < from+maxRun && r.tokens[i+pad].flags&candidate != 0 {
		i++
	}
	return from, i
}

// Word describes a word to whoever counts words.
type Word struct {
	Start, End int
	Plain      uint32 // hash
	Letters    bool
	Capital    bool
	Opens      bool
}

// Word returns what the trainer counts.
func (r *Reader) Word(i int) Word {
	k := &r.tokens[i+pad]
	return Word{int(k.start), int(k.end), k.plain, k.flags&(word|digit) == word, k.flags&capital != 0, k.flags&opens != 0}
}

// Plain returns the hash under which a lexicon knows a word, and false when it
// is not one word.
func Plain(w string) (uint32, bool) {
	s := scanner{text: []byte(w)}
	var k token
	if ok := s.next(&k); !ok || int(k.end) != len(w) || k.flags&word == 0 {
		return 0, false
	}
	return k.plain, true
}

func (r *Reader) classOf(k *token) model.Class {
	c := r.lookup(k.plain)
	if c == 0 && k.stem != 0 {
		c = r.lookup(k.stem)
	}
	if k.flags&hyphen != 0 && c&(model.Given|model.Family) == 0 {
		c |= r.parts(k)
	}
	return c
}

func (r *Reader) lookup(h uint32) model.Class {
	c := r.names.Class(h)
	if r.known != nil {
		c = r.known(h, c)
	}
	return c
}

// parts joins what is known of the parts of a word with hyphens.
func (r *Reader) parts(k *token) model.Class {
	s := scanner{text: r.scan.text[:k.end], at: int(k.start)}
	t := s.text
	var c model.Class
	for s.at < len(t) {
		to := s.at
		for to < len(t) && t[to] != '-' {
			to++
		}
		one := scanner{text: t[:to], at: s.at}
		var p token
		if one.next(&p) {
			c |= r.lookup(p.plain)
		}
		s.at = to + 1
	}
	return c
}

// particles stand inside names in lower case.
var particles = setOf("von", "van", "de", "der", "den", "del", "della", "di", "da", "dos", "du", "la", "le", "el", "al", "bin", "ibn",
	"zu", "zum", "zur", "vom", "ter", "ten", "af", "av", "y", "of", "the", "am", "an", "im", "in", "für", "for", "und")

// shortLine is the number of words up to which the place in the line matters:
// greetings, signatures and lists are short lines.
const shortLine = 5

// lines describes where words stand in short lines.
func (r *Reader) lines() {
	ks := r.tokens
	for from := pad; from < len(ks)-pad; {
		to, words := from, uint8(0)
		for ; ks[to].flags&newline == 0; to++ {
			if ks[to].flags&(word|digit) != 0 {
				words++
			}
		}
		if 0 < words && words <= shortLine {
			form := words * 8
			switch ks[to-1].shape {
			case ',':
				form += 64
			case '.', '!', '?':
				form += 128
			case ':':
				form += 192
			}
			for i, at := from, uint8(0); i < to; i++ {
				if ks[i].flags&(word|digit) != 0 {
					ks[i].line = form + at
					at++
				}
			}
		}
		from = to + 1
	}
}

// handles marks the words of mail addresses, handles and file names: rules find
// those. A single word before @ may be a name with something behind it.
func (r *Reader) handles() {
	ks := r.tokens
	address := false
	for i := len(ks) - pad - 1; i >= pad; i-- {
		k := &ks[i]
		if ks[i+1].start != k.end {
			address = false
		}
		switch {
		case k.shape == '@':
			address = true
		case k.flags&(word|digit) != 0:
			left, right := ks[i-1].shape, ks[i+1].shape
			if ks[i-1].end != k.start {
				left = 0
			}
			if ks[i+1].start != k.end {
				right = 0
			}
			if left == '@' || left == '_' || right == '_' || address && (left == '.' || right != '@' || k.flags&capital == 0) {
				k.flags |= handle
			}
		case k.shape != '.' && k.shape != '_' && k.shape != '-' && k.shape != '+':
			address = false
		}
	}
}

// mark finds the sentence starts and the candidates.
func (r *Reader) mark() {
	ks := r.tokens
	start := true
	for i := pad; i < len(ks)-pad; i++ {
		k := &ks[i]
		if k.flags&newline != 0 {
			start = true
			continue
		}
		if k.flags&word == 0 {
			if k.shape == '.' || k.shape == '!' || k.shape == '?' {
				start = ks[i-1].flags&digit == 0
			}
			continue
		}
		if start {
			k.flags |= opens
			start = false
		}
		if k.flags&(digit|handle) != 0 {
			continue
		}
		switch {
		case k.flags&capital != 0:
			if k.flags&opens == 0 || k.class&model.Lower == 0 || k.class&^(model.Lower|model.Common) != 0 {
				k.flags |= candidate
			}
		case k.class&model.Lower != 0:
			if ks[i-1].flags&candidate != 0 && particles.has(k.hash) && r.capitalSoon(i+1) {
				k.flags |= candidate
			}
		case k.class&model.Given != 0:
			k.flags |= candidate
		case ks[i-1].flags&(candidate|capital) == candidate:
			k.flags |= candidate
		}
		if k.flags&candidate != 0 {
			k.spell = r.spelled(k)
		}
	}
}

func (r *Reader) capitalSoon(i int) bool {
	for j := i; j < i+2 && j < len(r.tokens); j++ {
		k := &r.tokens[j]
		if k.flags&capital != 0 {
			return true
		}
		if k.flags&word == 0 {
			return false
		}
	}
	return false
}
