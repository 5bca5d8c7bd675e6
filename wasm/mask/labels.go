package mask

import (
	"slices"

	"deckname/wasm/rule"
)

// Labels are the labels that the rules of a pack may give. It is made once for a
// pack and used by all tables.
type Labels struct {
	rules []rule.Rule
	names []string // sorted
	of    []int    // by rule: its label; -1 = not fit for a placeholder
	first []int    // by label: its first rule
}

// LabelsOf returns the labels of a pack's rules.
func LabelsOf(rules []rule.Rule) *Labels {
	l := &Labels{rules: rules, of: make([]int, len(rules))}
	for i := range rules {
		if isLabel([]byte(rules[i].Label)) && !slices.Contains(l.names, rules[i].Label) {
			l.names = append(l.names, rules[i].Label)
		}
	}
	slices.Sort(l.names)
	l.first = make([]int, len(l.names))
	for i := len(rules) - 1; i >= 0; i-- {
		l.of[i] = slices.Index(l.names, rules[i].Label)
		if l.of[i] >= 0 {
			l.first[l.of[i]] = i
		}
	}
	return l
}
