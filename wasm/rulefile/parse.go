package rulefile

import (
	"errors"
	"fmt"
	"math"
	"path"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"unicode"

	"github.com/goccy/go-yaml"
	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/parser"
	"github.com/goccy/go-yaml/token"

	"deckname/wasm/check"
	"deckname/wasm/internal/tail"
	"deckname/wasm/rule"
)

// source mirrors the YAML text.
type source struct {
	ID       string
	Class    string
	Label    string
	Stage    string
	Status   string
	Since    string
	Why      string
	Source   string
	Match    match
	Score    score
	Priority *int
	Secret   bool
	Examples examples
}

type match struct {
	Pattern  string
	Words    []string
	Tail     string
	Keep     string
	Check    string
	Learned  bool
	Near     []string
	Required bool
	Person   bool
	Window   []int
	Avoid    []string
}

type score struct {
	Alone  int
	Near   int
	Failed int
}

type examples struct {
	Hit  []string
	Miss []missed
	Todo []string
}

type missed struct {
	Text string
	Why  string
}

var (
	idShape    = regexp.MustCompile(`^[a-z][a-z0-9]*(-[a-z0-9]+)*$`)
	labelShape = regexp.MustCompile(`^[A-Z]+(_[A-Z]+)*$`)
	dateShape  = regexp.MustCompile(`^\d{4}-\d{2}-\d{2}$`)
)

// wordsHere stands in a pattern for the alternatives of match.words.
const wordsHere = "{words}"

// checkedID is the priority of an identifier whose check digit is tested.
const checkedID = 85

// Parse reads one rule file. The path is used for messages and must be named
// after the id.
func Parse(name string, data []byte) (*File, error) {
	file, err := parser.ParseBytes(data, 0)
	if err != nil {
		return nil, located(name, err)
	}
	lines := &locator{name: name, file: file}
	var s source
	if err := yaml.UnmarshalWithOptions(data, &s, yaml.Strict()); err != nil {
		return nil, located(name, err)
	}
	f := &File{Path: name, MatchLine: max(lines.line("match"), lines.line("match.pattern")), Status: s.Status, Since: s.Since, Why: s.Why, Source: s.Source}
	if err := s.describe(f, lines); err != nil {
		return nil, err
	}
	if err := s.rule(&f.Rule, lines); err != nil {
		return nil, err
	}
	return f, s.examples(f, lines)
}

// located turns an error of the YAML library into ours.
func located(name string, err error) error {
	var at interface {
		GetMessage() string
		GetToken() *token.Token
	}
	e := &Error{File: name, Line: 1, Reason: "no valid YAML", Next: "compare with docs/spec/rule-file.md"}
	if errors.As(err, &at) {
		e.Reason = strings.TrimSpace(at.GetMessage())
		var kind *yaml.TypeError
		if errors.As(err, &kind) {
			e.Reason = kindWanted(kind.DstType)
		}
		var node *yaml.UnexpectedNodeTypeError
		if errors.As(err, &node) {
			e.Reason = nodeWanted(node.Expected)
		}
		var large *yaml.OverflowError
		if errors.As(err, &large) {
			e.Reason = "the number " + large.SrcNum + " is too large"
		}
		if t := at.GetToken(); t != nil && t.Position != nil {
			e.Line = t.Position.Line
		}
	}
	return e
}

// kindWanted says what belongs where a value of another kind stands.
func kindWanted(want reflect.Type) string {
	switch want.Kind() {
	case reflect.Int:
		return "a whole number belongs here"
	case reflect.Bool:
		return "true or false belongs here"
	case reflect.Slice:
		return nodeWanted(ast.SequenceType)
	case reflect.Struct, reflect.Map:
		return nodeWanted(ast.MappingType)
	}
	return "a text belongs here"
}

func nodeWanted(want ast.NodeType) string {
	switch want {
	case ast.SequenceType:
		return "a list belongs here"
	case ast.MappingType:
		return "keys with values belong here"
	}
	return "a value of another kind belongs here"
}

// locator finds the line of a key.
type locator struct {
	name string
	file *ast.File
}

func (l *locator) line(key string) int {
	p, err := yaml.PathString("$." + key)
	if err != nil {
		return 1
	}
	node, err := p.FilterFile(l.file)
	if err != nil || node.GetToken() == nil {
		return 1
	}
	return node.GetToken().Position.Line
}

func (l *locator) errorf(key, next, format string, args ...any) error {
	return &Error{File: l.name, Line: l.line(key), Reason: fmt.Sprintf(format, args...), Next: next}
}

