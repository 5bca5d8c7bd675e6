package server

import (
	"bytes"
	"net/http"
)

// maxFiles bounds one publication; a usual one has fewer than ten files.
const maxFiles = 512

// publish takes a signed bundle: checked as a client would check it, stored
// completely or not at all, then announced.
func (s *server) publish(w http.ResponseWriter, r *http.Request) error {
	body, err := readBody(w, r, s.Limits.Publish)
	if err != nil {
		return err
	}
	staged, err := decodeBundle(body)
	if err != nil {
		return err
	}
	p, err := accept(r.Context(), s.Store, staged, s.Now())
	if err != nil {
		return err
	}
	if s.Notifier != nil {
		if err := s.Notifier.Published(r.Context(), p.Version); err != nil {
			// It is published all the same: who is not told polls.
			s.Log.Warn("published, but listeners were not told", "error", err.Error())
		}
	}
	writeJSON(w, http.StatusOK, map[string]any{"version": p.Version, "rules": p.Rules})
	return nil
}

// decodeBundle reads the body of a publication.
func decodeBundle(body []byte) ([]File, error) {
	var in struct {
		Files []File `json:"files"`
	}
	if !decodeStrict(bytes.NewReader(body), &in) || len(in.Files) > maxFiles {
		return nil, errBundle
	}
	seen := map[string]bool{}
	for _, f := range in.Files {
		if !validPath(f.Path) || seen[f.Path] || len(f.Body) == 0 {
			return nil, errBundle
		}
		seen[f.Path] = true
	}
	if !seen[TimestampPath] {
		return nil, errBundle
	}
	return in.Files, nil
}
