//go:build !js

package store_test

import (
	"bytes"
	"context"
	"crypto/rand"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"reflect"
	"regexp"
	"strings"
	"sync"
	"testing"
	"time"

	"deckname/server"
	"deckname/server/store"
)

func newKey(t *testing.T) (key [store.KeySize]byte) {
	t.Helper()
	if _, err := rand.Read(key[:]); err != nil {
		t.Fatal(err)
	}
	return key
}

func open(t *testing.T, path string, key [store.KeySize]byte) *store.Store {
	t.Helper()
	s, err := store.OpenSQLite(t.Context(), path, key)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	return s
}

func fresh(t *testing.T) *store.Store {
	t.Helper()
	return open(t, filepath.Join(t.TempDir(), "deckname.db"), newKey(t))
}

func publication(version int64) server.Publication {
	return server.Publication{Version: version, Rules: uint64(version), At: time.UnixMilli(1_795_000_000_000 + version).UTC()}
}

func timestamp(text string) server.File {
	return server.File{Path: server.TimestampPath, Body: []byte(text)}
}

func body(t *testing.T, s *store.Store, path string) string {
	t.Helper()
	f, err := s.File(t.Context(), path)
	if err != nil {
		t.Fatalf("%s: %v", path, err)
	}
	b, err := f.Body()
	if err != nil {
		t.Fatalf("%s: %v", path, err)
	}
	return string(b)
}

func TestNothingIsThereAtFirst(t *testing.T) {
	s := fresh(t)
	if _, err := s.Published(t.Context()); !errors.Is(err, server.ErrNothing) {
		t.Errorf("Published: %v", err)
	}
	if _, err := s.File(t.Context(), server.TimestampPath); !errors.Is(err, server.ErrNothing) {
		t.Errorf("File: %v", err)
	}
	if files, err := s.Metadata(t.Context()); err != nil || len(files) != 0 {
		t.Errorf("Metadata: %v, %v", files, err)
	}
	if counts, err := s.Counts(t.Context(), "0000", "9999"); err != nil || len(counts) != 0 {
		t.Errorf("Counts: %v, %v", counts, err)
	}
}

func TestPublishedFilesComeBackByteForByte(t *testing.T) {
	s := fresh(t)
	all := make([]byte, 256)
	for i := range all {
		all[i] = byte(i)
	}
	big := bytes.Repeat(all, 8192) // 2 MiB, all byte values
	p := publication(1)
	p.Notice = &server.Notice{ID: 3, Published: time.Date(2026, 11, 24, 9, 0, 0, 0, time.UTC), HTML: map[string]string{"de": "<p>ä ' \" \\</p>", "en": "<p>1</p>"}}
	files := []server.File{
		{Path: "targets/rules/a.1.pack", Body: big},
		{Path: "metadata/1.root.json", Body: []byte("root")},
		timestamp("one"),
	}
	if err := s.Publish(t.Context(), p, files); err != nil {
		t.Fatal(err)
	}
	for _, f := range files {
		if body(t, s, f.Path) != string(f.Body) {
			t.Errorf("%s differs", f.Path)
		}
	}
	got, err := s.Published(t.Context())
	if err != nil || !reflect.DeepEqual(got, p) {
		t.Errorf("Published = %+v, %v; want %+v", got, err, p)
	}
	metadata, err := s.Metadata(t.Context())
	if err != nil || len(metadata) != 2 || metadata[0].Path != "metadata/1.root.json" || string(metadata[1].Body) != "one" {
		t.Errorf("Metadata = %v, %v", metadata, err)
	}
}

func TestVersionsOnlyGrow(t *testing.T) {
	s := fresh(t)
	publish := func(version int64, text string) error {
		return s.Publish(t.Context(), publication(version), []server.File{timestamp(text)})
	}
	if err := publish(5, "five"); err != nil {
		t.Fatal(err)
	}
	for _, version := range []int64{5, 4} {
		if err := publish(version, "again"); !errors.Is(err, server.ErrOlder) {
			t.Errorf("version %d after 5: %v", version, err)
		}
	}
	if err := publish(7, "seven"); err != nil {
		t.Fatal(err)
	}
	if got := body(t, s, server.TimestampPath); got != "seven" {
		t.Errorf("timestamp is %q", got)
	}
}

