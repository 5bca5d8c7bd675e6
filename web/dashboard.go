package web

import (
	"fmt"
	"html/template"
	"io"
	"strings"
	"time"
)

// Dashboard is what the dashboard shows.
type Dashboard struct {
	Today      time.Time
	Days       int      // length of the period that ends today
	Categories []string // closed lists, in the order to show
	Actions    []string
	Counts     []Count

	Rules       uint64 // serial of the published rules; 0 = nothing is published
	PublishedAt time.Time
	Notice      *Notice
	Connected   int // -1 when unknown
}

// Count is how often an action was taken for a category on a day.
type Count struct {
	Day, Category, Action string
	N                     int64
}

// Notice is the message to employees that is in force.
type Notice struct {
	Published time.Time
	HTML      map[string]template.HTML // by language; the caller vouches for it
}

// Periods are the lengths that the page offers, in days.
func Periods() []int { return []int{7, 30, 90} }

// Dashboard renders the dashboard in a language.
func (p *Pages) Dashboard(w io.Writer, lang string, d Dashboard) error {
	v := voice{lang, p.texts[lang]}
	view := dashboardView{
		voice: v, Dashboard: d,
		Title:   v.say("title.dashboard"),
		First:   d.Today.AddDate(0, 0, 1-d.Days),
		Periods: Periods(),
		table:   tally(d),
	}
	if d.Notice != nil {
		view.NoticeLang = lang
		if _, ok := d.Notice.HTML[lang]; !ok {
			for _, other := range Languages() {
				if _, ok := d.Notice.HTML[other]; ok {
					view.NoticeLang = other
				}
			}
		}
		view.NoticeHTML = d.Notice.HTML[view.NoticeLang]
	}
	if view.Total > 0 {
		view.DayChart = dayChart(v, view.table)
		view.CategoryChart = categoryChart(v, view.table)
	}
	return p.render(w, "dashboard.html", view)
}

// dashboardView is the data of dashboard.html.
type dashboardView struct {
	voice
	Dashboard
	table
	Title         string
	First         time.Time
	Periods       []int
	NoticeLang    string
	NoticeHTML    template.HTML
	DayChart      chart
	CategoryChart chart
}

// Other is the path of this page in another language.
func (v dashboardView) Other(lang string) string {
	return fmt.Sprintf("/dashboard?days=%d&lang=%s", v.Days, lang)
}

// Period is the path of this page with another period.
func (v dashboardView) Period(days int) string {
	return fmt.Sprintf("/dashboard?days=%d&lang=%s", days, v.Lang)
}

// Languages lets the page link to its translations.
func (v dashboardView) Languages() []string { return Languages() }

// Masked is how many findings were replaced.
func (v dashboardView) Masked() int64 {
	for i, a := range v.Actions {
		if a == "masked" {
			return v.Sums[i]
		}
	}
	return 0
}

// SilentText names the categories without findings.
func (v dashboardView) SilentText() string {
	names := make([]string, len(v.Silent))
	for i, c := range v.Silent {
		names[i] = v.say("category." + c)
	}
	return v.say("category.silent", strings.Join(names, ", "))
}

// piece is a stretch of text, set as code or not.
type piece struct {
	Text string
	Code bool
}

// Step returns the text of a key with its places filled with code.
func (v dashboardView) Step(key string, code ...string) []piece {
	var pieces []piece
	for i, text := range strings.Split(v.say(key), "{}") {
		if i > 0 {
			pieces = append(pieces, piece{code[i-1], true})
		}
		pieces = append(pieces, piece{text, false})
	}
	return pieces
}
