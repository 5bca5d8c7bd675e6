package detect

import (
	"math/bits"

	"deckname/wasm/internal/text"
)

// tables lets the head line of a table speak for the cells below it: in
//
//	Name;Geburtsdatum;IBAN
//	Lena Muster;12.03.1980;DE89…
//
// the date stands below "Geburtsdatum". A table is a line with at least two of
// the same separator and a context word in it, or with one between a few words, up to
// the next line without that separator. Two blanks or more are a separator, too, and the columns that an
// INSERT INTO names are a head. Of a line only the first rowMax bytes count. Most texts have no
// table: every byte is read once to know that, and those of tables once more to
// know in which column a candidate stands.
type tables struct {
	words *vocabulary
	t     []byte
	pace  *pace
	at    int // start of the line that is read next
	open  bool
	list  []table // ascending; the last goes on while open
	heads []head

	// Where the last question was. Questions come in ascending order.
	now  int // in list
	seen int // bytes of its lines are counted up to here
	line int // start of the line of seen
	cell int // column at seen
	odd  bool
	ear  ear
}

// table is t[start:end], whole lines, and its heads.
type table struct {
	start, end      int
	heads, headsEnd int
	sep             byte
	rows            bool // of SQL: each parenthesis begins a row
}

type head struct {
	column int
	word   uint16
}

// begin starts on a text.
func (c *tables) begin(words *vocabulary, t []byte, p *pace) {
	*c = tables{words: words, t: t, pace: p, list: c.list[:0], heads: c.heads[:0]}
}

func (c *tables) close() { c.t = nil }

// rewind lets questions begin again at the start of the text.
func (c *tables) rewind() { c.now, c.seen = 0, 0 }

// find reads the lines up to at and goes to the table in which it lies.
func (c *tables) find(at int) *table {
	for c.at <= at && c.at < len(c.t) {
		c.readLine()
	}
	for c.now < len(c.list) && c.list[c.now].end <= at {
		c.now++
	}
	if c.now == len(c.list) || c.list[c.now].start > at {
		return nil
	}
	return &c.list[c.now]
}

// ahead is find for a place behind that of the last question, where it stays.
func (c *tables) ahead(at int) *table {
	now := c.now
	f := c.find(at)
	c.now = now
	return f
}

// mayHead reports whether a table around a hit has a head that speaks for the
// rule, in whichever column.
func (c *tables) mayHead(start, end int, rule int32) bool {
	f := c.find(start)
	if f == nil {
		if f = c.ahead(end); f == nil {
			return false
		}
	}
	for _, h := range c.heads[f.heads:f.headsEnd] {
		if c.words.speaksFor(int(rule), h.word) {
			return true
		}
	}
	return false
}

// speak reports whether the head of the candidate's column speaks for it, or
// against it.
func (c *tables) speak(f *candidate) (speaks, against bool) {
	in := c.find(f.start)
	if in == nil {
		return false, false
	}
	if c.seen < in.start {
		c.seen, c.line, c.cell, c.odd = in.start, in.start, 0, false
	}
	for ; c.seen < f.start; c.seen++ {
		switch b := c.t[c.seen]; {
		case b == '\n':
			c.line, c.cell, c.odd = c.seen+1, 0, false
		case b == '"', b == '\'' && in.rows:
			c.odd = !c.odd
		case b == '(' && in.rows && !c.odd:
			c.cell = 0
		case b == in.sep && !c.odd && (b != ' ' || c.seen > c.line && gapAt(c.t, c.seen)):
			c.cell++
		}
	}
	if f.start-c.line > rowMax {
		return false, false
	}
	for _, h := range c.heads[in.heads:in.headsEnd] {
		if h.column != c.cell {
			continue
		}
		if c.words.speaksFor(int(f.rule), h.word) {
			c.ear.hear(h.word, false)
			return true, false
		}
		against = against || c.words.speaksAgainst(int(f.rule), h.word)
	}
	return false, against
}

