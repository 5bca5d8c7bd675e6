//go:build js && wasm

package main

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"strings"

	"github.com/syumai/workers/cloudflare"

	"deckname/server"
)

// hub reaches the Durable Object that holds the WebSockets. It implements
// server.Listener and server.Notifier.
type hub struct{ stub *cloudflare.DurableObjectStub }

func openHub(binding string) (*hub, error) {
	namespace, err := cloudflare.NewDurableObjectNamespace(binding)
	if err != nil {
		return nil, fmt.Errorf("open Durable Object binding: %w", err)
	}
	stub, err := namespace.Get(namespace.IdFromName("hub"))
	if err != nil {
		return nil, fmt.Errorf("open Durable Object binding: %w", err)
	}
	return &hub{stub}, nil
}

// Listen cannot take over the connection. It lets the request pass: the entry
// of the Worker hands it to the hub when it sees this header.
func (h *hub) Listen(w http.ResponseWriter, _ *http.Request) error {
	w.Header().Set("Deckname-Listen", "hub")
	w.WriteHeader(http.StatusNoContent)
	return nil
}

func (h *hub) Published(ctx context.Context, version int64) error {
	return h.call(ctx, http.MethodPost, "https://hub/notify", string(server.Event(version)), nil)
}

func (h *hub) Connected(ctx context.Context) (int, error) {
	var n int
	err := h.call(ctx, http.MethodGet, "https://hub/connected", "", &n)
	return n, err
}

// call sends a request to the object. It has no address that anyone but this
// Worker could reach.
func (h *hub) call(ctx context.Context, method, url, body string, into any) error {
	var content io.Reader // nil, because JavaScript refuses a GET with a body
	if body != "" {
		content = strings.NewReader(body)
	}
	r, err := http.NewRequestWithContext(ctx, method, url, content)
	if err != nil {
		return err
	}
	response, err := h.stub.Fetch(r)
	if err != nil {
		return fmt.Errorf("hub: %w", err)
	}
	defer response.Body.Close()
	if response.StatusCode/100 != 2 {
		return fmt.Errorf("hub: status %d", response.StatusCode)
	}
	if into == nil {
		return nil
	}
	if err := json.NewDecoder(response.Body).Decode(into); err != nil {
		return fmt.Errorf("hub: %w", err)
	}
	return nil
}
