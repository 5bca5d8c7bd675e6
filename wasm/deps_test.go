//go:build !js && !wasip1

// Package wasm_test states which package may reach which, for the whole module.
package wasm_test

import (
	"go/build"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// policy states intent, not fact: loosen it only in a commit of its own.
// A line ending in "/" covers everything below that path.
var policy = []struct{ goos, from, never, why string }{
	{"wasip1", "wasm/cmd/detector", "net", "the detector cannot phone home"},
	{"wasip1", "wasm/cmd/detector", "os/exec", "the detector cannot start anything"},
	{"wasip1", "wasm/cmd/detector", "regexp", "patterns are compiled when they are signed, not in the browser"},
	{"wasip1", "wasm/cmd/detector", "regexp/syntax", "patterns are compiled when they are signed, not in the browser"},
	{"wasip1", "wasm/cmd/detector", "fmt", "size, and errors of this module are numbers"},
	{"wasip1", "wasm/cmd/detector", "encoding/json", "size"},
	{"wasip1", "wasm/cmd/detector", "encoding/gob", "size"},
	{"wasip1", "wasm/cmd/detector", "time", "size, and a finding does not depend on the clock"},
	{"wasip1", "wasm/cmd/detector", "os", "size, and there is no file to open"},
	{"wasip1", "wasm/cmd/detector", "log", "nothing may be written that could quote a prompt"},
	{"wasip1", "wasm/cmd/detector", "math/big", "size"},
	{"wasip1", "wasm/cmd/detector", "compress/", "size"},
	{"wasip1", "wasm/cmd/detector", "crypto/", "signatures are checked outside the detector"},
	{"wasip1", "wasm/cmd/detector", "runtime/debug", "size"},
	{"wasip1", "wasm/cmd/detector", "syscall/js", "the detector has no rim but its exports"},
	{"wasip1", "wasm/cmd/detector", "deckname/wasm/report", "what sees text cannot encode reports"},
	{"wasip1", "wasm/cmd/detector", "deckname/wasm/update", "what sees text cannot change its own rules"},
	{"wasip1", "wasm/cmd/detector", "deckname/wasm/rulefile", "no rule source in the browser"},
	{"wasip1", "wasm/cmd/detector", "deckname/wasm/listfile", "no list source in the browser"},
	{"wasip1", "wasm/cmd/detector", "deckname/wasm/compile", "no rule compiler in the browser"},

	// net itself comes with crypto/x509, which go-tuf needs for its keys; on js it opens nothing.
	{"js", "wasm/cmd/agent", "crypto/tls", "the updater asks its host for bytes and has no socket"},
	{"js", "wasm/cmd/agent", "net/http", "the updater asks its host for bytes and has no socket"},
	{"js", "wasm/cmd/agent", "os/exec", "the updater cannot start anything"},
	{"js", "wasm/cmd/agent", "deckname/wasm/detect", "what talks to the server never sees text"},
	{"js", "wasm/cmd/agent", "deckname/wasm/mask", "what talks to the server never sees text"},

	{"linux", "server", "deckname/wasm/detect", "request handlers cannot inspect text"},
	{"linux", "server", "deckname/wasm/mask", "request handlers cannot inspect text"},
	{"linux", "server", "deckname/wasm/compile", "request handlers take rules, they do not make them"},
	{"linux", "server", "deckname/server/store", "handlers depend on the interface they declare"},
	{"linux", "server/store", "deckname/wasm/detect", "what stores counts cannot inspect text"},
	{"linux", "server/store", "deckname/wasm/mask", "what stores counts cannot inspect text"},
	{"js", "server/cmd/worker", "deckname/wasm/detect", "request handlers cannot inspect text"},
	{"js", "server/cmd/worker", "deckname/wasm/mask", "request handlers cannot inspect text"},
	{"linux", "web", "deckname/", "the dashboard is data"},

	{"linux", "wasm/check", "deckname/", "checksums are a leaf"},
	{"linux", "wasm/detect", "deckname/server", "the engine stands alone"},
	{"linux", "wasm/mask", "deckname/server", "the engine stands alone"},
	{"linux", "wasm/pack", "deckname/server", "the engine stands alone"},
	{"linux", "wasm/compile", "deckname/server", "the engine stands alone"},
	{"linux", "wasm/update", "deckname/server", "the engine stands alone"},
	{"linux", "wasm/report", "deckname/server", "the engine stands alone"},
	{"linux", "wasm/rulefile", "deckname/server", "the engine stands alone"},
	{"linux", "wasm/listfile", "deckname/server", "the engine stands alone"},
	{"linux", "wasm/update", "net/http", "updates come through the host interface"},
}

func TestImportPolicy(t *testing.T) {
	if _, err := os.ReadFile("../go.mod"); err != nil { // a version bump reruns the test
		t.Fatal(err)
	}
	walkers := map[string]*walker{}
	for _, line := range policy {
		w := walkers[line.goos]
		if w == nil {
			w = newWalker(line.goos)
			walkers[line.goos] = w
		}
		if chain := w.find(t, "deckname/"+line.from, line.never); chain != nil {
			t.Errorf("%s (%s)\n\tmust not reach %s: %s", strings.Join(chain, " -> "), line.goos, line.never, line.why)
		}
	}
}

// TestPolicyCanFail proves that the walk sees through packages: what the
// detector certainly reaches must be found.
func TestPolicyCanFail(t *testing.T) {
	if newWalker("wasip1").find(t, "deckname/wasm/cmd/detector", "deckname/wasm/internal/scan") == nil {
		t.Fatal("the walk does not reach the scanner from the detector: it would not see a forbidden import either")
	}
}

// TestDetectorIsTestedAsWasm compares what goes into detector.wasm with what
// `make test-wasm` tests.
func TestDetectorIsTestedAsWasm(t *testing.T) {
	makefile, err := os.ReadFile("../Makefile")
	if err != nil {
		t.Fatal(err)
	}
	_, list, found := strings.Cut(strings.ReplaceAll(string(makefile), "\\\n", " "), "TESTED_AS_WASM = ")
	if !found {
		t.Fatal("the Makefile has no TESTED_AS_WASM")
	}
	list, _, _ = strings.Cut(list, "\n")
	tested := strings.Fields(list)
	w := newWalker("wasip1")
	w.find(t, "deckname/wasm/cmd/detector", "nothing: walk to the end")
	own := 0
	for pkg := range w.pkgs {
		dir, ok := strings.CutPrefix(pkg, "deckname/")
		if !ok {
			continue
		}
		own++
		if !slices.ContainsFunc(tested, func(pattern string) bool {
			tree, all := strings.CutSuffix(pattern, "/...")
			return pattern == "./"+dir || all && strings.HasPrefix("./"+dir, tree+"/")
		}) {
			t.Errorf("%s goes into detector.wasm, and make test-wasm does not test it: add ./%s to TESTED_AS_WASM", pkg, dir)
		}
	}
	if own < 10 {
		t.Errorf("only %d packages of the detector were seen", own)
	}
}

// TestOneParserOneRim keeps the dangerous imports in the few places that are audited for them.
func TestOneParserOneRim(t *testing.T) {
	allowed := map[string][]string{
		"github.com/goccy/go-yaml": {"wasm/rulefile"},
		"syscall/js":               {"wasm/cmd/agent", "server/cmd/worker", "server/store"},
	}
	err := filepath.WalkDir("..", func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() {
			if name := d.Name(); name == "node_modules" || name == ".git" || name == "var" || name == "dist" {
				return filepath.SkipDir
			}
			return nil
		}
		if !strings.HasSuffix(path, ".go") {
			return nil
		}
		pkg, err := filepath.Rel("..", filepath.Dir(path))
		if err != nil {
			return err
		}
		src, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		for imp, where := range allowed {
			if strings.Contains(string(src), "\t\""+imp) && !below(filepath.ToSlash(pkg), where) && !strings.HasSuffix(path, "deps_test.go") {
				t.Errorf("%s imports %s; only %s may", path, imp, strings.Join(where, ", "))
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

func below(pkg string, allowed []string) bool {
	for _, a := range allowed {
		if pkg == a || strings.HasPrefix(pkg, a+"/") {
			return true
		}
	}
	return false
}

// walker follows imports in this process, so that the test cache notices every
// source file it read.
type walker struct {
	ctx  build.Context
	pkgs map[string]*build.Package
}

func newWalker(goos string) *walker {
	ctx := build.Default
	ctx.GOOS, ctx.CgoEnabled = goos, false
	if goos != "linux" {
		ctx.GOARCH = "wasm"
	}
	return &walker{ctx, map[string]*build.Package{}}
}

func (w *walker) load(t *testing.T, pkg, dir string) *build.Package {
	t.Helper()
	if p := w.pkgs[pkg]; p != nil {
		return p
	}
	var p *build.Package
	var err error
	if rest, own := strings.CutPrefix(pkg, "deckname/"); own {
		p, err = w.ctx.ImportDir(filepath.Join("..", filepath.FromSlash(rest)), 0)
	} else {
		p, err = w.ctx.Import(pkg, dir, 0)
	}
	if err != nil {
		t.Fatalf("%s: %v", pkg, err)
	}
	w.pkgs[pkg] = p
	return p
}

// find returns the import chain from pkg to never, or nil.
func (w *walker) find(t *testing.T, pkg, never string) []string {
	t.Helper()
	seen := map[string]bool{}
	var step func(pkg, dir string) []string
	step = func(pkg, dir string) []string {
		if seen[pkg] || pkg == "C" || pkg == "unsafe" {
			return nil
		}
		seen[pkg] = true
		p := w.load(t, pkg, dir)
		for _, imp := range p.Imports {
			if imp == never || strings.HasSuffix(never, "/") && strings.HasPrefix(imp, never) {
				return []string{pkg, imp}
			}
			if chain := step(imp, p.Dir); chain != nil {
				return append([]string{pkg}, chain...)
			}
		}
		return nil
	}
	return step(pkg, ".")
}