// readLine reads the line at c.at: the head of a table, a line of one, or else.
func (c *tables) readLine() {
	start := c.at
	var count signs
	end, ended := count.read(c.t, start, min(start+rowMax, len(c.t)))
	c.pace.spend(end - start)
	for !ended && end < len(c.t) {
		from := end
		end, ended = lineEndIn(c.t, from, min(from+block, len(c.t)))
		c.pace.spend(end - from)
	}
	c.at = end + 1
	if c.open {
		last := &c.list[len(c.list)-1]
		goesOn := last.sep == ' ' && gaps(c.t[start:end]) > 0 || last.sep != ' ' && count[columnSign[last.sep]] > 0 ||
			last.rows && end-start < 9 && foldPrefix(c.t[start:end], "values") ||
			end > start && end-start < 40 && digitStart(c.t[start:end]) // an address that runs over the end of its line
		if goesOn {
			last.end = c.at
			return
		}
		c.open = false
	}
	best := 1
	for k := 2; k < int(lineEnd); k++ {
		if count[k] > count[best] {
			best = k
		}
	}
	if count[best] >= 2 && end-start <= maxHead {
		c.readHead(start, end, separators[best-1])
	} else if count[best] == 1 && isPair(c.t[start:end], separators[best-1]) {
		c.readHead(start, end, separators[best-1])
	} else if count[columnSign[';']]+count[columnSign['\t']]+count[columnSign['|']] == 0 && end-start <= maxHead {
		if n := gaps(c.t[start:end]); n > 1 || n == 1 && gapOfThree(c.t[start:end]) {
			c.readHead(start, end, ' ')
		}
	}
}

// isPair reports whether a line is the head of two columns: a few words on either side
// of the separator, and no sign of a sentence or of a value.
func isPair(line []byte, sep byte) bool {
	if len(line) > 64 {
		return false
	}
	tokens, inside := 0, false
	for i, b := range line {
		switch {
		case b == sep:
			if tokens == 0 || i+1 == len(line) || sep == ',' && line[i+1] == ' ' {
				return false
			}
			tokens, inside = 0, false
		case b >= '0' && b <= '9', b == ':', b == '?', b == '!', b == '=', b == '(', b == '{':
			return false
		case !tokenByte(b):
			inside = false
		case !inside:
			if tokens++; tokens > 3 {
				return false
			}
			inside = true
		}
	}
	return tokens > 0
}

// gapAt reports whether a row of blanks begins at i that parts two columns.
func gapAt(t []byte, i int) bool {
	return t[i] == ' ' && i+1 < len(t) && t[i+1] == ' ' && i > 0 && t[i-1] != ' ' && t[i-1] != '\n'
}

// gaps counts the rows of two blanks or more inside a line.
func gaps(line []byte) int {
	n := 0
	for i := 1; i+1 < len(line); i++ {
		if line[i] != ' ' {
			continue
		}
		if line[i-1] != ' ' && line[i+1] == ' ' {
			n++
		}
	}
	return n
}

// gapOfThree reports whether a line has three blanks in a row behind a word.
func gapOfThree(line []byte) bool {
	for i := 1; i+2 < len(line); i++ {
		if line[i] == ' ' && line[i+1] == ' ' && line[i+2] == ' ' && line[i-1] != ' ' {
			return true
		}
	}
	return false
}

// foldPrefix reports whether a line begins with a word in lower case, blanks aside.
func foldPrefix(line []byte, word string) bool {
	for len(line) > 0 && line[0] == ' ' {
		line = line[1:]
	}
	if len(line) < len(word) {
		return false
	}
	for i := range word {
		if folded[line[i]] != word[i] && line[i] != word[i] {
			return false
		}
	}
	return true
}

// Longest lines in bytes: what stands further on in a row is in no column.
const (
	maxHead = 512
	rowMax  = 4096
)

const separators = ";\t|,"

// lineEnd is the columnSign of a line feed.
const lineEnd = uint8(len(separators) + 1)

