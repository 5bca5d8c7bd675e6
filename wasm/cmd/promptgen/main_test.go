package main

import (
	"bufio"
	"bytes"
	"encoding/json"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"deckname/wasm/eval"
)

func TestWritesOneRecordALine(t *testing.T) {
	var out bytes.Buffer
	if err := run(&out, "de", 40, 7, ""); err != nil {
		t.Fatal(err)
	}
	n := 0
	for lines := bufio.NewScanner(&out); lines.Scan(); n++ {
		var d eval.Document // what reads these files
		if err := json.Unmarshal(lines.Bytes(), &d); err != nil {
			t.Fatal(err)
		}
		if d.ID == "" || d.Lang != "de" || d.Text == "" || len(d.Spans)+len(d.Neg) == 0 {
			t.Errorf("record %d is incomplete: %s", n, d.ID)
		}
		var raw map[string]json.RawMessage
		if err := json.Unmarshal(lines.Bytes(), &raw); err != nil {
			t.Fatal(err)
		}
		var keys []string
		for k := range raw {
			keys = append(keys, k)
		}
		slices.Sort(keys)
		if got := strings.Join(keys, " "); got != "id lang neg spans text" {
			t.Errorf("keys %q", got)
		}
	}
	if n != 40 {
		t.Errorf("%d records, want 40", n)
	}
}

func TestSameArgumentsSameBytes(t *testing.T) {
	var a, b bytes.Buffer
	if err := run(&a, "en", 60, 3, ""); err != nil {
		t.Fatal(err)
	}
	// A folder that is not there is the same as none.
	if err := run(&b, "en", 60, 3, filepath.Join(t.TempDir(), "missing")); err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(a.Bytes(), b.Bytes()) {
		t.Error("two runs differ")
	}
}

func TestUnknownLanguageIsAnError(t *testing.T) {
	if err := run(&bytes.Buffer{}, "fr", 1, 1, ""); err == nil {
		t.Error("no error")
	}
}