func TestARefusedPublicationLeavesNothingBehind(t *testing.T) {
	s := fresh(t)
	first := []server.File{{Path: "metadata/1.root.json", Body: []byte("root")}, timestamp("one")}
	if err := s.Publish(t.Context(), publication(1), first); err != nil {
		t.Fatal(err)
	}
	// The clash comes last: everything before it must be undone.
	second := []server.File{{Path: "metadata/2.targets.json", Body: []byte("new")}, timestamp("two"), {Path: "metadata/1.root.json", Body: []byte("other")}}
	if err := s.Publish(t.Context(), publication(2), second); !errors.Is(err, server.ErrChanged) {
		t.Fatalf("changing a published file: %v", err)
	}
	if _, err := s.File(t.Context(), "metadata/2.targets.json"); !errors.Is(err, server.ErrNothing) {
		t.Errorf("a file of the refused publication is there: %v", err)
	}
	if got := body(t, s, server.TimestampPath); got != "one" {
		t.Errorf("timestamp is %q", got)
	}
	if p, err := s.Published(t.Context()); err != nil || p.Version != 1 {
		t.Errorf("Published = %+v, %v", p, err)
	}
	// The same file again, unchanged, is no clash.
	if err := s.Publish(t.Context(), publication(2), []server.File{first[0], timestamp("two")}); err != nil {
		t.Error(err)
	}
}

func TestReadersSeeOnePublicationOrTheOther(t *testing.T) {
	s := fresh(t)
	const versions = 40
	if err := s.Publish(t.Context(), publication(1), []server.File{timestamp("1")}); err != nil {
		t.Fatal(err)
	}
	var wg sync.WaitGroup
	stop := make(chan struct{})
	for range 2 {
		wg.Go(func() {
			last := int64(0)
			for {
				select {
				case <-stop:
					return
				default:
				}
				p, err := s.Published(context.WithoutCancel(t.Context()))
				if err != nil || p.Version < last || p.Rules != uint64(p.Version) {
					t.Errorf("Published = %+v after %d, %v", p, last, err)
					return
				}
				last = p.Version
			}
		})
	}
	for v := int64(2); v <= versions; v++ {
		if err := s.Publish(t.Context(), publication(v), []server.File{timestamp("x")}); err != nil {
			t.Error(err)
		}
	}
	close(stop)
	wg.Wait()
}

func TestCountsAddUp(t *testing.T) {
	s := fresh(t)
	add := func(counts ...server.Count) {
		t.Helper()
		if err := s.AddCounts(t.Context(), counts); err != nil {
			t.Fatal(err)
		}
	}
	add(server.Count{Day: "2026-11-24", Category: "EMAIL", Action: "masked", N: 3}, server.Count{Day: "2026-11-24", Category: "EMAIL", Action: "kept", N: 1})
	add(server.Count{Day: "2026-11-24", Category: "EMAIL", Action: "masked", N: 4}, server.Count{Day: "2026-11-24", Category: "EMAIL", Action: "masked", N: 5})
	add(server.Count{Day: "2026-11-23", Category: "IBAN", Action: "masked", N: 9}, server.Count{Day: "2026-11-25", Category: "IBAN", Action: "masked", N: 9})
	add()
	got, err := s.Counts(t.Context(), "2026-11-23", "2026-11-24")
	want := []server.Count{
		{Day: "2026-11-23", Category: "IBAN", Action: "masked", N: 9},
		{Day: "2026-11-24", Category: "EMAIL", Action: "kept", N: 1},
		{Day: "2026-11-24", Category: "EMAIL", Action: "masked", N: 12},
	}
	if err != nil || !reflect.DeepEqual(got, want) {
		t.Errorf("Counts = %v, %v; want %v", got, err, want)
	}
}

func TestConcurrentReportsLoseNothing(t *testing.T) {
	s := fresh(t)
	const writers, each = 8, 25
	var wg sync.WaitGroup
	for range writers {
		wg.Go(func() {
			for range each {
				if err := s.AddCounts(t.Context(), []server.Count{{Day: "2026-11-24", Category: "PHONE", Action: "masked", N: 2}}); err != nil {
					t.Error(err)
				}
			}
		})
	}
	wg.Wait()
	got, err := s.Counts(t.Context(), "2026-11-24", "2026-11-24")
	if err != nil || len(got) != 1 || got[0].N != writers*each*2 {
		t.Errorf("Counts = %v, %v", got, err)
	}
}

