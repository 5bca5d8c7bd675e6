package detect_test

import (
	"math/rand/v2"
	"slices"
	"testing"

	"deckname/wasm/detect"
	"deckname/wasm/internal/scan"
	"deckname/wasm/rule"
	"deckname/wasm/rulefile"
	"deckname/wasm/testdata/bench"
)

// fragments make texts in which much depends on much: tables, addresses over
// lines, names that recur, long tails, clusters, characters with a plain form.
var fragments = []string{
	"Name;Geburtsdatum;IBAN\n", "Lena Muster;12.03.1980;DE89 3704 0044 0532 0130 00\n", "Tom Fuchs;01.02.1975;\n",
	"Vorname\tNachname\tTelefon\n", "Anna\tWeber\t030 1234567\n", "| Kunde | Steuer-ID | Ort |\n", "| Lena Muster | 86095742719 | Köln |\n",
	"Geburtstage im Juli:\n", "Mitglieder\n", "Name   Geburtstag   Ort\n", "Lena Muster   12.03.1980   Bonn\n", "- 993779 Lena\n", "Version 1.2.3.4 und 1.2.3.5",
	"Frau Lena Muster", "Herr Weber", "Weber", "Muster", "Lena", ", Mia Vogel und Tom Fuchs", "Sehr geehrte Frau Dr. von der Heide,\n",
	"Amselgasse 27, 04109 Leipzig", "Hauptstr. 5\n12345 Berlin\n", "12 Baker Street, London NW1 6XE", "wohnhaft in der ",
	"geboren am 12.03.1980", "Geburtsdatum: ", "IBAN DE89 3704 0044 0532 0130 00", "DE89\u00a03704\u00a00044\u202f0532\u00a00130\u00a000",
	"max.muster@example.org", "max punkt muster (at) example punkt org", "https://user:geheim12@example.org/a?b=c", "10.0.0.1", "password=hunter2hunter2 ",
	"sk-live-4eC39HqLyjWDarjtT1zdp7dc0000", "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0In0.c2lnbmF0dXJlc2lnbmF0dXJl", "-----BEGIN PRIVATE KEY-----\nMIIEvQIBADANBgkq\n-----END PRIVATE KEY-----\n",
	"Steuer-ID 86095742719", "keine Steuer-ID: ", "Kundennummer ", "4556 7375 8689 9855", "0171 3920042", "+49 (0)30 1234567", "K-666830", "V-1234",
	"\u200b", "Mus\u00adter", "Mu\u0308ller", "\u0308", "１２３", "–", "’", "😀", "\xff", "\xc3", "ä", "ß",
	" ", " ", " ", "\n", "\n", "\n\n", ", ", ". ", ";", "|", "\t", "\"", "\r\n", "@", ":", "-", "0", "1", "9", "a", "s", "A", "x", "und ", "der ", "Dr. ",
	"Bitte schreiben Sie dem Kunden eine freundliche Antwort", "The quarterly report is due on Friday",
}

func scrap(r *rand.Rand, parts int) (b []byte) {
	for range parts {
		b = append(b, fragments[r.IntN(len(fragments))]...)
		if r.IntN(3) == 0 {
			b = append(b, ' ')
		}
	}
	return b
}

// change makes one edit of a text: a letter, a piece taken out, put in or copied
// from elsewhere.
func change(r *rand.Rand, t []byte) (start, end int, by []byte) {
	start = r.IntN(len(t) + 1)
	if r.IntN(4) == 0 { // people go on where they stopped
		start = len(t)
	}
	end = start
	switch r.IntN(8) {
	case 0:
		end = min(len(t), start+1+r.IntN(4))
	case 1:
		end = min(len(t), start+r.IntN(60))
	case 2:
		end = min(len(t), start+r.IntN(3000))
	case 3:
		from := r.IntN(len(t) + 1)
		return start, end, slices.Clone(t[from:min(len(t), from+r.IntN(200))])
	case 4:
		end = min(len(t), start+r.IntN(10))
	}
	return start, end, scrap(r, r.IntN(3))
}

// checked edits draft and compares with all of the text.
func checked(t *testing.T, x *detect.Draft, full *detect.Detector, all bool, shown []detect.Finding, start, end int, by []byte) []detect.Finding {
	t.Helper()
	before := string(x.Text())
	u := x.Edit(start, end, by)
	want := full.Find(nil, x.Text(), all)
	if !slices.Equal(x.Findings(), want) {
		got, i := x.Findings(), 0
		for i < min(len(got), len(want)) && got[i] == want[i] {
			i++
		}
		lo, hi := max(0, start-300), min(len(before), end+300)
		t.Fatalf("[%d,%d) by %q in …%q…\nfinding %d\n got %v\nwant %v", start, end, by, before[lo:hi], i, got[i:min(len(got), i+4)], want[i:min(len(want), i+4)])
	}
	next := slices.Clone(shown[:u.First])
	next = append(next, want[u.First:u.First+u.Added]...)
	for _, f := range shown[u.First+u.Removed:] {
		f.Start += len(by) - (end - start)
		f.End += len(by) - (end - start)
		next = append(next, f)
	}
	if !slices.Equal(next, want) {
		t.Fatalf("[%d,%d) by %q in %q: update %+v of %v makes %v, not %v", start, end, by, before, u, shown, next, want)
	}
	return next
}

