package main

import (
	"bufio"
	"context"
	"io"
	"log/slog"
	"net/http"
	"os"
	"path/filepath"
	"regexp"
	"runtime"
	"strings"
	"testing"
	"time"

	"github.com/gorilla/websocket"

	"deckname/server/internal/servertest"
	"deckname/server/store"
	"deckname/wasm/update"
)

// running is a server started by `deckname serve`.
type running struct {
	base, dashboard string
	greeting        string
	stop            func() error
}

var (
	serverLine    = regexp.MustCompile(`Server +(http://\S+)`)
	dashboardLine = regexp.MustCompile(`Dashboard +(http://\S+)`)
)

// serve starts the command on a free port and reads what it prints.
func serve(t *testing.T, data string) *running {
	t.Helper()
	ctx, cancel := context.WithCancel(t.Context())
	in, out := io.Pipe()
	done := make(chan error, 1)
	go func() {
		err := serveCmd{Data: data, Listen: "127.0.0.1:0"}.serve(ctx, out, slog.New(slog.NewTextHandler(io.Discard, nil)))
		done <- err
		out.CloseWithError(io.EOF)
	}()
	s := &running{}
	stopped := false
	s.stop = func() error {
		if stopped {
			return nil
		}
		stopped = true
		cancel()
		return <-done
	}
	t.Cleanup(func() { _ = s.stop() })
	for lines := bufio.NewScanner(in); lines.Scan(); {
		s.greeting += lines.Text() + "\n"
		if lines.Text() == "Stop with Ctrl+C." {
			break
		}
	}
	base, link := serverLine.FindStringSubmatch(s.greeting), dashboardLine.FindStringSubmatch(s.greeting)
	if base == nil || link == nil {
		t.Fatalf("it did not start: %v\n%s", s.stop(), s.greeting)
	}
	s.base, s.dashboard = base[1], link[1]
	return s
}

func get(t *testing.T, url string) (int, string) {
	t.Helper()
	w, err := http.Get(url)
	if err != nil {
		t.Fatal(err)
	}
	defer w.Body.Close()
	body, err := io.ReadAll(w.Body)
	if err != nil {
		t.Fatal(err)
	}
	return w.StatusCode, string(body)
}

func TestServeMakesItsKeysForItsOwnerOnlyAndKeepsThem(t *testing.T) {
	data := filepath.Join(t.TempDir(), "new", "var")
	first := serve(t, data)
	if !strings.Contains(first.greeting, "deckname rules publish") {
		t.Errorf("with nothing published it does not say what to do:\n%s", first.greeting)
	}
	keys := map[string]string{}
	for _, name := range []string{"data/db.key", "publish.key", "enrolment.key"} {
		path := filepath.Join(data, name)
		text, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		keys[name] = string(text)
		if info, err := os.Stat(path); err != nil || runtime.GOOS != "windows" && info.Mode().Perm() != 0o600 {
			t.Errorf("%s: mode %v, %v", name, info.Mode(), err)
		}
		if strings.Contains(first.greeting, strings.TrimSpace(string(text))) {
			t.Errorf("%s is printed", name)
		}
	}
	if err := first.stop(); err != nil {
		t.Fatal(err)
	}
	second := serve(t, data)
	for name, before := range keys {
		if text, err := os.ReadFile(filepath.Join(data, name)); err != nil || string(text) != before {
			t.Errorf("%s changed between two starts", name)
		}
	}
	if first.dashboard[len(first.base):] == second.dashboard[len(second.base):] {
		t.Error("the dashboard link is the same after a restart")
	}
}

func TestServeServesWhatWasPublishedBeforeItStarted(t *testing.T) {
	data := t.TempDir()
	r := servertest.NewRepository(t, time.Now())
	first := serve(t, data)
	publish(t, data, first.base, r.Publish("rules 1"))
	if err := first.stop(); err != nil {
		t.Fatal(err)
	}
	second := serve(t, data)
	if !strings.Contains(second.greeting, "No. 1") {
		t.Errorf("the greeting does not name the rules:\n%s", second.greeting)
	}
	if status, body := get(t, second.base+"/v1/updates/metadata/1.root.json"); status != http.StatusOK || body != string(r.Root) {
		t.Errorf("after the restart: %d", status)
	}
}

func publish(t *testing.T, data, base string, files []update.File) {
	t.Helper()
	key, err := secretFile(filepath.Join(data, "publish.key"))
	if err != nil {
		t.Fatal(err)
	}
	to, err := newRemote(base, key, &http.Client{Timeout: time.Minute})
	if err != nil {
		t.Fatal(err)
	}
	if err := to.write(files); err != nil {
		t.Fatal(err)
	}
}

func TestServeTellsListenersAndSaysGoodbye(t *testing.T) {
	data := t.TempDir()
	s := serve(t, data)
	ws, _, err := websocket.DefaultDialer.Dial("ws"+strings.TrimPrefix(s.base, "http")+"/v1/events", nil)
	if err != nil {
		t.Fatal(err)
	}
	defer ws.Close()
	publish(t, data, s.base, servertest.NewRepository(t, time.Now()).Publish("rules 1"))
	if _, msg, err := ws.ReadMessage(); err != nil || !strings.Contains(string(msg), "published") {
		t.Errorf("heard %q, %v", msg, err)
	}
	gone := make(chan error, 1)
	go func() {
		_, _, err := ws.ReadMessage()
		gone <- err
	}()
	if err := s.stop(); err != nil {
		t.Errorf("stopping: %v", err)
	}
	if err := <-gone; !websocket.IsCloseError(err, websocket.CloseGoingAway) {
		t.Errorf("the listener saw %v, want going away", err)
	}
}

