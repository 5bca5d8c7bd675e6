// Command deckname is the server and the tool of those who make and sign rules.
// This file only wires; every subcommand is a file of its own.
package main

import (
	"fmt"
	"io"
	"os"

	"github.com/alecthomas/kong"
)

type commands struct {
	Serve serveCmd `cmd:"" help:"Distribute signed rules and add up counts."`
	Keys  struct {
		Init keysInitCmd `cmd:"" help:"Create the signing keys and the root of trust."`
	} `cmd:"" help:"Signing keys."`
	Rules struct {
		Test    rulesTestCmd    `cmd:"" help:"Run the examples of all rule files."`
		Build   rulesBuildCmd   `cmd:"" help:"Compile rule files into a rule pack."`
		Publish rulesPublishCmd `cmd:"" help:"Compile, sign, verify and publish rules."`
	} `cmd:"" help:"Detection rules."`
	Scan scanCmd `cmd:"" help:"Print where personal data stands in a text."`
}

// streams are what a command reads and writes; tests replace them.
type streams struct {
	in       io.Reader
	out, err io.Writer
}

func main() {
	os.Exit(run(os.Args[1:], streams{os.Stdin, os.Stdout, os.Stderr}))
}

// run returns 0 for success, 1 for a failure and 2 for a command that was not
// understood.
func run(args []string, s streams) int {
	var c commands
	parser := kong.Must(&c,
		kong.Name("deckname"),
		kong.Description("Pseudonymises personal data in prompts by rules that are signed."),
		kong.Writers(s.out, s.err),
		kong.Bind(s),
	)
	ctx, err := parser.Parse(args)
	if err != nil {
		fmt.Fprintf(s.err, "deckname: %v\nRun  deckname --help  for the commands.\n", err)
		return 2
	}
	if err := ctx.Run(); err != nil {
		fmt.Fprintf(s.err, "deckname: %v\n", err)
		return 1
	}
	return 0
}
