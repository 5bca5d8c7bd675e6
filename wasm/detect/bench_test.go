package detect_test

import (
	"sync"
	"testing"

	"deckname/wasm/compile"
	"deckname/wasm/detect"
	"deckname/wasm/model"
	names "deckname/wasm/model/shipped"
	"deckname/wasm/pack"
	"deckname/wasm/rule"
	"deckname/wasm/rulefile"
	"deckname/wasm/rules"
	"deckname/wasm/testdata/bench"
)

// tree and packed are made once: compiling tries every rule out.
var (
	tree   = sync.OnceValues(func() (rulefile.Set, error) { return rulefile.Load(rules.FS) })
	packed = sync.OnceValues(func() ([]byte, error) {
		set, err := tree()
		if err != nil {
			return nil, err
		}
		return compile.Pack(set.Rules(), 1, set.Texts())
	})
)

// shipped makes a fresh engine of the rules in the tree.
func shipped(t testing.TB) (*detect.Detector, rulefile.Set) {
	t.Helper()
	set, err := tree()
	if err != nil {
		t.Fatal(err)
	}
	data, err := packed()
	if err != nil {
		t.Fatal(err)
	}
	return loaded(t, data), set
}

// loaded makes an engine of a pack.
func loaded(t testing.TB, data []byte) *detect.Detector {
	t.Helper()
	p, err := pack.Load(data)
	if err != nil {
		t.Fatal(err)
	}
	d, err := detect.New(p)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// ruled makes an engine of rules without texts.
func ruled(t testing.TB, rules []rule.Rule) *detect.Detector {
	t.Helper()
	data, err := compile.Pack(rules, 1, nil)
	if err != nil {
		t.Fatal(err)
	}
	return loaded(t, data)
}

// taught makes the same engine with the shipped model of names.
func taught(t testing.TB) (*detect.Detector, rulefile.Set) {
	t.Helper()
	d, set := shipped(t)
	m, err := model.Load(names.Names)
	if err != nil {
		t.Fatal(err)
	}
	d.Learn(m)
	return d, set
}

func BenchmarkPrompt508(b *testing.B) { benchmark(b, bench.Prompt) }

func BenchmarkCorpus(b *testing.B) { benchmark(b, bench.Corpus(bench.Seed, bench.Size)) }

func benchmark(b *testing.B, text []byte) {
	d, _ := shipped(b)
	found := d.Find(nil, text, true)
	b.SetBytes(int64(len(text)))
	b.ReportAllocs()
	for b.Loop() {
		found = d.Find(found[:0], text, true)
	}
	b.ReportMetric(float64(len(found)), "findings")
}
