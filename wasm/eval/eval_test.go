package eval_test

import (
	"strings"
	"testing"

	"deckname/wasm/eval"
)

// document reads ⟦LABEL:value⟧ marks.
func document(t *testing.T, marked string) (*eval.Document, []eval.Span) {
	t.Helper()
	d := &eval.Document{ID: "x"}
	var spans []eval.Span
	for {
		before, rest, found := strings.Cut(marked, "⟦")
		d.Text += before
		if !found {
			return d, spans
		}
		inner, after, _ := strings.Cut(rest, "⟧")
		label, value, _ := strings.Cut(inner, ":")
		spans = append(spans, eval.Span{Start: len(d.Text), End: len(d.Text) + len(value), Label: label, Kind: label})
		d.Text += value
		marked = after
	}
}

func TestMetric(t *testing.T) {
	type row struct{ gold, found, predicted, right int }
	for _, c := range []struct {
		name, gold, predicted string
		class                 string
		want                  row
	}{
		{"exact", "⟦PERSON:Anna⟧ x", "⟦PERSON:Anna⟧ x", "PERSON", row{1, 1, 1, 1}},
		{"half of the bytes suffices", "⟦PERSON:Anna Bell⟧", "⟦PERSON:Anna ⟧Bell", "PERSON", row{1, 1, 1, 1}},
		{"less than half does not", "⟦PERSON:Anna Bella⟧", "⟦PERSON:Anna⟧ Bella", "PERSON", row{1, 0, 1, 1}},
		{"a prediction that is mostly outside is wrong", "⟦PERSON:Anna⟧ geht heim", "⟦PERSON:Anna geht heim⟧", "PERSON", row{1, 1, 1, 0}},
		{"another class", "⟦PERSON:Anna⟧", "⟦EMAIL:Anna⟧", "PERSON", row{1, 0, 0, 0}},
		{"any does not ask for the class", "⟦PERSON:Anna⟧", "⟦EMAIL:Anna⟧", "any", row{1, 1, 1, 1}},
		{"a place in an address is an address", "in ⟦ADDRESS:Weg 1, Ulm⟧", "in ⟦LOCATION:Weg 1, Ulm⟧", "ADDRESS", row{1, 1, 0, 0}},
		{"a date finds a birth date", "⟦DOB:1.1.80⟧", "⟦DATE:1.1.80⟧", "DOB", row{1, 1, 0, 0}},
		{"what the policy does not mask is not scored", "⟦LOCATION:Ulm⟧ ⟦DATE:1.1.24⟧ ⟦ORG:AG⟧", "Ulm 1.1.24 AG", "any", row{0, 0, 0, 0}},
		{"an address where only a place is, is not scored", "⟦LOCATION:Ulm⟧", "⟦ADDRESS:Ulm⟧", "any", row{0, 0, 0, 0}},
		{"labels that are kept for the record", "⟦X-deriv:deutsche⟧", "deutsche", "any", row{0, 0, 0, 0}},
	} {
		d, gold := document(t, c.gold)
		d.Spans = gold
		_, predicted := document(t, c.predicted)
		r := eval.NewResult()
		r.Add(d, predicted)
		var got row
		if x := r.Rows[c.class]; x != nil {
			got = row{x.Gold, x.Found, x.Predicted, x.Right}
		}
		if got != c.want {
			t.Errorf("%s: got %v, want %v", c.name, got, c.want)
		}
	}
}

func TestNearMissesAndLeaks(t *testing.T) {
	d, spans := document(t, "⟦PERSON:Anna⟧ ⟦order:4711⟧ ⟦order:4712⟧")
	d.Spans, d.Neg = spans[:1], spans[1:]
	r := eval.NewResult()
	faults := r.Add(d, []eval.Span{{Start: 2, End: 4, Label: "PERSON"}, {Start: spans[1].Start, End: spans[1].End, Label: "ID"}})
	if n := r.Misses["order"]; n.Gold != 2 || n.Found != 1 {
		t.Errorf("near-misses %+v", n)
	}
	if r.GoldBytes != 4 || r.Leaked != 2 {
		t.Errorf("leaked %d of %d bytes", r.Leaked, r.GoldBytes)
	}
	if r.LeakedBytes() != 50 || r.LeakRate() != 0 || r.NearMissRate() != 50 {
		t.Errorf("leak rate %v, bytes %v, near-misses %v", r.LeakRate(), r.LeakedBytes(), r.NearMissRate())
	}
	if len(faults) != 1 || faults[0].Missed || faults[0].Span.Label != "ID" {
		t.Errorf("faults %+v", faults)
	}
}

func TestF1(t *testing.T) {
	c := eval.Count{Gold: 10, Found: 5, Predicted: 5, Right: 4}
	if c.Recall() != 50 || c.Precision() != 80 || c.F1() < 61.5 || c.F1() > 61.6 {
		t.Errorf("R %v P %v F1 %v", c.Recall(), c.Precision(), c.F1())
	}
	if f2 := c.F2(); f2 < 54 || f2 > 54.1 {
		t.Errorf("F2 %v", f2)
	}
	if (eval.Count{}).F1() != 0 || (eval.Count{}).F2() != 0 {
		t.Error("nothing gives a figure")
	}
}

// TestIdentifiersAreCountedByKind, for recall.
func TestIdentifiersAreCountedByKind(t *testing.T) {
	d := eval.Document{Text: "A1 B2 C3", Spans: []eval.Span{
		{Start: 0, End: 2, Label: "ID", Orig: "kvnr"}, {Start: 3, End: 5, Label: "ID", Orig: "kvnr"}, {Start: 6, End: 8, Label: "PHONE", Orig: "PHONE"},
	}}
	r := eval.NewResult()
	r.Add(&d, []eval.Span{{Start: 0, End: 2, Label: "ID"}, {Start: 6, End: 8, Label: "PHONE"}})
	if c := r.Kinds["kvnr"]; len(r.Kinds) != 1 || c == nil || c.Gold != 2 || c.Found != 1 {
		t.Errorf("got %v", r.Kinds)
	}
}
