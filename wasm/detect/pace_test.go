package detect_test

import (
	"bytes"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"deckname/wasm/detect"
	"deckname/wasm/testdata/bench"
)

// TestPausesChangeNothing: Find gives the same with pauses as without, and the
// pauses come about as often as the text is long.
func TestPausesChangeNothing(t *testing.T) {
	d, _ := shipped(t)
	r := rand.New(rand.NewPCG(3, 5))
	corpus := bench.Corpus(bench.Seed, bench.Size)
	texts := [][]byte{
		corpus[:600<<10],
		bytes.Repeat([]byte("Frau Lena Muster, Herr Tom Fuchs und Mia Vogel. "), 8000),
		bytes.Repeat([]byte("x"), 700<<10),
		[]byte("Name;Geburtsdatum;Ort\n" + strings.Repeat("Lena Muster;12.03.1980;Ulm\n", 20000)),
		bytes.Repeat([]byte("030 1234567 89 a@b.de@c.de "), 20000),
	}
	for range 5 {
		var text []byte
		for len(text) < 200<<10 {
			at := r.IntN(len(corpus) - 5000)
			text = append(text, corpus[at:at+r.IntN(5000)]...)
			text = append(text, "\u00a0\u2013\xff"[r.IntN(3):]...)
		}
		texts = append(texts, text)
	}
	for i, text := range texts {
		want := slices.Clone(d.Find(nil, text, true))
		pauses := 0
		d.OnPause(func() { pauses++ })
		got := d.Find(nil, text, true)
		d.OnPause(nil)
		if !slices.Equal(got, want) {
			t.Errorf("text %d: %d findings with pauses, %d without", i, len(got), len(want))
		}
		if pauses < len(text)/(128<<10) {
			t.Errorf("text %d of %d bytes: %d pauses", i, len(text), pauses)
		}
		sortedAndApart(t, got)
	}
}

func sortedAndApart(t *testing.T, found []detect.Finding) {
	t.Helper()
	for i := 1; i < len(found); i++ {
		if found[i].Start < found[i-1].End {
			t.Fatalf("findings %d and %d overlap or are out of order", i-1, i)
		}
	}
}