func TestNegativeCountsAreRefusedCompletely(t *testing.T) {
	s := fresh(t)
	err := s.AddCounts(t.Context(), []server.Count{
		{Day: "2026-11-24", Category: "IP", Action: "masked", N: 1},
		{Day: "2026-11-24", Category: "IP", Action: "kept", N: -1},
	})
	if err == nil {
		t.Error("a negative count was stored")
	}
	if got, err := s.Counts(t.Context(), "2026-11-24", "2026-11-24"); err != nil || len(got) != 0 {
		t.Errorf("Counts = %v, %v", got, err)
	}
}

func TestTheFilesOnDiskAreEncrypted(t *testing.T) {
	const canary = "CanaryInTheDatabaseFile"
	dir := t.TempDir()
	s := open(t, filepath.Join(dir, "deckname.db"), newKey(t))
	p := publication(1)
	p.Notice = &server.Notice{ID: 1, HTML: map[string]string{"en": canary}}
	if err := s.Publish(t.Context(), p, []server.File{timestamp("x"), {Path: "targets/rules/" + strings.ToLower(canary) + ".pack", Body: []byte("y")}}); err != nil {
		t.Fatal(err)
	}
	if err := s.AddCounts(t.Context(), []server.Count{{Day: "2026-11-24", Category: canary, Action: "masked", N: 1}}); err != nil {
		t.Fatal(err)
	}
	seen := map[string]bool{}
	err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		content, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		seen[filepath.Base(path)] = len(content) > 0
		for _, plain := range []string{"SQLite format 3", canary, strings.ToLower(canary), "usage_count", "CREATE TABLE"} {
			if bytes.Contains(content, []byte(plain)) {
				t.Errorf("%s contains %q in the clear", filepath.Base(path), plain)
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if !seen["deckname.db"] || !seen["deckname.db-wal"] {
		t.Errorf("looked at %v; the test must see a filled database and its log", seen)
	}
}

func TestDataSurvivesClosing(t *testing.T) {
	path, key := filepath.Join(t.TempDir(), "deckname.db"), newKey(t)
	s := open(t, path, key)
	if err := s.Publish(t.Context(), publication(1), []server.File{timestamp("kept")}); err != nil {
		t.Fatal(err)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	if got := body(t, open(t, path, key), server.TimestampPath); got != "kept" {
		t.Errorf("timestamp is %q", got)
	}
}

func TestAnyFolderNameWorks(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "a b#c%20d?e&vfs=memdb ä")
	if err := os.Mkdir(dir, 0o700); err != nil {
		t.Fatal(err)
	}
	open(t, filepath.Join(dir, "deckname.db"), newKey(t))
	if _, err := os.Stat(filepath.Join(dir, "deckname.db")); err != nil {
		t.Error(err)
	}
}

func TestAWrongKeyIsNamedAndLeavesTheFileAlone(t *testing.T) {
	path, key := filepath.Join(t.TempDir(), "deckname.db"), newKey(t)
	s := open(t, path, key)
	if err := s.Publish(t.Context(), publication(1), []server.File{timestamp("kept")}); err != nil {
		t.Fatal(err)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	_, err := store.OpenSQLite(t.Context(), path, newKey(t))
	if !errors.Is(err, store.ErrKey) {
		t.Fatalf("opened with a wrong key: %v", err)
	}
	for _, part := range []string{path, "db.key", "DECKNAME_DB_KEY"} {
		if !strings.Contains(err.Error(), part) {
			t.Errorf("the error does not name %s: %v", part, err)
		}
	}
	if got := body(t, open(t, path, key), server.TimestampPath); got != "kept" {
		t.Errorf("timestamp is %q", got)
	}
}

func TestAFileThatIsNoDatabaseIsNamed(t *testing.T) {
	path := filepath.Join(t.TempDir(), "deckname.db")
	if err := os.WriteFile(path, bytes.Repeat([]byte("not a database "), 1000), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := store.OpenSQLite(t.Context(), path, newKey(t)); !errors.Is(err, store.ErrKey) {
		t.Errorf("opened garbage: %v", err)
	}
}

func TestMigrationsOnlyGoForward(t *testing.T) {
	down := regexp.MustCompile(`(?i)\+goose\s+down`)
	files, err := filepath.Glob("migrations/*.sql")
	if err != nil || len(files) == 0 {
		t.Fatalf("no migrations: %v", err)
	}
	for _, name := range files {
		text, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		if down.Match(text) {
			t.Errorf("%s has a Down section, which wrangler would execute", name)
		}
		if !regexp.MustCompile(`^\d{4}_[a-z_]+\.sql$`).MatchString(filepath.Base(name)) {
			t.Errorf("%s: name migrations NNNN_what_they_do.sql", name)
		}
	}
}
