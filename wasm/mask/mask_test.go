package mask

import (
	"bytes"
	"slices"
	"strings"
	"testing"

	"deckname/wasm/detect"
	"deckname/wasm/rule"
)

// rules give the labels of these tests.
var rules = []rule.Rule{
	{Label: "ADDRESS", Class: rule.Address},
	{Label: "EMAIL", Class: rule.Email},
	{Label: "IBAN", Class: rule.IBAN},
	{Label: "IP", Class: rule.IP},
	{Label: "PASSWORD", Class: rule.Secret, Secret: true},
	{Label: "PERSON", Class: rule.Person},
	{Label: "PHONE", Class: rule.Phone},
	{Label: "TAX_ID", Class: rule.ID},
}

var labels = LabelsOf(rules)

// finds reads ⟦LABEL:value⟧ marks and returns the text without them.
func finds(t testing.TB, marked string) ([]byte, []detect.Finding) {
	t.Helper()
	var text []byte
	var out []detect.Finding
	for {
		before, rest, marked1 := strings.Cut(marked, "⟦")
		text = append(text, before...)
		if !marked1 {
			return text, out
		}
		inner, after, ok := strings.Cut(rest, "⟧")
		label, value, ok2 := strings.Cut(inner, ":")
		r := slices.IndexFunc(rules, func(r rule.Rule) bool { return r.Label == label })
		if !ok || !ok2 || r < 0 {
			t.Fatalf("bad mark in %q", marked)
		}
		start := len(text)
		text = append(text, value...)
		out = append(out, detect.Finding{Start: start, End: len(text), Rule: r})
		marked = after
	}
}

func apply(text []byte, edits []Edit, write func([]byte, *Edit) []byte) string {
	var out []byte
	done := 0
	for i := range edits {
		out = write(append(out, text[done:edits[i].Start]...), &edits[i])
		done = edits[i].End
	}
	return string(append(out, text[done:]...))
}

func maskText(t testing.TB, table *Table, marked string) string {
	text, f := finds(t, marked)
	return apply(text, table.Mask(nil, text, f, labels), table.AppendText)
}

func unmaskText(table *Table, text string) string {
	return apply([]byte(text), table.Unmask(nil, []byte(text)), table.AppendOriginal)
}

func TestMaskWithinOneConversation(t *testing.T) {
	var table Table
	for _, step := range []struct{ name, marked, want string }{
		{"numbers per label", "⟦PERSON:Max Meier⟧ und ⟦PERSON:Eva Kurz⟧, ⟦IBAN:DE89 3704 0044 0532 0130 00⟧", "[PERSON_1] und [PERSON_2], [IBAN_1]"},
		{"the same original again", "Für ⟦PERSON:Eva Kurz⟧", "Für [PERSON_2]"},
		{"another case", "AN ⟦PERSON:MAX MEIER⟧", "AN [PERSON_1]"},
		{"another spacing", "⟦PERSON:Max  Meier⟧ ⟦IBAN:DE89370400440532013000⟧", "[PERSON_1] [IBAN_1]"},
		{"punctuation in phone numbers", "⟦PHONE:+49 (30) 1234-567⟧ ⟦PHONE:+49 30 1234567⟧", "[PHONE_1] [PHONE_1]"},
		{"dots tell machines apart", "⟦IP:1.11.1.1⟧ ⟦IP:11.1.1.1⟧", "[IP_1] [IP_2]"},
		{"a known value where no rule fires", "Ruf Eva Kurz an, nicht Eva Kurzweil", "Ruf [PERSON_2] an, nicht Eva Kurzweil"},
		{"a known value in the genitive", "Eva Kurzs Akte", "[PERSON_2]s Akte"},
		{"its genitive as a finding", "⟦PERSON:Eva Kurzs⟧ Akte", "[PERSON_2]s Akte"},
		{"own placeholders stay", "Schreib [PERSON_1] und [person 2] an", "Schreib [PERSON_1] und [person 2] an"},
		{"foreign placeholders are passed over", "[PERSON_3] ist nicht ⟦PERSON:Ida Alt⟧", "[PERSON_3] ist nicht [PERSON_4]"},
		{"a label with an underscore", "⟦TAX_ID:86 095 742 719⟧", "[TAX_ID_1]"},
		{"secrets share a number within a text", "⟦PASSWORD:hallo1⟧ ⟦PASSWORD:hallo1⟧ ⟦PASSWORD:anders2⟧", "[PASSWORD_1] [PASSWORD_1] [PASSWORD_2]"},
		{"and get a new one in the next", "⟦PASSWORD:hallo1⟧", "[PASSWORD_3]"},
		{"nothing to do", "", ""},
	} {
		if got := maskText(t, &table, step.marked); got != step.want {
			t.Errorf("%s: got %q, want %q", step.name, got, step.want)
		}
	}
}

