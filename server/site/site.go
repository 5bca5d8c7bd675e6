// Package site checks tables of chat sites before they are signed: what the
// extension knows about a page and its requests, and what an update mends without
// a new extension. The format is docs/spec/sites.md.
//
// # Promise
//
// What Check accepts, every browser reads, but for the syntax of CSS selectors,
// which only a browser knows: one that cannot read a selector keeps the tables that
// it came with.
package site

import (
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strings"
)

// Bounds that browsers hold tables against, too.
const (
	maxBytes   = 64 << 10 // of all tables
	maxText    = 2_000    // bytes of one pattern or selector
	maxEntries = 200      // of one list
)

// table is what an update may say about a site. Everything but the version may be
// missing, and stays as the extension has it then.
type table struct {
	Version            int64                      `json:"version"`
	Selectors          map[string]json.RawMessage `json:"selectors"`
	Endpoints          []json.RawMessage          `json:"endpoints"`
	Frames             json.RawMessage            `json:"frames"`
	ConversationMember *string                    `json:"conversationMember"`
	Conversation       *string                    `json:"conversation"`
}

type words struct {
	Texts []string `json:"texts"`
	Drop  []string `json:"drop"`
}

type endpoint struct {
	Name     string  `json:"name"`
	Path     string  `json:"path"`
	Handling string  `json:"handling"`
	Answer   *string `json:"answer"`
	Prompt   bool    `json:"prompt"`
	Silent   bool    `json:"silent"`
	words
}

var (
	known     = []string{"chatgpt"}
	selectors = []string{"canvas", "editors", "form", "likely", "menus", "never", "prompts", "send", "stop", "turns"}
	handlings = []string{"draft", "file", "mask", "sound", "suggest"}
)

// Check reports what is wrong with the tables and where.
func Check(body []byte) error {
	if len(body) > maxBytes {
		return fmt.Errorf("the tables of sites are longer than %d KiB: leave out what the extension knows already", maxBytes>>10)
	}
	var tables map[string]json.RawMessage
	if err := json.Unmarshal(body, &tables); err != nil {
		return fmt.Errorf("the tables of sites are not one JSON object: %w", err)
	}
	if len(tables) == 0 {
		return fmt.Errorf("there is no table of a site: name one of %s", strings.Join(known, ", "))
	}
	for _, name := range slices.Sorted(maps.Keys(tables)) {
		if !slices.Contains(known, name) {
			return fmt.Errorf("the extension knows no site %q: name one of %s", name, strings.Join(known, ", "))
		}
		var t table
		if err := read(tables[name], &t, "version", "selectors", "endpoints", "frames", "conversationMember", "conversation"); err != nil {
			return fmt.Errorf("%s: %w", name, err)
		}
		if err := t.check(); err != nil {
			return fmt.Errorf("%s: %w", name, err)
		}
	}
	return nil
}

// read takes an object whose members have these very names: encoding/json would take
// "Version" for "version", and browsers do not.
func read(raw json.RawMessage, into any, members ...string) error {
	var object map[string]json.RawMessage
	if err := json.Unmarshal(raw, &object); err != nil || object == nil {
		return errors.New("it must be a JSON object")
	}
	for _, name := range slices.Sorted(maps.Keys(object)) {
		if !slices.Contains(members, name) {
			return fmt.Errorf("there is no member %q: the names are %s", name, strings.Join(members, ", "))
		}
	}
	if err := json.Unmarshal(raw, into); err != nil {
		return fmt.Errorf("not the form of docs/spec/sites.md: %w", err)
	}
	return nil
}

