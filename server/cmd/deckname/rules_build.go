package main

import "fmt"

// rulesBuildCmd is `deckname rules build`: rule files into one unsigned pack.
type rulesBuildCmd struct {
	Out    string `help:"File to write." default:"rules.pack" type:"path"`
	Serial uint64 `help:"Serial number of the pack." default:"1"`
	sources
}

func (c rulesBuildCmd) Run(s streams) error {
	made, err := c.load()
	if err != nil {
		return err
	}
	body, err := made.pack(c.Serial)
	if err != nil {
		return err
	}
	if err := replaceFile(c.Out, body); err != nil {
		return err
	}
	fmt.Fprintf(s.out, "%s: %s, %d bytes, serial %d\n", c.Out, made.summary(), len(body), c.Serial)
	fmt.Fprint(s.out, made.caution())
	return nil
}
