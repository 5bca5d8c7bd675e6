package wordlist

import (
	"bytes"
	"fmt"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"
)

var testKey = [KeySize]byte([]byte("0123456789abcdef"))

func matcher(t testing.TB, lists ...[]string) *Matcher {
	t.Helper()
	l, ok := Make(testKey, lists)
	if !ok {
		t.Fatal("the lists are beyond the limits")
	}
	return NewMatcher(l)
}

// found marks the matches of a text.
func found(m *Matcher, text string) []string {
	var all []string
	for _, f := range m.Find(nil, []byte(text), func(int) {}) {
		all = append(all, fmt.Sprintf("%d:%s", f.List, text[f.Start:f.End]))
	}
	return all
}

// The reference vector of SipHash-2-4: key 00 01 … 0f, message 00 01 … 08.
func TestSipHash(t *testing.T) {
	var key [KeySize]byte
	for i := range key {
		key[i] = byte(i)
	}
	h := newHasher(key)
	if got := h.sip(0x0706050403020100, 8); got != 0x9e0082df0ba9e4b0 {
		t.Errorf("got %x", got)
	}
}

func TestNormal(t *testing.T) {
	for value, want := range map[string]string{
		"Müller-Lüdenscheidt":      "muellerluedenscheidt",
		"MUELLER  LUEDENSCHEID":    "muellerluedenscheid",
		"Müller":                   "mueller", // decomposed
		"Großmann":                 "grossmann",
		"GROẞMANN":                 "grossmann",
		"Čapek & Šimůnková s.r.o.": "capeksimunkovasro",
		"Renée":                    "renee",
		"İnci Yıldız":              "inciyildiz",
		"+49 (0)800 / 330-1000":    "490800" + "3301000",
		"Αθήνα":                    "αθήνα",
		"×÷„“–":                    "",
	} {
		if got := Normal(value); got != want {
			t.Errorf("%q: %q, want %q", value, got, want)
		}
	}
}

func TestFind(t *testing.T) {
	m := matcher(t,
		[]string{"Nordlicht Apotheke"},
		[]string{"Projekt Kranich", "Anna-Lena Bergmann", "Kranich", "Großmann", "PRJ 4711", "Ümit Öz"},
	)
	for text, want := range map[string][]string{
		"Anna-Lena Bergmann":                {"1:Anna-Lena Bergmann"},
		"an anna lena\nbergmann, bitte":     {"1:anna lena\nbergmann"},
		"ANNA-LENA BERGMANNS Akte":          {"1:ANNA-LENA BERGMANN"},
		"Annalena Bergmann":                 {"1:Annalena Bergmann"},
		"Hanna-Lena Bergmann":               nil,
		"Anna-Lena Bergmannsen":             nil,
		"Anna-Lena\n\nBergmann":             nil,
		"Anna-Lena war da. Bergmann":        nil,
		"GROSSMANN, Großmanns, Grossmann's": {"1:GROSSMANN", "1:Großmann", "1:Grossmann"},
		"im projekt kranich":                {"1:kranich", "1:projekt kranich"},
		"Kranich-Team, „Kranich“":           {"1:Kranich", "1:Kranich"},
		"PRJ4711 prj-4711 PRJ 47 11":        {"1:PRJ4711", "1:prj-4711", "1:PRJ 47 11"},
		"PRJ 47110":                         nil,
		"uemit oez":                         {"1:uemit oez"},
		"die Nordlicht-Apotheke":            {"0:Nordlicht-Apotheke"},
		"":                                  nil,
		"\xff\xfeKranich\xff":               {"1:Kranich"},
	} {
		if got := found(m, text); !slices.Equal(got, want) {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
}

func TestNothingIsNoMatcher(t *testing.T) {
	if NewMatcher(nil) != nil || matcher(t, nil, nil) != nil {
		t.Error("lists without entries have a matcher")
	}
}

func TestFirstListWins(t *testing.T) {
	if got := found(matcher(t, []string{"Kranich"}, []string{"kranich"}), "Kranich"); !slices.Equal(got, []string{"0:Kranich"}) {
		t.Errorf("got %q", got)
	}
}

func TestFaults(t *testing.T) {
	for value, want := range map[string]Flaw{
		"":                      TooShort,
		"AB":                    TooShort,
		"–!?":                   TooShort,
		"abc":                   None,
		"Ü1":                    None,
		strings.Repeat("x", 64): None,
		strings.Repeat("x", 65): TooLong,
		"a b c d e f g h":       None,
		"a b c d e f g h i":     TooManyWords,
	} {
		if got := Fault(value); got != want {
			t.Errorf("%q: %d, want %d", value, got, want)
		}
	}
	if _, ok := Make(testKey, [][]string{{"ab"}}); ok {
		t.Error("made a list with an entry that is too short")
	}
}

func TestKeysGiveOtherHashes(t *testing.T) {
	one, _ := Make(testKey, [][]string{{"Kranich"}})
	other, _ := Make([KeySize]byte{1}, [][]string{{"Kranich"}})
	if one.Hashes[0][0] == other.Hashes[0][0] {
		t.Error("the hash does not depend on the key")
	}
}

// Work is linear on texts that try to make every word a window of many.
func TestWorkIsLinear(t *testing.T) {
	m := matcher(t, nil, []string{"a b c d e f g h"})
	for _, unit := range []string{"a ", "ä", "as", "a\n", "\xff", "s "} {
		for _, n := range []int{10_000, 20_000} {
			text := bytes.Repeat([]byte(unit), n)
			spent := 0
			matches := m.Find(nil, text, func(n int) { spent += n })
			if len(matches) != 0 || spent > 2*len(text) {
				t.Errorf("%q: %d matches, %d bytes of work on %d", unit, len(matches), spent, len(text))
			}
		}
	}
}

func TestFindAllocatesNothing(t *testing.T) {
	m := matcher(t, nil, []string{"Projekt Kranich", "Bergmann"})
	text := []byte(strings.Repeat("Das Projekt Kranich von Frau Bergmann und Ümit läuft. ", 500))
	matches := m.Find(nil, text, func(int) {})
	if len(matches) != 1000 {
		t.Fatalf("%d matches", len(matches))
	}
	if n := testing.AllocsPerRun(10, func() { matches = m.Find(matches[:0], text, func(int) {}) }); n != 0 {
		t.Errorf("%v allocations", n)
	}
}

// What is found has a hash of a list, whatever the bytes; what the text says in
// another spelling is found as well.
func FuzzFind(f *testing.F) {
	m := matcher(f, []string{"Nordlicht"}, []string{"Projekt Kranich", "Großmann"})
	for _, s := range []string{"Projekt Kranich", "groß\u00admann's", "a\xffb", "s s s", "Nordlichts"} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, text []byte) {
		if n := Normal(string(text)); Normal(n) != n {
			t.Fatalf("the normal form of %q is not that of itself", n)
		}
		last := 0
		for _, v := range m.Find(nil, text, func(int) {}) {
			if v.Start < 0 || v.Start >= v.End || v.End > len(text) || v.End < last {
				t.Fatalf("match %v in %d bytes", v, len(text))
			}
			last = v.End - 1 // a genitive ends one byte before its word
			if !utf8.RuneStart(text[v.Start]) {
				t.Fatal("a match splits a character")
			}
			if n := Normal(string(text[v.Start:v.End])); n != "nordlicht" && n != "projektkranich" && n != "grossmann" {
				t.Fatalf("%q is no entry", n)
			}
		}
	})
}
