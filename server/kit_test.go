package server_test

import (
	"bytes"
	"encoding/json"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"sync"
	"testing"
	"time"

	"deckname/server"
	"deckname/server/internal/servertest"
	"deckname/server/push"
	"deckname/server/store"
)

const (
	publishKey   = "publish-key-of-the-tests-0123456789"
	enrolmentKey = "enrolment-key-of-the-tests-0123456789"
	dashboardKey = "dashboard-key-of-the-tests-0123456789"
)

var now = time.Date(2026, 11, 24, 12, 0, 0, 0, time.UTC)

// kit is a server with a real store behind a real socket.
type kit struct {
	*httptest.Server
	t     *testing.T
	store *store.Store
	hub   *push.Hub
	log   *lockedBuffer
	clock time.Time
}

type lockedBuffer struct {
	mu sync.Mutex
	b  bytes.Buffer
}

func (l *lockedBuffer) Write(p []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.b.Write(p)
}

func (l *lockedBuffer) String() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.b.String()
}

func newKit(t *testing.T, change ...func(*server.Config)) *kit {
	t.Helper()
	db, err := store.OpenSQLite(t.Context(), filepath.Join(t.TempDir(), "deckname.db"), [store.KeySize]byte{1})
	if err != nil {
		t.Fatal(err)
	}
	k := &kit{t: t, store: db, hub: push.New(push.Options{}), log: &lockedBuffer{}, clock: now}
	cfg := server.Config{
		Store: db, Events: k.hub, Notifier: k.hub,
		PublishKey: publishKey, EnrolmentKey: enrolmentKey, DashboardKey: dashboardKey,
		Now: func() time.Time { return k.clock },
		Log: slog.New(slog.NewTextHandler(k.log, nil)),
	}
	for _, c := range change {
		c(&cfg)
	}
	k.Server = httptest.NewServer(server.New(cfg))
	t.Cleanup(func() {
		if err := k.hub.Close(t.Context()); err != nil && t.Context().Err() == nil {
			t.Error(err)
		}
		k.Server.Close()
		if err := db.Close(); err != nil {
			t.Error(err)
		}
	})
	return k
}

// do sends a request as it is: no redirects followed, nothing compressed.
func (k *kit) do(r *http.Request) (*http.Response, error) {
	transport := &http.Transport{DisableCompression: true, DisableKeepAlives: true}
	return transport.RoundTrip(r)
}

// post sends a body with a bearer key and returns status and error code.
func (k *kit) post(path, key string, body []byte) (int, string) {
	k.t.Helper()
	r, err := http.NewRequest(http.MethodPost, k.URL+path, bytes.NewReader(body))
	if err != nil {
		k.t.Fatal(err)
	}
	r.Header.Set("Authorization", "Bearer "+key)
	w, err := k.do(r)
	if err != nil {
		k.t.Fatal(err)
	}
	defer w.Body.Close()
	var answer struct{ Error struct{ Code string } }
	_ = json.NewDecoder(w.Body).Decode(&answer) // a success has none
	return w.StatusCode, answer.Error.Code
}

// scripts returns a runner with the variables that the scripts name.
func (k *kit) scripts() *servertest.Runner {
	k.t.Helper()
	keys := servertest.Keys{Publish: publishKey, Enrolment: enrolmentKey, Dashboard: dashboardKey}
	return &servertest.Runner{Base: k.URL, Do: k.do, Vars: servertest.Vars(k.t, keys, now)}
}