// columnSign gives the number of a separator, counted from 1, and 0 for what is none.
var columnSign = func() (signs [256]uint8) {
	for k := range separators {
		signs[separators[k]] = uint8(k + 1)
	}
	signs['\n'] = lineEnd
	return signs
}()

// signs counts bytes by their columnSign.
type signs [8]int

// read counts t[i:stop], or up to the end of the line.
func (n *signs) read(t []byte, i, stop int) (end int, ended bool) {
	for {
		if i = nextSign(t, i, stop); i >= stop {
			return stop, false
		}
		sign := columnSign[t[i]]
		if sign == lineEnd {
			return i, true
		}
		n[sign&7]++
		i++
	}
}

// nextSign returns the first place in [i, stop) with a columnSign, or stop. It
// looks at eight bytes at a time.
func nextSign(t []byte, i, stop int) int {
	const ones, high = 0x0101010101010101, 0x8080808080808080
	for i+8 <= stop {
		w := text.Eight(t, i)
		// A byte that is sought becomes 0, and only 0 borrows from its high bit;
		// what is set above the lowest such byte may be wrong.
		a, b, c, d, e := w^ones*'\n', w^ones*';', w^ones*'\t', w^ones*'|', w^ones*','
		if m := ((a-ones)&^a | (b-ones)&^b | (c-ones)&^c | (d-ones)&^d | (e-ones)&^e) & high; m != 0 {
			return i + bits.TrailingZeros64(m)/8
		}
		i += 8
	}
	for i < stop && columnSign[t[i]] == 0 {
		i++
	}
	return i
}

// lineEndIn looks for the end of the line in t[i:stop].
func lineEndIn(t []byte, i, stop int) (end int, ended bool) {
	for i < stop && t[i] != '\n' {
		i++
	}
	return i, i < stop
}

func digitStart(line []byte) bool { return line[0] >= '0' && line[0] <= '9' }

// readHead reads a line that may be the head of a table.
func (c *tables) readHead(start, end int, sep byte) {
	line := c.t[:end]
	rows := sep == ',' && foldPrefix(line[start:], "insert into")
	cells := start
	if rows {
		cells, end = parenthesis(line, start)
		line = line[:end]
	}
	if isProse(line[cells:], sep) {
		return
	}
	first, column := len(c.heads), 0
	for from := cells; from < end; column++ {
		to := from
		for to < end && (line[to] != sep || sep == ' ' && !gapAt(line, to)) {
			to++
		}
		var s speller
		for i, ok := s.next(c.words, line, from, to); ok; i, ok = s.next(c.words, line, i, to) {
			for k := min(s.tokens, maxTokens) - 1; k >= 0; k-- {
				if n, ok := c.words.find(s.hash(k)); ok && n != denial {
					c.heads = append(c.heads, head{column, n})
				}
			}
		}
		from = to + 1
		for sep == ' ' && from < end && line[from] == ' ' {
			from++
		}
	}
	if len(c.heads) > first {
		c.list = append(c.list, table{start: start, end: c.at, heads: first, headsEnd: len(c.heads), sep: sep, rows: rows})
		c.open = true
	}
}

// parenthesis returns what stands in the first parenthesis behind i, up to the end
// of the line when it does not close.
func parenthesis(line []byte, i int) (start, end int) {
	for i < len(line) && line[i] != '(' {
		i++
	}
	start = min(i+1, len(line))
	for end = start; end < len(line) && line[end] != ')'; end++ {
	}
	return start, end
}

// headTokens is how many tokens the head of a column has at most.
const headTokens = 8

// isProse reports whether a line has a cell with more tokens than a head.
func isProse(line []byte, sep byte) bool {
	tokens, inside := 0, false
	for i, b := range line {
		if sep == ' ' && (b == ':' || b >= '0' && b <= '9') {
			return true // no head
		}
		switch {
		case tokenByte(b):
			if !inside {
				if tokens++; tokens > headTokens {
					return true
				}
			}
			inside = true
		default:
			if inside = false; b == sep && (sep != ' ' || i > 0 && line[i-1] == ' ') {
				tokens = 0
			}
		}
	}
	return false
}
