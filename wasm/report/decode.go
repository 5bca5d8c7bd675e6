package report

import (
	"bytes"
	"encoding/json"
	"io"
	"unicode/utf8"

	"deckname/wasm/rule"
)

// Decode reads a report and refuses everything that is not exactly one.
func Decode(b []byte) (Report, error) {
	var r Report
	p, err := newParser(b)
	if err != nil {
		return r, err
	}
	version, day, counts := 0, "", false
	err = p.object(func(name string) error {
		switch name {
		case "version":
			n, ok := p.number()
			if !ok || n != Version {
				return ErrVersion
			}
			version = n
		case "day":
			token, err := p.token()
			if err != nil {
				return err
			}
			text, ok := token.(string)
			if !ok || !ValidDay(text) {
				return ErrDay
			}
			day = text
		case "counts":
			counts = true
			return p.counts(&r.Counts, true)
		default:
			return ErrUnknown
		}
		return nil
	})
	if err == nil {
		err = p.end()
	}
	if err == nil && (version == 0 || day == "" || !counts) {
		err = ErrMissing
	}
	if err != nil {
		return Report{}, err
	}
	r.Day = day
	return r, nil
}

// DecodeSparse reads the counts that a device kept itself: the field "counts" of
// a report in which classes and actions that did not happen may be missing.
// Greater numbers than a report can hold become its greatest.
func DecodeSparse(b []byte) (Counts, error) {
	var c Counts
	p, err := newParser(b)
	if err == nil {
		err = p.counts(&c, false)
	}
	if err == nil {
		err = p.end()
	}
	if err != nil {
		return Counts{}, err
	}
	return c, nil
}

// parser walks JSON token by token, so that nothing is skipped unseen.
type parser struct{ d *json.Decoder }

func newParser(b []byte) (parser, error) {
	if len(b) > MaxBytes {
		return parser{}, ErrLength
	}
	if !utf8.Valid(b) || !json.Valid(b) {
		return parser{}, ErrSyntax
	}
	d := json.NewDecoder(bytes.NewReader(b))
	d.UseNumber()
	return parser{d}, nil
}

func (p parser) token() (json.Token, error) {
	token, err := p.d.Token()
	if err != nil {
		return nil, ErrSyntax // the cause would quote input
	}
	return token, nil
}

// object reads an object and calls field for each of its distinct names, with
// the value as the next token.
func (p parser) object(field func(name string) error) error {
	open, err := p.token()
	if err != nil {
		return err
	}
	if open != json.Delim('{') {
		return ErrSyntax
	}
	seen := map[string]bool{}
	for p.d.More() {
		token, err := p.token()
		if err != nil {
			return err
		}
		name, ok := token.(string)
		if !ok {
			return ErrSyntax
		}
		if seen[name] {
			return ErrRepeated
		}
		seen[name] = true
		if err := field(name); err != nil {
			return err
		}
	}
	_, err = p.token()
	return err
}

// number reads a whole number of at most nine digits, written as such.
func (p parser) number() (int, bool) {
	token, err := p.token()
	digits, ok := token.(json.Number)
	if err != nil || !ok || len(digits) > 9 {
		return 0, false
	}
	n := 0
	for _, c := range []byte(digits) {
		if c < '0' || c > '9' {
			return 0, false
		}
		n = n*10 + int(c-'0')
	}
	return n, true
}

// counts reads the object of classes; complete asks for all of them.
func (p parser) counts(into *Counts, complete bool) error {
	classes := 0
	err := p.object(func(name string) error {
		class, ok := rule.ParseClass(name)
		if !ok {
			return ErrUnknown
		}
		classes++
		named := 0
		err := p.object(func(name string) error {
			action, ok := parseAction(name)
			if !ok {
				return ErrUnknown
			}
			named++
			n, ok := p.number()
			if !ok || complete && n > MaxCount {
				return ErrCount
			}
			into[class][action] = uint16(min(n, MaxCount))
			return nil
		})
		if err == nil && complete && named != Actions {
			err = ErrMissing
		}
		return err
	})
	if err == nil && complete && classes != rule.Classes {
		err = ErrMissing
	}
	return err
}

func (p parser) end() error {
	if _, err := p.d.Token(); err != io.EOF {
		return ErrSyntax
	}
	return nil
}
