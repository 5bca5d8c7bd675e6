package tagger_test

import (
	"bytes"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"deckname/wasm/internal/tagger"
	"deckname/wasm/model"
	"deckname/wasm/model/shipped"
	"deckname/wasm/testdata/bench"
)

func load(t testing.TB) *tagger.Tagger {
	t.Helper()
	m, err := model.Load(shipped.Names)
	if err != nil {
		t.Fatal(err)
	}
	return tagger.New(m)
}

func marked(text string, spans []tagger.Span) string {
	var b strings.Builder
	at := 0
	for _, s := range spans {
		b.WriteString(text[at:s.Start])
		b.WriteString([]string{"⟦", "⟦place:", "⟦org:", "⟦street:"}[s.Label] + text[s.Start:s.End] + "⟧")
		at = s.End
	}
	return b.String() + text[at:]
}

// sound fails when spans are not in order, overlap, or split a character.
func sound(t *testing.T, text []byte, spans []tagger.Span) {
	t.Helper()
	at := 0
	for _, s := range spans {
		if s.Start < at || s.End <= s.Start || s.End > len(text) {
			t.Fatalf("span %d–%d after %d in %d bytes", s.Start, s.End, at, len(text))
		}
		if utf8.Valid(text) && (!utf8.RuneStart(text[s.Start]) || s.End < len(text) && !utf8.RuneStart(text[s.End])) {
			t.Fatalf("span %d–%d splits a character", s.Start, s.End)
		}
		if s.Score < 1 || s.Score > 99 || s.Label > tagger.Street {
			t.Fatalf("span with label %d and score %d", s.Label, s.Score)
		}
		at = s.End
	}
}

func TestPersonsAreFound(t *testing.T) {
	tag := load(t)
	for _, want := range []string{
		"Gestern hat ⟦Matthias Brandauer⟧ angerufen.",
		"Bitte antworte ⟦Sabine Kleinschmidt⟧ freundlich.",
		"Please forward this to ⟦Rebecca Thornton⟧ today.",
		"Das Wetter wird morgen besser.",
		"The invoice was paid on time.",
	} {
		text := strings.NewReplacer("⟦", "", "⟧", "").Replace(want)
		if got := marked(text, tag.Tag(nil, []byte(text), idle)); got != want {
			t.Errorf("%s, want %s", got, want)
		}
	}
}

func TestWarmTaggerAllocatesNothing(t *testing.T) {
	tag := load(t)
	spans := make([]tagger.Span, 0, 4096)
	text := bench.Corpus(bench.Seed, 100_000)
	tag.Tag(spans, text, idle)
	if n := testing.AllocsPerRun(5, func() { tag.Tag(spans, text, idle) }); n != 0 {
		t.Errorf("%v allocations", n)
	}
}

func TestAnyBytes(t *testing.T) {
	tag := load(t)
	every := make([]byte, 256)
	for i := range every {
		every[i] = byte(i)
	}
	for name, text := range map[string][]byte{
		"empty":              nil,
		"every byte":         bytes.Repeat(every, 50),
		"one long word":      bytes.Repeat([]byte("Aa"), 100_000),
		"names without end":  bytes.Repeat([]byte("Karl "), 50_000),
		"hyphens":            bytes.Repeat([]byte("Anna-"), 50_000),
		"broken characters":  bytes.Repeat([]byte("M\xc3ller \xf0\x9f "), 5_000),
		"only capitals":      bytes.Repeat([]byte("HANS MÜLLER\r\n"), 5_000),
		"combining marks":    bytes.Repeat([]byte("Mu\u0308ller "), 5_000),
		"other scripts":      []byte("Иван Петров, Ιωάννης, 王小明, محمد, ŞÜKRÜ"),
		"borders everywhere": bytes.Repeat([]byte("\n"), 20_000),
	} {
		t.Run(name, func(t *testing.T) { sound(t, text, tag.Tag(nil, text, idle)) })
	}
}

func TestEqualTextGivesEqualSpans(t *testing.T) {
	tag := load(t)
	text := bench.Corpus(7, 50_000)
	first := tag.Tag(nil, text, idle)
	tag.Tag(nil, bench.Corpus(8, 50_000), idle)
	if again := tag.Tag(nil, text, idle); !slices.Equal(first, again) {
		t.Error("the text in between has changed the result")
	}
}

func TestNegativeBiasFindsMore(t *testing.T) {
	tag := load(t)
	text := bench.Corpus(9, 50_000)
	count := func(bias int) int {
		tag.SetBias(bias)
		return len(tag.Tag(nil, text, idle))
	}
	if few, normal, many := count(100), count(0), count(-100); few >= normal || normal >= many {
		t.Errorf("%d, %d, %d spans", few, normal, many)
	}
}

func FuzzTag(f *testing.F) {
	tag := load(f)
	f.Add([]byte("Frau Dr. Lena Schröder-Haas, geb. Vogel"))
	f.Add([]byte("a\n-’'\xff Ä"))
	f.Fuzz(func(t *testing.T, text []byte) { sound(t, text, tag.Tag(nil, text, idle)) })
}

func BenchmarkPrompt508(b *testing.B) {
	tag := load(b)
	spans := make([]tagger.Span, 0, 64)
	b.SetBytes(int64(len(bench.Prompt)))
	for b.Loop() {
		spans = tag.Tag(spans[:0], bench.Prompt, idle)
	}
}

func BenchmarkCorpus(b *testing.B) {
	tag := load(b)
	text := bench.Corpus(bench.Seed, bench.Size)
	spans := make([]tagger.Span, 0, 1<<16)
	b.SetBytes(int64(len(text)))
	for b.Loop() {
		spans = tag.Tag(spans[:0], text, idle)
	}
}

// idle takes no note of work.
func idle(int) {}

// TestWhatIsLeftInTheMiddleIsForgotten: spend may end the work with a panic, as an
// abandoned job does.
func TestWhatIsLeftInTheMiddleIsForgotten(t *testing.T) {
	left, fresh := load(t), load(t)
	long := []byte(strings.Repeat("Gestern hat Matthias Brandauer angerufen, sagt Frau Brandauer. ", 50))
	short := []byte("Bitte antworte Matthias Brandauer. Brandauer ist da.")
	want := fresh.Tag(nil, short, func(int) {})
	for stop := 1; stop < 12; stop++ {
		func() {
			defer func() {
				if recover() == nil {
					t.Fatalf("%d reports of work at most", stop)
				}
			}()
			calls := 0
			left.Tag(nil, long, func(int) {
				if calls++; calls == stop {
					panic("enough")
				}
			})
		}()
		left.Forget()
		if got := left.Tag(nil, short, func(int) {}); !slices.Equal(got, want) {
			t.Fatalf("after %d reports of work: %v, want %v", stop, got, want)
		}
	}
}
