// Package push tells connected extensions that something was published, over
// WebSockets held by the native server.
//
// A connection costs two goroutines and small buffers: the handler returns as
// soon as the connection is taken over, so that net/http frees its own. A
// client that does not read is dropped; it reconnects and fetches what it
// missed, since messages are hints and never carry content. What clients send
// is read to keep the connection alive and otherwise ignored.
package push

import (
	"context"
	"net/http"
	"sync"
	"time"

	"github.com/gorilla/websocket"

	"deckname/server"
)

// Options bounds a Hub. Zero fields take the defaults.
type Options struct {
	Connections int // at once, in all; default 20,000
	PerAddress  int // at once, from one address; default 5,000
	Address     func(*http.Request) string

	PingEvery time.Duration // default 30 s
	Silence   time.Duration // without a pong or message this long, a client is gone; default 75 s
	Write     time.Duration // a message not taken within this time drops the client; default 5 s
}

func (o Options) withDefaults() Options {
	setDefault(&o.Connections, 20_000)
	setDefault(&o.PerAddress, 5_000)
	setDefault(&o.PingEvery, 30*time.Second)
	setDefault(&o.Silence, 75*time.Second)
	setDefault(&o.Write, 5*time.Second)
	if o.Address == nil {
		o.Address = server.PeerAddress
	}
	return o
}

func setDefault[T comparable](field *T, value T) {
	var zero T
	if *field == zero {
		*field = value
	}
}

// Hub holds the connections. It implements server.Listener and server.Notifier.
type Hub struct {
	options  Options
	upgrader websocket.Upgrader
	writers  sync.WaitGroup

	mu        sync.Mutex       // guards what follows
	clients   map[*client]bool // connected or connecting
	addresses map[string]int   // how many of them by address
	closed    bool
}

var (
	_ server.Listener = (*Hub)(nil)
	_ server.Notifier = (*Hub)(nil)
)

// New returns an empty hub.
func New(o Options) *Hub {
	return &Hub{
		options: o.withDefaults(),
		upgrader: websocket.Upgrader{
			HandshakeTimeout: 5 * time.Second,
			ReadBufferSize:   256,
			WriteBufferSize:  1024,
			WriteBufferPool:  &sync.Pool{},
			CheckOrigin:      func(*http.Request) bool { return true }, // the server did
		},
		clients:   map[*client]bool{},
		addresses: map[string]int{},
	}
}

var (
	errFull    = &server.Error{Status: http.StatusServiceUnavailable, Code: "too_many_connections", Message: "All places for listeners are taken. Poll, and try again later."}
	errUpgrade = &server.Error{Status: http.StatusBadRequest, Code: "invalid_upgrade", Message: "This is not a WebSocket handshake that the server understands."}
)

// Listen takes over the connection. It returns an error only while the
// response has not begun.
func (h *Hub) Listen(w http.ResponseWriter, r *http.Request) error {
	// The client has its place before it learns that it is connected: what is
	// published from then on reaches it.
	c := h.add(h.options.Address(r))
	if c == nil {
		return errFull
	}
	refused := false
	upgrader := h.upgrader
	upgrader.Error = func(http.ResponseWriter, *http.Request, int, error) { refused = true }
	ws, err := upgrader.Upgrade(w, r, nil)
	if err != nil {
		h.remove(c)
		h.writers.Done()
		if refused {
			return errUpgrade
		}
		return nil // the connection broke after it was taken over
	}
	c.ws = ws
	go c.write()
	go c.read()
	return nil
}

// Published sends the hint to everyone connected. It waits for nobody.
func (h *Hub) Published(_ context.Context, version int64) error {
	msg, err := websocket.NewPreparedMessage(websocket.TextMessage, server.Event(version))
	if err != nil {
		return err
	}
	h.mu.Lock()
	defer h.mu.Unlock()
	for c := range h.clients {
		select {
		case c.out <- msg:
		default:
			h.removeLocked(c) // does not read; it will be back
		}
	}
	return nil
}

// Connected implements server.Notifier.
func (h *Hub) Connected(context.Context) (int, error) {
	h.mu.Lock()
	defer h.mu.Unlock()
	return len(h.clients), nil
}

// Close says goodbye to everyone and waits until that is done or ctx ends.
func (h *Hub) Close(ctx context.Context) error {
	h.mu.Lock()
	h.closed = true
	for c := range h.clients {
		h.removeLocked(c)
	}
	h.mu.Unlock()
	done := make(chan struct{})
	go func() { h.writers.Wait(); close(done) }()
	select {
	case <-done:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

// add makes a client, or returns nil if there is no place. Its writer counts
// from now on.
func (h *Hub) add(address string) *client {
	h.mu.Lock()
	defer h.mu.Unlock()
	if h.closed || len(h.clients) >= h.options.Connections || h.addresses[address] >= h.options.PerAddress {
		return nil
	}
	c := &client{hub: h, address: address, out: make(chan *websocket.PreparedMessage, 4)}
	h.clients[c] = true
	h.addresses[address]++
	h.writers.Add(1)
	return c
}

func (h *Hub) remove(c *client) {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.removeLocked(c)
}

// removeLocked forgets a client once and ends its writer.
func (h *Hub) removeLocked(c *client) {
	if h.clients[c] {
		delete(h.clients, c)
		if h.addresses[c.address]--; h.addresses[c.address] == 0 {
			delete(h.addresses, c.address)
		}
		close(c.out)
	}
}
