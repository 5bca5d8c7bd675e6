package text

import (
	"testing"
	"unicode/utf8"
)

func TestNormalForms(t *testing.T) {
	for _, c := range []struct{ name, in, plain string }{
		{"plain text stays", "Größe 5 €, „gut“", "Größe 5 €, „gut“"},
		{"no-break and narrow spaces", "DE89\u00a03704\u202f0044", "DE89 3704 0044"},
		{"soft hyphen and zero width", "Mus\u00adter\u200bmann\ufeff", "Mustermann"},
		{"full-width digits and at sign", "１２３＠ｘ", "123@x"},
		{"dashes", "030–1234−5‑6", "030-1234-5-6"},
		{"typographic apostrophe", "O’Connor", "O'Connor"},
		{"decomposed umlauts", "Mu\u0308ller O\u0308se", "Müller Öse"},
		{"invalid bytes stay", "a\xffb\xe2\x80", "a\xffb\xe2\x80"},
		{"empty", "", ""},
	} {
		var n Normal
		if got := string(n.Of([]byte(c.in), func(int) {})); got != c.plain {
			t.Errorf("%s: got %q, want %q", c.name, got, c.plain)
		}
	}
}

func TestBackGivesTheSpanOfTheOriginal(t *testing.T) {
	for _, c := range []struct{ in, part, want string }{
		{"IBAN DE89\u00a03704 x", "DE89 3704", "DE89\u00a03704"},
		{"\u200bMax\u200b Muster\u00admann\u200b!", "Max Mustermann", "Max\u200b Muster\u00admann"},
		{"Tel １２３ x", "123", "１２３"},
		{"Frau Mu\u0308ller.", "Müller", "Mu\u0308ller"},
		{"\u00a0\u00a0abc", "abc", "abc"},
		{"nothing special", "special", "special"},
	} {
		var n Normal
		plain := string(n.Of([]byte(c.in), func(int) {}))
		i := index(plain, c.part)
		if i < 0 {
			t.Fatalf("%q not in %q", c.part, plain)
		}
		s, e := n.Back(i, i+len(c.part))
		if got := c.in[s:e]; got != c.want {
			t.Errorf("%q: got %q, want %q", c.in, got, c.want)
		}
	}
}

func FuzzBack(f *testing.F) {
	f.Add("a\u00a0\u200bb\u00ad１u\u0308–\xff")
	f.Fuzz(func(t *testing.T, in string) {
		var n Normal
		plain := n.Of([]byte(in), func(int) {})
		last := 0
		for i := range plain {
			s, e := n.Back(i, i+1)
			if s < last || e <= s || e > len(in) {
				t.Fatalf("byte %d of %q maps to [%d,%d) behind %d", i, plain, s, e, last)
			}
			if utf8.ValidString(in) && utf8.RuneStart(plain[i]) && !utf8.RuneStart(in[s]) {
				t.Fatalf("byte %d of %q maps into a rune", i, plain)
			}
			last = s
		}
	})
}

func TestNormalAllocatesNothingWhenWarm(t *testing.T) {
	var n Normal
	in := []byte("DE89\u00a03704 Mu\u0308ller １２３")
	n.Of(in, func(int) {})
	if got := testing.AllocsPerRun(100, func() { n.Of(in, func(int) {}) }); got != 0 {
		t.Errorf("%v allocations", got)
	}
}

// TestAgainFindsWholeWordsOnly: and what stands before a genitive s.
func TestAgainFindsWholeWordsOnly(t *testing.T) {
	var a Again
	for i, v := range []string{"Müller", "Lena Müller", "+49 30 123456", "K-666830", "", "--"} {
		a.Add([]byte(v), i)
	}
	in := "Müllers, Müller! Lena Müllers; Müllerss Ömüller Müllerei +49 30 123456 K-666830 K-6668301"
	want := []struct {
		text string
		id   int
	}{{"Müller", 0}, {"Müller", 0}, {"Lena Müller", 1}, {"+49 30 123456", 2}, {"K-666830", 3}}
	at, k := 0, 0
	for {
		s, e, id, ok := a.Next([]byte(in), at, len(in))
		if !ok {
			break
		}
		if k >= len(want) || in[s:e] != want[k].text || id != want[k].id {
			t.Fatalf("find %d: %q (%d)", k, in[s:e], id)
		}
		at, k = e, k+1
	}
	if k != len(want) {
		t.Errorf("found %d of %d", k, len(want))
	}
}

func TestCuts(t *testing.T) {
	for _, c := range []struct {
		in   string
		at   int
		want bool
	}{{"östr", 2, true}, {"ö str", 3, false}, {"ab", 1, true}, {"a.b", 1, false}, {"ab", 0, false}, {"ab", 2, false}, {"u\u0308x", 1, true}} {
		if got := CutsLeft([]byte(c.in), c.at); got != c.want {
			t.Errorf("CutsLeft(%q, %d) = %v", c.in, c.at, got)
		}
	}
}

func index(s, part string) int {
	for i := 0; i+len(part) <= len(s); i++ {
		if s[i:i+len(part)] == part {
			return i
		}
	}
	return -1
}
