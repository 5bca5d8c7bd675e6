// Command slim writes a smaller form of a WebAssembly module that Go built:
//
//	slim detector.wasm
//
// replaces the file. What is left out is said in package slim.
package main

import (
	"fmt"
	"os"

	"deckname/wasm/slim"
)

func main() {
	if len(os.Args) != 2 {
		fmt.Fprintln(os.Stderr, "usage: slim module.wasm")
		os.Exit(2)
	}
	if err := rewrite(os.Args[1]); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func rewrite(path string) error {
	module, err := os.ReadFile(path)
	if err != nil {
		return err
	}
	smaller, err := slim.Module(module)
	if err != nil {
		return err
	}
	return os.WriteFile(path, smaller, 0o644)
}
