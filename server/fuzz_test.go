package server_test

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"deckname/server/internal/servertest"
)

// FuzzRequests sends what nobody should: no request may end in an internal
// error, and no answer to a refused one may hold what was sent.
func FuzzRequests(f *testing.F) {
	for _, seed := range [][4]string{
		{"GET", "/v1/updates/metadata/timestamp.json", "If-None-Match", ""},
		{"GET", "/v1/updates/targets/rules/x.1.pack", "Accept-Encoding", ""},
		{"POST", "/v1/reports", "Origin", `{"version":1,"day":"2026-11-24","counts":{}}`},
		{"POST", "/v1/publish", "Content-Type", `{"files":[{"path":"metadata/timestamp.json","body":"e30="},{"path":"metadata/1.root.json","body":"e30="}]}`},
		{"OPTIONS", "/v1/reports", "Access-Control-Request-Method", ""},
		{"GET", "/dashboard?lang=de&days=7", "Cookie", ""},
		{"GET", "/v1/events", "Upgrade", ""},
	} {
		f.Add(seed[0], seed[1], seed[2], "x", seed[3])
	}
	f.Fuzz(func(t *testing.T, method, target, name, value, body string) {
		r, err := http.NewRequest(method, "http://127.0.0.1", strings.NewReader(body))
		if err != nil {
			return // net/http refuses such a method before any handler
		}
		path, query, _ := strings.Cut(target, "?")
		r.URL.Path, r.URL.RawQuery = "/"+strings.TrimPrefix(path, "/"), query
		k := newKit(t)
		key := publishKey
		if r.URL.Path == "/v1/reports" {
			key = enrolmentKey
		}
		r.Header.Set("Authorization", "Bearer "+key)
		r.Header.Add(name, value)
		w := httptest.NewRecorder()
		k.Config.Handler.ServeHTTP(w, r)
		if w.Code >= 500 && w.Code != http.StatusNotImplemented {
			t.Errorf("%d\n%s", w.Code, k.log)
		}
		if strings.Contains(body, servertest.Canary) && strings.Contains(w.Body.String(), servertest.Canary) {
			t.Error("the answer repeats what was sent")
		}
	})
}
