package update

import (
	"bytes"
	"encoding/json"
	"strings"
	"unicode"
	"unicode/utf8"
)

// maxDepth is deeper than any TUF document and shallow enough for every parser.
const maxDepth = 16

// strictJSON reports whether b is one JSON value that every parser reads the
// same way: valid UTF-8, nothing after the value, nested at most maxDepth deep,
// and no object with two keys that are equal or differ only in case, which
// encoding/json would take for the same field.
func strictJSON(b []byte) bool {
	if !utf8.Valid(b) || !json.Valid(b) {
		return false
	}
	d := json.NewDecoder(bytes.NewReader(b))
	d.UseNumber()
	return unique(d, 0)
}

// unique walks one value.
func unique(d *json.Decoder, depth int) bool {
	token, err := d.Token()
	if err != nil {
		return false
	}
	open, nested := token.(json.Delim)
	if !nested {
		return true
	}
	if depth == maxDepth {
		return false
	}
	seen := map[string]bool{}
	for d.More() {
		if open == '{' {
			key, err := d.Token()
			if err != nil {
				return false
			}
			name := fold(key.(string)) // a valid object has string keys
			if seen[name] {
				return false
			}
			seen[name] = true
		}
		if !unique(d, depth+1) {
			return false
		}
	}
	_, err = d.Token() // the closing delimiter
	return err == nil
}

// fold maps strings that differ only in case to one string, as encoding/json
// does when it looks for the field of a key.
func fold(s string) string {
	return strings.Map(func(r rune) rune {
		least := r
		for next := unicode.SimpleFold(r); next != r; next = unicode.SimpleFold(next) {
			least = min(least, next)
		}
		return least
	}, s)
}
