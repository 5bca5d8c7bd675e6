package listfile

import (
	"crypto/sha256"
	"encoding/binary"
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strings"

	"deckname/wasm/rule"
	"deckname/wasm/wordlist"
)

// Company is everything that one company adds to the rules in lists.
type Company struct {
	Allowed      []string
	Dictionaries []Dictionary
}

// Dictionary is a list with a name.
type Dictionary struct {
	Name    string // "project": part of the id of its rules
	Usual   Kind
	Entries []Entry
}

var nameShape = regexp.MustCompile(`^[a-z]+(-[a-z]+)*$`)

// NewDictionary makes an empty dictionary out of a name, or a name and a class
// behind a colon: "project", "employee:PERSON". Without a class its entries are IDs
// whose placeholders are named after it.
func NewDictionary(spec string) (Dictionary, error) {
	name, class, ok := strings.Cut(spec, ":")
	label := strings.ToUpper(strings.ReplaceAll(name, "-", "_"))
	if !nameShape.MatchString(name) || len(label) > maxLabel {
		return Dictionary{}, fmt.Errorf("the name of a dictionary is up to %d lower-case letters and hyphens, such as project", maxLabel)
	}
	d := Dictionary{Name: name, Usual: Kind{rule.ID, label}}
	if ok {
		c, err := ParseClass(class)
		if err != nil {
			return d, fmt.Errorf("dictionary %s: %w", name, err)
		}
		d.Usual = UsualKind(c, label)
	}
	return d, nil
}

// list is what one rule finds.
type list struct {
	rule   rule.Rule
	values []string
}

// Make hashes all lists for a pack with this serial, under a key made of both: the
// same lists give the same pack, and hashes of two packs cannot be compared. It
// returns the rules of the dictionaries and no lists when there is no entry.
func (c *Company) Make(serial uint64) ([]rule.Rule, *wordlist.Lists, error) {
	allowed := list{}
	for _, v := range c.Allowed {
		allowed.values = append(allowed.values, spellings(v, 0, false)...)
	}
	lists := []list{allowed}
	for _, d := range c.Dictionaries {
		for _, made := range d.lists() {
			if slices.ContainsFunc(lists, func(l list) bool { return l.rule.ID == made.rule.ID }) {
				return nil, nil, fmt.Errorf("two dictionaries are named %s: give one of them another name, or join the files", d.Name)
			}
			lists = append(lists, made)
		}
	}
	if len(lists) > wordlist.MaxLists {
		return nil, nil, fmt.Errorf("%d kinds of entries, a pack holds %d: use fewer labels", len(lists)-1, wordlist.MaxLists-1)
	}
	if err := conflict(lists); err != nil {
		return nil, nil, err
	}
	sum := 0
	values := make([][]string, len(lists))
	for i, l := range lists {
		values[i] = unique(l.values)
		sum += len(values[i])
	}
	if sum == 0 {
		return nil, nil, nil
	}
	if sum > wordlist.MaxEntries {
		return nil, nil, fmt.Errorf("the lists have %d spellings, a pack holds at most %d (a person has two): publish those that rules cannot know", sum, wordlist.MaxEntries)
	}
	var rules []rule.Rule
	for _, l := range lists[1:] {
		rules = append(rules, l.rule)
	}
	made, ok := wordlist.Make(keyOf(serial, lists, values), values)
	if !ok {
		return nil, nil, errors.New("a spelling of an entry is too long: write the part that identifies")
	}
	return rules, made, nil
}

// lists splits a dictionary by kind; the usual one comes first.
func (d *Dictionary) lists() []list {
	byKind := map[Kind]*list{}
	var kinds []Kind
	for _, e := range d.Entries {
		l := byKind[e.Kind]
		if l == nil {
			l = &list{rule: d.rule(e.Kind)}
			byKind[e.Kind] = l
			kinds = append(kinds, e.Kind)
		}
		l.values = append(l.values, spellings(e.Value, e.Class, true)...)
	}
	var all []list
	for _, k := range kinds {
		all = append(all, *byKind[k])
	}
	slices.SortFunc(all, func(a, b list) int { return strings.Compare(a.rule.ID, b.rule.ID) })
	return all
}

func (d *Dictionary) rule(k Kind) rule.Rule {
	id := "dictionary-" + d.Name
	if k != d.Usual {
		id += "-" + strings.ToLower(k.Class.String()+"-"+strings.ReplaceAll(k.Label, "_", "-"))
	}
	return rule.Rule{
		ID: id, Class: k.Class, Label: k.Label, Stage: rule.Mask, Score: 100,
		Priority: k.Class.Priority(), Secret: k.Class == rule.Secret,
	}
}

// conflict names a dictionary that shares an entry with the allow list: it would be
// always found and never masked.
func conflict(lists []list) error {
	allowed := map[string]bool{}
	for _, v := range lists[0].values {
		allowed[wordlist.Normal(v)] = true
	}
	for _, l := range lists[1:] {
		n := 0
		for _, v := range l.values {
			if allowed[wordlist.Normal(v)] {
				n++
			}
		}
		if n > 0 {
			return fmt.Errorf("%s: %d of its spellings are in the allow list as well: take them out of one of the two", l.rule.ID, n)
		}
	}
	return nil
}

// unique returns the normal forms of values, each once, sorted.
func unique(values []string) []string {
	all := make([]string, len(values))
	for i, v := range values {
		all[i] = wordlist.Normal(v)
	}
	slices.Sort(all)
	return slices.Compact(all)
}

// keyOf makes the key of a pack.
func keyOf(serial uint64, lists []list, values [][]string) (key [wordlist.KeySize]byte) {
	h := sha256.New()
	h.Write([]byte("deckname company lists\n"))
	h.Write(binary.LittleEndian.AppendUint64(nil, serial))
	for i, l := range lists {
		fmt.Fprintf(h, "%s\n%d\n", l.rule.ID, len(values[i]))
		for _, v := range values[i] {
			fmt.Fprintf(h, "%s\n", v)
		}
	}
	copy(key[:], h.Sum(nil))
	return key
}
