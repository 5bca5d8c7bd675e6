package compile

import (
	"errors"
	"fmt"
	"regexp/syntax"
	"unicode"
	"unicode/utf8"

	"deckname/wasm/internal/scan"
	"deckname/wasm/rule"
)

// Limits of one rule.
const (
	MaxLength = scan.MaxLength // bytes of the longest match
	MaxNodes  = 2000           // nodes of its automaton in one direction
	MaxWide   = 8              // repetitions of a class that holds most characters
)

// Refusal says why a rule is refused and what its author can do.
type Refusal struct {
	Rule   string // id
	Reason string
	Next   string // next step
}

func (r *Refusal) Error() string {
	return "rule " + r.Rule + ": " + r.Reason + "; " + r.Next
}

// pattern is a parsed pattern that has passed the lint.
type pattern struct {
	tree     *syntax.Regexp
	min, max int // bytes of a match
}

// Check reports what makes a rule unfit for a pack as a *Refusal, or nil.
func Check(r rule.Rule) error {
	if r.Learned {
		return nil
	}
	p, err := parse(r)
	if err != nil {
		return err
	}
	if !gated(r) && !literalIn(p.tree) {
		return &Refusal{r.ID, "the pattern is a shape that ordinary text may have: no literal, check, tail or context word",
			"add `check`, `near` or a literal part"}
	}
	if reason, next := try(p); reason != "" {
		return &Refusal{r.ID, reason, next}
	}
	return nil
}

// parse reads a pattern and refuses what the automata cannot express or what
// would break their bounds.
func parse(r rule.Rule) (pattern, error) {
	refuse := func(reason, next string) (pattern, error) {
		return pattern{}, &Refusal{r.ID, reason, next}
	}
	if r.Learned { // it has a place in the automata, where nothing leads to it
		return pattern{&syntax.Regexp{Op: syntax.OpNoMatch}, 1, 1}, nil
	}
	tree, err := syntax.Parse(r.Pattern, syntax.Perl)
	if err != nil {
		var detail *syntax.Error
		reason := "the pattern is not RE2 syntax"
		if errors.As(err, &detail) {
			reason += " (" + detail.Code.String() + " in `" + detail.Expr + "`)"
		}
		return refuse(reason, "see https://github.com/google/re2/wiki/Syntax; look-around and back-references do not exist there")
	}
	if reason, next := forbidden(tree); reason != "" {
		return refuse(reason, next)
	}
	least, most := lengths(tree)
	switch {
	case least > most:
		return refuse("the pattern can never match", "remove the empty class")
	case least == 0:
		return refuse("the pattern matches the empty text", "make at least one character obligatory")
	case most > MaxLength:
		return refuse(fmt.Sprintf("the longest match has %d bytes, allowed are %d", most, MaxLength),
			"lower the upper bounds or take the rest with a tail scanner")
	}
	if n := wide(tree, 1); n > MaxWide {
		return refuse(fmt.Sprintf("a class that holds most characters is repeated %d times, allowed are %d", n, MaxWide),
			"list the characters that are wanted, or use a tail scanner")
	}
	for _, reverse := range []bool{false, true} {
		b := newBuilder(&setTable{ids: map[bits]uint32{}}, reverse)
		if b.rule(tree, MaxNodes) != nil {
			return refuse(fmt.Sprintf("the automaton has more than %d nodes", MaxNodes),
				"lower the upper bounds, name fewer characters in classes, or use a tail scanner")
		}
	}
	return pattern{tree, least, most}, nil
}

// forbidden looks for what no rule may contain.
func forbidden(re *syntax.Regexp) (reason, next string) {
	switch re.Op {
	case syntax.OpStar, syntax.OpPlus:
		return "unbounded repetition", "give an upper bound, {0,20} instead of * and {1,20} instead of +"
	case syntax.OpRepeat:
		if re.Max < 0 {
			return "unbounded repetition", "give an upper bound, {2,20} instead of {2,}"
		}
	case syntax.OpBeginLine, syntax.OpEndLine, syntax.OpBeginText, syntax.OpEndText:
		return "an anchor to the line or the text", "use \\b, or a context word"
	}
	for _, sub := range re.Sub {
		if reason, next = forbidden(sub); reason != "" {
			return reason, next
		}
	}
	return "", ""
}

