package detect

import (
	"unicode"
	"unicode/utf8"

	"deckname/wasm/rule"
)

// A context word is one to three tokens: runs of letters and digits, compared
// without regard to case, whatever stands between them on one line. So the entry
// "steuer-id" also stands for "Steuer ID" and "steuer_id".

// maxTokens is the number of tokens that one context word may have.
const maxTokens = 3

// denials are words that say that a number is not what it looks like.
var denials = [...]string{
	"kein", "keine", "keiner", "keinen", "nicht", "ungültig", "ungültige", "ungültiger", "falsch", "falsche", "fiktiv",
	"not", "no", "isn", "invalid", "wrong", "fake", "incorrect", "fails", "luhn", "testkarte", "testnummer",
}

// vocabulary knows all context words of the rules of a pack.
type vocabulary struct {
	table []entry     // open addressing, power of two
	ends  [128]uint64 // bits by hash: tokens that are the last of a word
	near  []uint64
	avoid []uint64
	width int // words of 64 bits per rule
}

type entry struct {
	hash uint32 // 0 = empty
	word uint16
}

// denial is the number of every word of denials.
const denial = 0

func newVocabulary(rules []rule.Rule) vocabulary {
	count := len(denials) + 1
	for i := range rules {
		count += len(rules[i].Near) + len(rules[i].Avoid)
	}
	size := 64
	for size < 2*count {
		size *= 2
	}
	v := vocabulary{table: make([]entry, size), width: count/64 + 1}
	v.near = make([]uint64, len(rules)*v.width)
	v.avoid = make([]uint64, len(rules)*v.width)
	next := uint16(denial + 1)
	for _, w := range denials {
		v.add([]byte(w), denial)
	}
	for i := range rules {
		for _, w := range rules[i].Near {
			next = v.set(v.near[i*v.width:], w, next)
		}
		for _, w := range rules[i].Avoid {
			next = v.set(v.avoid[i*v.width:], w, next)
		}
	}
	return v
}

// set marks a word in a row of bits and returns the next unused word number.
func (v *vocabulary) set(row []uint64, w string, next uint16) uint16 {
	n := v.add([]byte(w), next)
	row[n/64] |= 1 << (n % 64)
	if n == next {
		next++
	}
	return next
}

// spell returns the hash of a word and that of its last token.
func spell(w []byte) (h, end uint32) {
	var s speller
	s.next(&vocabulary{}, w, 0, len(w)) // in which no token is the end
	return s.hash(min(s.tokens, maxTokens) - 1), finish(s.last[0])
}

// entry returns the one of some entries that has the number of a word, or "".
func (v *vocabulary) entry(entries []string, word uint16) string {
	for _, w := range entries {
		h, _ := spell([]byte(w))
		if n, ok := v.find(h); ok && n == word {
			return w
		}
	}
	return ""
}

// add returns the number of a word, the given one if it is new.
func (v *vocabulary) add(w []byte, number uint16) uint16 {
	h, end := spell(w)
	v.ends[end>>7%128] |= 1 << (end >> 1 % 64)
	if n, ok := v.find(h); ok {
		return n
	}
	for k := h; ; k++ {
		if e := &v.table[k&uint32(len(v.table)-1)]; e.hash == 0 {
			*e = entry{h, number}
			return number
		}
	}
}

func (v *vocabulary) find(h uint32) (uint16, bool) {
	for k := h; ; k++ {
		switch e := v.table[k&uint32(len(v.table)-1)]; e.hash {
		case h:
			return e.word, true
		case 0:
			return 0, false
		}
	}
}

// mayEnd reports whether the token with this hash may be the last of a word: most
// are of none.
func (v *vocabulary) mayEnd(h uint32) bool {
	h = finish(h)
	return v.ends[h>>7%128]>>(h>>1%64)&1 != 0
}

// speaksFor and speaksAgainst say whether word n speaks for or against rule i.
func (v *vocabulary) speaksFor(i int, n uint16) bool {
	return v.near[i*v.width+int(n/64)]>>(n%64)&1 == 1
}

func (v *vocabulary) speaksAgainst(i int, n uint16) bool {
	return v.avoid[i*v.width+int(n/64)]>>(n%64)&1 == 1
}

