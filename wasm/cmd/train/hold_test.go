package main

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestEveryTextIsHeldOutOnceAndWithThoseThatBeginAlike(t *testing.T) {
	const of = 5
	for i := range 200 {
		text := fmt.Sprintf("Gestern traf Henrike Oldigs in Hinterzarnow den Bürgermeister %c%c", 'a'+i%26, 'a'+i/26)
		if i%2 == 0 {
			text = fmt.Sprintf("%c%c traf Henrike", 'a'+i%26, 'a'+i/26)
		}
		held := 0
		for part := range of {
			h := hold{part, of, 1}
			if h.out(text) {
				held++
			}
			if long := "Gestern traf HENRIKE Oldigs in Hinterzarnow, den Bürger"; i%2 == 1 && h.out(text) != h.out(long) {
				t.Errorf("%q and %q are not together", text, long)
			}
		}
		if held != 1 {
			t.Errorf("%q is held out %d times", text, held)
		}
	}
}

func TestHoldReadsParts(t *testing.T) {
	for s, want := range map[string]hold{"0/5": {0, 5, 0}, "4/5/7": {4, 5, 7}} {
		var h hold
		if err := h.Set(s); err != nil || h != want {
			t.Errorf("%s: %v, %v", s, h, err)
		}
	}
	for _, s := range []string{"", "5", "5/5", "-1/5", "0/1"} {
		if new(hold).Set(s) == nil {
			t.Errorf("%q is taken", s)
		}
	}
}

func TestAModelWithoutAllTextsIsNotWritten(t *testing.T) {
	dir := data(t)
	for _, name := range measured {
		copyFile(t, filepath.Join(dir, "train/btc.jsonl.gz"), filepath.Join(dir, "dev", name+".jsonl.gz"))
	}
	o := quick(dir, filepath.Join(t.TempDir(), "names.model"))
	o.hold = hold{0, 2, 3} // one of the two texts
	var report strings.Builder
	if err := build(o, &report); err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(report.String(), "held btc") || !strings.Contains(report.String(), "dev germeval14") {
		t.Errorf("says %q", &report)
	}
	if _, err := os.Stat(o.out); err == nil {
		t.Error("wrote a model")
	}
}

func copyFile(t *testing.T, from, to string) {
	t.Helper()
	body, err := os.ReadFile(from)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.MkdirAll(filepath.Dir(to), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(to, body, 0o644); err != nil {
		t.Fatal(err)
	}
}
