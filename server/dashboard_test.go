package server_test

import (
	"context"
	"errors"
	"net/http"
	"strings"
	"testing"
	"time"

	"deckname/server"
	"deckname/server/internal/servertest"
	"deckname/wasm/update"
)

// enter exchanges the link for the cookie.
func (k *kit) enter(headers ...string) string {
	k.t.Helper()
	w, _ := k.get("/dashboard/enter?key="+dashboardKey, headers...)
	if w.StatusCode != http.StatusSeeOther {
		k.t.Fatalf("enter: %d", w.StatusCode)
	}
	return w.Header.Get("Set-Cookie")
}

func TestTheCookieIsForThisPageOnlyAndEnds(t *testing.T) {
	k := newKit(t)
	cookie := k.enter()
	for _, want := range []string{"HttpOnly", "SameSite=Lax", "Path=/dashboard", "Max-Age=43200"} {
		if !strings.Contains(cookie, want) {
			t.Errorf("the cookie lacks %s: %s", want, cookie)
		}
	}
	if strings.Contains(cookie, dashboardKey) {
		t.Error("the cookie is the key")
	}
	if strings.Contains(cookie, "Secure") {
		t.Error("a browser would not send the cookie back over plain HTTP")
	}
	if secure := k.enter("X-Forwarded-Proto", "https"); !strings.Contains(secure, "Secure") {
		t.Error("behind TLS the cookie is not Secure")
	}
	if w, _ := k.get("/dashboard", "Cookie", cookie); w.StatusCode != http.StatusOK {
		t.Errorf("with the cookie: %d", w.StatusCode)
	}
	k.clock = k.clock.Add(12 * time.Hour)
	if w, _ := k.get("/dashboard", "Cookie", cookie); w.StatusCode != http.StatusUnauthorized {
		t.Errorf("after twelve hours: %d", w.StatusCode)
	}
}

func TestAServerWithoutKeysAdmitsNobody(t *testing.T) {
	k := newKit(t, func(c *server.Config) { c.PublishKey, c.EnrolmentKey, c.DashboardKey = "", "", "" })
	for _, path := range []string{"/v1/publish", "/v1/reports"} {
		if status, _ := k.post(path, "", nil); status != http.StatusUnauthorized {
			t.Errorf("%s with an empty key: %d", path, status)
		}
	}
	if w, _ := k.get("/dashboard/enter?key="); w.StatusCode != http.StatusUnauthorized {
		t.Errorf("enter with an empty key: %d", w.StatusCode)
	}
}

func TestTheDashboardShowsReportsRulesNoticeAndListeners(t *testing.T) {
	k, r := newKit(t), servertest.NewRepository(t, now)
	cookie := k.enter()
	if _, page := k.get("/dashboard", "Cookie", cookie); !strings.Contains(string(page), "deckname rules publish") {
		t.Error("the empty dashboard does not say what to do")
	}
	files := r.Publish("rules 1", func(release *update.Release) {
		release.Notice = &update.Notice{ID: 1, Published: "2026-11-24T12:00:00Z", DE: "<p>Hallo <strong>alle</strong></p>", EN: "<p>Hello <strong>all</strong></p>"}
	})
	if status, code := k.post("/v1/publish", publishKey, servertest.Bundle(t, files)); status != http.StatusOK {
		t.Fatal(status, code)
	}
	for _, masked := range []uint16{7000, 5345} {
		if status, code := k.post("/v1/reports", enrolmentKey, servertest.Report(t, "2026-11-24", masked, 1)); status != http.StatusAccepted {
			t.Fatal(status, code)
		}
	}
	ws, _, err := k.listen("")
	if err != nil {
		t.Fatal(err)
	}
	defer ws.Close()
	for lang, wants := range map[string][]string{
		"en": {"12,347", "12,345", "No. 1", "<p>Hello <strong>all</strong></p>", `<dd class="value">1</dd>`, "Names of persons", "24 November 2026"},
		"de": {"12.347", "12.345", "Nr. 1", "<p>Hallo <strong>alle</strong></p>", `<dd class="value">1</dd>`, "Personennamen", "24. November 2026"},
	} {
		_, page := k.get("/dashboard?lang="+lang, "Cookie", cookie)
		for _, want := range wants {
			if !strings.Contains(string(page), want) {
				t.Errorf("%s: the page lacks %q", lang, want)
			}
		}
	}
}

// broken is a store in trouble.
type broken struct{ server.Store }

func (broken) Published(context.Context) (server.Publication, error) {
	return server.Publication{}, errors.New("the disk is full")
}

func (broken) File(context.Context, string) (server.StoredFile, error) {
	panic(servertest.Canary)
}

func TestTroubleInsideStaysInside(t *testing.T) {
	k := newKit(t, func(c *server.Config) { c.Store = broken{c.Store} })
	for _, path := range []string{"/healthz", "/v1/updates/metadata/timestamp.json"} {
		w, body := k.get(path)
		if w.StatusCode != http.StatusInternalServerError || !strings.Contains(string(body), `"internal"`) {
			t.Errorf("%s: %d %s", path, w.StatusCode, body)
		}
		if strings.Contains(string(body), "disk") || strings.Contains(string(body), servertest.Canary) {
			t.Errorf("%s: the answer tells what is wrong inside: %s", path, body)
		}
	}
	if w, body := k.get("/dashboard", "Cookie", k.enter(), "Accept-Language", "de"); w.StatusCode != http.StatusInternalServerError || !strings.Contains(string(body), "Protokoll") {
		t.Errorf("dashboard: %d", w.StatusCode)
	}
	log := k.log.String()
	if !strings.Contains(log, "the disk is full") || !strings.Contains(log, "broken.File") {
		t.Errorf("the log does not say what is wrong:\n%s", log)
	}
	if strings.Contains(log, servertest.Canary) {
		t.Errorf("the log repeats a panic's value:\n%s", log)
	}
}

func TestASignedNoticeIsSanitisedAgain(t *testing.T) {
	k, r := newKit(t), servertest.NewRepository(t, now)
	files := r.Publish("rules 1", func(release *update.Release) {
		release.Notice = &update.Notice{
			ID: 1, Published: "2026-11-24T12:00:00Z", DE: "<p>gut</p>",
			EN: `<p>good</p><meta http-equiv="refresh" content="0;url=https://example.com"><script>x()</script>`,
		}
	})
	if status, code := k.post("/v1/publish", publishKey, servertest.Bundle(t, files)); status != http.StatusOK {
		t.Fatal(status, code)
	}
	_, page := k.get("/dashboard?lang=en", "Cookie", k.enter())
	if !strings.Contains(string(page), "<p>good</p>") || strings.Contains(string(page), "refresh") || strings.Contains(string(page), "x()") {
		t.Error("the page shows what no notice may hold")
	}
}
