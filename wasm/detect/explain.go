package detect

import "deckname/wasm/rule"

// Code is why a finding is one. The names are a contract (docs/spec/engine-api.md)
// and keys of texts for people; a reason never holds anything of the text.
type Code uint8

// The codes, in the order in which reasons are given.
const (
	ByPattern    Code = iota // a rule's pattern matches
	ByList                   // it is an entry of a company list
	ByModel                  // the model of names says so
	InRow                    // it goes on a row of names that begins with a found one
	Again                    // what was found elsewhere in the text stands here again
	CheckPassed              // its check digits are right
	CheckFailed              // they are not; the words around it count more
	NearWord                 // a context word speaks for it
	AgainstWord              // a context word speaks against it, and lost
	ColumnHead               // the head of its column speaks for it
	PersonBeside             // a person stands beside it
	reasonsCount             // not a code
)

var codeNames = [reasonsCount]string{
	"pattern", "list", "model", "row", "again", "check-passed", "check-failed", "context", "context-against", "column", "person",
}

func (c Code) String() string { return codeNames[c] }

// Reason is one code; Word is the entry of the rule that spoke, where one did, and
// Score is what the model gave.
type Reason struct {
	Code  Code
	Word  string
	Score uint8
}

// ear remembers the words that spoke while somebody wants to know.
type ear struct {
	open  bool
	words []heardWord
}

type heardWord struct {
	word    uint16
	against bool
}

func (e *ear) hear(word uint16, against bool) {
	if e.open {
		e.words = append(e.words, heardWord{word, against})
	}
}

// Explain appends why f is a finding of t; f must come from Find with the same text
// and all. It does the work of Find once more, so that Find itself keeps no reasons.
// Without such a finding it returns dst as it is.
func (d *Detector) Explain(dst []Reason, t []byte, all bool, f Finding) []Reason {
	d.rows = d.rows[:0]
	d.learned.named.reset()
	there := false
	for _, g := range d.Find(nil, t, all) {
		there = there || g == f
	}
	if !there {
		return dst
	}
	c, direct := d.origin(d.candidates, f)
	if direct {
		dst = d.explainRule(dst, c)
		if start, end := d.plain.Back(c.start, c.end); f.Start < start || end < f.End {
			if p, widened := d.origin(d.learned.named.persons, f); widened {
				dst = append(dst, Reason{Code: ByModel, Score: p.score})
			}
		}
		return dst
	}
	if d.rules[f.Rule].Learned {
		names := d.learned.named.persons
		if d.rules[f.Rule].Class != rule.Person {
			names = d.learned.named.others
		}
		if p, learned := d.origin(names, f); learned {
			return append(dst, Reason{Code: ByModel, Score: p.score})
		}
	}
	if _, inRow := d.origin(d.rows, f); inRow {
		return append(dst, Reason{Code: InRow})
	}
	return append(dst, Reason{Code: Again})
}

// origin returns the candidate that became f: overlaps may have shortened it, a
// person may have been widened. For a person of the model any rule will do.
func (d *Detector) origin(from []candidate, f Finding) (candidate, bool) {
	for _, c := range from {
		start, end := d.plain.Back(c.start, c.end)
		same := int(c.rule) == f.Rule || d.rules[c.rule].Learned && d.rules[f.Rule].Class == rule.Person
		if same && start < f.End && f.Start < end {
			return c, true
		}
	}
	return candidate{}, false
}

// explainRule judges one candidate again and listens.
func (d *Detector) explainRule(dst []Reason, c candidate) []Reason {
	r, f := &d.rules[c.rule], &d.facts[c.rule]
	if d.lists.matcher != nil && int(c.rule) >= d.lists.first {
		return append(dst, Reason{Code: ByList})
	}
	dst = append(dst, Reason{Code: ByPattern})
	if f.check != nil && c.passed {
		dst = append(dst, Reason{Code: CheckPassed})
	} else if f.check != nil {
		dst = append(dst, Reason{Code: CheckFailed})
	}
	if f.is&speaks == 0 {
		return dst
	}
	t := d.tables.t
	d.context.ear, d.tables.ear = ear{open: true}, ear{open: true}
	d.tables.rewind()
	d.context.open(&d.words, d.reach, t)
	if f.is&inList == 0 {
		d.context.around(&c, int(f.left), int(f.right))
	} else {
		d.context.list.ear = ear{open: true}
		d.context.headed(&c)
	}
	if f.is&inList == 0 || f.right == 1 {
		d.tables.speak(&c)
	}
	d.context.close()
	spoken, heads := append(d.context.ear.words, d.context.list.ear.words...), d.tables.ear.words
	d.context.ear, d.context.list.ear, d.tables.ear = ear{}, ear{}, ear{}
	for _, h := range spoken {
		if h.against {
			dst = appendNew(dst, Reason{Code: AgainstWord, Word: d.words.entry(r.Avoid, h.word)})
		} else {
			dst = appendNew(dst, Reason{Code: NearWord, Word: d.words.entry(r.Near, h.word)})
		}
	}
	for _, h := range heads {
		dst = appendNew(dst, Reason{Code: ColumnHead, Word: d.words.entry(r.Near, h.word)})
	}
	if c.alone {
		dst = append(dst, Reason{Code: PersonBeside})
	}
	return dst
}

func appendNew(dst []Reason, r Reason) []Reason {
	for _, old := range dst {
		if old == r {
			return dst
		}
	}
	return append(dst, r)
}
