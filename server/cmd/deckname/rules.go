package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"

	"deckname/wasm/compile"
	"deckname/wasm/detect"
	"deckname/wasm/model"
	"deckname/wasm/model/shipped"
	"deckname/wasm/pack"
	"deckname/wasm/rulefile"
	"deckname/wasm/rules"
)

// loadRules reads the rule files of a folder, or those that ship with this
// program when dir is "".
func loadRules(dir string) (rulefile.Set, error) {
	if dir == "" {
		return rulefile.Load(rules.FS)
	}
	switch info, err := os.Stat(dir); {
	case errors.Is(err, fs.ErrNotExist):
		return nil, fmt.Errorf("there is no folder %s: name a folder with rule files, or leave it out to take the rules of this program", dir)
	case err != nil:
		return nil, err
	case !info.IsDir():
		return nil, fmt.Errorf("%s is a file: name the folder that holds the rule files", dir)
	}
	return rulefile.Load(os.DirFS(dir))
}

// buildPack makes a pack of rules alone and proves it.
func buildPack(set rulefile.Set, serial uint64) ([]byte, error) {
	return (&product{set: set}).pack(serial)
}

// prove runs every example of the rules in a pack: they find, with the model of
// names, what the examples say.
func prove(set rulefile.Set, p *pack.Pack) error {
	detector, err := detectorOf(p, shipped.Names)
	if err != nil {
		return err
	}
	var errs []error
	for _, file := range set {
		errs = append(errs, file.Run(func(text string) []rulefile.Mark { return marks(detector, text) })...)
	}
	return errors.Join(errs...)
}

// packOf compiles rules; their examples are the texts that warm the pack.
func packOf(set rulefile.Set, serial uint64) ([]byte, error) {
	body, err := compile.Pack(set.Rules(), serial, set.Texts())
	return body, placed(set, err)
}

// placed names file and line of a rule that the compiler refuses.
func placed(set rulefile.Set, err error) error {
	var refusal *compile.Refusal
	if errors.As(err, &refusal) {
		return set.At(refusal.Rule, refusal.Reason, refusal.Next)
	}
	return err
}

// newDetector makes a detector of a pack and a model of names; without names it
// works by its rules alone.
func newDetector(body, names []byte) (*detect.Detector, error) {
	p, err := pack.Load(body)
	if err != nil {
		return nil, err
	}
	return detectorOf(p, names)
}

func detectorOf(p *pack.Pack, names []byte) (*detect.Detector, error) {
	d, err := detect.New(p)
	if err != nil || names == nil {
		return d, err
	}
	m, err := model.Load(names)
	if err != nil {
		return nil, err
	}
	d.Learn(m)
	return d, nil
}

// marks returns the findings of all rules in an example.
func marks(d *detect.Detector, text string) []rulefile.Mark {
	var marks []rulefile.Mark
	for _, f := range d.Find(nil, []byte(text), true) {
		marks = append(marks, rulefile.Mark{Start: f.Start, End: f.End, Rule: d.Rules()[f.Rule].ID})
	}
	return marks
}
