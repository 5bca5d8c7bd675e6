package detect

// headings lets the heading of a list speak for the lines below it: in
//
//	Geburtstage im Juli:
//	Lena Muster – 12.03.1980
//	Tom Fuchs – 01.07.1975
//
// both dates stand below "Geburtstage". A heading is a line that ends in a colon, or
// the first line of a paragraph where that is short; what stands before a colon near
// the begin of a line heads that line alone. A heading speaks up to the next blank line, the next line that ends in a colon, or the next
// sentence, and no further than listReach. What it says of a place depends on the
// text listReach before it and lineMax behind and on nothing else.
type headings struct {
	read  int // lines up to here are read
	words []headingWord
	last  int // words from here on head the line they stand in and no other
	ear   ear
}

// headingWord is a context word of a heading. In the head of a table that is made
// with blanks it speaks for its column alone; else column is -1.
type headingWord struct {
	place
	column int
}

const (
	listReach   = 768 // bytes from a heading to the last item it speaks for
	lineMax     = 200 // of a heading or a sentence
	colonMax    = 80  // from the begin of a line to the colon of its heading
	titleTokens = 8   // of a first line that is a heading without a colon
)

// headed reports whether a heading speaks for a candidate. Candidates come in
// ascending order of their start.
func (c *context) headed(f *candidate) bool {
	h, t := &c.list, c.t
	if from := f.start - listReach; h.read < from {
		h.words, h.last = h.words[:0], 0
		for h.read = from; h.read < len(t) && t[h.read-1] != '\n'; h.read++ {
		}
	}
	for h.read < f.start {
		c.readHeading()
	}
	column := -1 // of the candidate, not yet counted
	for _, p := range h.words {
		if p.column >= 0 {
			if column < 0 {
				column = columnOf(t, f.start)
			}
			if p.column != column {
				continue
			}
		}
		if p.end <= f.start && p.start >= f.start-listReach && c.words.speaksFor(int(f.rule), p.word) {
			h.ear.hear(p.word, false)
			return true
		}
	}
	return false
}

// readHeading reads the line at c.list.read.
func (c *context) readHeading() {
	h, t := &c.list, c.t
	h.words = h.words[:h.last]
	start := h.read
	end, colon, tokens, cells, last := start, 0, 0, 0, byte(0)
	for inside := false; end < len(t) && t[end] != '\n'; end++ {
		b := t[end]
		if end-start >= lineMax {
			continue // only where it ends is of interest
		}
		if tokenByte(b) {
			if !inside {
				tokens++
			}
			inside = true
		} else {
			inside = false
		}
		if b == ':' && colon == 0 && end-start < colonMax && (end+1 == len(t) || t[end+1] <= ' ' || t[end+1] == '*') {
			colon = end
		}
		if b == ';' || b == '|' || b == '\t' || b == ',' {
			cells++
		}
		if b > ' ' && b != '*' {
			last = b
		}
	}
	h.read = end + 1
	long := end-start >= lineMax
	title := !long && tokens <= titleTokens && last != '.' && last != '?' && last != '!' && cells < 2
	switch {
	case tokens == 0 && last == 0:
		h.words, h.last = h.words[:0], 0 // a blank line
	case colon > 0:
		alone := last == ':' && !long
		if alone {
			h.words = h.words[:0]
		}
		c.spellHeading(start, colon)
		if alone {
			h.last = len(h.words)
		}
	case title && (start == 0 || blankBefore(t, start)):
		c.spellHeading(start, end)
		table := columnOf(t, end) > 0
		for k := range h.words {
			w := &h.words[k]
			if table {
				w.column = columnOf(t, w.end)
			}
			w.end = end // nothing in the line itself
		}
		h.last = len(h.words)
	case long || tokens > 5 && (last == '.' || last == '?' || last == '!'):
		h.words, h.last = h.words[:0], 0
	}
}

// columnOf counts the gaps of two blanks or more between the begin of a line and i.
func columnOf(t []byte, i int) (n int) {
	gap := 0
	for k := i - 1; k >= 0 && i-k < 2*lineMax && t[k] != '\n'; k-- {
		if t[k] == ' ' {
			if gap++; gap == 2 {
				n++
			}
			continue
		}
		gap = 0
	}
	if gap >= 2 { // the line is indented
		n--
	}
	return n
}

// blankBefore reports whether the line before the one at i is blank.
func blankBefore(t []byte, i int) bool {
	for k := i - 2; k >= 0 && i-k < lineMax; k-- {
		if t[k] == '\n' {
			return true
		}
		if t[k] > ' ' {
			return false
		}
	}
	return i < lineMax
}

// spellHeading keeps the context words of t[start:end], with the begin of the line.
func (c *context) spellHeading(start, end int) {
	var s speller
	t := c.t[:end]
	for i, ok := s.next(c.words, t, start, end); ok; i, ok = s.next(c.words, t, i, end) {
		for k := min(s.tokens, maxTokens) - 1; k >= 0; k-- {
			if n, ok := c.words.find(s.hash(k)); ok && n != denial {
				c.list.words = append(c.list.words, headingWord{place{start, i, n}, -1})
			}
		}
	}
}
