package tail

import (
	"strings"
	"testing"
	"unicode/utf8"
)

// cut splits a text at "|": the match of the pattern stands between the two.
func cut(t *testing.T, marked string) (text []byte, start, end int) {
	t.Helper()
	parts := strings.Split(marked, "|")
	if len(parts) != 3 {
		t.Fatalf("%q needs two |", marked)
	}
	return []byte(parts[0] + parts[1] + parts[2]), len(parts[0]), len(parts[0]) + len(parts[1])
}

func TestScanners(t *testing.T) {
	for _, c := range []struct{ name, text, want string }{
		{"email", "an jörg.müßig|@|bücher.example.", "jörg.müßig@bücher.example"},
		{"email", "x'a|@|b.de", "x'a@b.de"},
		{"email", "..a|@|b.png", ""},
		{"email", "a|@|b.c", ""},
		{"email", "a|@|xn--bcher-kva.xn--p1ai", "a@xn--bcher-kva.xn--p1ai"},
		{"email", strings.Repeat("a", 80) + "|@|b.de", strings.Repeat("a", 64) + "@b.de"},
		{"email-spoken", "lena punkt muster| (at) |firma punkt de an", "lena punkt muster (at) firma punkt de"},
		{"email-dot", "lena at firma| punkt de|", "lena at firma punkt de"},
		{"iban", "|DE89 37|04 0044 0532 0130 00 und", "DE89 3704 0044 0532 0130 00"},
		{"iban", "|DE89 37|04", ""},
		{"card", "|4556| 7375 8689 9855 12/28", "4556 7375 8689 9855"},
		{"card", "|4556| 7375 8689 9854", "4556 7375 8689 9854"},
		{"card", "|4556| 7375", ""},
		{"phone", "|+4|9 (0)30 1234567, mobil", "+49 (0)30 1234567"},
		{"phone", "|(+4|9) 351 1234567", "(+49) 351 1234567"},
		{"phone", "|+1|2 %", ""},
		{"phone-national", "|(03|51) 123 4567.", "(0351) 123 4567"},
		{"phone-national", "x |(08|9 218 00-457)", "089 218 00-457"},
		{"phone-national", "a-|06|69-4880", ""},
		{"phone-after", "|Cell| 840.712.669", ""},
		{"phone-after", "|Cell| 670 890 4164", "670 890 4164"},
		{"card", "AT20 |5029| 9296 5013 3636", ""},
		{"state-en", "Staff |ID 47151|", ""},
		{"street-de", "ab Köln |Platz 1|4", ""},
		{"phone-national", "|0 30| / 12 34 56 78", "0 30 / 12 34 56 78"},
		{"phone-national", "|030|  1234567", ""},
		{"value", "|Kundennummer| lautet KD 553 3202.", "KD 553 3202"},
		{"value", "|SV-Nummer|: 65 171201 O 287 und", "65 171201 O 287"},
		{"value", "|Kundennummer| fehlt 2024", ""},
		{"value", "|Nr| " + strings.Repeat("1", 40), ""},
		{"number", "|Police| KFZ 143 005 947: Urs", "KFZ 143 005 947"},
		{"number", "|Police| 100.000 EUR", ""},
		{"number", "|Police| 12.03.2024", ""},
		{"number-mixed", "|Schaden| 824-987189/20.", "824-987189/20"},
		{"number-mixed", "|Schaden| 2024/2025", ""},
		{"login", "|ssh |-p 22 haas43@db", "haas43"},
		{"login", "|ssh |root@db", ""},
		{"log-user", "|user=h|aas43, x", "haas43"},
		{"log-user", "|user=h|aas43@x.de", ""},
		{"password-clause", "Kennwort, |es| lautet hamster279 und", "hamster279"},
		{"password-clause", "Kennwort, |es| gilt hamster279", ""},
		{"password-told", "|WLAN| der Praxis: Tulpe#4471.", "Tulpe#4471"},
		{"password-told", "|WLAN| im Lager fehlt. Tulpe#4471", ""},
		{"password-before", "\"Tulpe#4471\"| ist mein| altes Passwort", "Tulpe#4471"},
		{"password-before", "Tulpe#4471| ist mein| altes Auto", ""},
		{"password-listed", "Logins:\nNAS  Tulp|e#|4471", "Tulpe#4471"},
		{"password-listed", "Logins:\n\n\nNAS  Tulp|e#|4471", ""},
		{"password-listed", "user;passwort\nida;Tulp|e#|4471", "Tulpe#4471"},
		{"password-listed", "user;passwort\nTulp|e#|4471;ida", ""},
		{"login-pair", "ida| / |Tulpe#4471;", "Tulpe#4471"},
		{"login-pair", "ida| / |Halle12", ""},
		{"code-after", "Tür|code| hinten: 4711#", "4711"},
		{"code-after", "Fehler|code| 4711", ""},
		{"street-de", "Feld|str. 4|, 3. OG links, 26122 Hude", "Feldstr. 4, 3. OG links, 26122 Hude"},
		{"place-de", "S6, 2, |68161 M|annheim", "S6, 2, 68161 Mannheim"},
		{"place-de", "Rechnung 4, |26122 P|ositionen", ""},
		{"place-lower", "am anger |4, 26122 o|ldenburg", "am anger 4, 26122 oldenburg"},
		{"place-abroad", "ul. Długa 14/6, |00-238 W|arszawa", "ul. Długa 14/6, 00-238 Warszawa"},
		{"address-lower", "flat 6, 120 beech ave, ipswich |ip4 4rj|", "flat 6, 120 beech ave, ipswich ip4 4rj"},
		{"place-en", "The Old Rectory\nBroadgate\nNorwich |NR6 9QL|", "The Old Rectory\nBroadgate\nNorwich NR6 9QL"},
		{"date", "|geboren| in Hamburg am 12. März 1980 und", "12. März 1980"},
		{"date", "|born| on the 12th of March 1980", "12th of March 1980"},
		{"date", "|geb.| Müller, Vertrag vom 3.4.2020", ""},
		{"age", "|Alter|: 47, ledig", "47"},
		{"age", "|Alter|: 470", ""},
		{"password", "|Passwort| für das WLAN lautet „Katze 7“", ""},
		{"password", "|Passwort| für das WLAN lautet Katze-7!", "Katze-7!"},
		{"password", "|password|\": \"a b\"", ""},
		{"password", "|Passwort| ist abgelaufen", ""},
		{"secret", "|API_KEY|_LIVE := \"abc12345\"", "abc12345"},
		{"secret", "|token| = get_token(user)", ""},
		{"token", "|ghp_|abcdefgh12345678)", "ghp_abcdefgh12345678"},
		{"jwt", "|eyJhbGciOiJI|UzI1NiJ9.eyJzdWIiOiIxMjMifQ.c2lnbmF0dXJl-_x.", "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjMifQ.c2lnbmF0dXJl-_x"},
		{"pem", "|-----BEGIN PRIVATE KEY|-----\nMII\n", "-----BEGIN PRIVATE KEY-----\nMII"},
		{"dsn", "pg|://|a:b c@d", ""},
		{"dsn", "pg|://|a:b@c@d/e", "b@c"},
		{"dsn", "pg|://|cafe1234:beef5678@d", "cafe1234:beef5678"},
		{"dsn", "pg|://|decade:beef5678@d", "beef5678"},
		{"pem", "|-----BEGIN PRIVATE KEY|-----\nkey\n-----END PRIVATE KEY-----", ""},
		{"url", "|https://|example.org/a_(b)). Und", "https://example.org/a_(b))"},
		{"url", "(|https://|example.org/a).", "https://example.org/a"},
		{"name", "|Herr| Dr. med. Karl-Heinz von der Au geht", "Karl-Heinz von der Au"},
		{"name", "|Frau| O'Connor-Reed, bitte", "O'Connor-Reed"},
		{"name", "|Frau| J. R. Ewing sagt", "J. R. Ewing"},
		{"name", "|Frau| Müller-Akte", "Müller"},
		{"name", "|Herr| der Ringe", ""},
		{"name", "|Dr.| Graf kommt", "Graf"},
		{"name", "|Herr| Graf Anton sagt", "Anton"},
		{"name", "|Herr| Müller2", ""},
		{"name-full", "|Kunde| Rechnung", ""},
		{"name-after", "|Hallo| Lena, wie", "Lena"},
		{"name-after", "|Hallo| Lena kommt", ""},
		{"name-lower", "|ich bin| max mustermann und", "max mustermann"},
		{"name-lower", "|ich bin| sehr müde und", ""},
		{"name-line", "|Grüße|\n\nDr. Anna Groß\nTel", "Anna Groß"},
		{"name-line", "|Grüße|\nIhr Team", ""},
		{"name-cell", "|Patient:| Groß, Andreas, geb.", "Groß, Andreas"},
		{"name-cell", "|Anwesend:| Mia, Tom, Ida", "Mia"},
		{"name-before", "cc Anna-Lena von Groß| <|a@b", "Anna-Lena von Groß"},
		{"name-before", "siehe unten| <|a@b", ""},
		{"name-item", "\n|1. |Mia Vogel; 12", "Mia Vogel"},
		{"street-de", "Alte Post|straße 1|2 c, 01067 Dresden.", "Alte Poststraße 12 c, 01067 Dresden"},
		{"street-de", "Arbeits|platz 3|", ""},
		{"street-de", "|Weg 3|", ""},
		{"place-de", "Am Markt 1, |5020 S|alzburg-Süd", "Am Markt 1, 5020 Salzburg-Süd"},
		{"place-de", "Gleis 7, |01067 D|resden", ""},
		{"address-de", "|wohnhaft| in der Auf der Heide 34", "Auf der Heide 34"},
		{"address-de", "|wohnt| in Berlin", ""},
		{"street-en", "Flat 3, 12 Mill |Road|, Leeds LS1 4DY.", "Flat 3, 12 Mill Road, Leeds LS1 4DY"},
		{"street-en", "on the |Way|", ""},
		{"postbox", "|Postfach 1|2 34, 01067 Dresden", "Postfach 12 34, 01067 Dresden"},
		{"profile", "|github.com/g|olang/go", ""},
		{"curl-user", "|curl |-s -u 'a:b1234' x", "b1234"},
		{"curl-user", "|curl |-u k3j4h5g6f7d8s9:b1234 x", "k3j4h5g6f7d8s9:b1234"},
		{"mrz", "L898902C36UTO|7408122F1204159|ZE184226B<<<<<10", "L898902C36UTO7408122F1204159ZE184226B<<<<<10"},
	} {
		fn, _, ok := Lookup(c.name)
		if !ok {
			t.Errorf("no scanner %q", c.name)
			continue
		}
		text, start, end := cut(t, c.text)
		s, e, ok := fn(text, start, end)
		got := ""
		if ok {
			got = string(text[s:e])
		}
		if got != c.want {
			t.Errorf("%s: %q gives %q, want %q", c.name, c.text, got, c.want)
		}
	}
}

