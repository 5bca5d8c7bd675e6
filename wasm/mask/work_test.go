package mask

import (
	"bytes"
	"fmt"
	"testing"

	"deckname/wasm/detect"
)

// masked is what masking a text of n lines costs.
func masked(t *testing.T, text []byte, found []detect.Finding) (total, largest int) {
	t.Helper()
	var table Table
	table.OnWork(func(bytes int) { total, largest = total+bytes, max(largest, bytes) })
	edits := table.Mask(nil, text, found, labels)
	stored := table.Append(nil)
	if err := table.Load(stored); err != nil {
		t.Fatal(err)
	}
	masked := apply(text, edits, table.AppendText)
	table.Unmask(nil, []byte(masked))
	return total, largest
}

// TestWorkIsLinearAndReported: twice the text is at most a little more than twice
// the work, and no piece of work is larger than what takes a fraction of a
// millisecond, whatever the text.
func TestWorkIsLinearAndReported(t *testing.T) {
	for name, line := range map[string]func(i int) string{
		"addresses": func(i int) string {
			return fmt.Sprintf("Zeile ⟦EMAIL:person%d@firma%d.example⟧ und mehr;\n", i, i%97)
		},
		"one name, many times": func(i int) string { return "⟦PERSON:Eva Kurz⟧ und Eva Kurz und Eva Kurzweil\n" },
		"names that share": func(i int) string {
			return fmt.Sprintf("⟦PERSON:Eva %s⟧ Eva Eva Eva\n", bytes.Repeat([]byte("x"), i%60+1))
		},
		"secrets":                func(i int) string { return fmt.Sprintf("⟦PASSWORD:geheim%dx⟧ ", i) },
		"placeholders":           func(i int) string { return fmt.Sprintf("[EMAIL_%d] ⟦EMAIL:a%d@b.example⟧ ", i+1, i) },
		"one word":               func(i int) string { return "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx" },
		"almost placeholders":    func(i int) string { return "[P[PERSON_[PHONE_ TAX_ID TAX PERSON PHONE_0 " },
		"words that begin alike": func(i int) string { return fmt.Sprintf("⟦PERSON:Eva-%d⟧ Eva-x Eva- ", i) },
	} {
		of := func(lines int) (total, largest int) {
			var b bytes.Buffer
			b.WriteString("⟦PERSON:Eva Kurzmann⟧ ")
			for i := range lines {
				b.WriteString(line(i))
			}
			text, found := finds(t, b.String())
			return masked(t, text, found)
		}
		once, _ := of(6000)
		twice, largest := of(12000)
		if twice > 5*once/2 {
			t.Errorf("%s: %d units of work, %d for twice the text", name, once, twice)
		}
		if largest > 4*perBatch {
			t.Errorf("%s: %d units of work at a stretch", name, largest)
		}
	}
}
