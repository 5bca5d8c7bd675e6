// Package detect finds personal data in a text by the rules of a pack and, where
// it has one, a model of names.
//
// # Steps
//
// The scanner says where patterns match in the plain form of the text. Each hit
// then has to pass: whole words at its borders (Unicode, not ASCII), the tail
// scanner of its rule, the check digit, the context words around it. What is
// left gets a score; where findings overlap, one wins. A model of names, where
// there is one, adds persons that no rule sees. Names found once are found
// wherever they stand in the text again.
//
// # Promises
//
// Equal text and pack give equal findings. Time is linear in the text: context
// words are read once into a sorted list, overlaps are resolved in one pass per
// cluster, tails read a bounded number of bytes. A warm detector allocates
// nothing. Any bytes are accepted; findings lie in the text, are sorted, do not
// overlap, and do not split a rune of valid UTF-8.
//
// # Privacy
//
// A finding is a span, never text. A detector keeps working memory from text to
// text; Forget clears what of it may hold personal data.
package detect

import (
	"deckname/wasm/check"
	"deckname/wasm/internal/scan"
	"deckname/wasm/internal/tail"
	"deckname/wasm/internal/text"
	"deckname/wasm/pack"
	"deckname/wasm/rule"
)

// Finding is one piece of personal data: text[Start:End], found by the rule of
// that number in the pack, with a score of 1 to 100.
type Finding struct {
	Start, End int
	Rule       int
	Score      uint8
}

// Detector finds personal data by the rules of one pack. It is not safe for
// concurrent use.
type Detector struct {
	rules   []rule.Rule
	checks  []check.Func // by rule; nil = none
	tails   []tail.Func
	whole   []bool  // by rule: the tail takes one word
	sights  []sight // by rule: how far the tail sees
	scanner *scan.Scanner
	words   vocabulary
	reach   int // the largest window of context words to the left

	plain      text.Normal
	hits       []scan.Hit
	candidates []candidate
	last       []int // by rule: no candidate begins before that
	context    context
	columns    columns
	overlap    overlap
	again      text.Again
	rows       []candidate
	repeated   []candidate
	learned    learned
	pace       pace
}

// UnknownError says that a pack names a check or a tail that this version of
// the engine does not have. The number is that of the rule in the pack.
type UnknownError struct{ Rule int }

func (*UnknownError) Error() string {
	return "the rule pack needs a check or tail scanner that this engine does not have; update the engine"
}

// New makes a detector for a pack.
func New(p *pack.Pack) (*Detector, error) {
	d := &Detector{
		rules:   p.Rules,
		checks:  make([]check.Func, len(p.Rules)),
		tails:   make([]tail.Func, len(p.Rules)),
		whole:   make([]bool, len(p.Rules)),
		sights:  make([]sight, len(p.Rules)),
		scanner: scan.New(p.Program),
		last:    make([]int, len(p.Rules)),
	}
	for i := range p.Rules {
		r := &p.Rules[i]
		known := true
		if r.Check != "" {
			d.checks[i], known = check.Lookup(r.Check)
		}
		if r.Tail != "" && known {
			d.tails[i], d.whole[i], known = tail.Lookup(r.Tail)
			d.sights[i].left, d.sights[i].right = tail.Reach(r.Tail)
		}
		if !known {
			return nil, &UnknownError{i}
		}
		left, _ := window(r)
		d.reach = max(d.reach, left)
	}
	d.words = newVocabulary(p.Rules)
	d.learned.rule = learnedRule(p.Rules)
	return d, nil
}

// Rules returns the rules of the pack; Finding.Rule counts in them.
func (d *Detector) Rules() []rule.Rule { return d.rules }

// Find appends the findings in t to dst. Without all it returns what the default
// policy masks: rules of stage mask or block whose class is masked by default.
func (d *Detector) Find(dst []Finding, t []byte, all bool) []Finding {
	plain := d.plain.Of(t, d.pace.spend)
	d.candidates = d.candidates[:0]
	clear(d.last)
	d.scanner.Begin(plain)
	for more := true; more; {
		d.hits, more = d.scanner.Next(d.hits[:0])
		d.collect(plain, all)
		d.pace.spend(block)
	}
	learns := d.learns(all)
	if len(d.candidates) == 0 && !learns {
		return dst
	}
	d.judge(plain)
	found := d.row(d.overlap.resolve(d.candidates, plain, &d.pace), plain, len(plain))
	if learns {
		found = d.learn(found, plain)
	}
	found = d.recur(found, plain)
	for _, c := range found {
		s, e := d.plain.Back(c.start, c.end)
		dst = append(dst, Finding{Start: s, End: e, Rule: int(c.rule), Score: c.score})
		d.pace.spend(perFinding)
	}
	return dst
}

