package main

import (
	"bufio"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"

	"deckname/wasm/eval"
)

// annotate asks one engine about every text and returns its spans by data set.
func annotate(engine string, sets []dataSet) (map[string][][]eval.Span, error) {
	cmd := exec.Command("node", "--import", "tsx", "bench/annotate.ts", engine)
	cmd.Dir = "extension"
	cmd.Stderr = os.Stderr
	in, err := cmd.StdinPipe()
	if err != nil {
		return nil, err
	}
	out, err := cmd.StdoutPipe()
	if err != nil {
		return nil, err
	}
	if err := cmd.Start(); err != nil {
		return nil, errors.New("node cannot be started: run this from the top folder, with Node 20 or later")
	}
	go func() {
		ask(in, sets)
		in.Close()
	}()
	answers, err := hear(engine, out, sets)
	return answers, errors.Join(err, cmd.Wait())
}

// ask writes all texts. What goes wrong here is seen in the answers.
func ask(in io.Writer, sets []dataSet) {
	buffered := bufio.NewWriter(in)
	defer buffered.Flush()
	records := json.NewEncoder(buffered)
	for _, set := range sets {
		for k := range set.documents {
			d := &set.documents[k]
			if records.Encode(map[string]string{"id": d.ID, "text": d.Text}) != nil {
				return
			}
		}
	}
}

func hear(engine string, out io.Reader, sets []dataSet) (map[string][][]eval.Span, error) {
	lines := bufio.NewScanner(out)
	lines.Buffer(nil, 1<<24)
	answers := map[string][][]eval.Span{}
	for _, set := range sets {
		for k := range set.documents {
			var answer struct {
				ID    string
				Spans []eval.Span
			}
			if !lines.Scan() || json.Unmarshal(lines.Bytes(), &answer) != nil || answer.ID != set.documents[k].ID {
				return nil, fmt.Errorf("%s does not answer text %s of %s", engine, set.documents[k].ID, set.name)
			}
			answers[set.name] = append(answers[set.name], answer.Spans)
		}
	}
	return answers, nil
}
