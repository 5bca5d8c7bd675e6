// Package eval measures an engine against annotated texts.
//
// # Metric
//
// A gold span is found when at least half of its bytes are covered by
// predictions of its class; a prediction is right when at least half of its
// bytes lie in gold of its class. ADDRESS and LOCATION are one class. A DATE
// prediction finds a DOB. The row "any" ignores classes: that is what somebody
// who masks needs. A near-miss is a listed harmless span that is covered by at
// least half, by anything.
//
// What the default policy does not mask has no row, and in the rows ADDRESS and
// "any" it does not count in either direction: a LOCATION outside an address, ORG,
// URL and plain DATE. A company that is taken for a person is an error of PERSON.
package eval

import "deckname/wasm/rule"

// Span is an annotated or predicted part of a text, in bytes.
type Span struct {
	Start int    `json:"start"`
	End   int    `json:"end"`
	Label string `json:"label"`
	Kind  string `json:"kind"` // of a near-miss
	Orig  string `json:"orig"` // the class that the source of a gold span gives it
}

// Document is one annotated text.
type Document struct {
	ID    string `json:"id"`
	Text  string `json:"text"`
	Lang  string `json:"lang"`
	Spans []Span `json:"spans"`
	Neg   []Span `json:"neg"`
}

// Any is the row that ignores classes.
const Any = "any"

// Count is one row of the result.
type Count struct {
	Gold, Found      int // for recall
	Predicted, Right int // for precision
}

// Recall is the share of gold spans that were found, in percent.
func (c Count) Recall() float64 { return share(c.Found, c.Gold) }

// Precision is the share of predictions that were right, in percent.
func (c Count) Precision() float64 { return share(c.Right, c.Predicted) }

// F1 is the harmonic mean of both.
func (c Count) F1() float64 {
	p, r := c.Precision(), c.Recall()
	if p+r == 0 {
		return 0
	}
	return 2 * p * r / (p + r)
}

// F2 counts recall more: what is missed costs more than what is masked in vain.
func (c Count) F2() float64 {
	p, r := c.Precision(), c.Recall()
	if p+r == 0 {
		return 0
	}
	return 5 * p * r / (4*p + r)
}

func share(part, whole int) float64 {
	if whole == 0 {
		return 0
	}
	return 100 * float64(part) / float64(whole)
}

// Result adds up documents.
type Result struct {
	Rows      map[string]*Count
	Kinds     map[string]*Count // identifiers by Orig, for recall
	Misses    map[string]*Count // near-misses by kind: Gold = listed, Found = flagged
	GoldBytes int
	Leaked    int // bytes of gold covered by nothing
}

// LeakRate is the share of gold spans that nothing covers, in percent.
func (r *Result) LeakRate() float64 {
	if all := r.Rows[Any]; all != nil && all.Gold > 0 {
		return 100 - all.Recall()
	}
	return 0
}

// LeakedBytes is the share of the bytes of gold that nothing covers, in percent.
func (r *Result) LeakedBytes() float64 { return share(r.Leaked, r.GoldBytes) }

// NearMissRate is the share of near-misses that are flagged, in percent.
func (r *Result) NearMissRate() float64 {
	if all := r.Misses[Any]; all != nil {
		return share(all.Found, all.Gold)
	}
	return 0
}

// Fault is one error, for whoever mends rules.
type Fault struct {
	Document *Document
	Span     Span
	Missed   bool // else a wrong prediction
}

// NewResult returns an empty result.
func NewResult() *Result {
	return &Result{Rows: map[string]*Count{}, Kinds: map[string]*Count{}, Misses: map[string]*Count{}}
}

func (r *Result) row(m map[string]*Count, key string) *Count {
	if m[key] == nil {
		m[key] = &Count{}
	}
	return m[key]
}

// merge is the class a label is scored as.
func merge(label string) string {
	if label == rule.Location.String() {
		return rule.Address.String()
	}
	return label
}

// scored reports whether a label counts at all.
func scored(label string) bool {
	c, ok := rule.ParseClass(label)
	return ok && c.MaskedByDefault()
}

// Add scores the predictions for one document and reports its faults.
func (r *Result) Add(d *Document, predicted []Span) []Fault {
	var faults []Fault
	byClass := map[string]*cover{}
	gold := map[string]*cover{}
	anyGold, neutral, anything := newCover(d.Text), newCover(d.Text), newCover(d.Text)
	at := func(m map[string]*cover, key string) *cover {
		if m[key] == nil {
			m[key] = newCover(d.Text)
		}
		return m[key]
	}
	for _, p := range predicted {
		at(byClass, merge(p.Label)).add(p)
		anything.add(p)
	}
	for _, g := range d.Spans {
		if g.Label == "" || g.Label[0] == 'X' {
			continue
		}
		at(gold, merge(g.Label)).add(g)
		if scored(g.Label) {
			anyGold.add(g)
		} else {
			neutral.add(g)
		}
	}
	for _, g := range d.Spans {
		if !scored(g.Label) {
			continue
		}
		covered := at(byClass, merge(g.Label)).half(g) || g.Label == rule.DOB.String() && at(byClass, rule.Date.String()).half(g)
		row, kind, sum := r.row(r.Rows, g.Label), &Count{}, r.row(r.Rows, Any)
		if g.Label == rule.ID.String() {
			kind = r.row(r.Kinds, g.Orig)
		}
		row.Gold++
		kind.Gold++
		sum.Gold++
		if covered {
			row.Found++
			kind.Found++
		} else {
			faults = append(faults, Fault{d, g, true})
		}
		if anything.half(g) {
			sum.Found++
		}
		r.GoldBytes += g.End - g.Start
		r.Leaked += g.End - g.Start - anything.bytes(g)
	}
	for _, p := range predicted {
		if !scored(p.Label) {
			continue
		}
		unscored := neutral.half(p) && !anyGold.half(p)
		if !unscored || p.Label != rule.Address.String() {
			row := r.row(r.Rows, p.Label)
			row.Predicted++
			if at(gold, merge(p.Label)).half(p) {
				row.Right++
			} else {
				faults = append(faults, Fault{d, p, false})
			}
		}
		if !unscored {
			sum := r.row(r.Rows, Any)
			sum.Predicted++
			if anyGold.half(p) {
				sum.Right++
			}
		}
	}
	for _, n := range d.Neg {
		row, sum := r.row(r.Misses, n.Kind), r.row(r.Misses, Any)
		row.Gold++
		sum.Gold++
		if anything.half(n) {
			row.Found++
			sum.Found++
		}
	}
	return faults
}

// cover is a set of bytes of one text.
type cover []bool

func newCover(text string) *cover {
	c := make(cover, len(text))
	return &c
}

func (c *cover) add(s Span) {
	for i := max(s.Start, 0); i < min(s.End, len(*c)); i++ {
		(*c)[i] = true
	}
}

func (c *cover) bytes(s Span) int {
	n := 0
	for i := max(s.Start, 0); i < min(s.End, len(*c)); i++ {
		if (*c)[i] {
			n++
		}
	}
	return n
}

func (c *cover) half(s Span) bool { return 2*c.bytes(s) >= s.End-s.Start }
