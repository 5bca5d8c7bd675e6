// Package server distributes signed rules and adds up counts.
//
// It is one http.Handler that runs unchanged in the native binary and in a
// Cloudflare Worker. Everything it needs from outside stands in Config; there
// is no package state.
//
// # Refusals
//
// Every body has a cap and a closed shape; every address has a budget. What
// does not fit is answered with a stable code (docs/spec/http-api.md) and
// leaves no trace: no response, log line or stored row repeats what was sent.
//
// # Trust
//
// The server holds no key that can sign rules. A malicious one can at most
// withhold updates until their metadata expire, and count wrongly.
package server

import (
	"log/slog"
	"net/http"
	"time"

	"deckname/web"
)

// Config is all that a server depends on.
type Config struct {
	Store Store

	// Events takes connections of GET /v1/events and Notifier reaches those who listen
	// there. Both may be nil: then nobody is told, and clients poll.
	Events   Listener
	Notifier Notifier

	// Keys of the three callers that must prove who they are. An empty key
	// admits nobody.
	PublishKey   string
	EnrolmentKey string
	DashboardKey string

	// Address names the client for rate limits; nil takes the peer's address.
	Address func(*http.Request) string
	Now     func() time.Time // nil is time.Now
	Log     *slog.Logger     // nil discards
	Limits  Limits           // zero fields take the defaults
}

// server carries the configuration through the handlers.
type server struct {
	Config
	pages *web.Pages
}

// New returns the handler of all routes.
func New(cfg Config) http.Handler {
	if cfg.Address == nil {
		cfg.Address = PeerAddress
	}
	if cfg.Now == nil {
		cfg.Now = time.Now
	}
	if cfg.Log == nil {
		cfg.Log = slog.New(slog.DiscardHandler)
	}
	cfg.Limits = cfg.Limits.withDefaults()
	s := &server{Config: cfg, pages: web.New()}
	return s.recovered(s.mux())
}
