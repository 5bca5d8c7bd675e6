// Command train learns to find names and writes the model that is shipped.
//
//	train [-data DIR] [-prompts FILE]… [-out FILE] [-measure] [-faults SET]
//
// It reads annotated texts and name lists from DIR, and prompts made by promptgen.
// The same input gives the same bytes. Where DIR is absent, as on most machines,
// it says so and leaves the committed model as it is. It never trains on DIR/dev:
// with -measure it prints how well the model does there, and with -faults excerpts
// of those published texts with the errors on persons.
package main

import (
	"bytes"
	"compress/gzip"
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"

	"deckname/wasm/internal/tagger"
	"deckname/wasm/model"
)

type options struct {
	data    string
	prompts []string
	out     string
	measure bool
	faults  string
	hold    hold
	settings
}

func main() {
	o := options{settings: defaults}
	flag.StringVar(&o.data, "data", "../shared/data", "folder with train, lexicon and dev")
	flag.Func("prompts", "file of generated prompts, JSON lines; may be given several times", func(f string) error {
		o.prompts = append(o.prompts, f)
		return nil
	})
	flag.StringVar(&o.out, "out", "wasm/model/shipped/names.model", "where the model goes; empty for nowhere")
	flag.BoolVar(&o.measure, "measure", false, "print precision, recall and F1 on the development sets")
	flag.StringVar(&o.faults, "faults", "", "print the errors on persons in this development set")
	flag.Var(&o.hold, "hold", "leave part/of[/seed] of the training texts out, like 0/5, and measure persons on it")
	o.settings.register()
	flag.Parse()
	if err := build(o, os.Stdout); err != nil {
		fmt.Fprintln(os.Stderr, "train:", err)
		os.Exit(1)
	}
}

func build(o options, w io.Writer) error {
	if _, err := os.Stat(filepath.Join(o.data, "train")); err != nil {
		fmt.Fprintf(w, "train: no training data in %s; the committed model stays as it is\n", o.data)
		return nil
	}
	docs, out, err := readCorpora(o.data, o.hold, w)
	if err != nil {
		return err
	}
	for _, name := range o.prompts {
		more, err := readFile(name, w)
		if err != nil {
			return err
		}
		for i := range more {
			more[i].weight = generated
		}
		docs = append(docs, more...)
	}
	words, err := readVocabulary(o.data)
	if err != nil {
		return err
	}
	m := learn(docs, words, o.settings, w)
	data := model.Encode(m)
	if m, err = model.Load(data); err != nil { // what is measured is what is shipped
		return err
	}
	fmt.Fprintf(w, "model: %d words, %d rows, %d bytes, %d gzip\n", m.Names.Len(), m.Weights.Len(), len(data), packed(data))
	t := tagger.New(m)
	if o.hold.of > 0 { // such a model is not for use
		return measureHeld(w, t, out, o.data)
	}
	if o.measure {
		if err := measure(w, t, o.data); err != nil {
			return err
		}
	}
	if o.faults != "" {
		if err := printFaults(w, t, o.data, o.faults); err != nil {
			return err
		}
	}
	if o.out == "" {
		return nil
	}
	return os.WriteFile(o.out, data, 0o644)
}

func packed(data []byte) int {
	var b bytes.Buffer
	z, _ := gzip.NewWriterLevel(&b, gzip.BestCompression)
	z.Write(data)
	z.Close()
	return b.Len()
}
