package detect_test

import (
	"encoding/json"
	"os"
	"testing"

	"deckname/wasm/compile"
	"deckname/wasm/detect"
	"deckname/wasm/pack"
	"deckname/wasm/rule"
	"deckname/wasm/wordlist"
)

const listVectors = "../testdata/vectors/lists/lists.json"

// listFile is a pack with company lists and what it finds. The lists are there for
// readers; a pack has only their hashes.
type listFile struct {
	Key     string     `json:"key"`
	Allowed []string   `json:"allowed"`
	Project []string   `json:"project"`
	Staff   []string   `json:"staff"`
	Pack    []byte     `json:"pack"`
	Cases   []listCase `json:"cases"`
}

type listCase struct {
	Name string `json:"name"`
	Text string `json:"text"`
}

// pack makes the pack of a file.
func (f *listFile) pack(t *testing.T) []byte {
	t.Helper()
	lists, ok := wordlist.Make([wordlist.KeySize]byte([]byte(f.Key)), [][]string{f.Allowed, f.Project, f.Staff})
	if !ok {
		t.Fatal("the lists are beyond the limits")
	}
	data, err := compile.PackLists(
		[]rule.Rule{{ID: "mail", Class: rule.Email, Label: "EMAIL", Stage: rule.Mask, Pattern: `\b[a-z.]{1,20}@[a-z]{1,20}\.[a-z]{2,7}\b`, Score: 95, Priority: 80}},
		1, nil,
		[]rule.Rule{
			{ID: "dictionary-project", Class: rule.ID, Label: "PROJECT", Stage: rule.Mask, Score: 100, Priority: 65},
			{ID: "dictionary-staff", Class: rule.Person, Label: "PERSON", Stage: rule.Mask, Score: 100, Priority: 40},
		}, lists)
	if err != nil {
		t.Fatal(err)
	}
	return data
}

func TestListVectors(t *testing.T) {
	data, err := os.ReadFile(listVectors)
	if err != nil {
		t.Fatal(err)
	}
	var file listFile
	if err := json.Unmarshal(data, &file); err != nil {
		t.Fatal(err)
	}
	if *update {
		file.Pack = file.pack(t)
		data, err := json.MarshalIndent(file, "", "  ")
		if err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(listVectors, append(data, '\n'), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	p, err := pack.Load(file.Pack)
	if err != nil {
		t.Fatal(err)
	}
	d, err := detect.New(p)
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range file.Cases {
		text := unmarked(c.Text)
		got := marked(text, d.Find(nil, []byte(text), false), func(f detect.Finding) string { return d.Rules()[f.Rule].Class.String() })
		if got != c.Text {
			t.Errorf("%s\n got %q\nwant %q", c.Name, got, c.Text)
		}
	}
	if len(file.Cases) < 20 {
		t.Errorf("only %d cases", len(file.Cases))
	}
}
