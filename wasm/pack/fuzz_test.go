package pack_test

import (
	"bytes"
	"testing"

	"deckname/wasm/compile"
	"deckname/wasm/internal/scan"
	"deckname/wasm/pack"
	"deckname/wasm/rule"
)

var fuzzText = []byte("Meine Steuer-ID: 86 095 742 719, anna@example.org. ab ab\xff\x00 äöü 12345")

// FuzzLoad loads any bytes, as they are and with a right checksum. What is
// accepted must be canonical and must scan without a panic, with hits inside the text.
func FuzzLoad(f *testing.F) {
	f.Add([]byte{})
	for _, data := range seeds(f) {
		f.Add(data)
		f.Add(data[:len(data)/2])
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		for _, data := range [][]byte{data, pack.Seal(data)} {
			p, err := pack.Load(data)
			if err != nil {
				continue
			}
			again, err := pack.Encode(p)
			if err != nil || !bytes.Equal(again, data) {
				t.Fatalf("the pack was accepted but is not canonical (%v)", err)
			}
			s := scan.New(p.Program)
			for _, h := range s.Scan(nil, fuzzText) {
				if h.Start < 0 || h.End <= h.Start || h.End > len(fuzzText) || int(h.Rule) >= len(p.Rules) {
					t.Fatalf("hit %v", h)
				}
			}
		}
	})
}

func seeds(t testing.TB) [][]byte {
	t.Helper()
	var all [][]byte
	for _, rules := range [][]rule.Rule{
		nil,
		{{ID: "a", Pattern: `ab`}},
		{{ID: "a", Pattern: `\b(?:a|b){1,4}@\B`, Near: []string{"x"}}, {ID: "b", Pattern: `ä{2,5}`}},
		rules(),
	} {
		for _, warm := range [][][]byte{nil, {fuzzText}} {
			data, err := compile.Pack(rules, 1, warm)
			if err != nil {
				t.Fatal(err)
			}
			all = append(all, data)
		}
	}
	data, err := compile.PackLists(rules(), 1, nil, dictionaries(), lists(t))
	if err != nil {
		t.Fatal(err)
	}
	return append(all, data)
}
