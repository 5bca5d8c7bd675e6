package main

import (
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"
	"unicode/utf16"

	"deckname/wasm/compile"
	names "deckname/wasm/model/shipped"
	"deckname/wasm/rule"
)

// rules are two small ones: this is a test of the rim, not of detection.
var rules = []rule.Rule{
	{ID: "test-case", Class: rule.ID, Label: "CASE", Stage: rule.Mask, Pattern: `\bV-\d{4}\b`, Score: 90},
	{ID: "test-pin", Class: rule.Secret, Label: "PIN", Stage: rule.Mask, Pattern: `\bP-\d{4}\b`, Score: 80, Secret: true},
}

func loaded(t *testing.T) *engine {
	t.Helper()
	pack, err := compile.Pack(rules, 7, nil)
	if err != nil {
		t.Fatal(err)
	}
	e := &engine{}
	if c := e.load(pack); c != ok {
		t.Fatalf("load: code %d", c)
	}
	return e
}

// cut returns the UTF-16 slice of text that out[at] and out[at+1] name.
func cut(text string, out []uint32, at int) string {
	u := utf16.Encode([]rune(text))
	return string(utf16.Decode(u[out[at] : out[at]+out[at+1]]))
}

func TestOffsetsAreUTF16Units(t *testing.T) {
	e := loaded(t)
	text := "é🙂 V-1234 \u00a0👩‍👩‍👧 V-5678"
	if c := e.scan([]byte(text), false); c != ok {
		t.Fatalf("code %d", c)
	}
	if len(e.out) != 6 || cut(text, e.out, 0) != "V-1234" || cut(text, e.out, 3) != "V-5678" || e.out[2] != 0<<8|90 {
		t.Errorf("got %v", e.out)
	}
}

func TestMaskAndUnmaskThroughTheRim(t *testing.T) {
	e := loaded(t)
	if c := e.setTable(nil); c != ok {
		t.Fatalf("code %d", c)
	}
	text := "🙂 P-1111 zu V-1234"
	if c := e.mask([]byte(text), 0); c != ok {
		t.Fatalf("code %d", c)
	}
	if len(e.out) != 10 || cut(text, e.out, 5) != "V-1234" || string(e.text) != "[PIN_1][CASE_1]" || e.out[9] != 0<<8|90 {
		t.Fatalf("got %v %q", e.out, e.text)
	}
	if c := e.save(); c != ok {
		t.Fatalf("code %d", c)
	}
	stored := slices.Clone(e.text)
	e.forget()
	if c := e.unmask([]byte(text)); c != badTable {
		t.Errorf("after forget: code %d", c)
	}
	if c := e.setTable(stored); c != ok {
		t.Fatalf("code %d", c)
	}
	answer := "🙂 [case 1] und [PIN_1]"
	if c := e.unmask([]byte(answer)); c != ok || len(e.out) != 5 || cut(answer, e.out, 0) != "[case 1]" || string(e.text) != "V-1234" || e.out[4] != uint32(rule.ID) {
		t.Errorf("code %d, %v %q", c, e.out, e.text)
	}
}

func TestWhatWasSaidBeforeIsTakenAndNotMasked(t *testing.T) {
	for _, flags := range []uint32{said, said | speaking | everyClass} {
		e := loaded(t)
		e.setTable(nil)
		if c := e.mask([]byte("[CASE_2] und V-1234"), flags); c != ok || len(e.out) != 0 {
			t.Fatalf("code %d, %v", c, e.out)
		}
		if c := e.mask([]byte("V-5678"), flags&^said); c != ok || string(e.text) != "[CASE_3]" {
			t.Errorf("code %d, %q", c, e.text)
		}
	}
	if c := (&engine{}).mask([]byte("[CASE_2]"), said); c != noRules {
		t.Errorf("without rules: code %d", c)
	}
}

func TestDescribeNamesSerialAndRules(t *testing.T) {
	e := loaded(t)
	if c := e.describe(); c != ok {
		t.Fatalf("code %d", c)
	}
	want := "7\t2\t0\ntest-case\tID\tCASE\tmask\t0\ntest-pin\tSECRET\tPIN\tmask\t1\n"
	if string(e.text) != want {
		t.Errorf("got %q, want %q", e.text, want)
	}
}

func TestNothingLoadedIsAFailure(t *testing.T) {
	e := &engine{}
	for name, c := range map[string]code{
		"scan": e.scan([]byte("V-1234"), false), "mask": e.mask([]byte("V-1234"), 0), "describe": e.describe(),
	} {
		if c != noRules {
			t.Errorf("%s: code %d", name, c)
		}
	}
	if c := e.unmask(nil); c != badTable {
		t.Errorf("unmask: code %d", c)
	}
	if c := e.save(); c != badTable {
		t.Errorf("save: code %d", c)
	}
}

