package push_test

import (
	"context"
	"errors"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/gorilla/websocket"

	"deckname/server"
	"deckname/server/push"
)

// start serves a hub; the address of a client is what it says.
func start(t *testing.T, o push.Options) (*push.Hub, func(address string) (*websocket.Conn, error)) {
	t.Helper()
	o.Address = func(r *http.Request) string { return r.Header.Get("X-Test-Address") }
	hub := push.New(o)
	web := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		var e *server.Error
		if err := hub.Listen(w, r); errors.As(err, &e) {
			w.WriteHeader(e.Status)
		}
	}))
	t.Cleanup(func() {
		if err := hub.Close(context.Background()); err != nil {
			t.Error(err)
		}
		web.Close()
	})
	return hub, func(address string) (*websocket.Conn, error) {
		dialer := websocket.Dialer{ReadBufferSize: 256, WriteBufferSize: 256}
		ws, _, err := dialer.Dial("ws"+strings.TrimPrefix(web.URL, "http"), http.Header{"X-Test-Address": {address}})
		if err == nil {
			t.Cleanup(func() { ws.Close() })
		}
		return ws, err
	}
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// connected waits until the hub holds n connections.
func connected(t *testing.T, hub *push.Hub, n int) {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), 10*time.Second)
	defer cancel()
	for {
		got, err := hub.Connected(ctx)
		if err != nil {
			t.Fatal(err)
		}
		if got == n {
			return
		}
		select {
		case <-ctx.Done():
			t.Fatalf("%d connected, want %d", got, n)
		case <-time.After(time.Millisecond):
		}
	}
}

func TestTheNumberOfConnectionsIsCapped(t *testing.T) {
	hub, dial := start(t, push.Options{Connections: 3, PerAddress: 2})
	first, err := dial("a")
	must(t, err)
	_, err = dial("a")
	must(t, err)
	if _, err := dial("a"); err == nil {
		t.Error("a third connection from one address was taken")
	}
	_, err = dial("b")
	must(t, err)
	if _, err := dial("c"); err == nil {
		t.Error("a fourth connection was taken")
	}
	connected(t, hub, 3)
	first.Close()
	connected(t, hub, 2)
	_, err = dial("a")
	must(t, err)
}

func TestAFailedHandshakeTakesNoPlace(t *testing.T) {
	hub, dial := start(t, push.Options{Connections: 1})
	r := httptest.NewRequest(http.MethodGet, "/", nil)
	var e *server.Error
	if err := hub.Listen(httptest.NewRecorder(), r); !errors.As(err, &e) || e.Code != "invalid_upgrade" {
		t.Errorf("a plain request: %v", err)
	}
	_, err := dial("a")
	must(t, err)
}

func TestAClientThatDoesNotReadIsDroppedAndOthersHear(t *testing.T) {
	hub, dial := start(t, push.Options{Write: 50 * time.Millisecond})
	_, err := dial("deaf")
	must(t, err)
	listening, err := dial("listening")
	must(t, err)
	connected(t, hub, 2)
	heard := make(chan error, 1)
	go func() {
		for {
			if _, _, err := listening.ReadMessage(); err != nil {
				heard <- err
				return
			}
			select {
			case heard <- nil:
			default:
			}
		}
	}()
	// The system's buffers take megabytes before the deaf one is full.
	for version := int64(1); ; version++ {
		if err := hub.Published(t.Context(), version); err != nil {
			t.Fatal(err)
		}
		if err := <-heard; err != nil {
			t.Fatalf("the listening client was cut off at %d: %v", version, err)
		}
		if n, _ := hub.Connected(t.Context()); n == 1 {
			return
		}
		if version > 5_000_000 {
			t.Fatal("the deaf client was never dropped")
		}
	}
}

func TestASilentClientIsDroppedAndAPingingOneStays(t *testing.T) {
	hub, dial := start(t, push.Options{Silence: time.Second, PingEvery: time.Hour})
	silent, err := dial("silent")
	must(t, err)
	pinging, err := dial("pinging")
	must(t, err)
	connected(t, hub, 2)
	dropped := make(chan struct{})
	go func() {
		defer close(dropped)
		_, _, _ = silent.ReadMessage() // returns when the server hangs up
	}()
	for {
		select {
		case <-dropped:
			connected(t, hub, 1)
			if err := hub.Published(t.Context(), 7); err != nil {
				t.Fatal(err)
			}
			if _, msg, err := pinging.ReadMessage(); err != nil || string(msg) != `{"event":"published","version":7}` {
				t.Errorf("the pinging client heard %q, %v", msg, err)
			}
			return
		case <-time.After(50 * time.Millisecond):
			if err := pinging.WriteMessage(websocket.TextMessage, []byte("ping")); err != nil {
				t.Fatal(err)
			}
		}
	}
}

func TestTheServerPingsAndAPongKeepsTheConnection(t *testing.T) {
	_, dial := start(t, push.Options{PingEvery: 20 * time.Millisecond, Silence: time.Second})
	ws, err := dial("a")
	must(t, err)
	pings := make(chan struct{}, 100)
	answer := ws.PingHandler()
	ws.SetPingHandler(func(data string) error {
		pings <- struct{}{}
		return answer(data)
	})
	go func() { _, _, _ = ws.ReadMessage() }() // runs the ping handler
	for range 75 {                             // longer than Silence
		<-pings
	}
}

func TestLargeAndManyMessagesEndTheConnection(t *testing.T) {
	hub, dial := start(t, push.Options{})
	// The server may hang up in the middle of either: only the end counts.
	for name, misbehave := range map[string]func(*websocket.Conn){
		"large": func(ws *websocket.Conn) { _ = ws.WriteMessage(websocket.TextMessage, make([]byte, 4096)) },
		"many": func(ws *websocket.Conn) {
			for range 200 {
				_ = ws.WriteMessage(websocket.TextMessage, []byte("ping"))
			}
		},
	} {
		ws, err := dial(name)
		must(t, err)
		connected(t, hub, 1)
		misbehave(ws)
		if _, _, err := ws.ReadMessage(); err == nil {
			t.Errorf("%s: the connection goes on", name)
		}
		connected(t, hub, 0)
	}
}

func TestClosingSaysGoodbyeAndTakesNobodyNew(t *testing.T) {
	hub, dial := start(t, push.Options{})
	ws, err := dial("a")
	must(t, err)
	connected(t, hub, 1)
	if err := hub.Close(t.Context()); err != nil {
		t.Fatal(err)
	}
	if _, _, err := ws.ReadMessage(); !websocket.IsCloseError(err, websocket.CloseGoingAway) {
		t.Errorf("the client saw %v, want going away", err)
	}
	if _, err := dial("b"); err == nil {
		t.Error("a closed hub took a connection")
	}
}
