package main

import (
	"testing"

	"github.com/rogpeppe/go-internal/testscript"
)

// The command line as its users see it: testdata/script.

func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){"deckname": main})
}

func TestScripts(t *testing.T) {
	testscript.Run(t, testscript.Params{
		Dir: "testdata/script",
	})
}
