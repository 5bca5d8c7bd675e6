// Command promptgen writes generated prompts with marked values to standard
// output, one JSON record a line.
//
//	promptgen --lang de --n 1000 --seed 7 > prompts.jsonl
//
// With the folder of name lists (--lexicon) half of the names come from there;
// the same arguments and the same folder give the same bytes.
package main

import (
	"bufio"
	"encoding/json"
	"flag"
	"fmt"
	"io"
	"io/fs"
	"os"

	"deckname/wasm/promptgen"
)

func main() {
	lang := flag.String("lang", "de", "language of the prompts: de or en")
	n := flag.Int("n", 1000, "number of prompts")
	seed := flag.Uint64("seed", 1, "equal seeds give equal prompts")
	lexicon := flag.String("lexicon", "../shared/data/lexicon", "folder with further name lists; left out when it is not there, \"\" for the own lists alone")
	flag.Parse()
	if err := run(os.Stdout, *lang, *n, *seed, *lexicon); err != nil {
		fmt.Fprintln(os.Stderr, "promptgen:", err)
		os.Exit(1)
	}
}

func run(w io.Writer, lang string, n int, seed uint64, lexicon string) error {
	var lists fs.FS
	if lexicon != "" {
		if info, err := os.Stat(lexicon); err == nil && info.IsDir() {
			lists = os.DirFS(lexicon)
		}
	}
	g, err := promptgen.New(lang, seed, lists)
	if err != nil {
		return err
	}
	out := bufio.NewWriter(w)
	enc := json.NewEncoder(out)
	enc.SetEscapeHTML(false)
	for range n {
		if err := enc.Encode(g.Next()); err != nil {
			return err
		}
	}
	return out.Flush()
}
