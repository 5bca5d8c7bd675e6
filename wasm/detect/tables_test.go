package detect

import "testing"

func TestGapsPartColumns(t *testing.T) {
	for line, want := range map[string]int{
		"":                      0,
		"Kennzeichen  Fahrer":   1,
		"Nr   Kunde   Betrag":   2,
		"  Nr   Kunde":          1,
		"one. Two  three  four": 2,
		"Kunde  ":               1,
		"no gap here":           0,
	} {
		if got := gaps([]byte(line)); got != want {
			t.Errorf("%q: %d gaps, want %d", line, got, want)
		}
	}
}

func TestParenthesis(t *testing.T) {
	for line, want := range map[string]string{
		"insert into t (a, b) values": "a, b",
		"insert into t (a, b":         "a, b",
		"insert into t":               "",
		"()":                          "",
	} {
		if s, e := parenthesis([]byte(line), 0); line[s:e] != want {
			t.Errorf("%q: %q, want %q", line, line[s:e], want)
		}
	}
}

func TestFoldPrefix(t *testing.T) {
	for line, want := range map[string]bool{"  INSERT INTO t": true, "insert into": true, "insert": false, "": false, "Inserts into": false} {
		if foldPrefix([]byte(line), "insert into") != want {
			t.Errorf("%q: not %v", line, want)
		}
	}
}

func TestPair(t *testing.T) {
	for line, want := range map[string]bool{
		"Name,Geburtsdatum":             true,
		"Kundennummer;Betrag":           true,
		"Telefon\tName":                 true,
		"date of birth|name":            true,
		"Name, Geburtsdatum":            false,
		"Kundennummer;":                 false,
		";Kundennummer":                 false,
		"Kundennummer: 4711;Betrag":     false,
		"Bitte nennen Sie mir die;Zahl": false,
		"f(name,x)":                     false,
		"":                              false,
	} {
		sep := byte(',')
		for _, b := range []byte(line) {
			if columnSign[b] > 0 {
				sep = b
			}
		}
		if isPair([]byte(line), sep) != want {
			t.Errorf("%q: not %v", line, want)
		}
	}
}
