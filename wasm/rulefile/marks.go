package rulefile

import (
	"errors"
	"fmt"
	"strings"
)

// The marks that stand around a finding in an example.
const (
	Open  = "⟦"
	Close = "⟧"
)

// Mark is one expected or actual finding in a text, in bytes.
type Mark struct {
	Start, End int
	Rule       string // id; unused in expectations
}

// Unmark takes the marks out of a text and says where they were.
func Unmark(marked string) (text string, marks []Mark, err error) {
	var b strings.Builder
	for {
		before, rest, found := strings.Cut(marked, Open)
		if strings.Contains(before, Close) {
			return "", nil, errors.New("a finding ends that did not begin")
		}
		b.WriteString(before)
		if !found {
			return b.String(), marks, nil
		}
		inner, after, closed := strings.Cut(rest, Close)
		if !closed || inner == "" || strings.Contains(inner, Open) {
			return "", nil, errors.New("a finding is empty or does not end")
		}
		marks = append(marks, Mark{Start: b.Len(), End: b.Len() + len(inner)})
		b.WriteString(inner)
		marked = after
	}
}

// MarkUp puts marks around findings, which must be sorted and not overlap.
func MarkUp(text string, marks []Mark) string {
	var b strings.Builder
	at := 0
	for _, m := range marks {
		b.WriteString(text[at:m.Start] + Open + text[m.Start:m.End] + Close)
		at = m.End
	}
	return b.String() + text[at:]
}

// Run checks the examples of a file with an engine: find returns the findings
// of all rules in a text, sorted. Examples are invented, so failures quote them.
func (f *File) Run(find func(text string) []Mark) []error {
	var errs []error
	fail := func(e Example, format string, args ...any) {
		errs = append(errs, &Error{f.Path, e.Line, fmt.Sprintf(format, args...), "mend the rule or the example"})
	}
	actual := func(e Example) (got string) {
		text, _, _ := Unmark(e.Text)
		var own []Mark
		for _, m := range find(text) {
			if m.Rule == f.Rule.ID {
				own = append(own, m)
			}
		}
		return MarkUp(text, own)
	}
	for _, e := range f.Hit {
		if got := actual(e); got != e.Text {
			fail(e, "hit: want %q, got %q", e.Text, got)
		}
	}
	for _, e := range f.Miss {
		if got := actual(e); got != e.Text {
			fail(e, "miss (%s): got %q", e.Why, got)
		}
	}
	for _, e := range f.Todo {
		if actual(e) == e.Text {
			fail(e, "todo works now: %q is a hit", e.Text)
		}
	}
	return errs
}
