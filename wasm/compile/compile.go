// Package compile turns rules into a rule pack: it parses their RE2 patterns,
// refuses what the scanner could not run fast on every text, makes the automata
// of all rules together and runs them over sample texts, so that the pack
// carries the states that ordinary text needs.
//
// It runs where rules are made, natively; nothing of it is in the extension.
// Equal input gives equal bytes.
package compile

import (
	"fmt"
	"slices"

	"deckname/wasm/internal/scan"
	"deckname/wasm/pack"
	"deckname/wasm/rule"
	"deckname/wasm/wordlist"
)

// Pack makes the rule pack with the given serial number. warm are texts with
// findings; text without is there anyway. A rule that cannot be accepted is reported as a
// *Refusal.
func Pack(rules []rule.Rule, serial uint64, warm [][]byte) ([]byte, error) {
	return PackLists(rules, serial, warm, nil, nil)
}

// PackLists makes a pack with company lists. dictionaries are the rules, without
// patterns, that the lists behind the first belong to.
func PackLists(rules []rule.Rule, serial uint64, warm [][]byte, dictionaries []rule.Rule, lists *wordlist.Lists) ([]byte, error) {
	if err := checkAll(rules); err != nil {
		return nil, err
	}
	for _, d := range dictionaries {
		if slices.ContainsFunc(rules, func(r rule.Rule) bool { return r.ID == d.ID }) {
			return nil, fmt.Errorf("dictionary %s: a rule has the name of this dictionary; choose another name", d.ID)
		}
	}
	p, err := Program(rules)
	if err != nil {
		return nil, err
	}
	return pack.Encode(&pack.Pack{
		Serial: serial, Rules: slices.Concat(rules, dictionaries), Lists: lists,
		Program: scan.Warm(p, [][]byte{ordinary}, warm),
	})
}

// checkAll runs the lint over every rule and over the rules as a set.
func checkAll(rules []rule.Rule) error {
	ids, seen := map[string]bool{}, map[string]string{}
	for _, r := range rules {
		if ids[r.ID] {
			return &Refusal{r.ID, "another rule has the same id", "choose a new id"}
		}
		ids[r.ID] = true
		learned := "" // what of the model it takes
		if r.Learned {
			learned = r.Class.String()
		}
		finds := fmt.Sprintf("%q %s %q %d %q %q %v %v %q", r.Pattern, learned, r.Tail, r.Keep, r.Check, r.Near, r.NearRequired, r.NearPerson, r.Avoid)
		if other, ok := seen[finds]; ok {
			return &Refusal{r.ID, "it finds exactly what rule " + other + " finds", "keep one of the two"}
		}
		seen[finds] = r.ID
		if err := Check(r); err != nil {
			return err
		}
	}
	return nil
}

// Program makes only the automata, without warm states and for every pattern
// that they can express.
func Program(rules []rule.Rule) (*scan.Program, error) {
	if len(rules) > scan.MaxRules {
		return nil, fmt.Errorf("%d rules, allowed are %d; split the pack", len(rules), scan.MaxRules)
	}
	patterns := make([]pattern, len(rules))
	for i, r := range rules {
		p, err := parse(r)
		if err != nil {
			return nil, err
		}
		patterns[i] = p
	}
	return program(patterns)
}
