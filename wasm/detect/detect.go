// Package detect finds personal data in a text by the rules of a pack and, where
// it has one, a model of names.
//
// # Steps
//
// The scanner says where patterns match in the plain form of the text. Each hit
// then has to pass: whole words at its borders (Unicode, not ASCII), the tail
// scanner of its rule, the check digit, the context words around it. What is
// left gets a score; company lists add and take out; where findings overlap, one
// wins. A model of names, where there is one, adds persons that no rule sees. Names
// found once are found wherever they stand in the text again. What is only counted
// comes last, where nothing else stands: rules of that stage, places and
// organisations of the model.
//
// # Promises
//
// Equal text and pack give equal findings. What the default policy masks is found in
// the same way whether or not all is asked for. Time is linear in the text: context
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
	"deckname/wasm/internal/scan"
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
	facts   []facts // by rule
	scanner *scan.Scanner
	words   vocabulary
	reach   int // the largest window of context words to the left
	before  int // the most that a tail is shown to the left of a hit
	behind  int // and to the right

	plain      text.Normal
	hits       []scan.Hit
	candidates []candidate
	last       []int     // by rule: no candidate begins before that
	refused    []refusal // by rule
	context    context
	tables     tables
	overlap    overlap
	again      text.Again
	others     []candidate // what the default policy does not mask
	beside     []candidate
	rows       []candidate
	repeated   []candidate
	learned    learned
	pace       pace
	lists      lists
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
		facts:   make([]facts, len(p.Rules)),
		scanner: scan.New(p.Program),
		last:    make([]int, len(p.Rules)),
		refused: make([]refusal, len(p.Rules)),
		lists:   newLists(p),
	}
	for i := range p.Rules {
		f, known := factsOf(&p.Rules[i])
		if !known {
			return nil, &UnknownError{i}
		}
		d.facts[i] = f
		d.reach = max(d.reach, int(f.left))
		d.before, d.behind = max(d.before, int(f.before)), max(d.behind, int(f.behind))
	}
	d.words = newVocabulary(p.Rules)
	d.learned.rules = learnedRules(p.Rules)
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
	clear(d.refused)
	d.tables.begin(&d.words, plain, &d.pace)
	d.scanner.Begin(plain)
	for more := true; more; {
		d.hits, more = d.scanner.Next(d.hits[:0])
		d.collect(plain, wanted(all))
		d.pace.spend(block)
	}
	learns := d.learns(all)
	d.judge(plain)
	d.lists.look(d, plain, all)
	if len(d.candidates) == 0 && !learns {
		return dst
	}
	found := d.overlap.resolve(d.candidates, plain, &d.pace)
	found, d.others = d.part(found, d.others[:0])
	found = d.row(found, plain, len(plain))
	if learns {
		found = d.learn(found, plain, all)
	}
	found = d.recur(found, plain)
	if len(d.others) > 0 {
		d.beside = beside(d.beside[:0], found, d.others)
		found = d.lonely(d.beside)
	}
	if learns && len(d.learned.named.others) > 0 {
		d.learned.all = beside(d.learned.all[:0], found, d.learned.named.others)
		found = d.learned.all
	}
	found = d.lists.drop(found, plain)
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
	d.tables.close()
	d.again.Reset()
	if d.learned.tagger != nil {
		d.learned.tagger.Forget()
	}
}
