package server

import (
	"errors"
	"net/http"
)

// getHealth says whether the store answers and whether there are rules to serve.
func (s *server) getHealth(w http.ResponseWriter, r *http.Request) error {
	p, err := s.Store.Published(r.Context())
	if err != nil && !errors.Is(err, ErrNothing) {
		return err
	}
	writeJSON(w, http.StatusOK, map[string]any{"status": "ok", "version": p.Version, "rules": p.Rules})
	return nil
}
