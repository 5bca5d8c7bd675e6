package main

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"

	"deckname/wasm/detect"
	"deckname/wasm/model/shipped"
)

// scanCmd is `deckname scan`: where personal data stands in a text, by the rules
// and the model of names of this program. It prints spans, never text.
type scanCmd struct {
	JSONL     bool   `name:"jsonl" help:"Read records {\"id\",\"text\",\"lang\"}, one a line, and write one line of spans for each."`
	All       bool   `help:"Print every class, not only what the default policy masks."`
	RulesOnly bool   `name:"rules-only" help:"Leave out the model of names: persons are found by rules alone."`
	Pack      string `help:"Rule pack to scan with, made by  deckname rules build ; without it, the rules of this program." placeholder:"FILE"`
	Explain   bool   `help:"Say why each finding is one."`
	File      string `arg:"" optional:"" default:"-" help:"File to read; - is standard input."`
}

// span is one finding in bytes of the text.
type span struct {
	Start int    `json:"start"`
	End   int    `json:"end"`
	Label string `json:"label"`
	Rule  string `json:"rule"`
	Score int    `json:"score"`

	Reasons []reason `json:"reasons,omitempty"`
}

// reason is why a finding is one; docs/spec/engine-api.md explains the codes. A word
// is an entry of the rule, never a word of the text.
type reason struct {
	Code  string `json:"code"`
	Word  string `json:"word,omitempty"`
	Score int    `json:"score,omitempty"`
}

// String is the reason as people read it: `context "iban"`.
func (r reason) String() string {
	switch {
	case r.Word != "":
		return fmt.Sprintf("%s %q", r.Code, r.Word)
	case r.Score != 0:
		return fmt.Sprintf("%s %d", r.Code, r.Score)
	}
	return r.Code
}

// maxLine is the longest record accepted.
const maxLine = 256 << 20

func (c scanCmd) Run(s streams) error {
	in := s.in
	if c.File != "-" {
		file, err := os.Open(c.File)
		if err != nil {
			return fmt.Errorf("%s cannot be read: check its name", c.File)
		}
		defer file.Close()
		in = file
	}
	detector, err := c.detector()
	if err != nil {
		return err
	}
	out := bufio.NewWriter(s.out)
	if c.JSONL {
		err = c.scanRecords(detector, in, out)
	} else {
		err = c.scanText(detector, in, out)
	}
	return errors.Join(err, out.Flush())
}

func (c scanCmd) detector() (*detect.Detector, error) {
	body, err := c.pack()
	if err != nil {
		return nil, err
	}
	names := shipped.Names
	if c.RulesOnly {
		names = nil
	}
	return newDetector(body, names)
}

func (c scanCmd) pack() ([]byte, error) {
	if c.Pack == "" {
		set, err := loadRules("")
		if err != nil {
			return nil, err
		}
		return packOf(set, 1)
	}
	body, err := os.ReadFile(c.Pack)
	if err != nil {
		return nil, fmt.Errorf("the rule pack %s cannot be read: check its name", c.Pack)
	}
	return body, nil
}

// byteOrderMark is what some editors write in front of UTF-8.
var byteOrderMark = []byte("\ufeff")

// scanText prints one line for each finding.
func (c scanCmd) scanText(d *detect.Detector, in io.Reader, out io.Writer) error {
	text, err := io.ReadAll(in)
	if err != nil {
		return errors.New("the input cannot be read")
	}
	for _, f := range c.spans(d, text) {
		fmt.Fprintf(out, "%d-%d\t%s\t%s\t%d", f.Start, f.End, f.Label, f.Rule, f.Score)
		for i, r := range f.Reasons {
			fmt.Fprint(out, [...]string{"\t", ", "}[min(i, 1)], r)
		}
		fmt.Fprintln(out)
	}
	return nil
}

// scanRecords answers each line at once, so that a program can ask and wait. The
// first bad line ends it: its number is named, its content is not.
func (c scanCmd) scanRecords(d *detect.Detector, in io.Reader, out *bufio.Writer) error {
	lines := bufio.NewScanner(in)
	lines.Buffer(make([]byte, 64<<10), maxLine)
	encoder := json.NewEncoder(out)
	encoder.SetEscapeHTML(false)
	n := 0
	for lines.Scan() {
		n++
		line := lines.Bytes()
		if n == 1 {
			line = bytes.TrimPrefix(line, byteOrderMark)
		}
		if len(bytes.TrimSpace(line)) == 0 {
			continue
		}
		var record struct {
			ID   json.RawMessage `json:"id"`
			Text *string         `json:"text"`
		}
		if json.Unmarshal(line, &record) != nil || !scalar(record.ID) || record.Text == nil {
			return badLine(n)
		}
		answer := struct {
			ID    json.RawMessage `json:"id"`
			Spans []span          `json:"spans"`
		}{record.ID, c.spans(d, []byte(*record.Text))}
		if err := encoder.Encode(answer); err != nil {
			return errors.New("the output cannot be written")
		}
		if err := out.Flush(); err != nil {
			return errors.New("the output cannot be written")
		}
	}
	if lines.Err() != nil {
		return fmt.Errorf("line %d cannot be read, or is longer than %d MB", n+1, maxLine>>20)
	}
	return nil
}

func badLine(n int) error {
	return fmt.Errorf(`line %d is not a JSON object with "id" and "text": mend it; what came before was scanned`, n)
}

// scalar reports whether an id is a text or a number, which is repeated as it came.
func scalar(id json.RawMessage) bool {
	return len(id) > 0 && (id[0] == '"' || id[0] == '-' || '0' <= id[0] && id[0] <= '9')
}

func (c scanCmd) spans(d *detect.Detector, text []byte) []span {
	found := []span{}
	for _, f := range d.Find(nil, text, c.All) {
		r := d.Rules()[f.Rule]
		s := span{Start: f.Start, End: f.End, Label: r.Class.String(), Rule: r.ID, Score: int(f.Score)}
		if c.Explain {
			for _, why := range d.Explain(nil, text, c.All, f) {
				s.Reasons = append(s.Reasons, reason{why.Code.String(), why.Word, int(why.Score)})
			}
		}
		found = append(found, s)
	}
	return found
}