func TestTheDashboardLinkWorksAndOnlyTheLink(t *testing.T) {
	s := serve(t, t.TempDir())
	client := &http.Client{CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	w, err := client.Get(s.dashboard)
	if err != nil {
		t.Fatal(err)
	}
	w.Body.Close()
	if w.StatusCode != http.StatusSeeOther || len(w.Cookies()) != 1 {
		t.Errorf("the link: %d, %d cookies", w.StatusCode, len(w.Cookies()))
	}
	if status, _ := get(t, s.base+"/dashboard/enter?key=wrong"); status != http.StatusUnauthorized {
		t.Errorf("a wrong key: %d", status)
	}
}

func TestServeRefusesToStart(t *testing.T) {
	used := serve(t, t.TempDir())
	for name, c := range map[string]struct {
		listen  string
		prepare func(t *testing.T, data string)
		want    string
	}{
		"on every address":           {listen: "0.0.0.0:0", want: "--public"},
		"on an address of the net":   {listen: "192.0.2.1:0", want: "--public"},
		"on an unnamed address":      {listen: ":8787", want: "--public"},
		"on a host name":             {listen: "example.com:8787", want: "--public"},
		"on no address":              {listen: "8787", want: "--listen"},
		"on a used port":             {listen: strings.TrimPrefix(used.base, "http://"), want: "another with --listen"},
		"with a key others can read": {prepare: func(t *testing.T, data string) { write(t, data, "publish.key", 0o644, strings.Repeat("k", 40)) }, want: "chmod 600"},
		"with a truncated key":       {prepare: func(t *testing.T, data string) { write(t, data, "enrolment.key", 0o600, "short") }, want: "enrolment.key"},
		"with a malformed database key": {prepare: func(t *testing.T, data string) {
			write(t, data, "data/db.key", 0o600, strings.Repeat("not hex ", 8))
		}, want: "64 hexadecimal digits"},
		"with a database but no key": {prepare: func(t *testing.T, data string) { write(t, data, "data/deckname.db", 0o600, "x") }, want: "db.key is missing"},
		"with the wrong database key": {prepare: func(t *testing.T, data string) {
			s := serve(t, data)
			if err := s.stop(); err != nil {
				t.Fatal(err)
			}
			write(t, data, "data/db.key", 0o600, strings.Repeat("0", 64))
		}, want: store.ErrKey.Error()},
	} {
		t.Run(name, func(t *testing.T) {
			data := t.TempDir()
			if c.prepare != nil {
				c.prepare(t, data)
			}
			if c.listen == "" {
				c.listen = "127.0.0.1:0"
			}
			ctx, cancel := context.WithCancel(t.Context())
			defer cancel()
			err := serveCmd{Data: data, Listen: c.listen}.serve(ctx, stopOnGreeting(cancel), slog.New(slog.DiscardHandler))
			if err == nil || !strings.Contains(err.Error(), c.want) {
				t.Errorf("got %v, want something with %q", err, c.want)
			}
		})
	}
}

// stopOnGreeting stops a server that starts although it should not.
type stopOnGreeting context.CancelFunc

func (stop stopOnGreeting) Write(p []byte) (int, error) {
	stop()
	return len(p), nil
}

func write(t *testing.T, data, name string, mode os.FileMode, text string) {
	t.Helper()
	path := filepath.Join(data, name)
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(text), mode); err != nil {
		t.Fatal(err)
	}
}

func TestTheDatabaseKeyMayComeFromTheEnvironment(t *testing.T) {
	t.Setenv("DECKNAME_DB_KEY", strings.Repeat("a1", 32))
	data := t.TempDir()
	if err := serve(t, data).stop(); err != nil {
		t.Fatal(err)
	}
	if exists(filepath.Join(data, "data", "db.key")) {
		t.Error("a key file was made although a key was given")
	}
	if err := serve(t, data).stop(); err != nil {
		t.Errorf("the second start: %v", err)
	}
}

func TestResignUsesTheOnlineKeyIfItIsThere(t *testing.T) {
	data := t.TempDir()
	online, err := update.NewKey()
	if err != nil {
		t.Fatal(err)
	}
	r := servertest.NewRepository(t, time.Now(), online)
	s := serve(t, data)
	publish(t, data, s.base, r.Publish("rules 1"))
	if err := s.stop(); err != nil {
		t.Fatal(err)
	}
	db, err := store.OpenSQLite(t.Context(), databasePath(data), databaseKey(t, data))
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	later, path := time.Now().AddDate(0, 0, 3), filepath.Join(data, "keys", "online.key")
	version := func() int64 {
		p, err := db.Published(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		return p.Version
	}
	if err := resign(t.Context(), db, path, later); err != nil || version() != 1 {
		t.Errorf("without the key: version %d, %v", version(), err)
	}
	text, err := update.EncodeKey(online)
	if err != nil {
		t.Fatal(err)
	}
	write(t, data, "keys/online.key", 0o600, string(text))
	if err := resign(t.Context(), db, path, later); err != nil || version() != 2 {
		t.Errorf("with the key: version %d, %v", version(), err)
	}
	write(t, data, "keys/online.key", 0o600, "nonsense")
	if err := resign(t.Context(), db, path, later.AddDate(0, 0, 3)); err == nil || strings.Contains(err.Error(), "nonsense") {
		t.Errorf("with a broken key: %v", err)
	}
}

func databaseKey(t *testing.T, data string) [store.KeySize]byte {
	t.Helper()
	s, err := openSecrets(data)
	if err != nil {
		t.Fatal(err)
	}
	return s.database
}
