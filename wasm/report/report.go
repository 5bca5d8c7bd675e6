package report

import (
	"errors"
	"time"

	"deckname/wasm/rule"
)

// Action is what happened to a finding, the second half of the closed list.
type Action uint8

// The actions, in the order of docs/spec/report.md.
const (
	Masked  Action = iota // replaced by a placeholder
	Kept                  // found and, by policy or choice, left as it was
	Warned                // shown to the user
	Blocked               // kept the prompt from being sent
	Allowed               // sent on the user's explicit decision
	actions
)

var actionNames = [actions]string{"masked", "kept", "warned", "blocked", "allowed"}

func (a Action) String() string {
	if a < actions {
		return actionNames[a]
	}
	return "unknown"
}

// Actions is the number of actions.
const Actions = int(actions)

// Limits of the format.
const (
	Version  = 1
	Size     = 2048 // bytes that Encode writes
	MaxBytes = 4096 // bytes that Decode reads
	MaxCount = 9999
)

// Counts holds one number for each class and action.
type Counts [rule.Classes][Actions]uint16

// Report is the counts of one device on one day.
type Report struct {
	Day    string // YYYY-MM-DD
	Counts Counts
}

// What can be wrong with a report. The texts are fixed.
var (
	ErrLength   = errors.New("report: longer than 4096 bytes")
	ErrSyntax   = errors.New("report: not one JSON object")
	ErrVersion  = errors.New("report: version is not 1")
	ErrDay      = errors.New("report: day is not a date written YYYY-MM-DD")
	ErrUnknown  = errors.New("report: unknown field")
	ErrRepeated = errors.New("report: repeated field")
	ErrMissing  = errors.New("report: missing field")
	ErrCount    = errors.New("report: count is not a whole number from 0 to 9999")
)

// ValidDay reports whether day is a date of the calendar in the one accepted
// form. The year has four digits and is not before 2000.
func ValidDay(day string) bool {
	t, err := time.Parse(time.DateOnly, day)
	return err == nil && t.Year() >= 2000 && len(day) == len(time.DateOnly)
}

// parseAction returns the action of a name such as "masked".
func parseAction(name string) (Action, bool) {
	for a, n := range actionNames {
		if n == name {
			return Action(a), true
		}
	}
	return 0, false
}
