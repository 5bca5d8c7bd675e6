package web

import (
	"encoding/xml"
	"errors"
	"html/template"
	"io"
	"maps"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"
)

var (
	today      = time.Date(2026, 11, 24, 0, 0, 0, 0, time.UTC)
	categories = []string{"PERSON", "ADDRESS", "LOCATION", "ORG", "EMAIL", "PHONE", "IBAN", "CARD", "ID", "DOB", "DATE", "PLATE", "IP", "URL", "SECRET"}
	actions    = []string{"masked", "kept", "warned", "blocked", "allowed"}
)

// states are the situations a dashboard can be in.
func states() map[string]Dashboard {
	base := Dashboard{Today: today, Days: 30, Categories: categories, Actions: actions, Connected: -1}
	published := base
	published.Rules, published.PublishedAt, published.Connected = 12, today.Add(8*time.Hour), 3
	noted := published
	noted.Notice = &Notice{Published: today, HTML: map[string]template.HTML{"de": "<p>Hinweis</p>", "en": "<p>Notice</p>"}}
	counted := noted
	for i, c := range categories {
		for j, a := range actions {
			counted.Counts = append(counted.Counts, Count{today.AddDate(0, 0, -i).Format(time.DateOnly), c, a, int64(1 + i*j*37)})
		}
	}
	germanOnly := published
	germanOnly.Notice = &Notice{Published: today, HTML: map[string]template.HTML{"de": "<p>Hinweis</p>"}}
	return map[string]Dashboard{"nothing published": base, "no counts": published, "notice": noted, "counts": counted, "german notice only": germanOnly}
}