func TestLiteralPlaceholderIsNeverRestored(t *testing.T) {
	var table Table
	if got := maskText(t, &table, "Was heißt [EMAIL_1]?"); got != "Was heißt [EMAIL_1]?" {
		t.Fatalf("got %q", got)
	}
	if got := maskText(t, &table, "⟦EMAIL:a@b.example⟧"); got != "[EMAIL_2]" {
		t.Fatalf("got %q", got)
	}
	if got := unmaskText(&table, "[EMAIL_1] [EMAIL_2]"); got != "[EMAIL_1] a@b.example" {
		t.Fatalf("got %q", got)
	}
}

// What was said before under another table keeps its placeholders: after a loss of the
// table, and beside a device that knows others.
func TestReservedPlaceholdersAreNeverGivenAgain(t *testing.T) {
	for _, step := range []struct{ name, before, said, marked, want string }{
		{"after a loss", "", "Gruß an [PERSON_1]", "⟦PERSON:Lindqvist⟧", "[PERSON_2]"},
		{"all below, although they are not seen", "", "… und [PERSON_7]s.", "⟦PERSON:Lindqvist⟧ ⟦IBAN:DE89⟧", "[PERSON_8] [IBAN_1]"},
		{"beside another device", "⟦PERSON:Petersilge⟧", "[PERSON_1], [PERSON_2]", "⟦PERSON:Lindqvist⟧ ⟦PERSON:Petersilge⟧", "[PERSON_3] [PERSON_1]"},
		{"as a model writes it", "", "PERSON 1 und person_3, Person 2", "⟦PERSON:Lindqvist⟧ ⟦PERSON:Petersilge⟧", "[PERSON_2] [PERSON_4]"},
		{"what no table gives", "", "[PERSON_999999999] [PERSON_100000] PERSON 4000", "⟦PERSON:Lindqvist⟧", "[PERSON_1]"},
		{"of secrets, too", "", "[PASSWORD_1]", "⟦PASSWORD:geheim⟧", "[PASSWORD_2]"},
		{"nothing", "", "Guten Tag", "⟦PERSON:Lindqvist⟧", "[PERSON_1]"},
	} {
		table := &Table{}
		maskText(t, table, step.before)
		table.Reserve([]byte(step.said), labels)
		var again Table
		if err := again.Load(table.Append(nil)); err != nil {
			t.Fatal(err)
		}
		for _, table := range []*Table{table, &again} {
			if got := maskText(t, table, step.marked); got != step.want {
				t.Errorf("%s: got %q, want %q", step.name, got, step.want)
			}
			if step.before == "" && unmaskText(table, step.said) != step.said {
				t.Errorf("%s: %q became %q", step.name, step.said, unmaskText(table, step.said))
			}
		}
	}
}

