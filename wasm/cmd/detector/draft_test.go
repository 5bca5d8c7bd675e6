package main

import (
	"slices"
	"testing"
)

// shown applies what open or edit left in out to the triples before, as a caller
// does: by is how far the text behind the edit has moved.
func shown(before, out []uint32, by int) []uint32 {
	first, removed, added := 3*out[0], 3*out[1], 3*out[2]
	after := append(slices.Clone(before[:first]), out[3:3+added]...)
	for i, v := range before[first+removed:] {
		if i%3 == 0 {
			v = uint32(int(v) + by)
		}
		after = append(after, v)
	}
	return after
}

func TestEditsLeaveWhatAScanFinds(t *testing.T) {
	e, whole := loaded(t), loaded(t)
	text := []rune("🙂 V-1234 und é P-5678\u00ad, V-0000")
	if c := e.open([]byte(string(text)), true); c != ok {
		t.Fatalf("open: code %d", c)
	}
	got := shown(nil, e.out, 0)
	for _, edit := range []struct {
		start, removed uint32 // in units
		by             string
		want           string
	}{
		{3, 0, "", "🙂 V-1234 und é P-5678\u00ad, V-0000"},
		{0, 2, "👩‍👩‍👧!", "👩‍👩‍👧! V-1234 und é P-5678\u00ad, V-0000"},
		{9, 8, "", "👩‍👩‍👧!und é P-5678\u00ad, V-0000"},
		{9, 0, " V-1111 ", "👩‍👩‍👧! V-1111 und é P-5678\u00ad, V-0000"},
		{38, 0, "9", "👩‍👩‍👧! V-1111 und é P-5678\u00ad, V-00009"},
		{0, 39, "", ""},
	} {
		if c := e.edit(edit.start, edit.removed, []byte(edit.by)); c != ok {
			t.Fatalf("%q: code %d", edit.want, c)
		}
		if string(e.draft.Text()) != edit.want {
			t.Fatalf("text %q, want %q", e.draft.Text(), edit.want)
		}
		got = shown(got, e.out, utf16Len(edit.by)-int(edit.removed))
		whole.scan([]byte(edit.want), true)
		if !slices.Equal(got, whole.out) {
			t.Errorf("%q: %v, want %v", edit.want, got, whole.out)
		}
	}
}

func utf16Len(s string) (n int) {
	for _, r := range s {
		n++
		if r > 0xFFFF {
			n++
		}
	}
	return n
}

func TestEditsOutsideOfTheTextAreRefused(t *testing.T) {
	e := loaded(t)
	if c := e.edit(0, 0, nil); c != noDraft {
		t.Errorf("without a text: code %d", c)
	}
	if c := e.open([]byte("🙂 V-1234"), true); c != ok {
		t.Fatalf("open: code %d", c)
	}
	for _, at := range [][2]uint32{{10, 0}, {0, 10}, {1, 0}, {0, 1}, {1 << 31, 1 << 31}, {1<<32 - 1, 2}} {
		if c := e.edit(at[0], at[1], []byte("x")); c != noDraft {
			t.Errorf("%v: code %d", at, c)
		}
	}
	if string(e.draft.Text()) != "🙂 V-1234" {
		t.Errorf("a refused edit leaves %q", e.draft.Text())
	}
	e.close()
	if c := e.edit(0, 0, nil); c != noDraft {
		t.Errorf("after close: code %d", c)
	}
}

// A text under edit outlives what is done with other texts, in steps too, but no
// new rules.
func TestTextUnderEditStays(t *testing.T) {
	e := loaded(t)
	text := long(3000)
	if c := e.open(text, true); c != ok {
		t.Fatalf("open: code %d", c)
	}
	e.setTable(nil)
	e.mask([]byte("V-4321"), everyClass)
	e.forget()
	out, _, _ := run(t, e, opScan, long(2000))
	e.scan(text, true)
	if c := e.edit(0, 0, []byte("V-9999 ")); c != ok || e.out[2] != 1 || len(out) == 0 {
		t.Errorf("code %d, %v", c, e.out)
	}
	e.open(text, true)
	if c := e.learn(nil); c != ok {
		t.Fatalf("learn: code %d", c)
	}
	if c := e.edit(0, 0, nil); c != noDraft {
		t.Errorf("after another model: code %d", c)
	}
}