func render(t *testing.T, lang string, d Dashboard) string {
	t.Helper()
	var b strings.Builder
	if err := New().Dashboard(&b, lang, d); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func TestLanguagesHaveTheSameKeys(t *testing.T) {
	p := New()
	want := slices.Sorted(maps.Keys(p.texts["en"]))
	for _, lang := range Languages() {
		if got := slices.Sorted(maps.Keys(p.texts[lang])); !slices.Equal(got, want) {
			t.Errorf("texts/%s.json and texts/en.json differ in keys: %v", lang, symmetricDifference(got, want))
		}
		for key, text := range p.texts[lang] {
			if strings.Count(text, "{}") != strings.Count(p.texts["en"][key], "{}") {
				t.Errorf("texts/%s.json: %s has another number of places than in English", lang, key)
			}
			if strings.TrimSpace(text) == "" {
				t.Errorf("texts/%s.json: %s is empty", lang, key)
			}
		}
	}
}

func symmetricDifference(a, b []string) (only []string) {
	for _, k := range append(slices.Clone(a), b...) {
		if slices.Contains(a, k) != slices.Contains(b, k) {
			only = append(only, k)
		}
	}
	return only
}

// TestEveryTextIsUsed finds texts that nothing shows any more.
func TestEveryTextIsUsed(t *testing.T) {
	var source strings.Builder
	for _, name := range []string{"templates/dashboard.html", "templates/frame.html"} {
		source.Write(must(files.ReadFile(name)))
	}
	for key := range New().texts["en"] {
		switch head, _, _ := strings.Cut(key, "."); head {
		case "category", "action", "language", "message", "date", "chart", "number", "title":
			continue // named by code or put together from a list; rendering finds missing ones
		}
		if !strings.Contains(source.String(), `"`+key+`"`) {
			t.Errorf("no template shows %s", key)
		}
	}
}

func TestPagesAreWellFormedAndClean(t *testing.T) {
	inline := regexp.MustCompile(`(?i)<(script|style)|\sstyle=|\son[a-z]+=|javascript:`)
	for name, d := range states() {
		for _, lang := range Languages() {
			for _, days := range Periods() {
				d.Days = days
				html := render(t, lang, d)
				if found := inline.FindString(html); found != "" {
					t.Errorf("%s, %s: %q needs a looser content policy", name, lang, found)
				}
				if !strings.Contains(html, `<html lang="`+lang+`">`) {
					t.Errorf("%s: the page does not say that it is %s", name, lang)
				}
				if strings.Contains(html, "{}") || strings.Contains(html, "ZgotmplZ") || strings.Contains(html, "NaN") {
					t.Errorf("%s, %s: something was not filled in", name, lang)
				}
			}
		}
	}
}

func TestMessagesHaveTexts(t *testing.T) {
	for _, lang := range Languages() {
		for _, code := range []string{"unauthorised", "not_found", "rate_limited", "internal", "anything else"} {
			var b strings.Builder
			if err := New().Message(&b, lang, code); err != nil {
				t.Errorf("%s, %s: %v", lang, code, err)
			}
			if !strings.Contains(b.String(), "<h1>") {
				t.Errorf("%s, %s: no heading", lang, code)
			}
		}
	}
}

func TestChartsHaveATextAlternativeAndATable(t *testing.T) {
	html := render(t, "en", states()["counts"])
	charts := regexp.MustCompile(`(?s)<svg.*?</svg>`).FindAllString(html, -1)
	if len(charts) != 2 {
		t.Fatalf("%d charts, want 2", len(charts))
	}
	for _, svg := range charts {
		d := xml.NewDecoder(strings.NewReader(svg))
		for {
			if _, err := d.Token(); errors.Is(err, io.EOF) {
				break
			} else if err != nil {
				t.Fatalf("the drawing is not well-formed: %v", err)
			}
		}
		if !strings.Contains(svg, `role="img"`) || !regexp.MustCompile(`<desc id="[a-z-]+">[^<]+</desc>`).MatchString(svg) {
			t.Error("a chart has no role or no description")
		}
		for _, id := range strings.Fields(regexp.MustCompile(`aria-labelledby="([^"]+)"`).FindStringSubmatch(svg)[1]) {
			if strings.Count(html, `id="`+id+`"`) != 1 {
				t.Errorf("aria-labelledby names %s, which is not there exactly once", id)
			}
		}
	}
	if got := strings.Count(html, "<table>"); got != 2 {
		t.Errorf("%d tables for 2 charts", got)
	}
}

func TestTally(t *testing.T) {
	d := Dashboard{Today: today, Days: 7, Categories: categories, Actions: actions, Counts: []Count{
		{"2026-11-24", "EMAIL", "masked", 5}, {"2026-11-24", "EMAIL", "kept", 1}, {"2026-11-18", "IBAN", "masked", 9},
		{"2026-11-17", "IBAN", "masked", 100}, // before the period
		{"2026-11-25", "IBAN", "masked", 100}, // after it
		{"2026-11-24", "SHOE", "masked", 100}, // not a category
		{"2026-11-24", "IBAN", "eaten", 100},  // not an action
	}}
	got := tally(d)
	if got.Total != 15 || !slices.Equal(got.Sums, []int64{14, 1, 0, 0, 0}) {
		t.Errorf("total %d, sums %v", got.Total, got.Sums)
	}
	if len(got.ByDay) != 7 || got.ByDay[0].Total != 9 || got.ByDay[6].Total != 6 {
		t.Errorf("days %v", got.ByDay)
	}
	if len(got.ByCategory) != 2 || got.ByCategory[0].Category != "IBAN" || got.ByCategory[1].Category != "EMAIL" {
		t.Errorf("categories %v", got.ByCategory)
	}
	if len(got.Silent) != 13 {
		t.Errorf("silent %v", got.Silent)
	}
}

func TestNiceScaleHoldsThePeakInAtMostFourSteps(t *testing.T) {
	for _, peak := range []int64{0, 1, 2, 4, 5, 9, 10, 17, 41, 99, 100, 101, 999, 12345, 9_999_999_999} {
		scale, step := niceScale(peak)
		if scale < peak || scale < 1 || scale%step != 0 || scale/step > 4 {
			t.Errorf("peak %d: scale %d, step %d", peak, scale, step)
		}
		lead := step
		for lead >= 10 {
			lead /= 10
		}
		if lead != 1 && lead != 2 && lead != 5 {
			t.Errorf("peak %d: step %d does not begin with 1, 2 or 5", peak, step)
		}
	}
}

func TestSegmentsStayInsideTheDrawing(t *testing.T) {
	v := voice{"en", New().texts["en"]}
	for _, c := range []chart{dayChart(v, tally(states()["counts"])), categoryChart(v, tally(states()["counts"]))} {
		for _, b := range c.Bars {
			for _, s := range b.Segments {
				if x, w := percent(t, s.X), percent(t, s.Wide); x < 0 || w <= 0 || x+w > 100.01 {
					t.Errorf("%s: segment from %s, %s wide", c.ID, s.X, s.Wide)
				}
			}
		}
	}
}

func TestLanguage(t *testing.T) {
	for _, c := range []struct{ asked, accepted, want string }{
		{"", "", "en"},
		{"", "de-DE,de;q=0.9,en;q=0.8", "de"},
		{"", "fr, de;q=0.4, en;q=0.5", "en"},
		{"", "de;q=0, en;q=0.1", "en"},
		{"de", "en", "de"},
		{"fr", "de", "de"},
		{"<script>", "de;q=x", "en"},
	} {
		if got := Language(c.asked, c.accepted); got != c.want {
			t.Errorf("Language(%q, %q) = %s, want %s", c.asked, c.accepted, got, c.want)
		}
	}
}

func TestNumbersAndShares(t *testing.T) {
	en, de := voice{"en", New().texts["en"]}, voice{"de", New().texts["de"]}
	for n, want := range map[int64]string{0: "0", 999: "999", 1000: "1,000", 1234567: "1,234,567"} {
		if got := en.Number(n); got != want {
			t.Errorf("Number(%d) = %s, want %s", n, got, want)
		}
	}
	if got := de.Number(12345); got != "12.345" {
		t.Errorf("Number(12345) = %s in German", got)
	}
	for _, c := range []struct {
		part, whole int64
		want        string
	}{{0, 0, "–"}, {0, 10, "0 %"}, {10, 10, "100 %"}, {999, 1000, "99 %"}, {1, 1000, "< 1 %"}, {1, 3, "33 %"}} {
		if got := strings.ReplaceAll(en.Share(c.part, c.whole), "\u202f", " "); got != c.want {
			t.Errorf("Share(%d, %d) = %s, want %s", c.part, c.whole, got, c.want)
		}
	}
	if got := de.Date(today); got != "24. November 2026" {
		t.Errorf("Date = %s in German", got)
	}
}

func TestAssetsAreNamedByContent(t *testing.T) {
	p := New()
	for name, full := range p.names {
		a, ok := p.Asset(full)
		if !ok || len(a.Body) == 0 || a.Type == "" {
			t.Errorf("%s has no body or type", name)
		}
		if _, ok := p.Asset(name); ok {
			t.Errorf("%s is reachable without its checksum", name)
		}
	}
}

func percent(t *testing.T, s string) float64 {
	t.Helper()
	v, err := strconv.ParseFloat(strings.TrimSuffix(s, "%"), 64)
	if err != nil {
		t.Fatal(err)
	}
	return v
}