// lengths returns the bytes of the shortest and the longest match. A tree that
// cannot match has a shortest match longer than the longest.
func lengths(re *syntax.Regexp) (least, most int) {
	const never = 1 << 20
	switch re.Op {
	case syntax.OpNoMatch:
		return never, -never
	case syntax.OpLiteral:
		for _, r := range re.Rune {
			l, m := span(literal(r, re.Flags))
			least, most = least+l, most+m
		}
	case syntax.OpCharClass:
		return span(re.Rune)
	case syntax.OpAnyChar, syntax.OpAnyCharNotNL:
		return 1, utf8.UTFMax
	case syntax.OpCapture:
		return lengths(re.Sub[0])
	case syntax.OpQuest:
		_, most = lengths(re.Sub[0])
		return 0, max(most, 0)
	case syntax.OpRepeat:
		l, m := lengths(re.Sub[0])
		return min(l*re.Min, never), max(m*re.Max, -never)
	case syntax.OpConcat:
		for _, sub := range re.Sub {
			l, m := lengths(sub)
			least, most = min(least+l, never), max(most+m, -never)
		}
	case syntax.OpAlternate:
		least, most = never, -never
		for _, sub := range re.Sub {
			l, m := lengths(sub)
			least, most = min(least, l), max(most, m)
		}
	}
	return least, most
}

func span(ranges []rune) (least, most int) {
	least, most = utf8.UTFMax, 1
	for i := 0; i < len(ranges); i += 2 {
		least = min(least, width(ranges[i]))
		most = max(most, width(ranges[i+1]))
	}
	return least, most
}

// width is the length of r in UTF-8. Surrogates count like their neighbours.
func width(r rune) int {
	if n := utf8.RuneLen(r); n > 0 {
		return n
	}
	return 3
}

// wide returns how many characters in a row may come from classes that hold
// most characters, like `.`, \S or [^@]. times is how often re is repeated.
func wide(re *syntax.Regexp, times int) int {
	switch re.Op {
	case syntax.OpAnyChar, syntax.OpAnyCharNotNL:
		return times
	case syntax.OpCharClass:
		size := 0
		for i := 0; i < len(re.Rune); i += 2 {
			size += int(re.Rune[i+1]-re.Rune[i]) + 1
		}
		if size > unicode.MaxRune/2 {
			return times
		}
	case syntax.OpRepeat:
		times *= re.Max
	}
	most := 0
	for _, sub := range re.Sub {
		most = max(most, wide(sub, times))
	}
	return most
}

// gated reports whether something besides the pattern decides.
func gated(r rule.Rule) bool {
	return r.Check != "" || r.Tail != "" || len(r.Near) > 0
}

// maxChoice is the largest class that still counts as literal, like [-./].
const maxChoice = 4

// literalIn reports whether every match contains a literal part: a character
// other than digits and spaces that the pattern names, or two named digits in a row.
func literalIn(re *syntax.Regexp) bool {
	switch re.Op {
	case syntax.OpLiteral:
		digits := 0
		for _, r := range re.Rune {
			if !unicode.IsDigit(r) && !unicode.IsSpace(r) {
				return true
			}
			if digits++; unicode.IsSpace(r) {
				digits = 0
			} else if digits == 2 {
				return true
			}
		}
	case syntax.OpCharClass:
		size := 0
		for i := 0; i < len(re.Rune); i += 2 {
			size += int(re.Rune[i+1]-re.Rune[i]) + 1
			if unicode.IsDigit(re.Rune[i]) || unicode.IsSpace(re.Rune[i]) {
				return false
			}
		}
		return size <= maxChoice
	case syntax.OpCapture:
		return literalIn(re.Sub[0])
	case syntax.OpRepeat:
		return re.Min > 0 && literalIn(re.Sub[0])
	case syntax.OpConcat:
		for _, sub := range re.Sub {
			if literalIn(sub) {
				return true
			}
		}
	case syntax.OpAlternate:
		for _, sub := range re.Sub {
			if !literalIn(sub) {
				return false
			}
		}
		return true
	}
	return false
}
