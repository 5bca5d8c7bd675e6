package main

import (
	"errors"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"

	"deckname/wasm/compile"
	"deckname/wasm/listfile"
	"deckname/wasm/pack"
	"deckname/wasm/rule"
	"deckname/wasm/rulefile"
)

// sources name what a rule pack is made of: the rules of this program or of a
// folder, and what a company adds to them.
type sources struct {
	Rules      []string `help:"Folder of rules of your own, used besides the others. Repeatable." type:"path" sep:"none"`
	Stages     string   `help:"YAML file with lines such as  date: warn  that change what rules do: off, count, warn, mask, block."`
	Allow      []string `help:"Text file of values that are never masked: your brand, your hotline, your products; one a line. Repeatable." sep:"none" placeholder:"FILE"`
	Dictionary []string `help:"Text file of values that are always found, one a line, such as project=projects.txt or employee:PERSON=staff.txt. The pack holds keyed hashes; whoever has the pack has the key and can test guesses. Repeatable." sep:"none" placeholder:"NAME[:CLASS]=FILE"`

	Dir string `arg:"" optional:"" help:"Folder of rule files; without it, the rules of this program." type:"path"`
}

// product is everything that goes into a pack.
type product struct {
	set     rulefile.Set
	stages  rulefile.Stages
	company listfile.Company
}

func (c sources) load() (*product, error) {
	set, err := loadRules(c.Dir)
	if err != nil {
		return nil, err
	}
	sets := []rulefile.Set{set}
	for _, dir := range c.Rules {
		own, err := loadRules(dir)
		if err != nil {
			return nil, err
		}
		sets = append(sets, own)
	}
	p := &product{}
	if p.set, err = rulefile.Join(sets...); err != nil {
		return nil, err
	}
	if err := c.lists(&p.company); err != nil {
		return nil, err
	}
	if c.Stages != "" {
		data, err := os.ReadFile(c.Stages)
		if err != nil {
			return nil, fmt.Errorf("the file of stages %s cannot be read: check its name", c.Stages)
		}
		if p.stages, err = p.stagesOf(c.Stages, data); err != nil {
			return nil, err
		}
	}
	return p, nil
}

// stagesOf reads a file of stages; dictionaries have ids too.
func (p *product) stagesOf(name string, data []byte) (rulefile.Stages, error) {
	dictionaries, _, err := p.company.Make(1)
	if err != nil {
		return nil, err
	}
	var known []string
	for _, r := range slices.Concat(p.set.Rules(), dictionaries) {
		known = append(known, r.ID)
	}
	return rulefile.ParseStages(name, data, known)
}

// lists reads all list files; their errors are reported together.
func (c sources) lists(to *listfile.Company) error {
	var errs []error
	for _, name := range c.Allow {
		errs = append(errs, withFile(name, func(in io.Reader) error {
			values, err := listfile.ReadAllowed(name, in)
			to.Allowed = append(to.Allowed, values...)
			return err
		}))
	}
	for _, spec := range c.Dictionary {
		name, file, ok := strings.Cut(spec, "=")
		if !ok || file == "" {
			errs = append(errs, errors.New("--dictionary takes a name and a file, such as project=projects.txt"))
			continue
		}
		dictionary, err := listfile.NewDictionary(name)
		if err != nil {
			errs = append(errs, err)
			continue
		}
		errs = append(errs, withFile(file, func(in io.Reader) error {
			dictionary.Entries, err = listfile.ReadDictionary(file, in, dictionary.Usual)
			to.Dictionaries = append(to.Dictionaries, dictionary)
			return err
		}))
	}
	return errors.Join(errs...)
}

func withFile(name string, read func(io.Reader) error) error {
	file, err := os.Open(name)
	if err != nil {
		return fmt.Errorf("the list %s cannot be read: check its name", name)
	}
	defer file.Close()
	return read(file)
}

// pack compiles everything and proves it: the pack loads as in the extension, and
// its rules find what every example says. Examples are about rules as they are
// written, so the company's stages and lists have no say in them.
func (p *product) pack(serial uint64) ([]byte, error) {
	dictionaries, lists, err := p.company.Make(serial)
	if err != nil {
		return nil, err
	}
	rules := p.set.Rules()
	for _, list := range [][]rule.Rule{rules, dictionaries} {
		for i := range list {
			if stage, ok := p.stages[list[i].ID]; ok {
				list[i].Stage = stage
			}
		}
	}
	body, err := compile.PackLists(rules, serial, p.set.Texts(), dictionaries, lists)
	if err != nil {
		return nil, placed(p.set, err)
	}
	loaded, err := pack.Load(body)
	if err != nil {
		return nil, err
	}
	loaded.Lists = nil
	for i, f := range p.set {
		loaded.Rules[i].Stage = f.Rule.Stage
	}
	return body, prove(p.set, loaded)
}

// summary says what a pack was made of.
func (p *product) summary() string {
	s := fmt.Sprintf("%d rules", len(p.set))
	if len(p.stages) > 0 {
		s += fmt.Sprintf(", %d with a stage of your own", len(p.stages))
	}
	allowed, entries := len(p.company.Allowed), 0
	for _, d := range p.company.Dictionaries {
		entries += len(d.Entries)
	}
	if allowed+entries > 0 {
		s += fmt.Sprintf(", %d allowed values, %d dictionary entries", allowed, entries)
	}
	return s
}

// caution is said wherever lists are published.
func (p *product) caution() string {
	if len(p.company.Dictionaries) == 0 && len(p.company.Allowed) == 0 {
		return ""
	}
	return "The lists are in the pack as keyed hashes. Whoever has the pack has the key too: a value that can be guessed, such as a name, can be tested.\n"
}
