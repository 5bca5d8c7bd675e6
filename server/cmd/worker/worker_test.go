//go:build worker && !js

// The test builds on `make test` in this folder, which provides the module and
// the npm packages. It is behind a tag because those take minutes to fetch.
package main

import (
	"bufio"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/gorilla/websocket"

	"deckname/server/internal/servertest"
)

var keys = servertest.Keys{
	Publish:   "publish-key-of-the-worker-test-0123456789",
	Enrolment: "enrolment-key-of-the-worker-test-0123456789",
	Dashboard: "dashboard-key-of-the-worker-test-0123456789",
}

// wrangler prepares a command of wrangler that keeps everything in state.
func wrangler(ctx context.Context, t *testing.T, state string, args ...string) *exec.Cmd {
	t.Helper()
	node, err := filepath.Abs("node_modules/.bin/node")
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.CommandContext(ctx, node, append([]string{"node_modules/wrangler/bin/wrangler.js"}, args...)...)
	cmd.Env = append(os.Environ(), "CI=1", "NO_COLOR=1", "FORCE_COLOR=0", "WRANGLER_SEND_METRICS=false",
		"HOME="+state, "XDG_CONFIG_HOME="+state, "WRANGLER_LOG_PATH="+filepath.Join(state, "log"),
		"MINIFLARE_CACHE_DIR="+filepath.Join(state, "cache"), "WRANGLER_HIDE_BANNER=true")
	// A group of its own, so that workerd ends with it.
	cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
	cmd.Cancel = func() error { return syscall.Kill(-cmd.Process.Pid, syscall.SIGTERM) }
	cmd.WaitDelay = 10 * time.Second
	return cmd
}

// start applies the migrations, starts `wrangler dev` and returns its address
// and how to stop it. What it logs is kept.
func start(t *testing.T, onlineKey string) (base string, logged func() string) {
	t.Helper()
	state := t.TempDir()
	migrate := wrangler(t.Context(), t, state, "d1", "migrations", "apply", "DB", "--local", "--persist-to", state)
	if out, err := migrate.CombinedOutput(); err != nil {
		t.Fatalf("migrations: %v\n%s", err, out)
	}

	ctx, cancel := context.WithTimeout(context.WithoutCancel(t.Context()), 2*time.Minute)
	port := freePort(t)
	cmd := wrangler(ctx, t, state, "dev", "--local", "--ip", "127.0.0.1", "--port", port, "--inspector-port", freePort(t), "--persist-to", state,
		"--show-interactive-dev-session=false",
		"--var", "DECKNAME_PUBLISH_KEY:"+keys.Publish, "--var", "DECKNAME_ENROLMENT_KEY:"+keys.Enrolment, "--var", "DECKNAME_DASHBOARD_KEY:"+keys.Dashboard, "--var", "DECKNAME_ONLINE_KEY:"+onlineKey)
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	cmd.Stderr = cmd.Stdout
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	var log strings.Builder
	ready, drained := make(chan bool, 1), make(chan struct{})
	go func() {
		defer close(drained)
		for lines := bufio.NewScanner(out); lines.Scan(); {
			fmt.Fprintln(&log, lines.Text())
			if strings.Contains(lines.Text(), "Ready on") {
				ready <- true
			}
		}
		close(ready)
	}()
	stopped := false
	logged = func() string {
		if !stopped {
			stopped = true
			cancel()
			<-drained
			_ = cmd.Wait() // it ends by a signal
			_ = syscall.Kill(-cmd.Process.Pid, syscall.SIGKILL)
		}
		return log.String()
	}
	t.Cleanup(func() { logged() })
	if !<-ready {
		t.Fatalf("wrangler ended:\n%s", logged())
	}
	return "http://127.0.0.1:" + port, logged
}

func freePort(t *testing.T) string {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	_, port, err := net.SplitHostPort(l.Addr().String())
	if err != nil {
		t.Fatal(err)
	}
	return port
}

func do(r *http.Request) (*http.Response, error) {
	return (&http.Transport{DisableCompression: true, DisableKeepAlives: true}).RoundTrip(r)
}