// Forget clears working memory that may hold parts of the last text.
func (d *Detector) Forget() {
	d.plain.Clear()
	d.again.Reset()
	if d.learned.tagger != nil {
		d.learned.tagger.Forget()
	}
}

// wanted reports whether findings of rule i are asked for.
func (d *Detector) wanted(i int, all bool) bool {
	r := &d.rules[i]
	if all {
		return r.Stage > rule.Off
	}
	return r.Stage >= rule.Mask && r.Class.MaskedByDefault()
}

// candidate is a hit on its way to a finding.
type candidate struct {
	start, end int
	rule       int32
	score      uint8
	priority   uint8
	passed     bool // the check, if the rule has one
}

// sight is how many bytes to both sides of a hit its tail is shown.
type sight struct{ left, right int }

// collect turns the hits of one block into candidates and keeps those sorted by
// start: borders, tail, check.
func (d *Detector) collect(t []byte, all bool) {
	first := len(d.candidates)
	for _, h := range d.hits {
		d.pace.spend(perHit)
		i := int(h.Rule)
		if !d.wanted(i, all) || text.CutsLeft(t, h.Start) && d.tails[i] == nil {
			continue
		}
		r := &d.rules[i]
		s, e := h.Start, h.End
		if f := d.tails[i]; f != nil {
			if h.Start < d.last[i] {
				continue // inside the previous finding of this rule
			}
			lo, hi := max(0, h.Start-d.sights[i].left), min(len(t), h.End+d.sights[i].right)
			from, to, ok := f(t[lo:hi], h.Start-lo, h.End-lo)
			from, to = from+lo, to+lo
			if d.whole[i] {
				d.last[i] = to
			}
			if !ok || from >= to {
				continue
			}
			if r.Keep == rule.KeepTail {
				s, e = from, to
			} else {
				s, e = min(s, from), max(e, to)
			}
		}
		if text.CutsLeft(t, s) || text.CutsRight(t, e) {
			continue
		}
		passed := d.checks[i] == nil || d.checks[i](t[s:e])
		if !passed && r.FailScore == 0 {
			continue
		}
		if passed && d.tails[i] != nil {
			d.last[i] = e
		}
		d.candidates = append(d.candidates, candidate{start: s, end: e, rule: h.Rule, priority: r.Priority, passed: passed})
	}
	// Tails may reach to the left into the block before.
	for k := first; k < len(d.candidates); k++ {
		for first > 0 && d.candidates[first-1].start >= d.candidates[k].start {
			first--
		}
	}
	sorted(d.candidates[first:], byStart)
}

// byStart sorts by start, longer first, then by rule.
func byStart(a, b candidate) int {
	switch {
	case a.start != b.start:
		return a.start - b.start
	case a.end != b.end:
		return b.end - a.end
	}
	return int(a.rule - b.rule)
}

// judge gives every candidate its score and drops those without one.
func (d *Detector) judge(t []byte) {
	d.context.open(&d.words, d.reach, t)
	d.columns.open(&d.words, t, &d.pace)
	kept := d.candidates[:0]
	for _, c := range d.candidates {
		if c.score = d.score(&c); c.score > 0 {
			kept = append(kept, c)
		}
		d.pace.spend(perHit)
	}
	d.candidates = kept
	d.context.close()
	d.columns.close()
}

// score weighs check and context of a candidate; 0 means no finding.
func (d *Detector) score(c *candidate) uint8 {
	r := &d.rules[c.rule]
	if len(r.Near) == 0 && len(r.Avoid) == 0 {
		return r.Score
	}
	s := d.context.around(c, r)
	if !s.near && len(r.Near) > 0 && d.columns.speakFor(c) {
		s.near, s.beside = true, true
	}
	switch {
	case s.avoid && !s.near:
		return 0
	case !c.passed && (!s.beside || s.denied):
		return 0
	case !c.passed:
		return r.FailScore
	case s.near && r.NearScore > 0:
		return r.NearScore
	case r.NearRequired:
		return 0
	}
	return r.Score
}
