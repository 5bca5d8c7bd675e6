package pack_test

import (
	"bytes"
	"encoding/binary"
	"errors"
	"reflect"
	"slices"
	"testing"

	"deckname/wasm/compile"
	"deckname/wasm/pack"
	"deckname/wasm/rule"
	"deckname/wasm/wordlist"
)

// rules with every field set but one, with none but the necessary ones, and without a pattern.
func rules() []rule.Rule {
	return []rule.Rule{
		{
			ID: "de-steuer-id", Class: rule.ID, Label: "TAX_ID", Stage: rule.Mask,
			Pattern: `\b[1-9]\d(?: ?\d{3}){3}\b`, Tail: "tail", Keep: rule.KeepTail, Check: "iso7064-mod11-10",
			Near: []string{"steuer-id", "idnr"}, NearRequired: true, NearPerson: true, NearLeft: 50, NearRight: 7, Avoid: []string{"bestellung"},
			Score: 60, NearScore: 95, FailScore: 30, Priority: 9, Secret: true,
		},
		{ID: "mail", Class: rule.Email, Pattern: `\b[a-z]{1,20}@[a-z]{1,20}\.[a-z]{2,4}\b`},
		{ID: "names", Class: rule.Person, Learned: true, Score: 50},
	}
}

// listKey is the key of lists.
const listKey = "0123456789abcdef"

// lists are an allow list and two dictionaries.
func lists(t testing.TB) *wordlist.Lists {
	t.Helper()
	l, ok := wordlist.Make([wordlist.KeySize]byte([]byte(listKey)), [][]string{{"Nordlicht Apotheke"}, {"Projekt Kranich"}, {"Kunde 4711", "Blaumeise"}})
	if !ok {
		t.Fatal("the test lists are beyond the limits")
	}
	return l
}

// dictionaries are the rules of lists.
func dictionaries() []rule.Rule {
	return []rule.Rule{
		{ID: "dictionary-projects", Class: rule.ID, Label: "PROJECT", Stage: rule.Mask, Score: 100},
		{ID: "dictionary-customers", Class: rule.ID, Label: "CUSTOMER", Stage: rule.Mask, Score: 100},
	}
}

func TestPackCarriesLists(t *testing.T) {
	data, err := compile.PackLists(rules(), 7, nil, dictionaries(), lists(t))
	if err != nil {
		t.Fatal(err)
	}
	p, err := pack.Load(data)
	if err != nil {
		t.Fatal(err)
	}
	if !reflect.DeepEqual(p.Lists, lists(t)) || len(p.Rules) != len(rules())+2 || p.Rules[len(p.Rules)-1].ID != "dictionary-customers" {
		t.Errorf("got %+v and %d rules", p.Lists, len(p.Rules))
	}
	if bytes.Contains(bytes.ToLower(data), []byte("kranich")) || bytes.Contains(bytes.ToLower(data), []byte("blaumeise")) {
		t.Error("the pack names an entry")
	}
	if _, err := compile.PackLists(rules(), 7, nil, dictionaries()[:1], lists(t)); err == nil {
		t.Error("accepted a dictionary without a rule")
	}
	for i := range data {
		bad := bytes.Clone(data)
		bad[i] ^= 1 << (i % 8)
		if _, err := pack.Load(bad); err == nil {
			t.Fatalf("accepted a changed byte %d", i)
		}
		if _, err := pack.Load(data[:i]); err == nil {
			t.Fatalf("accepted the first %d bytes", i)
		}
	}
}

func encoded(t testing.TB) []byte {
	t.Helper()
	data, err := compile.Pack(rules(), 7, nil)
	if err != nil {
		t.Fatal(err)
	}
	return data
}

func TestPackCarriesEveryField(t *testing.T) {
	all := rules()
	for i := range reflect.TypeFor[rule.Rule]().NumField() {
		if !slices.ContainsFunc(all, func(r rule.Rule) bool { return !reflect.ValueOf(r).Field(i).IsZero() }) {
			t.Errorf("no test rule sets %s: set it, so that the loss of the field is found", reflect.TypeFor[rule.Rule]().Field(i).Name)
		}
	}
	p, err := pack.Load(encoded(t))
	if err != nil {
		t.Fatal(err)
	}
	for i := range all {
		all[i].Pattern = ""
	}
	if p.Serial != 7 || !reflect.DeepEqual(p.Rules, all) {
		t.Errorf("got serial %d and\n%+v\nwant 7 and\n%+v", p.Serial, p.Rules, all)
	}
}

func TestLoadRefusesDamage(t *testing.T) {
	data := encoded(t)
	for i := range data {
		if _, err := pack.Load(data[:i]); err == nil {
			t.Fatalf("accepted the first %d of %d bytes", i, len(data))
		}
		bad := bytes.Clone(data)
		bad[i] ^= 1 << (i % 8)
		if _, err := pack.Load(bad); err == nil {
			t.Fatalf("accepted a changed byte %d", i)
		}
	}
	if _, err := pack.Load(append(bytes.Clone(data), 0)); err == nil {
		t.Error("accepted an extra byte")
	}
}

func TestLoadNamesBothVersions(t *testing.T) {
	data := encoded(t)
	binary.LittleEndian.PutUint32(data[8:], 9)
	_, err := pack.Load(data)
	var version *pack.VersionError
	if !errors.As(err, &version) || version.Pack != 9 || version.Engine != pack.Version {
		t.Fatalf("got %v", err)
	}
	if want := "pack: the rules have format 9, this engine reads format 2"; err.Error() != want {
		t.Errorf("got %q, want %q", err, want)
	}
}

func TestEncodeIsDeterministic(t *testing.T) {
	if !bytes.Equal(encoded(t), encoded(t)) {
		t.Error("two runs gave different packs")
	}
}
