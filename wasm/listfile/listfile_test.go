package listfile

import (
	"fmt"
	"io"
	"reflect"
	"slices"
	"strings"
	"testing"

	"deckname/wasm/rule"
	"deckname/wasm/wordlist"
)

var project = Kind{rule.ID, "PROJECT"}

func TestReadDictionary(t *testing.T) {
	text := "\ufeff# projects\r\n\r\nProjekt Kranich\r\nBlaumeise\tID\tBIRD\r\nAnna Bergmann\tPERSON\nTeam Fuchs\t\tTEAM\nohne Zeilenende"
	got, err := ReadDictionary("p.txt", strings.NewReader(text), project)
	want := []Entry{
		{"Projekt Kranich", project},
		{"Blaumeise", Kind{rule.ID, "BIRD"}},
		{"Anna Bergmann", Kind{rule.Person, "PERSON"}},
		{"Team Fuchs", Kind{rule.ID, "TEAM"}},
		{"ohne Zeilenende", project},
	}
	if err != nil || !reflect.DeepEqual(got, want) {
		t.Errorf("got %v, %v", got, err)
	}
}

// Every broken line is named by number and reason; none of its text is.
func TestBrokenLines(t *testing.T) {
	text := "gut genug\nab\n" + strings.Repeat("geheim ", 9) + "\n" + strings.Repeat("x", 70) + "\nKranich\tORG\nKranich\tVOGEL\nKranich\tID\tbird\n" +
		"Kranich\tID\tBIRD\tmore\nM\xfcller AG\n" + strings.Repeat("y", 5000) + "\nauch gut\n"
	_, err := ReadDictionary("p.txt", strings.NewReader(text), project)
	if err == nil {
		t.Fatal("accepted broken lines")
	}
	for i, want := range []string{
		"p.txt:2: fewer than 3", "p.txt:3: more than 8 words", "p.txt:4: more than 64", "p.txt:5: the class is one that is not masked",
		"p.txt:6: the class is unknown", "p.txt:7: the label", "p.txt:8: more than three fields", "p.txt:9: not UTF-8", "p.txt:10: longer than 4096",
	} {
		if lines := strings.Split(err.Error(), "\n"); len(lines) != 9 || !strings.HasPrefix(lines[i], want) {
			t.Errorf("got %q, want %q first", err, want)
		}
	}
	for _, secret := range []string{"geheim", "Kranich", "VOGEL", "bird", "ller"} {
		if strings.Contains(err.Error(), secret) {
			t.Errorf("the message quotes %q", secret)
		}
	}
	if _, err := ReadAllowed("a.txt", strings.NewReader("Kranich\tID\n")); err == nil || !strings.HasPrefix(err.Error(), "a.txt:1: a tab") {
		t.Errorf("got %v", err)
	}
	_, err = ReadAllowed("a.txt", strings.NewReader(strings.Repeat("ab\n", 100)))
	if lines := strings.Split(err.Error(), "\n"); len(lines) != 21 || lines[20] != "a.txt: 80 more lines are wrong" {
		t.Errorf("%d lines, the last %q", len(lines), lines[len(lines)-1])
	}
}

// endless gives lines for ever and counts them.
type endless struct{ lines int }

func (e *endless) Read(p []byte) (int, error) {
	e.lines++
	return copy(p, fmt.Sprintf("Kunde %d\n", e.lines)), nil
}

// A file of any size costs bounded memory: it is left at the limit.
func TestTooManyEntries(t *testing.T) {
	in := &endless{}
	_, err := ReadDictionary("c.txt", in, project)
	if err == nil || !strings.HasPrefix(err.Error(), "c.txt:200001: a pack holds at most 200000 entries") {
		t.Errorf("got %v", err)
	}
	if in.lines > wordlist.MaxEntries+maxLine {
		t.Errorf("%d lines were read", in.lines)
	}
	c := Company{Dictionaries: []Dictionary{{Name: "staff", Usual: Kind{rule.Person, "PERSON"}}}}
	for i := range wordlist.MaxEntries {
		c.Dictionaries[0].Entries = append(c.Dictionaries[0].Entries, Entry{fmt.Sprintf("Vor%d Nach%d", i, i), Kind{rule.Person, "PERSON"}})
	}
	if _, _, err := c.Make(1); err == nil || !strings.Contains(err.Error(), "400000 spellings, a pack holds at most 200000") {
		t.Errorf("got %v", err)
	}
}

type broken struct{}

func (broken) Read([]byte) (int, error) { return 0, io.ErrUnexpectedEOF }

func TestUnreadable(t *testing.T) {
	if _, err := ReadAllowed("a.txt", broken{}); err == nil || err.Error() != "a.txt cannot be read behind line 0" {
		t.Errorf("got %v", err)
	}
}

