// Package rulefile reads rule files: one YAML file per rule, with the examples
// that are its tests. It is for authors and for the signing tool; a shipped
// pack carries no YAML, and this is the only package that knows it.
//
// # Format
//
// docs/spec/rule-file.md. A file is named after the id of its rule and stands
// in a folder of the rule tree. Decoding is strict: an unknown key, a missing
// one, a key given twice, an unknown class, check or tail is an error that names
// file, line, reason and next step.
//
// # Identity
//
// An id is never used twice. The file RETIRED in the root of the tree lists the
// ids of rules that are gone; a rule that takes one of them is refused.
//
// # Order
//
// Rules are sorted by id, so that equal trees give equal packs and the number
// of a rule changes as little as possible from pack to pack.
package rulefile

import (
	"errors"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"

	"deckname/wasm/rule"
)

// File is one rule with its examples and the reasons given for it.
type File struct {
	Path      string
	Status    string // draft, stable
	Since     string // date of the first release that has it
	Why       string // what the rule protects
	Source    string // statute, standard or documentation that defines the shape
	Rule      rule.Rule
	MatchLine int       // of the pattern
	Hit       []Example // every ⟦…⟧ is one finding of this rule, nothing else is
	Miss      []Example // this rule finds nothing, for a reason
	Todo      []Example // known gaps: fails as soon as it works
}

// Example is a text with its expectation.
type Example struct {
	Text string // with ⟦…⟧ around findings
	Why  string // of a miss
	Line int    // in the rule file
}

// Set is a complete rule tree, sorted by id.
type Set []*File

// Rules returns the rules in the order of the set.
func (s Set) Rules() []rule.Rule {
	rules := make([]rule.Rule, len(s))
	for i, f := range s {
		rules[i] = f.Rule
	}
	return rules
}

// Texts returns all example texts without marks: what a pack is warmed with.
func (s Set) Texts() [][]byte {
	var texts [][]byte
	for _, f := range s {
		for _, list := range [][]Example{f.Hit, f.Miss, f.Todo} {
			for _, e := range list {
				text, _, err := Unmark(e.Text)
				if err == nil {
					texts = append(texts, []byte(text))
				}
			}
		}
	}
	return texts
}

// Load reads every rule file below the root of fsys. All errors are reported,
// joined, each as *Error.
func Load(fsys fs.FS) (Set, error) {
	var set Set
	var errs []error
	retired := map[string]bool{}
	if data, err := fs.ReadFile(fsys, "RETIRED"); err == nil {
		for line := range strings.Lines(string(data)) {
			id, _, _ := strings.Cut(line, "#")
			if id = strings.TrimSpace(id); id != "" {
				retired[id] = true
			}
		}
	}
	walk := func(p string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || path.Ext(p) != ".yaml" {
			if err == nil && !d.IsDir() && almostRule(p) {
				errs = append(errs, &Error{p, 1, "a rule file ends in .yaml", "rename it to " + strings.TrimSuffix(p, path.Ext(p)) + ".yaml"})
			}
			return err
		}
		data, err := fs.ReadFile(fsys, p)
		if err != nil {
			return err
		}
		f, err := Parse(p, data)
		if err != nil {
			errs = append(errs, err)
			return nil
		}
		set = append(set, f)
		return nil
	}
	if err := fs.WalkDir(fsys, ".", walk); err != nil {
		return nil, fmt.Errorf("reading rule files: %w", err)
	}
	slices.SortFunc(set, func(a, b *File) int { return strings.Compare(a.Rule.ID, b.Rule.ID) })
	for i, f := range set {
		if retired[f.Rule.ID] {
			errs = append(errs, &Error{f.Path, 1, "id " + f.Rule.ID + " is retired", "choose a new id, ids are never used twice"})
		}
		if i > 0 && set[i-1].Rule.ID == f.Rule.ID {
			errs = append(errs, &Error{f.Path, 1, "id " + f.Rule.ID + " also stands in " + set[i-1].Path, "give one of them another id"})
		}
	}
	if len(set) == 0 && len(errs) == 0 {
		errs = append(errs, errors.New("no rule file found: name a folder with *.yaml files"))
	}
	if len(errs) > 0 {
		return nil, errors.Join(errs...)
	}
	return set, nil
}

// almostRule reports whether a name was meant to be that of a rule file.
func almostRule(p string) bool {
	ext := strings.ToLower(path.Ext(p))
	return ext == ".yml" || ext == ".yaml"
}

// At turns what speaks against the rule with an id into an error that names its
// file and the line of its pattern.
func (s Set) At(id, reason, next string) error {
	for _, f := range s {
		if f.Rule.ID == id {
			return &Error{f.Path, f.MatchLine, reason, next}
		}
	}
	return fmt.Errorf("rule %s: %s; %s", id, reason, next)
}

// Error says where a rule file is wrong and what to do.
type Error struct {
	File   string
	Line   int
	Reason string
	Next   string
}

func (e *Error) Error() string {
	return fmt.Sprintf("%s:%d: %s; %s", e.File, e.Line, e.Reason, e.Next)
}
