package server

import (
	"net/http"
	"strings"
)

// Listener takes over a connection and keeps it for a Notifier to reach. It
// returns an error only while the response has not begun.
type Listener interface {
	Listen(w http.ResponseWriter, r *http.Request) error
}

// getEvents opens a WebSocket for an extension, or for a program, which sends
// no Origin. Web pages have no business here.
func (s *server) getEvents(w http.ResponseWriter, r *http.Request) error {
	if origin := r.Header.Get("Origin"); origin != "" && !fromExtension(origin) {
		return errOrigin
	}
	if s.Events == nil {
		return refuse(http.StatusNotImplemented, "no_events", "This server does not push; poll metadata/timestamp.json.")
	}
	if !strings.EqualFold(r.Header.Get("Upgrade"), "websocket") {
		w.Header().Set("Upgrade", "websocket")
		return refuse(http.StatusUpgradeRequired, "upgrade_required", "This address speaks WebSocket only.")
	}
	return s.Events.Listen(w, r)
}
