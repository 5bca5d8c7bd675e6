package server

import (
	"net/http"
	"time"

	"deckname/wasm/report"
	"deckname/wasm/rule"
)

var (
	errReport = refuse(http.StatusBadRequest, "invalid_report", "The body is not a report of the form in docs/spec/report.md. Nothing was counted.")
	errDay    = refuse(http.StatusBadRequest, "day_out_of_range", "The day of the report lies ahead or more than 31 days back. Nothing was counted.")
)

// oldestReport is how long a browser may have been away before it reports.
const oldestReport = 31 * 24 * time.Hour

// addReport adds the numbers of one report to those of its day. What is kept
// cannot be told apart from any other report.
func (s *server) addReport(w http.ResponseWriter, r *http.Request) error {
	body, err := readBody(w, r, s.Limits.Report)
	if err != nil {
		return err
	}
	in, err := report.Decode(body)
	if err != nil {
		return errReport // its cause is not repeated: it may describe what was sent
	}
	day, err := time.Parse(time.DateOnly, in.Day)
	if err != nil {
		return errReport
	}
	// A day begins up to 14 hours before it does in UTC.
	if now := s.Now().UTC(); day.After(now.Add(14*time.Hour)) || day.Before(now.Add(-oldestReport)) {
		return errDay
	}
	var counts []Count
	for class, actions := range in.Counts {
		for action, n := range actions {
			if n > 0 {
				counts = append(counts, Count{in.Day, rule.Class(class).String(), report.Action(action).String(), int64(n)})
			}
		}
	}
	if len(counts) > 0 {
		if err := s.Store.AddCounts(r.Context(), counts); err != nil {
			return err
		}
	}
	w.WriteHeader(http.StatusAccepted)
	return nil
}
