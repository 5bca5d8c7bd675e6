package rulefile

import (
	"errors"
	"maps"
	"slices"
	"strings"

	"github.com/goccy/go-yaml"
	"github.com/goccy/go-yaml/parser"

	"deckname/wasm/rule"
)

// Stages are what a company wants rules to do instead of what their files say, by id.
type Stages map[string]rule.Stage

// ParseStages reads a file of lines such as "common-date: warn". known are the ids
// that exist; all errors are reported, each as *Error.
func ParseStages(name string, data []byte, known []string) (Stages, error) {
	file, err := parser.ParseBytes(data, 0)
	if err != nil {
		return nil, located(name, err)
	}
	var text map[string]string
	if err := yaml.Unmarshal(data, &text); err != nil {
		return nil, located(name, err)
	}
	lines := &locator{name: name, file: file}
	stages := Stages{}
	var errs []error
	for _, id := range slices.Sorted(maps.Keys(text)) {
		stage, ok := rule.ParseStage(text[id])
		if !ok {
			errs = append(errs, lines.errorf(id, "write off, count, warn, mask or block", "stage %q is unknown", text[id]))
			continue
		}
		if !slices.Contains(known, id) {
			errs = append(errs, lines.errorf(id, "did you mean "+nearest(id, known)+"?", "there is no rule %q", id))
			continue
		}
		stages[id] = stage
	}
	return stages, errors.Join(errs...)
}

// nearest returns the id that takes the fewest changes.
func nearest(id string, known []string) string {
	best, least := "", 1<<30
	for _, k := range known {
		d := distance(id, k)
		// A part of an id is what people remember of it.
		if strings.Contains(k, id) || strings.Contains(id, k) {
			d = min(d, 1)
		}
		if d < least {
			best, least = k, d
		}
	}
	return best
}

// distance is the number of letters to insert, leave out or change.
func distance(a, b string) int {
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := range len(a) {
		corner := row[0]
		row[0] = i + 1
		for j := range len(b) {
			cost := corner
			if a[i] != b[j] {
				cost++
			}
			corner = row[j+1]
			row[j+1] = min(row[j+1]+1, row[j]+1, cost)
		}
	}
	return row[len(b)]
}

// Join returns the rules of several trees as one, sorted by id. An id may stand in
// one of them only.
func Join(sets ...Set) (Set, error) {
	all := slices.Concat(sets...)
	slices.SortStableFunc(all, func(a, b *File) int { return strings.Compare(a.Rule.ID, b.Rule.ID) })
	var errs []error
	for i := 1; i < len(all); i++ {
		if all[i-1].Rule.ID == all[i].Rule.ID {
			errs = append(errs, &Error{all[i].Path, 1, "id " + all[i].Rule.ID + " is that of another rule", "choose an id of your own; its stage is changed by a file of stages"})
		}
	}
	return all, errors.Join(errs...)
}
