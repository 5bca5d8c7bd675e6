package main

import "fmt"

// rulesBuildCmd is `deckname rules build`: rule files into one unsigned pack.
type rulesBuildCmd struct {
	Out    string `help:"File to write." default:"rules.pack" type:"path"`
	Serial uint64 `help:"Serial number of the pack." default:"1"`
	Dir    string `arg:"" optional:"" help:"Folder of rule files; without it, the rules of this program." type:"path"`
}

func (c rulesBuildCmd) Run(s streams) error {
	set, err := loadRules(c.Dir)
	if err != nil {
		return err
	}
	body, err := buildPack(set, c.Serial)
	if err != nil {
		return err
	}
	if err := replaceFile(c.Out, body); err != nil {
		return err
	}
	fmt.Fprintf(s.out, "%s: %d rules, %d bytes, serial %d\n", c.Out, len(set), len(body), c.Serial)
	return nil
}
