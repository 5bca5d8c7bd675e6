// Package listfile reads what IT writes about its own company: values that are
// never masked and values that are always found. It makes of them the hashed lists
// of a rule pack (package wordlist).
//
// # Format
//
// UTF-8, one entry a line. Empty lines and lines that begin with # are left out.
// In a dictionary a class and the label of placeholders may follow, each behind a
// tab. A line that cannot be an entry is reported by its number and reason, never
// by its text, and no list is made.
//
// # Limits
//
// A file is read line by line and given up when it has more entries than a pack
// may have, so that memory stays bounded whatever its size.
package listfile

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"regexp"
	"strings"
	"unicode/utf8"

	"deckname/wasm/rule"
	"deckname/wasm/wordlist"
)

// Kind is what an entry is found as.
type Kind struct {
	Class rule.Class
	Label string // of placeholders
}

// Entry is one line of a list.
type Entry struct {
	Value string
	Kind
}

// maxLine is the longest line, in bytes.
const maxLine = 4096

// maxReports bounds the lines that are reported one by one.
const maxReports = 20

var labelShape = regexp.MustCompile(`^[A-Z]+(_[A-Z]+)*$`)

// ReadAllowed reads a list of values that are never masked.
func ReadAllowed(name string, r io.Reader) ([]string, error) {
	var values []string
	err := eachLine(name, r, func(line string) error {
		if strings.Contains(line, "\t") {
			return errors.New("a tab stands in it; write one value a line")
		}
		values = append(values, line)
		return faultOf(line)
	})
	return values, err
}

// ReadDictionary reads a list of values that are always found, as usual unless a
// line says otherwise.
func ReadDictionary(name string, r io.Reader, usual Kind) ([]Entry, error) {
	var entries []Entry
	err := eachLine(name, r, func(line string) error {
		e, err := parseEntry(line, usual)
		entries = append(entries, e)
		return err
	})
	return entries, err
}

func parseEntry(line string, usual Kind) (Entry, error) {
	fields := strings.Split(line, "\t")
	for i := range fields {
		fields[i] = strings.TrimSpace(fields[i])
	}
	e := Entry{Value: fields[0], Kind: usual}
	if len(fields) > 3 {
		return e, errors.New("more than three fields; write the value, then at most a class and a label, each behind a tab")
	}
	if len(fields) > 1 && fields[1] != "" {
		class, err := ParseClass(fields[1])
		if err != nil {
			return e, err
		}
		e.Kind = UsualKind(class, usual.Label)
	}
	if len(fields) > 2 && fields[2] != "" {
		if !labelShape.MatchString(fields[2]) || len(fields[2]) > maxLabel {
			return e, errors.New("the label has the wrong form; write up to 24 capitals and underscores")
		}
		e.Label = fields[2]
	}
	return e, faultOf(e.Value)
}

// maxLabel is the longest label of placeholders.
const maxLabel = 24

// UsualKind is the kind of a class: an ID is named by label, any other class by
// itself, so that a person has the same placeholder whoever finds it.
func UsualKind(class rule.Class, label string) Kind {
	if class != rule.ID {
		label = class.String()
	}
	return Kind{class, label}
}

// ParseClass returns a class that the entries of a dictionary may have.
func ParseClass(name string) (rule.Class, error) {
	class, ok := rule.ParseClass(name)
	switch {
	case !ok:
		return 0, errors.New("the class is unknown; take one of docs/spec/report.md, such as PERSON or ID")
	case !class.MaskedByDefault():
		return 0, errors.New("the class is one that is not masked by default; write ID, or leave it out")
	}
	return class, nil
}

// faultOf says what is wrong with a value.
func faultOf(value string) error {
	switch wordlist.Fault(value) {
	case wordlist.TooShort:
		return fmt.Errorf("fewer than %d letters and digits would be found everywhere; write more of it", wordlist.MinBytes)
	case wordlist.TooLong:
		return fmt.Errorf("more than %d letters and digits; write the part that identifies", wordlist.MaxBytes)
	case wordlist.TooManyWords:
		return fmt.Errorf("more than %d words; write the part that identifies", wordlist.MaxWords)
	}
	return nil
}

// eachLine hands out the entries of a file and collects what is wrong with them.
func eachLine(name string, r io.Reader, take func(line string) error) error {
	in := bufio.NewReaderSize(r, maxLine)
	var errs []error
	wrong, entries := 0, 0
	report := func(n int, err error) {
		if wrong++; wrong <= maxReports {
			errs = append(errs, fmt.Errorf("%s:%d: %w", name, n, err))
		}
	}
	for n := 1; ; n++ {
		raw, long, err := readLine(in)
		if err != nil && err != io.EOF {
			return fmt.Errorf("%s cannot be read behind line %d", name, n-1)
		}
		line := strings.TrimSpace(raw)
		if n == 1 {
			line = strings.TrimPrefix(line, "\ufeff")
		}
		switch {
		case long:
			report(n, fmt.Errorf("longer than %d bytes; write one value a line", maxLine))
		case line == "" || line[0] == '#':
		case !utf8.ValidString(line):
			report(n, errors.New("not UTF-8; save the file with the encoding UTF-8"))
		default:
			if entries++; entries > wordlist.MaxEntries {
				return fmt.Errorf("%s:%d: a pack holds at most %d entries; publish those that rules cannot know, such as projects and rare customers", name, n, wordlist.MaxEntries)
			}
			if err := take(line); err != nil {
				report(n, err)
			}
		}
		if err == io.EOF {
			break
		}
	}
	if wrong > maxReports {
		errs = append(errs, fmt.Errorf("%s: %d more lines are wrong", name, wrong-maxReports))
	}
	return errors.Join(errs...)
}

// readLine reads a line and leaves out the rest of one that is too long.
func readLine(in *bufio.Reader) (line string, long bool, err error) {
	part, err := in.ReadSlice('\n')
	line = string(part)
	for err == bufio.ErrBufferFull {
		long = true
		_, err = in.ReadSlice('\n')
	}
	return line, long, err
}