func TestUnmaskTakesWhatModelsWrite(t *testing.T) {
	var table Table
	marked := "⟦PERSON:Max Meier⟧"
	for i := 2; i <= 11; i++ {
		marked += " ⟦PERSON:" + string(rune('A'+i)) + "lara Hans⟧"
	}
	maskText(t, &table, marked+" ⟦TAX_ID:86 095 742 719⟧ ⟦PASSWORD:hallo1⟧ ⟦ADDRESS:Am Markt 1⟧")
	for _, c := range []struct{ name, text, want string }{
		{"exact", "[PERSON_1] schreibt", "Max Meier schreibt"},
		{"lower case", "[person_1]", "Max Meier"},
		{"mixed case", "[Person_1]", "Max Meier"},
		{"space for underscore", "[PERSON 1]", "Max Meier"},
		{"hyphen for underscore", "[PERSON-1]", "Max Meier"},
		{"no-break space", "[PERSON\u00a01]", "Max Meier"},
		{"escaped underscore", `[PERSON\_1]`, "Max Meier"},
		{"a backslash of the user's own", `C:\[PERSON_1]`, `C:\Max Meier`},
		{"escaped brackets", `\[PERSON_1\]`, "Max Meier"},
		{"no brackets", "PERSON_1 schreibt", "Max Meier schreibt"},
		{"no closing bracket", "[PERSON_1 schreibt", "Max Meier schreibt"},
		{"no opening bracket", "PERSON_1] schreibt", "Max Meier schreibt"},
		{"spaces in the brackets", "[ PERSON_1 ]", "Max Meier"},
		{"capitals without brackets", "PERSON 1 schreibt", "Max Meier schreibt"},
		{"bold", "**[PERSON_1]**", "**Max Meier**"},
		{"genitive outside", "[PERSON_1]s Antrag", "Max Meiers Antrag"},
		{"genitive inside", "[PERSON_1s] Antrag", "Max Meiers Antrag"},
		{"genitive without brackets", "PERSON_1s Antrag", "Max Meiers Antrag"},
		{"genitive of a name in s", "[PERSON_2]s Antrag", "Clara Hans’ Antrag"},
		{"English genitive", "[PERSON_1]'s request", "Max Meier's request"},
		{"the longer number", "[PERSON_11] [PERSON_1]", "Llara Hans Max Meier"},
		{"a label with spaces", "[Tax ID 1]", "86 095 742 719"},
		{"a label run together", "[TAXID_1]", "86 095 742 719"},
		{"two in a row", "[PERSON_1][PERSON_1]", "Max MeierMax Meier"},
		{"plain words stay", "Person 1 und address 1", "Person 1 und address 1"},
		{"unknown number", "[PERSON_12]", "[PERSON_12]"},
		{"number with a leading zero", "[PERSON_01]", "[PERSON_01]"},
		{"unknown label", "[HUMAN_1]", "[HUMAN_1]"},
		{"part of a word", "XPERSON_1 PERSON_1x", "XPERSON_1 PERSON_1x"},
		{"secrets stay", "[PASSWORD_1]", "[PASSWORD_1]"},
		{"cut off", "[PERSON_", "[PERSON_"},
	} {
		if got := unmaskText(&table, c.text); got != c.want {
			t.Errorf("%s: %q gives %q, want %q", c.name, c.text, got, c.want)
		}
	}
}

func TestSecretsAreNotStored(t *testing.T) {
	var table Table
	maskText(t, &table, "⟦PASSWORD:geheim77x⟧ ⟦PERSON:Max Meier⟧")
	stored := table.Append(nil)
	if bytes.Contains(stored, []byte("geheim77x")) {
		t.Fatal("the stored table holds a secret")
	}
	if !bytes.Contains(stored, []byte("Max Meier")) {
		t.Fatal("the stored table does not hold what it has to restore: this test would see nothing")
	}
}

