package scan_test

import (
	"slices"
	"testing"

	"deckname/wasm/internal/scan"
	"deckname/wasm/testdata/bench"
)

func TestWarmScanAllocatesNothing(t *testing.T) {
	p := build(t, samplePatterns)
	for _, c := range []struct {
		name string
		text []byte
	}{
		{"prompt with findings", sampleText(1, 500, 60)},
		{"prompt without", sampleText(2, 500, 1<<30)},
		{"paste", sampleText(3, 200_000, 140)},
		{"ends everywhere", bench.Repeat("password=", 50_000)},
	} {
		s := scan.New(p)
		hits := s.Scan(nil, c.text)
		if n := testing.AllocsPerRun(10, func() { hits = s.Scan(hits[:0], c.text) }); n != 0 {
			t.Errorf("%s: %v allocations per scan", c.name, n)
		}
	}
}

// TestWorkIsLinear doubles every text and counts: neither the steps nor the
// building of states may grow faster than the text, and the steps per byte have
// a bound that no text may break.
func TestWorkIsLinear(t *testing.T) {
	const size, perByte = 50_000, 6
	doubled := bench.Hostile(2 * size)
	for name, sources := range map[string][]string{"sample rules": samplePatterns, "odd rules": patterns} {
		p := build(t, sources)
		work := func(text []byte) scan.Stats {
			s := scan.New(p)
			s.Scan(nil, text)
			return s.Stats()
		}
		for i, h := range bench.Hostile(size) {
			once, twice := work(h.Text), work(doubled[i].Text)
			if twice.Bytes > once.Bytes*21/10 {
				t.Errorf("%s, %s: %d steps, %d for twice the text", name, h.Name, once.Bytes, twice.Bytes)
			}
			if twice.Nodes > once.Nodes*25/10+size {
				t.Errorf("%s, %s: %d nodes looked at, %d for twice the text", name, h.Name, once.Nodes, twice.Nodes)
			}
			if name == "sample rules" && twice.Bytes > perByte*2*size {
				t.Errorf("%s, %s: %d steps for %d bytes, allowed are %d per byte", name, h.Name, twice.Bytes, 2*size, perByte)
			}
		}
	}
}

// TestFewStates guards the coarse automaton: without it the noise needs ten
// times as many states.
func TestFewStates(t *testing.T) {
	p := build(t, samplePatterns)
	for _, h := range bench.Hostile(100_000) {
		s := scan.New(p)
		s.Scan(nil, h.Text)
		if st := s.Stats(); st.Built > 12_000 || st.Flushes > 0 {
			t.Errorf("%s: %d states, %d flushes", h.Name, st.Built, st.Flushes)
		}
	}
}

// TestMemoryIsBounded scans much text of every kind with one scanner.
func TestMemoryIsBounded(t *testing.T) {
	const most = 24 << 20
	for name, sources := range map[string][]string{"sample rules": samplePatterns, "odd rules": patterns} {
		s := scan.New(build(t, sources))
		var hits []scan.Hit
		for _, h := range bench.Hostile(200_000) {
			hits = s.Scan(hits[:0], h.Text)
		}
		if size := s.Footprint(); size > most {
			t.Errorf("%s: the scanner holds %d bytes, allowed are %d", name, size, most)
		}
	}
}

// TestFlushKeepsWarmStates fills a cache with hostile text and looks whether
// ordinary text still finds its states.
func TestFlushKeepsWarmStates(t *testing.T) {
	text := sampleText(3, 500, 100)[:500]
	p := build(t, samplePatterns)
	warm, err := scan.Decode(scan.Warm(p, [][]byte{text}, nil).Append(nil))
	if err != nil {
		t.Fatal(err)
	}
	s := scan.New(warm)
	before := s.Stats()
	want := s.Scan(nil, text)
	if built := s.Stats().Built - before.Built; built != 0 {
		t.Errorf("the first scan of the warm text built %d states", built)
	}
	for i := 0; s.Stats().Flushes < 3; i++ {
		if i == 100 {
			t.Fatal("nothing fills the caches: the test is of no use")
		}
		s.Scan(nil, randomBytes(uint64(i), 200_000))
	}
	before = s.Stats()
	if got := s.Scan(nil, text); !slices.Equal(got, want) {
		t.Error("the hits changed after flushes")
	}
	if built := s.Stats().Built - before.Built; built != 0 {
		t.Errorf("after flushes the warm text built %d states", built)
	}
}

func TestBigText(t *testing.T) {
	s := scan.New(build(t, samplePatterns))
	text := sampleText(3, 64<<20, 5_000)
	part := s.Scan(nil, text[:1<<20])
	all := s.Scan(nil, text)
	if len(part) == 0 || !slices.Equal(part[:len(part)-1], all[:len(part)-1]) {
		t.Error("a long text gives other hits at its beginning")
	}
	if size := s.Footprint(); size > 24<<20 {
		t.Errorf("the scanner holds %d bytes", size)
	}
}

func TestSortedByStartLengthRule(t *testing.T) {
	got := scan.New(build(t, []string{`ab`, `abc`, `(?:abc)`, `b`})).Scan(nil, []byte("abcab"))
	want := []scan.Hit{{0, 3, 1}, {0, 3, 2}, {0, 2, 0}, {1, 2, 3}, {3, 5, 0}, {4, 5, 3}}
	if !slices.Equal(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
}

func TestScanAppends(t *testing.T) {
	s := scan.New(build(t, []string{`ab`}))
	first := []scan.Hit{{7, 8, 9}}
	if got := s.Scan(first, []byte("ab")); !slices.Equal(got, []scan.Hit{{7, 8, 9}, {0, 2, 0}}) {
		t.Errorf("got %v", got)
	}
	if got := s.Scan(nil, nil); got != nil {
		t.Errorf("empty text gave %v", got)
	}
	if got := scan.New(build(t, nil)).Scan(nil, []byte("ab")); got != nil {
		t.Errorf("no rules gave %v", got)
	}
}

// TestRecordingGrowsByDoubling: warm states are chosen among more states than a
// cache may hold; its table must not be copied for each of them.
func TestRecordingGrowsByDoubling(t *testing.T) {
	p := build(t, []string{`ab{1,4}c`})
	if moves := scan.Moves(p, 100, 10_000); moves > 10 {
		t.Errorf("10,000 rows where the limit is 100: the table was copied %d times", moves)
	}
}
