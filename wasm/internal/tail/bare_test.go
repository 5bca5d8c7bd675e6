package tail

import "testing"

func TestBare(t *testing.T) {
	for _, c := range []struct{ text, marked, want string }{
		{"Frau Dr. Weber kommt", "Frau Dr. Weber", "Weber"},
		{"die Müller-Akte liegt", "Müller-Akte", "Müller"},
		{"Zi. 12 ist frei", "Zi", ""},
		{"Abb.3 zeigt", "Abb", ""},
		{"Ute. 12 Gäste", "Ute", ""}, // the price: a short name before a number
		{"Mit Ute. Danach", "Ute", "Ute"},
		{"Kunde", "Kunde", ""},
		{"| Surname | Forename |", "Surname", ""},
		{"bei der Volksbank Kamenz", "Volksbank Kamenz", ""},
		{"an der TH Kamenz", "TH Kamenz", ""},
		{"Hallo Chat, hilf", "Chat", ""},
		{"Curriculum Vitae", "Curriculum Vitae", ""},
		{"von Dr. Oetker", "Oetker", ""},
	} {
		at := 0
		for c.text[at:at+len(c.marked)] != c.marked {
			at++
		}
		s, e := Bare([]byte(c.text), at, at+len(c.marked))
		if got := c.text[s:e]; got != c.want {
			t.Errorf("%q in %q: got %q, want %q", c.marked, c.text, got, c.want)
		}
	}
}
