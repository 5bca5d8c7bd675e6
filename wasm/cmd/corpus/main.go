// Command corpus writes the text that speed is measured on to standard output:
// the corpus of wasm/testdata/bench.
package main

import (
	"flag"
	"os"

	"deckname/wasm/testdata/bench"
)

func main() {
	size := flag.Int("size", bench.Size, "bytes")
	seed := flag.Uint64("seed", bench.Seed, "equal seeds give equal bytes")
	flag.Parse()
	if _, err := os.Stdout.Write(bench.Corpus(*seed, *size)); err != nil {
		os.Exit(1)
	}
}
