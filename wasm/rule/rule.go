// Package rule defines what a detection rule is once it has left its YAML file:
// the form that the compiler reads, the pack carries and the detector runs.
// It holds no text of users and knows neither YAML nor automata.
package rule

// Class is what a finding means to people, policies and counts. The list is
// closed and published (docs/spec/report.md): new kinds of data map to one of
// these, they do not add one.
type Class uint8

// The classes, in the order of docs/spec/report.md. The order is a contract:
// packs and reports carry the number.
const (
	Person Class = iota
	Address
	Location
	Org
	Email
	Phone
	IBAN
	Card
	ID
	DOB
	Date
	Plate
	IP
	URL
	Secret
	classes
)

var classNames = [classes]string{
	"PERSON", "ADDRESS", "LOCATION", "ORG", "EMAIL", "PHONE", "IBAN", "CARD",
	"ID", "DOB", "DATE", "PLATE", "IP", "URL", "SECRET",
}

// Classes is the number of classes.
const Classes = int(classes)

func (c Class) String() string {
	if c < classes {
		return classNames[c]
	}
	return "UNKNOWN"
}

// ParseClass returns the class of a name such as "PERSON".
func ParseClass(name string) (Class, bool) {
	for c, n := range classNames {
		if n == name {
			return Class(c), true
		}
	}
	return 0, false
}

// MaskedByDefault reports whether the default policy replaces findings of this
// class. Lone places, plain dates, organisations and URLs are found, not masked:
// in office prompts they identify nobody by themselves.
func (c Class) MaskedByDefault() bool {
	switch c {
	case Location, Org, Date, URL:
		return false
	}
	return true
}

// priorities order overlapping findings by class.
var priorities = [classes]uint8{
	Secret: 100, IBAN: 95, Card: 90, Email: 80, IP: 75, Plate: 72, Phone: 70, ID: 65, DOB: 60, Address: 50, Person: 40,
	URL: 20, Date: 15, Org: 12, Location: 10,
}

// Priority decides overlaps unless a rule says otherwise; higher wins.
func (c Class) Priority() uint8 { return priorities[c] }

// Stage is what a rule does with its findings unless a policy says otherwise.
type Stage uint8

// Stages from doing nothing to refusing to send.
const (
	Off Stage = iota
	Count
	Warn
	Mask
	Block
	stages
)

var stageNames = [stages]string{"off", "count", "warn", "mask", "block"}

func (s Stage) String() string {
	if s < stages {
		return stageNames[s]
	}
	return "unknown"
}

// ParseStage returns the stage of a name such as "mask".
func ParseStage(name string) (Stage, bool) {
	for s, n := range stageNames {
		if n == name {
			return Stage(s), true
		}
	}
	return 0, false
}

// Rule is one detection rule. A finding is accepted when Pattern (and Tail, if
// named) match, the check digit of Check is right, and the context asked for by
// Near stands close by; Score says how sure the rule is, 0 to 100.
type Rule struct {
	ID    string // "de-steuer-id": never reused, file name, key in explanations
	Class Class
	Label string // placeholder name: "TAX_ID" gives [TAX_ID_1]
	Stage Stage

	Pattern string // RE2 syntax; source only, a shipped pack carries automata
	Tail    string // named hand-written scanner that completes the match, or ""
	Keep    Keep   // which part of the match is the finding
	Learned bool   // no pattern: it finds what the model of names says of its class
	Check   string // named check in package check, or ""

	Near         []string // context words, lower case
	NearRequired bool     // without a context word there is no finding
	NearPerson   bool     // a person that was found in the window speaks like a context word
	NearLeft     uint8    // how many bytes before the finding Near and Avoid are sought;
	NearRight    uint8    // how many bytes behind it; both 0 = 40 and 20
	Avoid        []string // words before the finding that speak against it

	Score     uint8 // with a passed check or none asked for, without context; of a learned rule the least that counts
	NearScore uint8 // when a context word stands close by; 0 = Score
	FailScore uint8 // check failed but a context word stands close by; 0 = no finding
	Priority  uint8 // decides overlaps before score and length; higher wins

	Secret bool // its originals are never stored and never restored
}

// Keep says which part of pattern plus tail is the finding.
type Keep uint8

// Kept parts.
const (
	KeepAll  Keep = iota // the pattern and its tail
	KeepTail             // what the tail scanner took: "Herr Dr. ⟦Müller⟧"
)
