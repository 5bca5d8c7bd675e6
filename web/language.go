package web

import (
	"fmt"
	"sort"
	"strconv"
	"strings"
	"time"
)

// Languages lists the languages of the pages; the first is the default.
func Languages() []string { return []string{"en", "de"} }

// Language picks a language: the one asked for, else the best of an
// Accept-Language header, else the default.
func Language(asked, accepted string) string {
	type wish struct {
		lang   string
		weight float64
	}
	var wishes []wish
	if asked != "" {
		wishes = append(wishes, wish{asked, 2})
	}
	for item := range strings.SplitSeq(accepted, ",") {
		tag, params, _ := strings.Cut(strings.TrimSpace(item), ";")
		weight := 1.0
		if q, ok := strings.CutPrefix(strings.TrimSpace(params), "q="); ok {
			var err error
			if weight, err = strconv.ParseFloat(q, 64); err != nil {
				continue
			}
		}
		wishes = append(wishes, wish{tag, weight})
	}
	sort.SliceStable(wishes, func(i, j int) bool { return wishes[i].weight > wishes[j].weight })
	for _, w := range wishes {
		base, _, _ := strings.Cut(strings.ToLower(w.lang), "-")
		for _, lang := range Languages() {
			if base == lang && w.weight > 0 {
				return lang
			}
		}
	}
	return Languages()[0]
}

// voice speaks one language: texts, numbers, dates.
type voice struct {
	Lang  string
	texts map[string]string
}

// T returns the text of a key, with {} replaced by the arguments in order.
func (v voice) T(key string, args ...any) (string, error) {
	text, ok := v.texts[key]
	if !ok {
		return "", fmt.Errorf("web: no text %s in %s", key, v.Lang)
	}
	for _, arg := range args {
		text = strings.Replace(text, "{}", fmt.Sprint(arg), 1)
	}
	return text, nil
}

// say is T for keys that the code itself names; a test renders them all.
func (v voice) say(key string, args ...any) string {
	text, err := v.T(key, args...)
	if err != nil {
		panic(err.Error())
	}
	return text
}

// Number writes a whole number with separators.
func (v voice) Number(n int64) string {
	digits := strconv.FormatInt(n, 10)
	sep := v.say("number.separator")
	var b strings.Builder
	for i, d := range digits {
		if i > 0 && (len(digits)-i)%3 == 0 && digits[i-1] != '-' {
			b.WriteString(sep)
		}
		b.WriteRune(d)
	}
	return b.String()
}

// Share writes part of whole in percent; nothing of nothing is a dash.
func (v voice) Share(part, whole int64) string {
	if whole == 0 {
		return "–"
	}
	percent := (part*200 + whole) / (whole * 2)
	switch {
	case percent == 100 && part < whole:
		percent = 99
	case percent == 0 && part > 0:
		return "<\u202f1\u202f%"
	}
	return strconv.FormatInt(percent, 10) + "\u202f%"
}

// Date writes a day in full.
func (v voice) Date(t time.Time) string {
	return v.say("date.long", t.Day(), v.month(t, "date.months"), t.Year())
}

// ShortDate writes a day without its year.
func (v voice) ShortDate(t time.Time) string {
	return v.say("date.short", t.Day(), v.month(t, "date.months.short"))
}

// Moment writes a day and a time, in UTC because a server has no place.
func (v voice) Moment(t time.Time) string {
	t = t.UTC()
	return v.say("date.moment", t.Day(), v.month(t, "date.months.short"), t.Year(), t.Format("15:04"))
}

func (v voice) month(t time.Time, key string) string {
	return strings.Split(v.say(key), " ")[t.Month()-1]
}