func TestDraftEqualsFind(t *testing.T) {
	d, _ := shipped(t)
	full, _ := shipped(t)
	equal(t, d, full, 60, 40, 20_000)
}

func TestDraftEqualsFindWithModel(t *testing.T) {
	d, _ := taught(t)
	full, _ := taught(t)
	equal(t, d, full, 8, 25, 150_000)
}

func TestDraftEqualsFindWithLists(t *testing.T) {
	equal(t, withLists(t, rule.Mask), withLists(t, rule.Mask), 10, 30, 3000)
}

// equal compares drafts of so many texts after each of so many edits.
func equal(t *testing.T, d, full *detect.Detector, texts, edits, longest int) {
	t.Helper()
	r := rand.New(rand.NewPCG(41, 42))
	for round := range texts {
		all := round%2 == 0
		start := scrap(r, r.IntN(80))
		if round%4 == 1 {
			start = bench.Corpus(bench.Seed+uint64(round), 3000+r.IntN(longest))
		}
		x := d.Open(all)
		shown := checked(t, x, full, all, nil, 0, 0, start)
		for range edits {
			s, e, by := change(r, x.Text())
			shown = checked(t, x, full, all, shown, s, e, by)
			if r.IntN(10) == 0 { // the detector is used for other texts in between
				d.Find(nil, scrap(r, 5), true)
			}
		}
		x.Close()
	}
}

// FuzzDraft makes edits out of bytes: every four are a place, how much goes, and
// which fragment comes.
func FuzzDraft(f *testing.F) {
	r := rand.New(rand.NewPCG(43, 44))
	for range 20 {
		edits := make([]byte, 4*(1+r.IntN(12)))
		for i := range edits {
			edits[i] = byte(r.Uint32())
		}
		f.Add(scrap(r, r.IntN(30)), edits)
	}
	d, _ := shipped(f)
	full, _ := shipped(f)
	f.Fuzz(func(t *testing.T, start, edits []byte) {
		if len(start) > 8000 || len(edits) > 200 {
			return
		}
		x := d.Open(true)
		defer x.Close()
		shown := checked(t, x, full, true, nil, 0, 0, start)
		for ; len(edits) >= 4; edits = edits[4:] {
			n := len(x.Text())
			s := (int(edits[0])<<8 | int(edits[1])) % (n + 1)
			e := min(n, s+int(edits[2])%32)
			by := fragments[int(edits[3])%len(fragments)]
			shown = checked(t, x, full, true, shown, s, e, []byte(by))
		}
	})
}

// TestKeystrokeInDraftCostsLittle types into texts of several lengths and counts:
// what is looked at again does not grow with the text.
func TestKeystrokeInDraftCostsLittle(t *testing.T) {
	typed := []byte("Bitte an Anna Beispiel, anna@example.org, 10115 Berlin, DE89 3704 0044 0532 0130 00. ")
	for name, detector := range map[string]func(testing.TB) (*detect.Detector, rulefile.Set){"rules": shipped, "model": taught} {
		d, _ := detector(t)
		for _, size := range []int{20_000, 100_000, 400_000} {
			x := d.Open(true)
			x.Edit(0, 0, bench.Corpus(bench.Seed, size))
			start := x.Work()
			for i := range typed {
				before := x.Work()
				x.Edit(size/2+i, size/2+i, typed[i:i+1])
				w := x.Work()
				if n := w.Scanned - before.Scanned; n > 6*scan.MaxLength {
					t.Errorf("%s, %d bytes, letter %d: %d steps of the scanner", name, size, i, n)
				}
				if n := w.Hits - before.Hits; n > 250 {
					t.Errorf("%s, %d bytes, letter %d: %d hits judged", name, size, i, n)
				}
				if n := w.Searched - before.Searched; name == "rules" && n > 2000 {
					t.Errorf("%s, %d bytes, letter %d: %d bytes searched", name, size, i, n)
				}
			}
			if n := x.Work().Tagged - start.Tagged; n > len(typed)*50_000 {
				t.Errorf("%s, %d bytes: %d bytes tagged", name, size, n)
			}
			x.Close()
		}
	}
}

func TestClosedDraftHoldsNothing(t *testing.T) {
	d, _ := shipped(t)
	x := d.Open(true)
	x.Edit(0, 0, []byte("Frau Lena Muster, Mu\u0308ller"))
	text := x.Text()
	x.Close()
	if len(x.Text()) != 0 || len(x.Findings()) != 0 || slices.ContainsFunc(text, func(c byte) bool { return c != 0 }) {
		t.Errorf("%q, %v, %q", x.Text(), x.Findings(), text)
	}
	if u := x.Edit(0, 0, []byte("Frau Lena Muster")); u != (detect.Update{Added: 1}) {
		t.Errorf("a closed draft begins with %+v", u)
	}
}

func BenchmarkKeystroke(b *testing.B) {
	for name, make := range map[string]func(testing.TB) (*detect.Detector, rulefile.Set){"rules": shipped, "model": taught} {
		b.Run(name, func(b *testing.B) {
			d, _ := make(b)
			x := d.Open(true)
			x.Edit(0, 0, bench.Corpus(bench.Seed, 100_000))
			line := []byte("Please write a short answer to the customer and thank him for the order. ")
			at, i := 50_000, 0
			b.ReportAllocs()
			for b.Loop() {
				x.Edit(at, at, line[i%len(line):i%len(line)+1])
				at++
				i++
			}
		})
	}
}