func TestTheWorkerAnswersLikeTheServer(t *testing.T) {
	// Signed the day before yesterday, so that the timestamp is due for renewal.
	vars := servertest.Vars(t, keys, time.Now().AddDate(0, 0, -2))
	began := time.Now()
	base, logged := start(t, vars["ONLINE"])
	t.Logf("wrangler is ready after %.1f s", time.Since(began).Seconds())
	began = time.Now()
	if status, body := get(t, base+"/healthz"); status != http.StatusOK || !strings.Contains(body, `"version":0`) {
		t.Fatalf("healthz: %d %s\n%s", status, body, logged())
	}
	t.Logf("the first answer took %.0f ms", float64(time.Since(began).Microseconds())/1000)

	for _, name := range []string{"publish", "updates", "reports", "dashboard", "common"} {
		t.Run(name, func(t *testing.T) {
			runner := &servertest.Runner{Base: base, Do: do, Vars: vars}
			runner.Run(t, "../../testdata/"+name+".txt")
		})
	}

	t.Run("events", func(t *testing.T) {
		ws, _, err := websocket.DefaultDialer.Dial("ws"+strings.TrimPrefix(base, "http")+"/v1/events",
			http.Header{"Origin": {"chrome-extension://abcdefghijklmnopabcdefghijklmnop"}})
		if err != nil {
			t.Fatal(err)
		}
		defer ws.Close()
		if err := ws.WriteMessage(websocket.TextMessage, []byte(`{"event":"ping"}`)); err != nil {
			t.Fatal(err)
		}
		if status, body := post(t, base+"/v1/publish", keys.Publish, vars["BUNDLE3"]); status != http.StatusOK {
			t.Fatal(status, body)
		}
		if _, msg, err := ws.ReadMessage(); err != nil || string(msg) != `{"event":"published","version":3}` {
			t.Errorf("heard %q, %v", msg, err)
		}
		if status, _ := post(t, base+"/notify", "", "hello"); status != http.StatusNotFound {
			t.Errorf("the hub can be reached from outside: %d", status)
		}
	})

	t.Run("compressed", func(t *testing.T) {
		r, err := http.NewRequest(http.MethodGet, base+"/v1/updates/metadata/timestamp.json", nil)
		if err != nil {
			t.Fatal(err)
		}
		// Without DisableCompression the transport asks for gzip and unpacks it.
		w, err := (&http.Transport{DisableKeepAlives: true}).RoundTrip(r)
		if err != nil {
			t.Fatal(err)
		}
		defer w.Body.Close()
		var timestamp struct{ Signed struct{ Version int } }
		if err := json.NewDecoder(w.Body).Decode(&timestamp); err != nil || timestamp.Signed.Version != 3 || !w.Uncompressed {
			t.Errorf("version %d, unpacked %v, %v", timestamp.Signed.Version, w.Uncompressed, err)
		}
	})

	t.Run("renewal", func(t *testing.T) {
		if status, body := get(t, base+"/cdn-cgi/handler/scheduled"); status != http.StatusOK {
			t.Fatal(status, body)
		}
		if _, body := get(t, base+"/healthz"); !strings.Contains(body, `"version":4`) || !strings.Contains(body, `"rules":3`) {
			t.Errorf("after the schedule: %s", body)
		}
	})

	for line := range strings.SplitSeq(logged(), "\n") {
		// wrangler names every address itself, as the real runtime would not.
		if !strings.HasPrefix(line, "[wrangler:info]") && strings.Contains(line, servertest.Canary) {
			t.Errorf("the log repeats what was sent: %s", line)
		}
	}
}

func get(t *testing.T, url string) (int, string) {
	t.Helper()
	r, err := http.NewRequest(http.MethodGet, url, nil)
	if err != nil {
		t.Fatal(err)
	}
	return send(t, r)
}

func post(t *testing.T, url, key, body string) (int, string) {
	t.Helper()
	r, err := http.NewRequest(http.MethodPost, url, strings.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	r.Header.Set("Authorization", "Bearer "+key)
	return send(t, r)
}

func send(t *testing.T, r *http.Request) (int, string) {
	t.Helper()
	w, err := do(r)
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