func (t *table) check() error {
	if t.Version < 1 || t.Version >= 1<<53 {
		return errors.New("version must be a whole number above that of the extension's own table")
	}
	if err := t.checkSelectors(); err != nil {
		return err
	}
	if len(t.Endpoints) > maxEntries {
		return fmt.Errorf("endpoints has more than %d entries", maxEntries)
	}
	seen := map[string]bool{}
	for i, raw := range t.Endpoints {
		var e endpoint
		if err := read(raw, &e, "name", "path", "handling", "texts", "drop", "answer", "prompt", "silent"); err != nil {
			return fmt.Errorf("endpoint number %d: %w", i+1, err)
		}
		if seen[e.Name] {
			return fmt.Errorf("endpoint %q stands there twice", e.Name)
		}
		seen[e.Name] = true
		if err := e.check(); err != nil {
			return fmt.Errorf("endpoint %q: %w", e.Name, err)
		}
	}
	if t.Frames != nil && string(t.Frames) != "null" {
		var w words
		err := read(t.Frames, &w, "texts", "drop")
		if err == nil {
			err = w.check()
		}
		if err != nil {
			return fmt.Errorf("frames: %w", err)
		}
	}
	if t.ConversationMember != nil && !text(*t.ConversationMember) {
		return errors.New("conversationMember must be the name of a member")
	}
	if t.Conversation != nil {
		compiled, err := pattern(*t.Conversation)
		if err != nil {
			return fmt.Errorf("conversation: %w", err)
		}
		if compiled.NumSubexp() != 1 {
			return errors.New("conversation: exactly one group must hold the id")
		}
	}
	return nil
}

func (t *table) checkSelectors() error {
	for _, name := range slices.Sorted(maps.Keys(t.Selectors)) {
		if !slices.Contains(selectors, name) {
			return fmt.Errorf("there is no selector %q: the names are %s", name, strings.Join(selectors, ", "))
		}
		var one string
		var list []string
		into := any(&one)
		if name == "editors" {
			into = &list
		}
		if json.Unmarshal(t.Selectors[name], into) != nil {
			return fmt.Errorf("selector %q: editors is a list of texts, every other one a text", name)
		}
		if name != "editors" {
			list = []string{one}
		}
		if len(list) == 0 || len(list) > maxEntries || !slices.ContainsFunc(list, text) || slices.ContainsFunc(list, notText) {
			return fmt.Errorf("selector %q must have 1 to %d characters in each text", name, maxText)
		}
	}
	return nil
}

func (e *endpoint) check() error {
	if !text(e.Name) {
		return errors.New("it needs a name")
	}
	if _, err := pattern(e.Path); err != nil {
		return fmt.Errorf("path: %w", err)
	}
	if !slices.Contains(handlings, e.Handling) {
		return fmt.Errorf("handling must be one of %s; what may pass unread comes with the extension only", strings.Join(handlings, ", "))
	}
	if (e.Handling == "suggest") != (e.Answer != nil) {
		return errors.New("an answer belongs to the handling suggest, and to no other")
	}
	if e.Answer != nil && !json.Valid([]byte(*e.Answer)) {
		return errors.New("the answer must be JSON")
	}
	return e.words.check()
}

func (w *words) check() error {
	for _, list := range [][]string{w.Texts, w.Drop} {
		if len(list) > maxEntries || slices.ContainsFunc(list, notText) {
			return fmt.Errorf("texts and drop are lists of up to %d places of 1 to %d characters", maxEntries, maxText)
		}
	}
	return nil
}

func text(s string) bool    { return s != "" && len(s) <= maxText }
func notText(s string) bool { return !text(s) }

// foreign is syntax that browsers read in another way.
var foreign = regexp.MustCompile(`\(\?[^:]|\\[AzQEpPC]|\[\[:`)

// pattern compiles what browsers and this program read in the same way.
func pattern(p string) (*regexp.Regexp, error) {
	if !text(p) {
		return nil, fmt.Errorf("a pattern has 1 to %d characters", maxText)
	}
	compiled, err := regexp.Compile(p)
	if err != nil || foreign.MatchString(p) {
		return nil, errors.New("not a pattern that both RE2 and JavaScript know: use groups (?:…), classes and repeats only")
	}
	return compiled, nil
}
