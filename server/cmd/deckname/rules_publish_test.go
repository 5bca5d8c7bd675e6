package main

import (
	"bytes"
	"io/fs"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// call runs a command as main does.
func call(t *testing.T, args ...string) (code int, out, errs string) {
	t.Helper()
	var stdout, stderr bytes.Buffer
	code = run(args, streams{strings.NewReader(""), &stdout, &stderr})
	return code, stdout.String(), stderr.String()
}

func mustCall(t *testing.T, args ...string) string {
	t.Helper()
	code, out, errs := call(t, args...)
	if code != 0 {
		t.Fatalf("deckname %s: %s", strings.Join(args, " "), errs)
	}
	return out
}

// staffRules is a folder with one rule that finds numbers of n digits.
func staffRules(t *testing.T, prefix string) string {
	t.Helper()
	dir := t.TempDir()
	text := `id: staff
class: ID
label: STAFF
stage: mask
status: stable
since: 2026-11-24
why: 'Names one employee.'
source: 'staff handbook'
match:
  pattern: 'MA-\d{6}'
score: {alone: 90}
examples:
  hit:
    - '⟦MA-123456⟧'
    - 'Nr. ⟦MA-123457⟧.'
    - 'Nr. ⟦MA-123458⟧.'
    - 'Nr. ⟦MA-123459⟧.'
  miss:
    - {text: 'MA-12345', why: too short}
    - {text: 'MA-1234567', why: too long}
    - {text: 'MB-123456', why: another prefix}
    - {text: 'MA 123456', why: no hyphen}
    - {text: 'XMA-123456', why: inside a word}
    - {text: 'MA-', why: no number}
`
	text = strings.NewReplacer("MA", prefix).Replace(text)
	if err := os.WriteFile(filepath.Join(dir, "staff.yaml"), []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
	return dir
}

func TestKeyFilesAreForTheOwnerOnly(t *testing.T) {
	data := filepath.Join(t.TempDir(), "var")
	mustCall(t, "keys", "init", "--data", data)
	keys := 0
	err := filepath.WalkDir(filepath.Join(data, "keys"), func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		info, err := d.Info()
		if err != nil {
			return err
		}
		if info.Mode().Perm()&0o077 != 0 {
			t.Errorf("%s has mode %v", path, info.Mode())
		}
		if !d.IsDir() {
			keys++
		}
		return nil
	})
	if err != nil || keys != 3 {
		t.Errorf("%d keys, %v", keys, err)
	}
}

// The whole way against the real server: publish, publish again, another
// machine, a lost repository, and what the server refuses.
func TestPublishToServer(t *testing.T) {
	data := filepath.Join(t.TempDir(), "var")
	first, second := staffRules(t, "MA"), staffRules(t, "PN")
	mustCall(t, "keys", "init", "--data", data)
	server := serve(t, data)
	publish := func(data string, args ...string) (int, string, string) {
		return call(t, append([]string{"rules", "publish", "--data", data, "--server", server.base}, args...)...)
	}

	if code, out, errs := publish(data, first); code != 0 || !strings.Contains(out, "published rules 1 at "+server.base) {
		t.Fatalf("first: %s%s", out, errs)
	}
	if code, out, errs := publish(data, "--if-changed", first); code != 0 || !strings.Contains(out, "unchanged") {
		t.Fatalf("unchanged: %s%s", out, errs)
	}
	if code, out, errs := publish(data, "--if-changed", second); code != 0 || !strings.Contains(out, "published rules 2") {
		t.Fatalf("changed: %s%s", out, errs)
	}

	// Another machine with the same keys but an old copy of the repository.
	other := filepath.Join(t.TempDir(), "copy")
	if err := os.CopyFS(other, os.DirFS(data)); err != nil {
		t.Fatal(err)
	}
	for _, secret := range []string{"publish.key", "keys/targets.key", "keys/online.key"} {
		if err := os.Chmod(filepath.Join(other, secret), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	if code, out, errs := publish(data, first); code != 0 || !strings.Contains(out, "published rules 3") {
		t.Fatalf("third: %s%s", out, errs)
	}
	if code, out, errs := publish(other, second); code != 0 || !strings.Contains(out, "published rules 4") {
		t.Fatalf("other machine: %s%s", out, errs)
	}
	if code, out, errs := publish(data, first); code != 0 || !strings.Contains(out, "published rules 5") {
		t.Fatalf("back on the first: %s%s", out, errs)
	}

	// Everything but root and keys is lost.
	repository := filepath.Join(data, "repository")
	root, err := os.ReadFile(filepath.Join(repository, "metadata", "1.root.json"))
	if err != nil {
		t.Fatal(err)
	}
	if err := os.RemoveAll(repository); err != nil {
		t.Fatal(err)
	}
	if err := os.MkdirAll(filepath.Join(repository, "metadata"), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(repository, "metadata", "1.root.json"), root, 0o644); err != nil {
		t.Fatal(err)
	}
	if code, out, errs := publish(data, second); code != 0 || !strings.Contains(out, "published rules 6") {
		t.Fatalf("after the loss: %s%s", out, errs)
	}

	// Keys of another repository, and a publish key that the server never saw.
	stranger := filepath.Join(t.TempDir(), "var")
	mustCall(t, "keys", "init", "--data", stranger)
	if code, _, errs := publish(stranger, first); code != 1 || !strings.Contains(errs, "another root") {
		t.Errorf("another repository: %s", errs)
	}
	if err := os.WriteFile(filepath.Join(data, "publish.key"), []byte(strings.Repeat("0", 64)), 0o600); err != nil {
		t.Fatal(err)
	}
	if code, _, errs := publish(data, first); code != 1 || !strings.Contains(errs, "publish key") {
		t.Errorf("wrong publish key: %s", errs)
	}

	if err := server.stop(); err != nil {
		t.Fatal(err)
	}
	if code, _, errs := publish(data, first); code != 1 || !strings.Contains(errs, "deckname serve") {
		t.Errorf("server away: %s", errs)
	}
}

func TestPublishToSomethingElse(t *testing.T) {
	data := filepath.Join(t.TempDir(), "var")
	rules := staffRules(t, "MA")
	mustCall(t, "keys", "init", "--data", data)
	for name, tt := range map[string]struct {
		handler http.HandlerFunc
		want    string
	}{
		"a web site":      {func(w http.ResponseWriter, r *http.Request) { w.Write([]byte("<html>")) }, "another root"},
		"a broken server": {func(w http.ResponseWriter, r *http.Request) { w.WriteHeader(500) }, "status 500"},
		"a redirect":      {func(w http.ResponseWriter, r *http.Request) { http.Redirect(w, r, "/login", http.StatusFound) }, "status 302"},
		"one that only reads": {func(w http.ResponseWriter, r *http.Request) {
			if r.Method == "GET" {
				http.NotFound(w, r)
				return
			}
			w.WriteHeader(405)
		}, "status 405"},
	} {
		server := httptest.NewServer(tt.handler)
		code, _, errs := call(t, "rules", "publish", "--data", data, "--server", server.URL, rules)
		server.Close()
		if code != 1 || !strings.Contains(errs, tt.want) {
			t.Errorf("%s: %q, want %q", name, errs, tt.want)
		}
	}
	for _, address := range []string{"localhost:1", "ftp://example.org", "https://user:pass@example.org", "https://", "https://example.org?x"} {
		if code, _, errs := call(t, "rules", "publish", "--data", data, "--server", address, rules); code != 1 || !strings.Contains(errs, "--server takes an address") {
			t.Errorf("%s: %q", address, errs)
		}
	}
}
