package server_test

import (
	"bytes"
	"compress/gzip"
	"io"
	"net/http"
	"strings"
	"testing"

	"deckname/server/internal/servertest"
)

func (k *kit) get(path string, headers ...string) (*http.Response, []byte) {
	k.t.Helper()
	r, err := http.NewRequest(http.MethodGet, k.URL+path, nil)
	if err != nil {
		k.t.Fatal(err)
	}
	for i := 0; i < len(headers); i += 2 {
		r.Header.Set(headers[i], headers[i+1])
	}
	w, err := k.do(r)
	if err != nil {
		k.t.Fatal(err)
	}
	defer w.Body.Close()
	body, err := io.ReadAll(w.Body)
	if err != nil {
		k.t.Fatal(err)
	}
	return w, body
}

func TestCompressedAndPlainAnswersAreTheSameFileUnderDifferentTags(t *testing.T) {
	k, r := newKit(t), servertest.NewRepository(t, now)
	text := strings.Repeat("rules and rules and rules ", 1000)
	files := r.Publish(text)
	if status, code := k.post("/v1/publish", publishKey, servertest.Bundle(t, files)); status != http.StatusOK {
		t.Fatal(status, code)
	}
	path := servertest.Find(t, files, ".pack").Path
	plain, body := k.get("/v1/updates/" + path)
	if string(body) != text {
		t.Error("the plain body differs")
	}
	tags := map[string]bool{plain.Header.Get("ETag"): true}
	for _, accept := range []string{"gzip", "br, GZIP;q=0.5", "gzip; q=1.0, *;q=0"} {
		w, body := k.get("/v1/updates/"+path, "Accept-Encoding", accept)
		if w.Header.Get("Content-Encoding") != "gzip" || len(body) >= len(text)/10 {
			t.Errorf("Accept-Encoding %q: encoding %q, %d bytes", accept, w.Header.Get("Content-Encoding"), len(body))
			continue
		}
		z, err := gzip.NewReader(bytes.NewReader(body))
		if err != nil {
			t.Fatal(err)
		}
		if unpacked, err := io.ReadAll(z); err != nil || string(unpacked) != text {
			t.Errorf("Accept-Encoding %q: another content, %v", accept, err)
		}
		tags[w.Header.Get("ETag")] = true
	}
	for _, accept := range []string{"", "br", "gzip;q=0", "identity"} {
		if w, body := k.get("/v1/updates/"+path, "Accept-Encoding", accept); w.Header.Get("Content-Encoding") != "" || string(body) != text {
			t.Errorf("Accept-Encoding %q: encoding %q", accept, w.Header.Get("Content-Encoding"))
		}
	}
	if len(tags) != 2 {
		t.Errorf("tags %v, want one for each form", tags)
	}
	for tag := range tags {
		if w, _ := k.get("/v1/updates/"+path, "If-None-Match", tag, "Accept-Encoding", "gzip"); w.StatusCode != http.StatusNotModified {
			t.Errorf("If-None-Match %s: %d", tag, w.StatusCode)
		}
	}
}
