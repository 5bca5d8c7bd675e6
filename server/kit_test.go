package server_test

import (
	"bytes"
	"crypto"
	"encoding/json"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"deckname/server"
	"deckname/server/internal/script"
	"deckname/server/push"
	"deckname/server/store"
	"deckname/wasm/report"
	"deckname/wasm/update"
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

// repository signs publications for tests.
type repository struct {
	t    *testing.T
	root []byte
	keys update.Keys
	repo *update.Repository
}

func newRepository(t *testing.T) *repository {
	t.Helper()
	r := &repository{t: t}
	for _, role := range []*[]crypto.Signer{&r.keys.Root, &r.keys.Targets, &r.keys.Snapshot, &r.keys.Timestamp} {
		key, err := update.NewKey()
		if err != nil {
			t.Fatal(err)
		}
		*role = []crypto.Signer{key}
	}
	var err error
	if r.root, err = update.NewRoot(r.keys, now); err != nil {
		t.Fatal(err)
	}
	r.repo, err = update.Open(r.root, func(path string) ([]byte, error) {
		if path == "metadata/1.root.json" {
			return r.root, nil
		}
		return nil, nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// publish signs the next version; its pack holds the text.
func (r *repository) publish(pack string, change ...func(*update.Release)) []server.File {
	r.t.Helper()
	release := update.Release{Channel: "all", Serial: r.repo.NextSerial(), Floor: 1, Pack: []byte(pack)}
	for _, c := range change {
		c(&release)
	}
	files, err := r.repo.Publish(release, r.keys, now)
	if err != nil {
		r.t.Fatal(err)
	}
	return files
}

func bundle(t *testing.T, files []server.File) []byte {
	t.Helper()
	b, err := json.Marshal(map[string]any{"files": files})
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func pathOf(t *testing.T, files []server.File, part string) (string, []byte) {
	t.Helper()
	for _, f := range files {
		if strings.Contains(f.Path, part) {
			return f.Path, f.Body
		}
	}
	t.Fatalf("no file like %s", part)
	return "", nil
}

func reportOf(t *testing.T, day string, masked, kept uint16) []byte {
	t.Helper()
	r := report.Report{Day: day}
	r.Counts[0][report.Masked], r.Counts[0][report.Kept] = masked, kept
	b, err := report.Encode(r)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// scripts returns a runner with the variables that the scripts name.
func (k *kit) scripts() *script.Runner {
	k.t.Helper()
	r := newRepository(k.t)
	first, second := r.publish("rules 1"), r.publish("rules 2")
	third := r.publish("rules 3")
	tampered := append([]server.File{}, first...)
	for i, f := range tampered {
		if strings.HasSuffix(f.Path, ".pack") {
			tampered[i].Body = []byte("rules!1")
		}
	}
	foreign := newRepository(k.t).publish("rules 1")
	for i, f := range foreign {
		if f.Path == "metadata/1.root.json" {
			foreign[i].Body = r.root
		}
	}
	pack, _ := pathOf(k.t, second, ".pack")
	_, stamp := pathOf(k.t, second, "timestamp")
	return &script.Runner{Base: k.URL, Do: k.do, Vars: map[string]string{
		"PUBLISH": publishKey, "ENROLMENT": enrolmentKey, "DASHBOARD": dashboardKey, "NL": "\n",
		"TODAY": now.Format(time.DateOnly), "REPORT": strings.TrimSpace(string(reportOf(k.t, now.Format(time.DateOnly), 1, 0))),
		"BUNDLE1": string(bundle(k.t, first)), "BUNDLE2": string(bundle(k.t, second)), "BUNDLE3": string(bundle(k.t, third)),
		"TAMPERED": string(bundle(k.t, tampered)), "FOREIGN": string(bundle(k.t, foreign)),
		"ROOT": string(r.root), "PACK2": pack, "TIMESTAMP2": string(stamp),
	}}
}