func TestSpellings(t *testing.T) {
	for _, tt := range []struct {
		value string
		class rule.Class
		known bool
		want  []string
	}{
		{"Anna Lena Bergmann", rule.Person, true, []string{"annalenabergmann", "bergmannannalena"}},
		{"Bergmann, Anna", rule.Person, true, []string{"bergmannanna", "annabergmann"}},
		{"Bergmann", rule.Person, true, []string{"bergmann"}},
		{"Anna Bergmann", rule.ID, true, []string{"annabergmann"}},
		{"0800 330 1000", 0, false, []string{"08003301000", "498003301000", "00498003301000", "4908003301000"}},
		{"+49 (0)30 123456", rule.Phone, true, []string{"49030123456", "4930123456", "004930123456", "030123456"}},
		{"+1 212 5550100", rule.Phone, true, []string{"12125550100", "0012125550100"}},
		{"0043 1 234567", 0, false, []string{"0043" + "1234567", "43" + "1234567", "4301234567", "01234567"}},
		{"Dr. Oetker", 0, false, []string{"droetker"}},
		{"4711 0815", rule.ID, true, []string{"47110815"}},
		{"4711 0815", 0, false, []string{"47110815"}},
	} {
		got := map[string]bool{}
		for _, s := range spellings(tt.value, tt.class, tt.known) {
			got[wordlist.Normal(s)] = true
		}
		if len(got) != len(tt.want) || slices.ContainsFunc(tt.want, func(w string) bool { return !got[w] }) {
			t.Errorf("%q: %v, want %v", tt.value, got, tt.want)
		}
	}
}

func TestNewDictionary(t *testing.T) {
	for spec, want := range map[string]Kind{
		"project":         project,
		"key-account":     {rule.ID, "KEY_ACCOUNT"},
		"employee:PERSON": {rule.Person, "PERSON"},
		"hotline:PHONE":   {rule.Phone, "PHONE"},
	} {
		if d, err := NewDictionary(spec); err != nil || d.Usual != want {
			t.Errorf("%s: %v, %v", spec, d, err)
		}
	}
	for _, spec := range []string{"", "Project", "p1", "a-", "project:ORG", "project:", "project:person", strings.Repeat("x", 25)} {
		if _, err := NewDictionary(spec); err == nil {
			t.Errorf("accepted %q", spec)
		}
	}
}

func company() *Company {
	return &Company{
		Allowed: []string{"Dr. Oetker", "0800 330 1000"},
		Dictionaries: []Dictionary{
			{"project", project, []Entry{{"Projekt Kranich", project}, {"Zilpzalp", Kind{rule.ID, "BIRD"}}}},
			{"employee", Kind{rule.Person, "PERSON"}, []Entry{{"Anna Bergmann", Kind{rule.Person, "PERSON"}}}},
		},
	}
}

func TestMake(t *testing.T) {
	rules, lists, err := company().Make(7)
	if err != nil {
		t.Fatal(err)
	}
	var ids []string
	for _, r := range rules {
		ids = append(ids, r.ID+" "+r.Class.String()+" "+r.Label+" "+r.Stage.String())
	}
	want := []string{"dictionary-project ID PROJECT mask", "dictionary-project-id-bird ID BIRD mask", "dictionary-employee PERSON PERSON mask"}
	if !slices.Equal(ids, want) || lists.Dictionaries() != 3 || len(lists.Hashes[0]) != 5 || len(lists.Hashes[3]) != 2 {
		t.Errorf("got %q, %d dictionaries, %v", ids, lists.Dictionaries(), lists.Hashes)
	}
	if _, again, _ := company().Make(7); !reflect.DeepEqual(again, lists) {
		t.Error("two runs gave different lists")
	}
	if _, other, _ := company().Make(8); other.Key == lists.Key {
		t.Error("two packs have one key")
	}
	if rules, lists, err := (&Company{}).Make(1); rules != nil || lists != nil || err != nil {
		t.Error("no lists gave some")
	}
}

func TestMakeRefuses(t *testing.T) {
	c := company()
	c.Allowed = append(c.Allowed, "projekt-kranich")
	if _, _, err := c.Make(1); err == nil || !strings.Contains(err.Error(), "dictionary-project: 1 of its spellings are in the allow list") {
		t.Errorf("conflict: %v", err)
	}
	c = company()
	c.Dictionaries = append(c.Dictionaries, c.Dictionaries[0])
	if _, _, err := c.Make(1); err == nil || !strings.Contains(err.Error(), "two dictionaries are named project") {
		t.Errorf("name: %v", err)
	}
	c = company()
	for i := range 300 {
		c.Dictionaries[0].Entries = append(c.Dictionaries[0].Entries, Entry{fmt.Sprint("Vogel ", i), Kind{rule.ID, strings.Repeat("A", i%20+1) + strings.Repeat("_B", i/20)}})
	}
	if _, _, err := c.Make(1); err == nil || !strings.Contains(err.Error(), "use fewer labels") {
		t.Errorf("labels: %v", err)
	}
}
