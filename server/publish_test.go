package server_test

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/gorilla/websocket"

	"deckname/server"
	"deckname/server/internal/servertest"
	"deckname/wasm/update"
)

// world reads updates over HTTP as an extension does.
type world struct {
	k      *kit
	device map[string][]byte
}

func (w *world) Get(path string, most int64) (int, []byte, error) {
	response, body := w.k.get("/v1/updates/" + path)
	if int64(len(body)) > most {
		return 0, nil, update.ErrTooLong
	}
	return response.StatusCode, body, nil
}

func (w *world) Load(name string) ([]byte, error) { return w.device[name], nil }
func (w *world) Now() time.Time                   { return now }
func (w *world) Store(files []update.File) error {
	for _, f := range files {
		w.device[f.Path] = f.Body
	}
	return nil
}

func TestAnExtensionFollowsWhatIsPublished(t *testing.T) {
	k, r := newKit(t), servertest.NewRepository(t, now)
	device := &world{k, map[string][]byte{}}
	for n := 1; n <= 3; n++ {
		pack := fmt.Sprint("rules ", n)
		files := r.Publish(pack, func(release *update.Release) {
			if n == 2 {
				release.Notice = &update.Notice{ID: 1, Published: "2026-11-24T12:00:00Z", DE: "<p>Neu</p>", EN: "<p>New</p>"}
			}
		})
		if status, code := k.post("/v1/publish", publishKey, servertest.Bundle(t, files)); status != http.StatusOK {
			t.Fatalf("version %d: %d %s", n, status, code)
		}
		got, err := update.Refresh(device, update.Wanted{Root: r.Root, Channel: "all"})
		if err != nil || string(got.Pack) != pack || got.Serial != uint64(n) {
			t.Fatalf("version %d: %+v, %v", n, got, err)
		}
		if (got.Notice != nil) != (n >= 2) {
			t.Errorf("version %d: notice %v", n, got.Notice)
		}
	}
}

func TestOnlyTheNewFilesNeedToBeSent(t *testing.T) {
	k, r := newKit(t), servertest.NewRepository(t, now)
	if status, code := k.post("/v1/publish", publishKey, servertest.Bundle(t, r.Publish("rules 1"))); status != http.StatusOK {
		t.Fatal(status, code)
	}
	var staged []server.File
	for _, f := range r.Publish("rules 2") {
		if f.Path != "metadata/1.root.json" {
			staged = append(staged, f)
		}
	}
	if status, code := k.post("/v1/publish", publishKey, servertest.Bundle(t, staged)); status != http.StatusOK {
		t.Error(status, code)
	}
}

func TestAnIncompleteBundleIsRefusedWithTheOldRulesStillServed(t *testing.T) {
	k, r := newKit(t), servertest.NewRepository(t, now)
	first := r.Publish("rules 1")
	if status, code := k.post("/v1/publish", publishKey, servertest.Bundle(t, first)); status != http.StatusOK {
		t.Fatal(status, code)
	}
	second := r.Publish("rules 2")
	for i, left := range second {
		if left.Path == "metadata/1.root.json" {
			continue // held already
		}
		staged := append(append([]server.File{}, second[:i]...), second[i+1:]...)
		status, code := k.post("/v1/publish", publishKey, servertest.Bundle(t, staged))
		if status != http.StatusUnprocessableEntity && status != http.StatusBadRequest {
			t.Errorf("without %s: %d %s", left.Path, status, code)
		}
	}
	got, err := update.Refresh(&world{k, map[string][]byte{}}, update.Wanted{Root: r.Root, Channel: "all"})
	if err != nil || string(got.Pack) != "rules 1" {
		t.Errorf("a new device finds %+v, %v", got, err)
	}
	if status, code := k.post("/v1/publish", publishKey, servertest.Bundle(t, second)); status != http.StatusOK {
		t.Errorf("the complete bundle afterwards: %d %s", status, code)
	}
}

func TestAnotherRepositoryCannotTakeOver(t *testing.T) {
	k := newKit(t)
	if status, code := k.post("/v1/publish", publishKey, servertest.Bundle(t, servertest.NewRepository(t, now).Publish("rules 1"))); status != http.StatusOK {
		t.Fatal(status, code)
	}
	other := servertest.NewRepository(t, now)
	other.Publish("rules 1")
	if status, code := k.post("/v1/publish", publishKey, servertest.Bundle(t, other.Publish("rules 2"))); status != http.StatusConflict || code != "changed" {
		t.Errorf("%d %s", status, code)
	}
}