func TestStoredTableGoesOn(t *testing.T) {
	var table Table
	maskText(t, &table, "[EMAIL_4] ⟦PERSON:Max Meier⟧ ⟦PASSWORD:x1⟧ ⟦EMAIL:a@b.example⟧")
	var again Table
	if err := again.Load(table.Append(nil)); err != nil {
		t.Fatal(err)
	}
	if got := maskText(t, &again, "⟦PERSON:MAX MEIER⟧ ⟦PERSON:Ida Alt⟧ ⟦PASSWORD:x1⟧ ⟦EMAIL:c@d.example⟧"); got != "[PERSON_1] [PERSON_2] [PASSWORD_2] [EMAIL_2]" {
		t.Fatalf("got %q", got)
	}
}

func TestDamagedTableIsRefused(t *testing.T) {
	var table Table
	maskText(t, &table, "⟦PERSON:Max Meier⟧ ⟦TAX_ID:86 095 742 719⟧")
	stored := table.Append(nil)
	if err := new(Table).Load(stored); err != nil {
		t.Fatal(err)
	}
	for n := 1; n < len(stored); n++ {
		if err := new(Table).Load(stored[:n]); err == nil {
			t.Errorf("the first %d of %d bytes were accepted", n, len(stored))
		}
	}
	for _, c := range []struct {
		name   string
		stored string
	}{
		{"trailing byte", string(stored) + "\x00"},
		{"other version", "T\x02" + string(stored[2:])},
		{"other file", "PK\x03\x04"},
		{"huge count", "T\x01\xff\xff\xff\xff\x0f"},
		{"count in a long form", "T\x01\x80\x00"},
		{"the same placeholder twice", "T\x01\x02\x01\x00\x01A\x01\x01\x00\x01A\x01"},
		{"number zero", "T\x01\x01\x01\x00\x01A\x00"},
		{"label with a digit", "T\x01\x01\x01\x00\x01\x31\x01"},
		{"unknown kind", "T\x01\x01\x09\x00\x01A\x01"},
	} {
		if err := new(Table).Load([]byte(c.stored)); err == nil {
			t.Errorf("%s: accepted", c.name)
		}
	}
}

// FuzzRoundTrip: what was masked comes back, byte for byte, whatever stands around it.
func FuzzRoundTrip(f *testing.F) {
	f.Add("Hallo ", "Max Meier", " und [PERSON_1] oder [person 2", uint8(3))
	f.Add("[", "PERSON_1", "]", uint8(0))
	f.Add("a", "DE89", "s", uint8(5))
	f.Fuzz(func(t *testing.T, before, value, after string, n uint8) {
		if value == "" || len(before)+len(value)+len(after) > 1<<12 {
			return // nothing to mask, or too long to be instructive
		}
		text := []byte(before + value + after)
		var table Table
		find := detect.Finding{Start: len(before), End: len(before) + len(value), Rule: int(n) % len(rules)}
		edits := table.Mask(nil, text, []detect.Finding{find}, labels)
		done := 0
		for _, e := range edits {
			if e.Start < done || e.End <= e.Start || e.End > len(text) {
				t.Fatalf("edits out of order: %v", edits)
			}
			done = e.End
		}
		masked := apply(text, edits, table.AppendText)
		if err := new(Table).Load(table.Append(nil)); err != nil && strings.ToValidUTF8(value, "") == value {
			t.Fatal("a table of our own cannot be read back")
		}
		restored := unmaskText(&table, masked)
		if !rules[find.Rule].Secret && len(table.Unmask(nil, text)) == 0 && !glued(before, after) && restored != string(text) {
			t.Fatalf("masked %q\nrestored %q\nwant %q", masked, restored, text)
		}
	})
}

// glued reports surroundings that become part of a placeholder's reading: a
// genitive, or a bracket that was opened before and is closed behind.
func glued(before, after string) bool {
	return strings.HasSuffix(before, "\\") || strings.HasPrefix(after, "s") || strings.HasPrefix(after, "'") || strings.HasPrefix(after, "’")
}
