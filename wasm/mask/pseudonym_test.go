package mask

import (
	"bytes"
	"regexp"
	"strings"
	"testing"
)

func speaking() *Table {
	t := &Table{}
	t.Speak(true)
	return t
}

// A conversation in which every step sees what the steps before it took.
func TestPseudonyms(t *testing.T) {
	table := speaking()
	first := maskText(t, table, "Bitte schreibe an Frau ⟦PERSON:Henrike Vollbrecht⟧ und Herrn ⟦PERSON:Vollbrecht⟧.")
	m := regexp.MustCompile(`^Bitte schreibe an Frau (\S+) (\S+) und Herrn (\S+)\.$`).FindStringSubmatch(first)
	if m == nil || m[2] != m[3] {
		t.Fatalf("got %q", first)
	}
	name, surname := m[1]+" "+m[2], m[2]
	if !has(languages[0].firsts[female], []byte(m[1])) {
		t.Errorf("%s is no German woman's name of the list", m[1])
	}
	for _, step := range []struct{ name, marked, want string }{
		{"the same person again", "⟦PERSON:HENRIKE VOLLBRECHT⟧", name},
		{"a value of the table where no rule fires", "die Akte von Henrike Vollbrecht", "die Akte von " + name},
		{"the genitive of a name of the table", "⟦PERSON:Henrike Vollbrechts⟧ Akte", name + "s Akte"},
		{"a pseudonym stays", "An " + name, "An " + name},
		{"and is no finding", "An ⟦PERSON:" + name + "⟧", "An " + name},
		{"nor hides the name beside it", "⟦PERSON:" + name + " Henrike Vollbrecht⟧", name + " " + name},
		{"a class without a reserved range keeps its label", "⟦IBAN:DE89 3704 0044 0532 0130 00⟧", "[IBAN_1]"},
		{"a German number", "⟦PHONE:0171 3920042⟧", "030 23125002"},
		{"a British number", "⟦PHONE:+44 20 7946 0000⟧", "+44 7700 900003"},
		{"a machine", "⟦IP:10.1.2.3⟧", "192.0.2.5"},
		{"an address for mail", "⟦EMAIL:h.v@firma.example⟧", ""},
	} {
		got := maskText(t, table, step.marked)
		if step.want == "" && !strings.HasSuffix(got, "@example.org") || step.want != "" && got != step.want {
			t.Errorf("%s: got %q, want %q", step.name, got, step.want)
		}
	}
	for _, step := range []struct{ name, text, want string }{
		{"genitive", name + "s Antrag", "Henrike Vollbrechts Antrag"},
		{"English genitive", name + "'s request", "Henrike Vollbrecht's request"},
		{"last name alone", "Sehr geehrte Frau " + surname + ",", "Sehr geehrte Frau Vollbrecht,"},
		{"first name alone", "Liebe " + m[1] + "!", "Liebe Henrike!"},
		{"compound", "die " + surname + "-Akte", "die Vollbrecht-Akte"},
		{"plural", "die " + surname + "s", "die Vollbrechts"},
		{"adjective", "der " + surname + "sche Antrag", "der Vollbrechtsche Antrag"},
		{"capitals", strings.ToUpper(surname), "Vollbrecht"},
		{"declined title", "mit Herrn Dr. " + surname, "mit Herrn Dr. Vollbrecht"},
		{"part of another word", surname + "er", surname + "er"},
		{"number", "Ruf 030 23125002 an", "Ruf 0171 3920042 an"},
		{"a longer number", "030 231250021", "030 231250021"},
		{"label", "[PERSON_1]", "Henrike Vollbrecht"},
	} {
		if got := unmaskText(table, step.text); got != step.want {
			t.Errorf("%s: got %q, want %q", step.name, got, step.want)
		}
	}
}

func TestSibilantOriginal(t *testing.T) {
	table := speaking()
	alias := maskText(t, table, "⟦PERSON:Fuchs⟧")
	if got := unmaskText(table, alias+"s Akte"); got != "Fuchs’ Akte" {
		t.Errorf("got %q", got)
	}
}

func TestPseudonymsInEnglish(t *testing.T) {
	table := speaking()
	got := maskText(t, table, "Please write to Mr ⟦PERSON:Peter Sample⟧ and to Mrs ⟦PERSON:Ann Sample⟧ for the board.")
	m := regexp.MustCompile(`^Please write to Mr (\S+) (\S+) and to Mrs (\S+) (\S+) for the board\.$`).FindStringSubmatch(got)
	if m == nil || m[2] != m[4] || m[1] == m[3] {
		t.Fatalf("got %q", got)
	}
	if !has(languages[1].firsts[male], []byte(m[1])) || !has(languages[1].firsts[female], []byte(m[3])) {
		t.Errorf("got %q", got)
	}
}