func TestRefusedPackLeavesTheRules(t *testing.T) {
	e := loaded(t)
	pack, err := compile.Pack(rules, 8, nil)
	if err != nil {
		t.Fatal(err)
	}
	newer := slices.Clone(pack)
	newer[8]++
	for name, c := range map[string]struct {
		data []byte
		want code
	}{"cut off": {pack[:len(pack)-1], badPack}, "empty": {nil, badPack}, "newer": {newer, otherFormat}} {
		if got := e.load(c.data); got != c.want {
			t.Errorf("%s: code %d, want %d", name, got, c.want)
		}
	}
	if c := e.scan([]byte("V-1234"), false); c != ok || len(e.out) != 3 || e.serial != 7 {
		t.Errorf("code %d, %v, serial %d", c, e.out, e.serial)
	}
}

// TestModelIsTakenRefusedAndTakenAway: a model that is refused leaves the one in
// use, new rules keep it, and the rule list says whether there is one.
func TestModelIsTakenRefusedAndTakenAway(t *testing.T) {
	e := &engine{}
	if c := e.learn(names.Names); c != noRules {
		t.Errorf("without rules: code %d", c)
	}
	learned := append(slices.Clone(rules), rule.Rule{ID: "test-names", Class: rule.Person, Label: "PERSON", Stage: rule.Mask, Learned: true, Score: 50})
	pack, err := compile.Pack(learned, 9, nil)
	if err != nil {
		t.Fatal(err)
	}
	if c := e.load(pack); c != ok {
		t.Fatalf("load: code %d", c)
	}
	found := func() int {
		if c := e.scan([]byte("Gestern hat Katharina Vollbrecht geschrieben."), false); c != ok {
			t.Fatalf("scan: code %d", c)
		}
		return len(e.out) / 3
	}
	said := func() string {
		if c := e.describe(); c != ok {
			t.Fatalf("describe: code %d", c)
		}
		head, _, _ := strings.Cut(string(e.text), "\n")
		return head
	}
	if n := found(); n != 0 || said() != "9\t3\t0" {
		t.Errorf("rules alone: %d findings, %q", n, said())
	}
	other := slices.Clone(names.Names)
	other[12]++ // feature version
	for name, c := range map[string]struct {
		data []byte
		want code
	}{
		"cut off": {names.Names[:len(names.Names)-1], badModel}, "changed": {append([]byte("X"), names.Names[1:]...), badModel},
		"other features": {other, otherModel},
	} {
		if got := e.learn(c.data); got != c.want || found() != 0 {
			t.Errorf("%s: code %d, want %d; %d findings", name, got, c.want, found())
		}
	}
	if c := e.learn(names.Names); c != ok || found() != 1 || said() != "9\t3\t1" {
		t.Errorf("with a model: code %d, %d findings, %q", c, found(), said())
	}
	if c := e.learn(other); c != otherModel || found() != 1 {
		t.Errorf("refused: code %d, %d findings", c, found())
	}
	if c := e.load(pack); c != ok || found() != 1 {
		t.Errorf("new rules: code %d, %d findings", c, found())
	}
	if c := e.learn(nil); c != ok || found() != 0 {
		t.Errorf("taken away: code %d, %d findings", c, found())
	}
}

func TestExplainThroughTheRim(t *testing.T) {
	e := loaded(t)
	if c := e.explain([]byte("🙂 V-1234"), false, 3, 6); c != ok || string(e.text) != "pattern\t\t0\n" {
		t.Errorf("code %d, %q", c, e.text)
	}
	if c := e.explain([]byte("🙂 V-1234"), false, 3, 5); c != ok || len(e.text) != 0 {
		t.Errorf("what is no finding: code %d, %q", c, e.text)
	}
	if c := (&engine{}).explain(nil, false, 0, 0); c != noRules {
		t.Errorf("without rules: code %d", c)
	}
}

// TestCodesAreDocumented: the numbers are a contract with the TypeScript face.
func TestCodesAreDocumented(t *testing.T) {
	spec, err := os.ReadFile("../../../docs/spec/engine-api.md")
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []code{ok, noRules, badPack, otherFormat, unknownCheck, badTable, trapped, tooMuch, busy, noJob, badModel, otherModel, noDraft} {
		if !strings.Contains(string(spec), fmt.Sprintf("\n| %d | ", c)) {
			t.Errorf("docs/spec/engine-api.md does not explain code %d", c)
		}
	}
}
