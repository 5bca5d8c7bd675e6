package server

import (
	"bytes"
	"errors"
	"html/template"
	"net/http"
	"slices"
	"strconv"
	"time"

	"deckname/wasm/report"
	"deckname/wasm/rule"
	"deckname/web"
)

// getDashboard shows sums. It can ask the store for nothing finer.
func (s *server) getDashboard(w http.ResponseWriter, r *http.Request) error {
	days, err := strconv.Atoi(r.URL.Query().Get("days"))
	if err != nil || !slices.Contains(web.Periods(), days) {
		days = 30
	}
	today := s.Now().UTC().Truncate(24 * time.Hour)
	view := web.Dashboard{Today: today, Days: days, Connected: -1}
	for c := range rule.Classes {
		view.Categories = append(view.Categories, rule.Class(c).String())
	}
	for a := range report.Actions {
		view.Actions = append(view.Actions, report.Action(a).String())
	}

	counts, err := s.Store.Counts(r.Context(), today.AddDate(0, 0, 1-days).Format(time.DateOnly), today.Format(time.DateOnly))
	if err != nil {
		return err
	}
	for _, c := range counts {
		view.Counts = append(view.Counts, web.Count(c))
	}
	switch p, err := s.Store.Published(r.Context()); {
	case err == nil:
		view.Rules, view.PublishedAt = p.Rules, p.At
		view.Notice = noticeView(p.Notice)
	case !errors.Is(err, ErrNothing):
		return err
	}
	if s.Notifier != nil {
		if n, err := s.Notifier.Connected(r.Context()); err == nil {
			view.Connected = n
		}
	}
	return s.sendPage(w, r, http.StatusOK, func(out *bytes.Buffer, lang string) error { return s.pages.Dashboard(out, lang, view) })
}

// noticeView hands the notice to the page as HTML: its texts were sanitised
// before they were signed and again before they were stored.
func noticeView(n *Notice) *web.Notice {
	if n == nil {
		return nil
	}
	view := &web.Notice{Published: n.Published, HTML: map[string]template.HTML{}}
	for lang, html := range n.HTML {
		view.HTML[lang] = template.HTML(html) //nolint:gosec // see above
	}
	return view
}
