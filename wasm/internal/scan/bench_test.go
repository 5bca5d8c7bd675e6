package scan_test

import (
	"testing"

	"deckname/wasm/internal/scan"
	"deckname/wasm/testdata/bench"
)

func BenchmarkScan(b *testing.B) {
	p := build(b, samplePatterns)
	for _, c := range []struct {
		name string
		text []byte
	}{
		{"prompt", sampleText(1, 508, 60)[:508]},
		{"plain", sampleText(2, 508, 1<<30)[:508]},
		{"1MB", sampleText(3, 1_000_000, 140)},
		{"1MBplain", sampleText(4, 1_000_000, 1<<30)},
	} {
		s := scan.New(p)
		hits := s.Scan(nil, c.text)
		before := s.Stats()
		b.Run(c.name, func(b *testing.B) {
			b.SetBytes(int64(len(c.text)))
			for b.Loop() {
				hits = s.Scan(hits[:0], c.text)
			}
			after := s.Stats()
			b.ReportMetric(float64(len(hits)), "hits")
			b.ReportMetric(float64(before.Built), "states")
			b.ReportMetric(float64(after.Bytes-before.Bytes)/float64(b.N)/float64(len(c.text)), "steps/B")
		})
	}
}

func BenchmarkCold(b *testing.B) {
	p := build(b, samplePatterns)
	text := sampleText(3, 1_000_000, 140)
	var hits []scan.Hit
	b.SetBytes(int64(len(text)))
	for b.Loop() {
		s := scan.New(p)
		hits = s.Scan(hits[:0], text)
		b.ReportMetric(float64(s.Stats().Built), "states")
	}
}

func BenchmarkHostile(b *testing.B) {
	p := build(b, samplePatterns)
	for _, h := range bench.Hostile(100_000) {
		b.Run(h.Name+"/cold", func(b *testing.B) {
			b.SetBytes(int64(len(h.Text)))
			var hits []scan.Hit
			for b.Loop() {
				s := scan.New(p)
				hits = s.Scan(hits[:0], h.Text)
				st := s.Stats()
				b.ReportMetric(float64(st.Built), "states")
				b.ReportMetric(float64(st.Flushes), "flushes")
			}
		})
		b.Run(h.Name+"/warm", func(b *testing.B) {
			s := scan.New(p)
			hits := s.Scan(nil, h.Text)
			before := s.Stats()
			b.SetBytes(int64(len(h.Text)))
			for b.Loop() {
				hits = s.Scan(hits[:0], h.Text)
			}
			after := s.Stats()
			b.ReportMetric(float64(len(hits)), "hits")
			b.ReportMetric(float64(after.Bytes-before.Bytes)/float64(b.N)/float64(len(h.Text)), "steps/B")
			b.ReportMetric(float64(after.Built-before.Built)/float64(b.N), "built")
		})
	}
}

func BenchmarkKeystroke(b *testing.B) {
	s := scan.New(build(b, samplePatterns))
	text := sampleText(5, 100_000, 140)
	hits := s.Scan(nil, text)
	next, edit := edited(text, 50_000, 50_000, []byte("x"))
	var out []scan.Hit
	for b.Loop() {
		out, _, _ = s.Rescan(out[:0], hits, next, edit)
	}
}