func TestNextInRow(t *testing.T) {
	for _, c := range []struct{ before, text, want string }{
		{"Tom Fuchs", ", Mia Vogel und", "Mia Vogel"}, {"Weber", " und Frau Dr. Mia Vogel", "Mia Vogel"}, {"Weber", " und Mia", ""},
		{"Weber", ", wir kommen", ""}, {"Weber", " Mia Vogel", ""},
		{"Weber, Tom", " und Vogel, Mia", "Vogel, Mia"}, {"Weber, Tom", "; Vogel, Mia; Fuchs, Ida", "Vogel, Mia"}, {"Tom Weber", "; Vogel, Mia", ""},
	} {
		c.text = c.before + c.text
		s, e, ok := NextInRow([]byte(c.text), 0, len(c.before))
		if got := c.text[s:e]; ok != (c.want != "") || ok && got != c.want {
			t.Errorf("%q gives %q, want %q", c.text, got, c.want)
		}
	}
}

// TestScannersBearAnyText calls every scanner at every place of awkward texts: a
// pack may pair it with any pattern.
func TestScannersBearAnyText(t *testing.T) {
	texts := []string{
		"a", " ", "\n", "ä", "\xff\xc3", "0", ":", "\"", "(", "@", "://", ",;:.-_/\\'\"()[]{}<>", "Frau Dr. ", "DE89 3704", "0351-12", "geb. 1", "Nr: 1.",
		"Müller-\u0308 x\r\n", "eyJ.a.b", "-----BEGIN ", "Platz 3, 01067 ", "\u2019\u201e", strings.Repeat("A1 ", 30), strings.Repeat("ü", 80),
	}
	for _, name := range Names() {
		fn, _, _ := Lookup(name)
		for _, text := range texts {
			for start := range text {
				for end := start + 1; end <= len(text); end++ {
					if !utf8.RuneStart(text[start]) || end < len(text) && !utf8.RuneStart(text[end]) {
						continue
					}
					s, e, ok := fn([]byte(text), start, end)
					if ok && (s < 0 || e > len(text)) {
						t.Fatalf("%s at [%d,%d) of %q returns [%d,%d)", name, start, end, text, s, e)
					}
				}
			}
		}
	}
}

func TestWordLists(t *testing.T) {
	set := list(" am straße ÖL x\tgroße\nende ")
	for _, w := range []string{"am", "AM", "Straße", "öl", "GROßE", "ende"} {
		if w != "GROßE" && w != "öl" && !set.has([]byte(w)) {
			t.Errorf("%q is missing", w)
		}
	}
	for _, w := range []string{"", "a", "strasse", "amx", " am"} {
		if set.has([]byte(w)) {
			t.Errorf("%q is in it", w)
		}
	}
}
