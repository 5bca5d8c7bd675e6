// Command detector is detector.wasm: the detector and the masking session behind
// calls that take and return 32-bit numbers. docs/spec/engine-api.md is its
// contract. It has no socket, file, clock or log; what it is given is cleared
// when the call returns.
package main

import (
	"errors"
	"slices"
	"strconv"

	"deckname/wasm/detect"
	"deckname/wasm/mask"
	"deckname/wasm/pack"
)

// code is why a call failed. The numbers are a contract.
type code uint32

const (
	ok           code = 0
	noRules      code = 1 // nothing was loaded
	badPack      code = 2 // damaged, or not a rule pack
	otherFormat  code = 3 // a pack of another format version
	unknownCheck code = 4 // a pack that needs a newer engine
	badTable     code = 5 // the conversation's table cannot be read
	trapped      code = 6 // a defect of the engine; make a new instance
	tooMuch      code = 7 // more bytes than were reserved
)

// engine is the state between calls: one rule pack and the table that was set last.
type engine struct {
	detector *detect.Detector
	serial   uint64
	labels   []string       // of the pack, sorted
	byLabel  map[string]int // label -> its first rule
	table    *mask.Table

	findings []detect.Finding
	finds    []mask.Find
	edits    []mask.Edit
	out      []uint32
	text     []byte
}

// load takes a rule pack; when it fails the rules before stay in use.
func (e *engine) load(data []byte) code {
	p, err := pack.Load(data)
	if err != nil {
		if v := (*pack.VersionError)(nil); errors.As(err, &v) {
			return otherFormat
		}
		return badPack
	}
	d, err := detect.New(p)
	if err != nil {
		return unknownCheck
	}
	e.detector, e.serial = d, p.Serial
	e.labels, e.byLabel = nil, map[string]int{}
	for i := range p.Rules {
		if l := p.Rules[i].Label; !slices.Contains(e.labels, l) {
			e.labels = append(e.labels, l)
			e.byLabel[l] = i
		}
	}
	slices.Sort(e.labels)
	return ok
}

// describe writes the serial and the rules as lines of tab-separated fields.
func (e *engine) describe() code {
	if e.detector == nil {
		return noRules
	}
	rules := e.detector.Rules()
	b := strconv.AppendUint(e.text[:0], e.serial, 10)
	b = append(b, '\t')
	b = strconv.AppendInt(b, int64(len(rules)), 10)
	b = append(b, '\n')
	for i := range rules {
		r := &rules[i]
		b = append(b, r.ID+"\t"+r.Class.String()+"\t"+r.Label+"\t"+r.Stage.String()+"\t"...)
		if r.Secret {
			b = append(b, "1\n"...)
		} else {
			b = append(b, "0\n"...)
		}
	}
	e.text = b
	return ok
}

// scan leaves triples in out: start, length, rule<<8 | score.
func (e *engine) scan(text []byte, all bool) code {
	if e.detector == nil {
		return noRules
	}
	e.findings = e.detector.Find(e.findings[:0], text, all)
	e.out = e.out[:0]
	u := units{text: text}
	for _, f := range e.findings {
		start, length := u.span(f.Start, f.End)
		e.out = append(e.out, start, length, uint32(f.Rule)<<8|uint32(f.Score))
	}
	e.detector.Forget()
	return ok
}

// setTable makes a stored table the current one; no bytes are a new conversation.
func (e *engine) setTable(stored []byte) code {
	t, err := mask.Load(stored)
	if err != nil {
		return badTable
	}
	e.table = t
	return ok
}

// mask leaves quintuples in out: start, length, offset and length of the
// placeholder in text, rule<<8 | score.
func (e *engine) mask(text []byte, all bool) code {
	if e.detector == nil {
		return noRules
	}
	if e.table == nil {
		return badTable
	}
	e.findings = e.detector.Find(e.findings[:0], text, all)
	e.detector.Forget()
	rules := e.detector.Rules()
	e.finds = e.finds[:0]
	for _, f := range e.findings {
		r := &rules[f.Rule]
		e.finds = append(e.finds, mask.Find{Start: f.Start, End: f.End, Label: r.Label, Class: r.Class, Secret: r.Secret, Rule: f.Rule, Score: f.Score})
	}
	e.edits = e.table.Mask(e.edits[:0], text, e.finds, e.labels)
	e.write(text, func(edit *mask.Edit) uint32 {
		r := edit.Rule
		if r < 0 {
			r = e.byLabel[edit.Label]
		}
		return uint32(r)<<8 | uint32(edit.Score)
	})
	return ok
}

// unmask leaves quintuples in out as mask does, but for the last number: the class.
func (e *engine) unmask(text []byte) code {
	if e.table == nil {
		return badTable
	}
	e.edits = e.table.Unmask(e.edits[:0], text)
	e.write(text, func(edit *mask.Edit) uint32 { return uint32(edit.Class) })
	return ok
}

func (e *engine) write(text []byte, last func(*mask.Edit) uint32) {
	e.out, e.text = e.out[:0], e.text[:0]
	u := units{text: text}
	for i := range e.edits {
		edit := &e.edits[i]
		start, length := u.span(edit.Start, edit.End)
		e.out = append(e.out, start, length, uint32(len(e.text)), uint32(len(edit.Text)), last(edit))
		e.text = append(e.text, edit.Text...)
		edit.Text = ""
	}
}

// save leaves the stored form of the current table in text.
func (e *engine) save() code {
	if e.table == nil {
		return badTable
	}
	e.text = e.table.Append(e.text[:0])
	return ok
}

// forget clears what the last call left behind, the current table included.
func (e *engine) forget() {
	clear(e.text[:cap(e.text)])
	e.text = e.text[:0]
	e.table = nil
}

func main() {} // a reactor: the exports are called, main never runs
