//go:build js && wasm

// Command worker is the server as a Cloudflare Worker.
//
// One Go instance lives in a Durable Object (src/app.mjs) and answers every
// request with the same handler as the native binary; a new instance for each
// request would cost twenty times the CPU and remember nothing. Files and
// counts lie in D1. WebSockets lie in a second object, written in JavaScript
// (src/hub.mjs), because Go cannot take over a connection here.
//
// This file only wires.
package main

import (
	"log/slog"
	"net/http"
	"os"

	"github.com/syumai/workers/cloudflare"

	"deckname/server"
	"deckname/server/store"
)

func main() {
	db, err := store.OpenD1("DB")
	if err != nil {
		failed(err)
		return
	}
	hub, err := openHub("HUB")
	if err != nil {
		failed(err)
		return
	}
	serve(handler(db, hub), func() error { return resign(db, cloudflare.Getenv("DECKNAME_ONLINE_KEY")) })
}

func handler(db server.Store, hub *hub) http.Handler {
	return server.New(server.Config{
		Store: db, Events: hub, Notifier: hub,
		PublishKey:   cloudflare.Getenv("DECKNAME_PUBLISH_KEY"),
		EnrolmentKey: cloudflare.Getenv("DECKNAME_ENROLMENT_KEY"),
		DashboardKey: cloudflare.Getenv("DECKNAME_DASHBOARD_KEY"),
		Address:      func(r *http.Request) string { return server.AddressGroup(r.Header.Get("CF-Connecting-IP")) },
		Log:          slog.New(slog.NewTextHandler(os.Stderr, nil)),
	})
}