// speller hashes tokens as they are read.
type speller struct {
	tokens int               // since the last restart
	last   [maxTokens]uint32 // the last tokens, the nearest first
	starts [maxTokens]int    // where they begin
}

const fnvOffset, fnvPrime = 2166136261, 16777619

// next reads the tokens that begin in [i, to) up to the first that may end a word
// of v, and returns its end. A line feed restarts. ok is false when there is none;
// what begins in front of to has been read then up to the place returned.
func (s *speller) next(v *vocabulary, t []byte, i, to int) (end int, ok bool) {
	for {
		var rare bool
		if i, rare, ok = s.common(v, t, i, to); !rare {
			return i, ok
		}
		i = s.token(t, i)
		if v.mayEnd(s.last[0]) {
			return i, true
		}
	}
}

// common is next as long as tokens are made of the letters of ASCII and of those of
// Latin-1 that begin with 0xC3. rare says that the token at i is none of these. It
// calls nothing: most of what a prompt says is read here.
func (s *speller) common(v *vocabulary, t []byte, i, to int) (at int, rare, ok bool) {
	tokens, last, starts := s.tokens, s.last, s.starts
	for i < to {
		c := folded[t[i]]
		if c == 0 {
			if t[i] == '\n' {
				tokens = 0
			}
			i++
			continue
		}
		start, h := i, uint32(fnvOffset)
		for {
			if c >= utf8.RuneSelf {
				if c != 0xC3 || i+1 >= len(t) || t[i+1]&0xC0 != 0x80 {
					i, rare = start, true
					break
				}
				h = (h ^ 0xC3) * fnvPrime
				i++
				if c = t[i]; c <= 0x9E && c != 0x97 { // À to Þ without ×
					c += 0x20
				}
			}
			h = (h ^ uint32(c)) * fnvPrime
			if i++; i >= len(t) {
				break
			}
			if c = folded[t[i]]; c == 0 {
				break
			}
		}
		if rare {
			break
		}
		tokens++
		last = [maxTokens]uint32{h, last[0], last[1]}
		starts = [maxTokens]int{start, starts[0], starts[1]}
		if ok = v.mayEnd(h); ok {
			break
		}
	}
	s.tokens, s.last, s.starts = tokens, last, starts
	return i, rare, ok
}

// token reads the token at i and returns its end.
func (s *speller) token(t []byte, i int) int {
	start, h := i, uint32(fnvOffset)
	for i < len(t) && tokenByte(t[i]) {
		var letter [utf8.UTFMax]byte
		r, n := utf8.DecodeRune(t[i:])
		for _, b := range utf8.AppendRune(letter[:0], unicode.ToLower(r)) {
			h = (h ^ uint32(b)) * fnvPrime
		}
		i += n
	}
	s.last = [maxTokens]uint32{h, s.last[0], s.last[1]}
	s.starts = [maxTokens]int{start, s.starts[0], s.starts[1]}
	s.tokens++
	return i
}

// hash is the hash of the last token, the last two or the last three, for k = 0,
// 1, 2.
func (s *speller) hash(k int) uint32 {
	switch k {
	case 0:
		return finish(s.last[0])
	case 1:
		return finish(join(s.last[1], s.last[0]))
	}
	return finish(join(join(s.last[2], s.last[1]), s.last[0]))
}

// join hashes two words, each given by its hash; their order counts.
func join(a, b uint32) uint32 { return (a*0x9e3779b1 + b) * fnvPrime }

// finish makes the hash that the table holds, which is never 0.
func finish(h uint32) uint32 { return h ^ h>>15 | 1 }

// restart forgets the tokens so far: a line ended.
func (s *speller) restart() { s.tokens = 0 }

// folded is the lower case of the bytes of ASCII tokens, the byte itself beyond
// ASCII, and 0 for what is in no token.
var folded = func() (table [256]uint8) {
	for c := range table {
		switch b := uint8(c); {
		case 'A' <= b && b <= 'Z':
			table[c] = b + 'a' - 'A'
		case 'a' <= b && b <= 'z', '0' <= b && b <= '9', b >= utf8.RuneSelf:
			table[c] = b
		}
	}
	return table
}()

func tokenByte(c byte) bool { return folded[c] != 0 }
