package rulefile_test

import (
	"maps"
	"strings"
	"testing"

	"deckname/wasm/rule"
	"deckname/wasm/rulefile"
)

func TestParseStages(t *testing.T) {
	known := []string{"de-steuer-id", "date", "salary", "de-kennzeichen"}
	got, err := rulefile.ParseStages("stages.yaml", []byte("# ours\ndate: warn\nsalary: mask\nde-steuer-id: block\nde-kennzeichen: off\n"), known)
	want := rulefile.Stages{"date": rule.Warn, "salary": rule.Mask, "de-steuer-id": rule.Block, "de-kennzeichen": rule.Off}
	if err != nil || !maps.Equal(got, want) {
		t.Errorf("got %v, %v", got, err)
	}
	if got, err := rulefile.ParseStages("stages.yaml", nil, known); err != nil || len(got) != 0 {
		t.Errorf("an empty file: %v, %v", got, err)
	}
	for text, want := range map[string]string{
		"date: warn\nsallary: mask\n":     `stages.yaml:2: there is no rule "sallary"; did you mean salary?`,
		"steuer-id: mask\n":               `stages.yaml:1: there is no rule "steuer-id"; did you mean de-steuer-id?`,
		"date: hide\n":                    `stages.yaml:1: stage "hide" is unknown; write off, count, warn, mask or block`,
		"date: warn\ndate: mask\n":        "stages.yaml:2: ",
		"- date\n":                        "stages.yaml:1: ",
		"date: [warn]\n":                  "stages.yaml:1: ",
		"date: warn\n  salary: [\n":       "stages.yaml:",
		"dat: mask\nsalery: mask\nx: x\n": `did you mean date?`,
	} {
		if _, err := rulefile.ParseStages("stages.yaml", []byte(text), known); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: got %v, want %q", text, err, want)
		}
	}
}

func TestJoin(t *testing.T) {
	set, _ := shipped(t)
	own := *set[0]
	own.Rule.ID, own.Path = "our-rule", "our-rule.yaml"
	all, err := rulefile.Join(set, rulefile.Set{&own})
	if err != nil || len(all) != len(set)+1 {
		t.Fatalf("%d rules, %v", len(all), err)
	}
	for i := 1; i < len(all); i++ {
		if all[i-1].Rule.ID >= all[i].Rule.ID {
			t.Errorf("%s stands before %s", all[i-1].Rule.ID, all[i].Rule.ID)
		}
	}
	own.Rule.ID = set[3].Rule.ID
	if _, err := rulefile.Join(set, rulefile.Set{&own}); err == nil || !strings.Contains(err.Error(), "is that of another rule") {
		t.Errorf("got %v", err)
	}
}
