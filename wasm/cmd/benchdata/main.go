// Command benchdata writes what the benchmark measures on into a folder:
// prompt508, corpus, and patterns.json, the shipped rules in RE2 syntax.
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

type pattern struct {
	Rule    string `json:"rule"`
	Pattern string `json:"pattern"`
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
	list, err := json.Marshal(patterns)
	if err != nil {
		log.Fatal(err)
	}
	for name, data := range map[string][]byte{
		"prompt508":     bench.Prompt,
		"corpus":        bench.Corpus(bench.Seed, bench.Size),
		"patterns.json": list,
	} {
		if err := os.WriteFile(filepath.Join(*out, name), data, 0o644); err != nil {
			log.Fatal(err)
		}
	}
}
