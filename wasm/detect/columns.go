package detect

// columns lets the head line of a table speak for the cells below it: in
//
//	Name;Geburtsdatum;IBAN
//	Lena Muster;12.03.1980;DE89…
//
// the date stands below "Geburtsdatum". A table is a line with at least two of
// the same separator and a context word in it, up to the next line without that
// separator. Of a line only the first rowMax bytes count. Candidates must come
// sorted by start; every byte is read once.
type columns struct {
	words *vocabulary
	t     []byte
	at    int  // start of the line that is read next
	sep   byte // of the current table, 0 = none
	heads []head
	line  int // start of the line of the last candidate
	cell  int // column at seen
	seen  int // t is counted up to here in this line
	quote bool
	pace  *pace
}

// rowMax bounds the lines of tables: what stands further on is in no column.
const rowMax = 4096

type head struct {
	column int
	word   uint16
}

func (c *columns) open(words *vocabulary, t []byte, p *pace) {
	*c = columns{words: words, t: t, heads: c.heads[:0], pace: p}
}

func (c *columns) close() { c.t = nil }

// speakFor reports whether the head of the candidate's column speaks for it.
func (c *columns) speakFor(f *candidate) bool {
	for c.at <= f.start && c.at < len(c.t) {
		c.readLine()
	}
	if c.sep == 0 || f.start < c.line || f.start-c.line > rowMax {
		return false
	}
	for ; c.seen < f.start; c.seen++ {
		switch b := c.t[c.seen]; {
		case b == '"':
			c.quote = !c.quote
		case b == c.sep && !c.quote:
			c.cell++
		}
	}
	for _, h := range c.heads {
		if h.column == c.cell && c.words.speaksFor(int(f.rule), h.word) {
			return true
		}
	}
	return false
}

// readLine reads the line at c.at: the head of a table, a line of one, or else.
func (c *columns) readLine() {
	start := c.at
	end := start
	var count [len(separators)]int
	for stop := min(start+rowMax, len(c.t)); end < stop; end++ {
		if sign := columnSign[c.t[end]]; sign == lineEnd {
			break
		} else if sign > 0 {
			count[sign-1]++
		}
	}
	c.pace.spend(end - start)
	for end < len(c.t) && c.t[end] != '\n' {
		from := end
		for stop := min(end+block, len(c.t)); end < stop && c.t[end] != '\n'; end++ {
		}
		c.pace.spend(end - from)
	}
	c.at = end + 1
	c.line, c.seen, c.cell, c.quote = start, start, 0, false
	if c.sep != 0 {
		if count[columnSign[c.sep]-1] > 0 {
			return
		}
		if end > start && end-start < 40 && c.t[start] != '\r' && digitStart(c.t[start:end]) {
			return // an address that runs over the end of its line
		}
	}
	c.sep, c.heads = 0, c.heads[:0]
	best := 0
	for k := range separators {
		if count[k] > count[best] {
			best = k
		}
	}
	if count[best] < 2 || end-start > 512 {
		return
	}
	c.readHead(c.t[start:end], separators[best])
}

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

func digitStart(line []byte) bool { return line[0] >= '0' && line[0] <= '9' }

func (c *columns) readHead(line []byte, sep byte) {
	var s speller
	column := 0
	for i := 0; i < len(line); {
		if b := line[i]; !tokenByte(b) {
			if b == sep {
				column++
				s.restart()
			}
			i++
			continue
		}
		i = s.token(line, i)
		for k := min(s.tokens, maxTokens) - 1; k >= 0; k-- {
			if n, ok := c.words.find(s.hash[k]); ok && n != denial {
				c.heads = append(c.heads, head{column, n})
			}
		}
		if s.tokens > 8 { // a sentence, not the head of a column
			c.heads = c.heads[:0]
			return
		}
	}
	if len(c.heads) > 0 {
		c.sep = sep
	}
}
