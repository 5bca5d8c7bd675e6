package server_test

import (
	"path/filepath"
	"strings"
	"testing"

	"deckname/server/internal/servertest"
)

// TestScripts plays every script of testdata against a fresh server, and looks
// for the canary in all that is left afterwards.
func TestScripts(t *testing.T) {
	paths, err := filepath.Glob("testdata/*.txt")
	if err != nil || len(paths) == 0 {
		t.Fatalf("no scripts: %v", err)
	}
	for _, path := range paths {
		t.Run(strings.TrimSuffix(filepath.Base(path), ".txt"), func(t *testing.T) {
			k := newKit(t)
			k.scripts().Run(t, path)
			if strings.Contains(k.log.String(), servertest.Canary) {
				t.Errorf("the log repeats what was sent:\n%s", k.log)
			}
			counts, err := k.store.Counts(t.Context(), "", "zzzz")
			if err != nil {
				t.Fatal(err)
			}
			for _, c := range counts {
				if strings.Contains(c.Day+c.Category+c.Action, servertest.Canary) {
					t.Errorf("stored: %+v", c)
				}
			}
			files, err := k.store.Metadata(t.Context())
			if err != nil {
				t.Fatal(err)
			}
			for _, f := range files {
				if strings.Contains(f.Path+string(f.Body), servertest.Canary) {
					t.Errorf("stored: %s", f.Path)
				}
			}
		})
	}
}