func (s *source) describe(f *File, l *locator) error {
	if !idShape.MatchString(s.ID) {
		return l.errorf("id", "write lower-case words joined by hyphens", "id %q has the wrong form", s.ID)
	}
	if want := strings.TrimSuffix(path.Base(l.name), ".yaml"); s.ID != want {
		return l.errorf("id", "name file and id alike", "id %q stands in file %q", s.ID, path.Base(l.name))
	}
	if s.Status != "draft" && s.Status != "stable" {
		return l.errorf("status", "write draft or stable", "status %q is unknown", s.Status)
	}
	if !dateShape.MatchString(s.Since) {
		return l.errorf("since", "write the day as 2026-12-01", "since is missing or no date")
	}
	if s.Why == "" || s.Source == "" {
		return l.errorf("id", "say what the rule protects (why) and which text defines the shape (source)", "why or source is missing")
	}
	return nil
}

func (s *source) rule(r *rule.Rule, l *locator) error {
	*r = rule.Rule{
		ID: s.ID, Label: s.Label, Pattern: strings.Replace(s.Match.Pattern, wordsHere, alternatives(s.Match.Words), 1), Tail: s.Match.Tail, Check: s.Match.Check,
		Near: s.Match.Near, NearRequired: s.Match.Required, NearPerson: s.Match.Person, Avoid: s.Match.Avoid,
		Secret: s.Secret,
	}
	for _, n := range []struct {
		key  string
		from int
		to   *uint8
	}{{"alone", s.Score.Alone, &r.Score}, {"near", s.Score.Near, &r.NearScore}, {"failed", s.Score.Failed, &r.FailScore}} {
		if n.from < 0 || n.from > 100 {
			return l.errorf("score."+n.key, "write a number from 0 to 100", "a score is 0 to 100, not %d", n.from)
		}
		*n.to = uint8(n.from)
	}
	var ok bool
	if r.Class, ok = rule.ParseClass(s.Class); !ok {
		return l.errorf("class", "take one of docs/spec/report.md", "class %q is unknown", s.Class)
	}
	if r.Stage, ok = rule.ParseStage(s.Stage); !ok {
		return l.errorf("stage", "write off, count, warn, mask or block", "stage %q is unknown", s.Stage)
	}
	if !labelShape.MatchString(s.Label) || len(s.Label) > 24 {
		return l.errorf("label", "write up to 24 capitals and underscores", "label %q has the wrong form", s.Label)
	}
	if s.Match.Learned {
		return s.learned(r, l)
	}
	if s.Match.Pattern == "" {
		return l.errorf("match", "write a pattern in RE2 syntax", "pattern is missing")
	}
	if strings.Contains(s.Match.Pattern, wordsHere) != (len(s.Match.Words) > 0) {
		return l.errorf("match.pattern", "write "+wordsHere+" once where the alternatives of words belong", "pattern and words do not fit together")
	}
	if s.Match.Check != "" {
		if _, ok := check.Lookup(s.Match.Check); !ok {
			return l.errorf("match.check", "take one of: "+strings.Join(check.Names(), ", "), "check %q is unknown", s.Match.Check)
		}
	}
	if s.Match.Tail != "" {
		if _, _, ok := tail.Lookup(s.Match.Tail); !ok {
			return l.errorf("match.tail", "take one of: "+strings.Join(tail.Names(), ", "), "tail %q is unknown", s.Match.Tail)
		}
	}
	switch s.Match.Keep {
	case "", "all":
	case "tail":
		r.Keep = rule.KeepTail
		if s.Match.Tail == "" {
			return l.errorf("match.keep", "name a tail", "keep: tail without a tail")
		}
	default:
		return l.errorf("match.keep", "write all or tail", "keep %q is unknown", s.Match.Keep)
	}
	switch len(s.Match.Window) {
	case 0:
	case 2:
		if slices.Min(s.Match.Window) < 0 || slices.Max(s.Match.Window) > math.MaxUint8 {
			return l.errorf("match.window", "write bytes before and bytes behind, as [40, 20]", "a number of window is 0 to %d", math.MaxUint8)
		}
		r.NearLeft, r.NearRight = uint8(s.Match.Window[0]), uint8(s.Match.Window[1])
	default:
		return l.errorf("match.window", "write bytes before and bytes behind, as [40, 20]", "window has %d numbers", len(s.Match.Window))
	}
	r.Priority = r.Class.Priority()
	if r.Class == rule.ID && r.Check != "" {
		r.Priority = checkedID
	}
	if s.Priority != nil {
		if *s.Priority < 0 || *s.Priority > math.MaxUint8 {
			return l.errorf("priority", "leave it out to take that of the class", "a priority is 0 to %d, not %d", math.MaxUint8, *s.Priority)
		}
		r.Priority = uint8(*s.Priority)
	}
	if err := s.judgement(r, l); err != nil {
		return err
	}
	r.Near, r.Avoid = withTranscriptions(r.Near), withTranscriptions(r.Avoid)
	return nil
}