func TestOfTwoPublishersOneWins(t *testing.T) {
	k, r := newKit(t), servertest.NewRepository(t, now)
	if status, code := k.post("/v1/publish", publishKey, servertest.Bundle(t, r.Publish("rules 1"))); status != http.StatusOK {
		t.Fatal(status, code)
	}
	// Both sign version 2 on top of version 1.
	other, err := update.Open(r.Root, func(path string) ([]byte, error) {
		w, body := k.get("/v1/updates/" + path)
		if w.StatusCode != http.StatusOK {
			return nil, nil
		}
		return body, nil
	})
	if err != nil {
		t.Fatal(err)
	}
	yours, err := other.Publish(update.Release{Channel: "all", Serial: 2, Floor: 1, Pack: []byte("rules 2, yours")}, r.Keys, now)
	if err != nil {
		t.Fatal(err)
	}
	bundles := [][]byte{servertest.Bundle(t, r.Publish("rules 2, mine")), servertest.Bundle(t, yours)}
	statuses := make([]int, 2)
	var wg sync.WaitGroup
	for i, b := range bundles {
		wg.Go(func() {
			r := httptest.NewRequest(http.MethodPost, "/v1/publish", strings.NewReader(string(b)))
			r.Header.Set("Authorization", "Bearer "+publishKey)
			w := httptest.NewRecorder()
			k.Config.Handler.ServeHTTP(w, r)
			statuses[i] = w.Code
		})
	}
	wg.Wait()
	if statuses[0]+statuses[1] != http.StatusOK+http.StatusConflict {
		t.Errorf("statuses %v, want one 200 and one 409", statuses)
	}
	got, err := update.Refresh(&world{k, map[string][]byte{}}, update.Wanted{Root: r.Root, Channel: "all"})
	if err != nil || !strings.HasPrefix(string(got.Pack), "rules 2") {
		t.Errorf("a new device finds %+v, %v", got, err)
	}
}

func (k *kit) listen(origin string) (*websocket.Conn, *http.Response, error) {
	header := http.Header{}
	if origin != "" {
		header.Set("Origin", origin)
	}
	ws, w, err := websocket.DefaultDialer.Dial("ws"+strings.TrimPrefix(k.URL, "http")+"/v1/events", header)
	if err == nil {
		err = ws.SetReadDeadline(time.Now().Add(30 * time.Second))
	}
	return ws, w, err
}

func TestListenersHearOfAPublication(t *testing.T) {
	k, r := newKit(t), servertest.NewRepository(t, now)
	var sockets []*websocket.Conn
	for _, origin := range []string{"chrome-extension://abcdefghijklmnopabcdefghijklmnop", "moz-extension://0f8fad5b-d9cb-469f-a165-70867728950e", ""} {
		ws, _, err := k.listen(origin)
		if err != nil {
			t.Fatal(err)
		}
		defer ws.Close()
		if err := ws.WriteMessage(websocket.TextMessage, []byte("ping")); err != nil {
			t.Fatal(err)
		}
		sockets = append(sockets, ws)
	}
	if status, code := k.post("/v1/publish", publishKey, servertest.Bundle(t, r.Publish("rules 1"))); status != http.StatusOK {
		t.Fatal(status, code)
	}
	for _, ws := range sockets {
		kind, msg, err := ws.ReadMessage()
		if err != nil || kind != websocket.TextMessage || string(msg) != `{"event":"published","version":1}` {
			t.Errorf("heard %d %q, %v", kind, msg, err)
		}
	}
}

func TestARefusedPublicationIsNotAnnounced(t *testing.T) {
	k, r := newKit(t), servertest.NewRepository(t, now)
	ws, _, err := k.listen("")
	if err != nil {
		t.Fatal(err)
	}
	defer ws.Close()
	first := r.Publish("rules 1")
	if status, _ := k.post("/v1/publish", publishKey, servertest.Bundle(t, first[1:])); status == http.StatusOK {
		t.Fatal("a bundle without root was taken")
	}
	if status, code := k.post("/v1/publish", publishKey, servertest.Bundle(t, first)); status != http.StatusOK {
		t.Fatal(status, code)
	}
	// The first thing heard is the publication that was taken.
	if _, msg, err := ws.ReadMessage(); err != nil || !strings.Contains(string(msg), `"version":1`) {
		t.Errorf("heard %q, %v", msg, err)
	}
}

func TestResignRenewsWhatIsDueAndNothingElse(t *testing.T) {
	k, r := newKit(t), servertest.NewRepository(t, now)
	if done, err := server.Resign(t.Context(), k.store, r.Keys, now); done || err != nil {
		t.Errorf("with nothing published: %v, %v", done, err)
	}
	if status, code := k.post("/v1/publish", publishKey, servertest.Bundle(t, r.Publish("rules 1"))); status != http.StatusOK {
		t.Fatal(status, code)
	}
	if done, err := server.Resign(t.Context(), k.store, r.Keys, now.Add(time.Hour)); done || err != nil {
		t.Errorf("an hour later: %v, %v", done, err)
	}
	version := int64(1)
	for day := 1; day <= 20; day++ {
		done, err := server.Resign(t.Context(), k.store, r.Keys, now.AddDate(0, 0, day))
		if err != nil {
			t.Fatalf("day %d: %v", day, err)
		}
		if done {
			version++
		}
		p, err := k.store.Published(t.Context())
		if err != nil || p.Version != version || p.Rules != 1 || !p.At.Equal(now) {
			t.Fatalf("day %d: %+v, %v", day, p, err)
		}
	}
	if version == 1 {
		t.Error("nothing was renewed in 20 days")
	}
	wrong := servertest.NewRepository(t, now).Keys
	if done, err := server.Resign(t.Context(), k.store, wrong, now.AddDate(0, 0, 30)); done || err == nil {
		t.Error("signed with a key that the root does not name")
	}
}
