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
	File      string `arg:"" optional:"" default:"-" help:"File to read; - is standard input."`
}

// span is one finding in bytes of the text.
type span struct {
	Start int    `json:"start"`
	End   int    `json:"end"`
	Label string `json:"label"`
	Rule  string `json:"rule"`
	Score int    `json:"score"`
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
		err = scanRecords(detector, in, out, c.All)
	} else {
		err = scanText(detector, in, out, c.All)
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

// scanText prints one line for each finding.
func scanText(d *detect.Detector, in io.Reader, out io.Writer, all bool) error {
	text, err := io.ReadAll(in)
	if err != nil {
		return errors.New("the input cannot be read")
	}
	for _, f := range spans(d, text, all) {
		fmt.Fprintf(out, "%d-%d\t%s\t%s\t%d\n", f.Start, f.End, f.Label, f.Rule, f.Score)
	}
	return nil
}

// scanRecords answers each line at once, so that a program can ask and wait. The
// first bad line ends it: its number is named, its content is not.
func scanRecords(d *detect.Detector, in io.Reader, out *bufio.Writer, all bool) error {
	lines := bufio.NewScanner(in)
	lines.Buffer(make([]byte, 64<<10), maxLine)
	encoder := json.NewEncoder(out)
	encoder.SetEscapeHTML(false)
	n := 0
	for lines.Scan() {
		n++
		if len(bytes.TrimSpace(lines.Bytes())) == 0 {
			continue
		}
		var record struct {
			ID   json.RawMessage `json:"id"`
			Text *string         `json:"text"`
		}
		if json.Unmarshal(lines.Bytes(), &record) != nil || !scalar(record.ID) || record.Text == nil {
			return badLine(n)
		}
		answer := struct {
			ID    json.RawMessage `json:"id"`
			Spans []span          `json:"spans"`
		}{record.ID, spans(d, []byte(*record.Text), all)}
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

func spans(d *detect.Detector, text []byte, all bool) []span {
	found := []span{}
	for _, f := range d.Find(nil, text, all) {
		r := d.Rules()[f.Rule]
		found = append(found, span{f.Start, f.End, r.Class.String(), r.ID, int(f.Score)})
	}
	return found
}
