// Command detector is detector.wasm: the detector and the masking session behind
// calls that take and return 32-bit numbers. docs/spec/engine-api.md is its
// contract. It has no socket, file, clock or log; what it is given is cleared
// when the call returns.
package main

import (
	"strconv"

	"deckname/wasm/detect"
	"deckname/wasm/mask"
	"deckname/wasm/model"
	"deckname/wasm/pack"
)

// code is why a call failed. The numbers are a contract.
type code uint32

const (
	ok           code = 0
	noRules      code = 1  // nothing was loaded
	badPack      code = 2  // damaged, or not a rule pack
	otherFormat  code = 3  // a pack of another format version
	unknownCheck code = 4  // a pack that needs a newer engine
	badTable     code = 5  // the conversation's table cannot be read
	trapped      code = 6  // a defect of the engine; make a new instance
	tooMuch      code = 7  // more bytes than were reserved
	busy         code = 8  // a job is not done yet
	noJob        code = 9  // there is no such operation, or no job to go on with
	badModel     code = 10 // damaged, or not a model of names
	otherModel   code = 11 // a model of another format or feature version
	noDraft      code = 12 // no text is open, or the edit lies outside of it
)

// Bits of flags.
const (
	everyClass = 1 << iota
	speaking   // placeholders are pseudonyms where there are any
	said       // the text was said before: its placeholders are taken, and nothing is found in it
)

// Numbers that one record of results has.
const (
	triple    = 3
	quintuple = 5
)

// engine is the state between calls: one rule pack and the table that was set last.
type engine struct {
	detector *detect.Detector
	names    *model.Model // nil = rules alone
	serial   uint64
	labels   *mask.Labels
	table    *mask.Table
	draft    *detect.Draft // the text under edit; nil = none
	pace     pace

	findings []detect.Finding
	edits    []mask.Edit
	out      []uint32
	text     []byte
}

// load takes a rule pack; when it fails the rules before stay in use.
func (e *engine) load(data []byte) code {
	p, err := pack.Load(data)
	if err != nil {
		if _, other := err.(*pack.VersionError); other {
			return otherFormat
		}
		return badPack
	}
	d, err := detect.New(p)
	if err != nil {
		return unknownCheck
	}
	d.Learn(e.names)
	e.close()
	e.detector, e.serial = d, p.Serial
	e.labels = mask.LabelsOf(p.Rules)
	return ok
}

// learn takes a model of names, or none when there are no bytes; when it fails
// what was in use stays.
func (e *engine) learn(data []byte) code {
	if e.detector == nil {
		return noRules
	}
	var m *model.Model
	if len(data) > 0 {
		var err error
		if m, err = model.Load(data); err != nil {
			if _, other := err.(*model.VersionError); other {
				return otherModel
			}
			return badModel
		}
	}
	e.close()
	e.names = m
	e.detector.Learn(m)
	return ok
}

// describe writes the serial, whether names are learned, and the rules as lines of
// tab-separated fields.
func (e *engine) describe() code {
	if e.detector == nil {
		return noRules
	}
	rules := e.detector.Rules()
	b := strconv.AppendUint(e.text[:0], e.serial, 10)
	b = append(b, '\t')
	b = strconv.AppendInt(b, int64(len(rules)), 10)
	if e.names != nil {
		b = append(b, "\t1\n"...)
	} else {
		b = append(b, "\t0\n"...)
	}
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

// find leaves the findings of a text in findings.
func (e *engine) find(text []byte, all bool) code {
	if e.detector == nil {
		return noRules
	}
	e.detector.OnPause(e.pace.pause)
	e.findings = e.detector.Find(e.findings[:0], text, all)
	e.detector.Forget()
	return ok
}

// scan leaves triples in out: start, length, rule<<8 | score.
func (e *engine) scan(text []byte, all bool) code {
	if c := e.find(text, all); c != ok {
		return c
	}
	e.out = e.out[:0]
	u := units{text: text, pace: &e.pace}
	for _, f := range e.findings {
		start, length := u.span(f.Start, f.End)
		e.out = append(e.out, start, length, uint32(f.Rule)<<8|uint32(f.Score))
		e.pace.spend(perRecord)
	}
	return ok
}

// explain leaves in text why something is a finding: lines of tab-separated fields,
// none when it is none.
func (e *engine) explain(text []byte, all bool, start, length uint32) code {
	if c := e.find(text, all); c != ok {
		return c
	}
	e.text = e.text[:0]
	u := units{text: text, pace: &e.pace}
	for _, f := range e.findings {
		if s, n := u.span(f.Start, f.End); s != start || n != length {
			continue
		}
		for _, r := range e.detector.Explain(nil, text, all, f) {
			e.text = append(e.text, r.Code.String()+"\t"+r.Word+"\t"...)
			e.text = strconv.AppendUint(e.text, uint64(r.Score), 10)
			e.text = append(e.text, '\n')
		}
		e.detector.Forget()
		break
	}
	return ok
}

// setTable makes a stored table the current one; no bytes are a new conversation.
func (e *engine) setTable(stored []byte) code {
	e.table = &mask.Table{}
	e.table.OnWork(e.pace.spend)
	if e.table.Load(stored) != nil {
		e.table = nil
		return badTable
	}
	return ok
}

// mask leaves quintuples in out: start, length, offset and length of the
// placeholder in text, rule<<8 | score.
func (e *engine) mask(text []byte, flags uint32) code {
	if e.detector != nil && e.table == nil {
		return badTable
	}
	if e.detector != nil && flags&said != 0 {
		e.table.Speak(flags&speaking != 0)
		e.table.Reserve(text, e.labels)
		e.out = e.out[:0]
		return ok
	}
	if c := e.find(text, flags&everyClass != 0); c != ok {
		return c
	}
	e.table.Speak(flags&speaking != 0)
	e.edits = e.table.Mask(e.edits[:0], text, e.findings, e.labels)
	e.write(text, e.table.AppendText, func(edit *mask.Edit) uint32 { return uint32(edit.Rule)<<8 | uint32(edit.Score) })
	return ok
}

// unmask leaves quintuples in out as mask does, but for the last number: the class.
func (e *engine) unmask(text []byte) code {
	if e.table == nil {
		return badTable
	}
	e.edits = e.table.Unmask(e.edits[:0], text)
	e.write(text, e.table.AppendOriginal, func(edit *mask.Edit) uint32 { return uint32(edit.Class) })
	return ok
}

func (e *engine) write(text []byte, put func([]byte, *mask.Edit) []byte, last func(*mask.Edit) uint32) {
	e.out, e.text = e.out[:0], e.text[:0]
	u := units{text: text, pace: &e.pace}
	for i := range e.edits {
		edit := &e.edits[i]
		start, length := u.span(edit.Start, edit.End)
		before := len(e.text)
		e.text = put(e.text, edit)
		e.out = append(e.out, start, length, uint32(before), uint32(len(e.text)-before), last(edit))
		e.pace.spend(perRecord)
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
	if e.table != nil {
		e.table.Clear()
		e.table = nil
	}
}

func main() {} // a reactor: the exports are called, main never runs
