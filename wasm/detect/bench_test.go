package detect_test

import (
	"testing"

	"deckname/wasm/compile"
	"deckname/wasm/detect"
	"deckname/wasm/pack"
	"deckname/wasm/rulefile"
	"deckname/wasm/rules"
	"deckname/wasm/testdata/bench"
)

// shipped makes an engine of the rules in the tree.
func shipped(t testing.TB) (*detect.Detector, rulefile.Set) {
	t.Helper()
	set, err := rulefile.Load(rules.FS)
	if err != nil {
		t.Fatal(err)
	}
	data, err := compile.Pack(set.Rules(), 1, set.Texts())
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
