package report

import (
	"bytes"
	"encoding/json"
	"errors"
	"os"
	"strings"
	"testing"

	"deckname/wasm/rule"
)

type vectors struct {
	Day       string
	Counts    json.RawMessage
	Canonical string
	Accept    []vector
	Refuse    []vector
}

type vector struct{ Name, Fault, Find, Put string }

func load(t testing.TB) vectors {
	b, err := os.ReadFile("../testdata/vectors/report/report.json")
	if err != nil {
		t.Fatal(err)
	}
	var v vectors
	if err := json.Unmarshal(b, &v); err != nil {
		t.Fatal(err)
	}
	return v
}

// body applies a vector; the result is not padded.
func (v vectors) body(t testing.TB, c vector) []byte {
	b := strings.Replace(v.Canonical, c.Find, c.Put, 1)
	if b == v.Canonical && c.Find != c.Put {
		t.Fatalf("%s changes nothing", c.Name)
	}
	return []byte(b)
}

var faults = map[string]error{
	"length": ErrLength, "syntax": ErrSyntax, "version": ErrVersion, "day": ErrDay,
	"unknown": ErrUnknown, "repeated": ErrRepeated, "missing": ErrMissing, "count": ErrCount,
}

func TestVectors(t *testing.T) {
	v := load(t)
	counts, err := DecodeSparse(v.Counts)
	if err != nil {
		t.Fatal(err)
	}
	want := Report{v.Day, counts}
	encoded, err := Encode(want)
	if err != nil {
		t.Fatal(err)
	}
	if len(encoded) != Size || string(bytes.TrimRight(encoded, " ")) != v.Canonical {
		t.Errorf("canonical form is %q", encoded)
	}
	if got, err := Decode(encoded); err != nil || got != want {
		t.Errorf("decoded canonical form: %+v, %v", got, err)
	}
	for _, c := range v.Accept {
		t.Run(c.Name, func(t *testing.T) {
			if got, err := Decode(v.body(t, c)); err != nil || got != want {
				t.Errorf("%+v, %v", got, err)
			}
		})
	}
	seen := map[string]bool{}
	for _, c := range v.Refuse {
		t.Run(c.Name, func(t *testing.T) {
			seen[c.Fault] = true
			got, err := Decode(v.body(t, c))
			if err == nil || !errors.Is(err, faults[c.Fault]) {
				t.Errorf("%v, want %v", err, faults[c.Fault])
			}
			if got != (Report{}) {
				t.Error("a refused report left something")
			}
			if err != nil && (strings.Contains(err.Error(), "Muster") || strings.Contains(err.Error(), "muster")) {
				t.Error("error quotes input")
			}
		})
	}
	for name := range faults {
		if !seen[name] {
			t.Errorf("no vector shows the fault %q", name)
		}
	}
}

func TestEncodeFullReportFits(t *testing.T) {
	r := Report{Day: "9999-12-31"}
	for c := range r.Counts {
		for a := range r.Counts[c] {
			r.Counts[c][a] = MaxCount
		}
	}
	b, err := Encode(r)
	if err != nil || len(b) != Size || b[len(b)-1] != ' ' {
		t.Fatalf("%d bytes, %v", len(b), err)
	}
	if got, err := Decode(b); err != nil || got != r {
		t.Errorf("%+v, %v", got, err)
	}
}

func TestEncodeRefuses(t *testing.T) {
	tooMany := Report{Day: "2026-11-24"}
	tooMany.Counts[rule.Email][Masked] = MaxCount + 1
	if _, err := Encode(tooMany); err != ErrCount {
		t.Errorf("count of 10000: %v", err)
	}
	for _, day := range []string{"", "today", "2026-13-01", "2026-11-24\"", " 2026-11-24"} {
		if _, err := Encode(Report{Day: day}); err != ErrDay {
			t.Errorf("day %q: %v", day, err)
		}
	}
}

func TestDecodeSparse(t *testing.T) {
	got, err := DecodeSparse([]byte(` {"EMAIL":{"masked":123456,"kept":2},"IP":{}} `))
	var want Counts
	want[rule.Email][Masked], want[rule.Email][Kept] = MaxCount, 2
	if err != nil || got != want {
		t.Errorf("%v, %v", got, err)
	}
	if got, err := DecodeSparse([]byte(`{}`)); err != nil || got != (Counts{}) {
		t.Errorf("nothing: %v, %v", got, err)
	}
	for name, tt := range map[string]struct {
		body string
		want error
	}{
		"unknown class":  {`{"NAME":{}}`, ErrUnknown},
		"unknown action": {`{"EMAIL":{"seen":1}}`, ErrUnknown},
		"negative":       {`{"EMAIL":{"masked":-1}}`, ErrCount},
		"text":           {`{"EMAIL":{"masked":"Muster"}}`, ErrCount},
		"twice":          {`{"EMAIL":{},"EMAIL":{}}`, ErrRepeated},
		"two values":     {`{}{}`, ErrSyntax},
		"a report":       {load(t).Canonical, ErrUnknown},
	} {
		if got, err := DecodeSparse([]byte(tt.body)); !errors.Is(err, tt.want) || got != (Counts{}) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestClosedList(t *testing.T) {
	if Actions != 5 || rule.Classes != 15 || Masked.String() != "masked" || Allowed.String() != "allowed" || Action(9).String() != "unknown" {
		t.Error("the closed list of docs/spec/report.md has changed: that is a new version")
	}
}

// Whatever is accepted has exactly one meaning, and the canonical form keeps it.
func FuzzDecode(f *testing.F) {
	v := load(f)
	f.Add([]byte(v.Canonical))
	for _, c := range append(v.Accept, v.Refuse...) {
		f.Add(v.body(f, c))
	}
	f.Fuzz(func(t *testing.T, b []byte) {
		r, err := Decode(b)
		if err != nil {
			if r != (Report{}) {
				t.Fatal("a refused report left something")
			}
			return
		}
		again, err := Encode(r)
		if err != nil {
			t.Fatalf("accepted what cannot be encoded: %v", err)
		}
		if back, err := Decode(again); err != nil || back != r {
			t.Fatalf("not the same after encoding: %v", err)
		}
	})
}
