// Command benchdata writes what the benchmark measures on into a folder: the
// texts of package bench, and patterns.json, the shipped rules in RE2 syntax.
package main

import (
	"encoding/json"
	"flag"
	"log"
	"os"
	"path/filepath"

	"deckname/wasm/rulefile"
	"deckname/wasm/rules"
	"deckname/wasm/testdata/bench"
)

// Bytes of one text of a kind, and of one hostile text.
const kindSize, hostileSize = 100_000, 50_000

type pattern struct {
	Rule    string `json:"rule"`
	Pattern string `json:"pattern"`
}

// named is a text as JavaScript takes it: each invalid byte is U+FFFD there.
type named struct {
	Name string `json:"name"`
	Text string `json:"text"`
}

func main() {
	out := flag.String("out", ".", "folder to write into")
	flag.Parse()
	set, err := rulefile.Load(rules.FS)
	if err != nil {
		log.Fatal(err)
	}
	var patterns []pattern
	for _, r := range set.Rules() {
		if !r.Learned {
			patterns = append(patterns, pattern{r.ID, r.Pattern})
		}
	}
	for name, data := range map[string]any{
		"prompt508":     bench.Prompt,
		"corpus":        bench.Corpus(bench.Seed, bench.Size),
		"patterns.json": patterns,
		"kinds.json":    texts(bench.Kinds(kindSize)),
		"hostile.json":  texts(bench.Hostile(hostileSize)),
	} {
		if err := write(filepath.Join(*out, name), data); err != nil {
			log.Fatal(err)
		}
	}
}

func texts(from []bench.Text) []named {
	var all []named
	for _, t := range from {
		all = append(all, named{t.Name, string([]rune(string(t.Text)))})
	}
	return all
}

// write writes bytes as they are and everything else as JSON.
func write(path string, data any) error {
	body, ok := data.([]byte)
	if !ok {
		var err error
		if body, err = json.Marshal(data); err != nil {
			return err
		}
	}
	return os.WriteFile(path, body, 0o644)
}
