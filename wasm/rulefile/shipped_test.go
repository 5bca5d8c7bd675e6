package rulefile_test

import (
	"flag"
	"io/fs"
	"strings"
	"testing"

	"deckname/wasm/compile"
	"deckname/wasm/detect"
	"deckname/wasm/model"
	names "deckname/wasm/model/shipped"
	"deckname/wasm/pack"
	"deckname/wasm/rulefile"
	"deckname/wasm/rules"
)

var only = flag.String("only", "", "run the examples of this rule alone")

// shipped loads the rule tree and makes an engine for it.
func shipped(t testing.TB) (rulefile.Set, *detect.Detector) {
	t.Helper()
	set, err := rulefile.Load(rules.FS)
	if err != nil {
		t.Fatal(err)
	}
	data, err := compile.Pack(set.Rules(), 1, nil)
	if err != nil {
		t.Fatal(err)
	}
	p, err := pack.Load(data)
	if err != nil {
		t.Fatal(err)
	}
	d, err := detect.New(p)
	if err != nil {
		t.Fatal(err)
	}
	return set, d
}

// finder adapts an engine to rulefile.File.Run.
func finder(d *detect.Detector) func(string) []rulefile.Mark {
	return func(text string) []rulefile.Mark {
		var marks []rulefile.Mark
		for _, f := range d.Find(nil, []byte(text), true) {
			marks = append(marks, rulefile.Mark{Start: f.Start, End: f.End, Rule: d.Rules()[f.Rule].ID})
		}
		return marks
	}
}

// TestExamplesOfEveryRule: by the rules alone and with the model of names, without
// which a learned rule finds nothing.
func TestExamplesOfEveryRule(t *testing.T) {
	set, d := shipped(t)
	m, err := model.Load(names.Names)
	if err != nil {
		t.Fatal(err)
	}
	for _, m := range []*model.Model{nil, m} {
		d.Learn(m)
		for _, f := range set {
			if *only != "" && f.Rule.ID != *only || m == nil && f.Rule.Learned {
				continue
			}
			for _, err := range f.Run(finder(d)) {
				t.Errorf("model %t: %v", m != nil, err)
			}
		}
	}
}

func TestShippedTreeHoldsItsRules(t *testing.T) {
	set, err := rulefile.Load(rules.FS)
	if err != nil {
		t.Fatal(err)
	}
	if len(set) < 60 {
		t.Errorf("%d rules; the engine promises 60", len(set))
	}
	retired, err := fs.ReadFile(rules.FS, "RETIRED")
	if err != nil || !strings.Contains(string(retired), "never used twice") {
		t.Errorf("RETIRED is missing or says nothing: %v", err)
	}
}
