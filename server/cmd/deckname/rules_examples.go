package main

import "fmt"

// rulesTestCmd is `deckname rules test`: the examples of rule files, which are
// invented and may be printed.
type rulesTestCmd struct {
	Dirs []string `arg:"" optional:"" name:"dir" help:"Folders of rule files; without one, the rules of this program." type:"path"`
}

func (c rulesTestCmd) Run(s streams) error {
	dirs := c.Dirs
	if len(dirs) == 0 {
		dirs = []string{""}
	}
	for _, dir := range dirs {
		set, err := loadRules(dir)
		if err != nil {
			return err
		}
		if _, err := buildPack(set, 1); err != nil {
			return err
		}
		examples := 0
		for _, file := range set {
			examples += len(file.Hit) + len(file.Miss) + len(file.Todo)
		}
		fmt.Fprintf(s.out, "ok: %d rules, %d examples\n", len(set), examples)
	}
	return nil
}