// learned completes a rule that finds what the model of names has learned.
func (s *source) learned(r *rule.Rule, l *locator) error {
	switch {
	case !reflect.DeepEqual(s.Match, match{Learned: true}) || s.Score.Near > 0 || s.Score.Failed > 0:
		return l.errorf("match", "leave out everything but learned and score.alone", "the model of names decides where this rule finds")
	case r.Class != rule.Person && r.Class != rule.Location && r.Class != rule.Org:
		return l.errorf("class", "write PERSON, LOCATION or ORG", "the model of names knows nothing else")
	case r.Class != rule.Person && r.Stage > rule.Count:
		return l.errorf("stage", "write count", "the model of names is not sure enough of places and organisations")
	}
	r.Learned = true
	r.Priority = r.Class.Priority()
	if err := s.judgement(r, l); err != nil {
		return err
	}
	r.Near, r.Avoid = withTranscriptions(r.Near), withTranscriptions(r.Avoid)
	return nil
}

// judgement checks that scores and context words fit together.
func (s *source) judgement(r *rule.Rule, l *locator) error {
	if r.NearPerson && !r.NearRequired {
		return l.errorf("match.person", "add required: true, or leave person out", "a person beside speaks only for rules that require context")
	}
	if r.NearRequired && (len(r.Near) == 0 || r.NearScore == 0 || r.Score != 0) {
		return l.errorf("match", "give near words and score.near, and no score.alone", "context is required")
	}
	if !r.NearRequired && r.Score == 0 {
		return l.errorf("score", "give score.alone, or set match.required", "the rule has no score without context")
	}
	if r.FailScore > 0 && (r.Check == "" || len(r.Near) == 0) {
		return l.errorf("score.failed", "name a check and near words, or leave it out", "a failed check counts only beside a context word")
	}
	for _, list := range [][]string{r.Near, r.Avoid} {
		for _, w := range list {
			if w != strings.ToLower(w) || w != strings.TrimSpace(w) || w == "" {
				return l.errorf("match", "write context words in lower case without outer spaces", "context word %q", w)
			}
			if n := tokens(w); n < 1 || n > maxTokens {
				return l.errorf("match", "write one to three words of letters and digits", "context word %q has %d", w, n)
			}
		}
		if dup := duplicate(list); dup != "" {
			return l.errorf("match", "name it once", "context word %q stands twice", dup)
		}
	}
	return nil
}

// maxTokens is the number of words that an entry of near or avoid may have.
const maxTokens = 3

// tokens counts the runs of letters and digits in a context word.
func tokens(w string) int {
	return len(strings.FieldsFunc(w, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) }))
}

func duplicate(list []string) string {
	sorted := slices.Sorted(slices.Values(list))
	for i := 1; i < len(sorted); i++ {
		if sorted[i] == sorted[i-1] {
			return sorted[i]
		}
	}
	return ""
}

// Fewest examples a rule may have.
const (
	minHit  = 4
	minMiss = 6
)

func (s *source) examples(f *File, l *locator) error {
	add := func(list *[]Example, kind string, i int, text, why string) error {
		key := fmt.Sprintf("examples.%s[%d]", kind, i)
		_, marks, err := Unmark(text)
		if err != nil {
			return l.errorf(key, "put each finding between ⟦ and ⟧", "%v", err)
		}
		if kind == "miss" && (len(marks) > 0 || why == "") {
			return l.errorf(key, "write text without marks and why it is none", "a miss needs a reason and no marks")
		}
		if kind != "miss" && len(marks) == 0 {
			return l.errorf(key, "mark the finding with ⟦ and ⟧", "nothing is marked")
		}
		*list = append(*list, Example{Text: text, Why: why, Line: l.line(key)})
		return nil
	}
	for i, t := range s.Examples.Hit {
		if err := add(&f.Hit, "hit", i, t, ""); err != nil {
			return err
		}
	}
	for i, m := range s.Examples.Miss {
		if err := add(&f.Miss, "miss", i, m.Text, m.Why); err != nil {
			return err
		}
	}
	for i, t := range s.Examples.Todo {
		if err := add(&f.Todo, "todo", i, t, ""); err != nil {
			return err
		}
	}
	if len(f.Hit) < minHit || len(f.Miss) < minMiss {
		return l.errorf("examples", fmt.Sprintf("give at least %d hits and %d misses", minHit, minMiss),
			"%d hits and %d misses are too few", len(f.Hit), len(f.Miss))
	}
	return nil
}