func TestPseudonymIsNewToTheText(t *testing.T) {
	taken := languages[0].lasts[0]
	got := maskText(t, speaking(), "Frau "+taken+" kennt ⟦PERSON:Meier⟧")
	if strings.Count(got, taken) != 1 {
		t.Errorf("got %q", got)
	}
}

// An invented name that was given by a table which is gone belongs to somebody else.
func TestPseudonymIsNewToTheConversation(t *testing.T) {
	for _, marked := range []string{
		"An Frau ⟦PERSON:Henrike Vollbrecht⟧", "⟦PERSON:Vollbrecht⟧", "⟦PHONE:0171 3920042⟧", "⟦EMAIL:h.v@firma.example⟧", "⟦IP:10.1.2.3⟧", "⟦IP:fe80::1⟧",
	} {
		lost, table := speaking(), speaking()
		said := maskText(t, lost, marked)
		table.Reserve([]byte("Gern: "+strings.ToUpper(said)+"s Akte."), labels)
		other := strings.NewReplacer("Henrike", "Annika", "Vollbrecht", "Lindqvist", "0171", "0172", "h.v@", "a.l@", "10.1", "10.2", "::1", "::2").Replace(marked)
		got := maskText(t, table, other)
		for _, word := range strings.FieldsFunc(said, func(r rune) bool { return r == ' ' }) {
			if len(word) > 5 && word != "23125" && strings.Contains(got, word) {
				t.Errorf("%q after %q", got, said)
			}
		}
		if got == said || unmaskText(table, said) != said {
			t.Errorf("%q after %q", got, said)
		}
		table.Clear()
		if again := maskText(t, table, other); again != said {
			t.Errorf("after Clear: got %q, want %q", again, said)
		}
	}
}

func TestManyPeopleHaveDifferentPseudonyms(t *testing.T) {
	table := speaking()
	seen := map[string]bool{}
	for i := range 300 {
		original := "Anna M" + strings.Repeat("i", 1+i%25) + strings.Repeat("e", 1+i/25) + "r"
		alias := maskText(t, table, "Frau ⟦PERSON:"+original+"⟧")
		if seen[alias] {
			t.Fatalf("%q twice", alias)
		}
		seen[alias] = true
		if got := unmaskText(table, alias); got != "Frau "+original {
			t.Fatalf("%q became %q, not %q", alias, got, original)
		}
	}
}

func TestSpeakingTableIsStored(t *testing.T) {
	table := speaking()
	text := maskText(t, table, "Frau ⟦PERSON:Henrike Vollbrecht⟧, ⟦PHONE:0171 3920042⟧, ⟦IBAN:DE89 3704 0044 0532 0130 00⟧")
	var again Table
	if err := again.Load(table.Append(nil)); err != nil {
		t.Fatal(err)
	}
	if got := unmaskText(&again, text); got != "Frau Henrike Vollbrecht, 0171 3920042, DE89 3704 0044 0532 0130 00" {
		t.Errorf("got %q", got)
	}
	if a, b := table.Append(nil), again.Append(nil); !bytes.Equal(a, b) {
		t.Error("stored, read and stored again is not the same")
	}
	stored := table.Append(nil)
	for n := range stored {
		if again.Load(stored[:n]) == nil && n > 0 {
			t.Fatalf("%d of %d bytes were taken for a table", n, len(stored))
		}
	}
}

// Tables of version 1 are read, and written where nothing speaks.
func TestPlainTableStaysVersionOne(t *testing.T) {
	var table Table
	maskText(t, &table, "⟦PERSON:Eva Kurz⟧")
	stored := table.Append(nil)
	if stored[1] != plainVersion {
		t.Fatalf("version %d", stored[1])
	}
	again := speaking()
	if err := again.Load(stored); err != nil {
		t.Fatal(err)
	}
	if got := maskText(t, again, "⟦PERSON:Eva Kurz⟧ und ⟦PERSON:Max Meier⟧"); !strings.HasPrefix(got, "[PERSON_1] und ") || strings.Contains(got, "PERSON_2") {
		t.Errorf("got %q", got)
	}
}

func TestInventedNames(t *testing.T) {
	seen := map[string]bool{}
	for _, l := range languages {
		for _, list := range append(l.firsts[:], l.lasts) {
			for _, name := range list {
				if seen[strings.ToLower(name)] {
					t.Errorf("%s stands twice", name)
				}
				seen[strings.ToLower(name)] = true
				if endsInSibilant([]byte(name)) || strings.ContainsAny(name, " -") {
					t.Errorf("%s: its genitive or its end would not be plain", name)
				}
			}
		}
	}
}
