package detect_test

import (
	"strings"
	"testing"

	"deckname/wasm/rulefile"
)

// identifiers has one German and one English sentence for every kind of identifier
// that the product promises. The marks stand where the finding is; any rule of the
// kind may make it.
var identifiers = []struct{ kind, class, german, english string }{
	{"tax id", "ID", "Meine Steuer-ID ist ⟦86 095 742 719⟧", "my German tax ID is ⟦86095742719⟧"},
	{"tax number", "ID", "St.-Nr. ⟦143/262/10567⟧ beim Finanzamt München", "tax number ⟦21/815/08150⟧ at the Finanzamt"},
	{"tax number, federal form", "ID", "Steuernummer: ⟦2893081508152⟧", "The German tax number is ⟦2893081508152⟧"},
	{"VAT id", "ID", "USt-IdNr. ⟦DE136695976⟧", "VAT ID ⟦DE136695976⟧ of the seller"},
	{"pension insurance", "ID", "SV-Nummer ⟦15 070649 C 103⟧", "social security number (Germany): ⟦15070649C103⟧"},
	{"health insurance", "ID", "Versichertennummer ⟦A123456780⟧", "health insurance number ⟦A123456780⟧"},
	{"doctor", "ID", "LANR ⟦838382202⟧ der Hausärztin", "the doctor's LANR is ⟦838382202⟧"},
	{"practice", "ID", "Betriebsstättennummer ⟦381023400⟧", "BSNR ⟦381023400⟧ of the practice"},
	{"identity card", "ID", "Personalausweis Nr. ⟦L01X00T471⟧", "identity card number ⟦L01X00T471⟧"},
	{"residence permit", "ID", "Aufenthaltstitel ⟦AX2345678⟧", "residence permit ⟦AX2345678⟧"},
	{"passport", "ID", "Reisepass ⟦C01X00T478⟧", "passport number ⟦C01X00T478⟧"},
	{"driving licence", "ID", "Führerschein Nr. ⟦B072RRE2I55⟧", "driving licence ⟦B072RRE2I55⟧"},
	{"plate", "PLATE", "Mein Auto hat das Kennzeichen ⟦B-AB 1234⟧", "my car, plate ⟦M-XY 987⟧, was towed"},
	{"commercial register", "ID", "Amtsgericht Köln, ⟦HRB 12345⟧", "registered as ⟦HRB 12345⟧ in Cologne"},
	{"creditor id", "ID", "Gläubiger-ID ⟦DE98ZZZ09999999999⟧", "creditor identifier ⟦DE98ZZZ09999999999⟧"},
	{"BIC", "ID", "BIC: ⟦COBADEFFXXX⟧", "SWIFT code ⟦COBADEFFXXX⟧"},
	{"EORI", "ID", "EORI-Nummer ⟦DE1234567⟧ beim Zoll", "EORI number ⟦DE1234567⟧ for customs"},
	{"court", "ID", "Az. ⟦12 O 345/21⟧", "case number ⟦12 O 345/21⟧"},
	{"student", "ID", "Matrikelnummer ⟦3456789⟧", "student ID ⟦3456789⟧"},
	{"personnel", "ID", "Personalnummer ⟦004711⟧", "employee ID ⟦004711⟧"},
	{"Austrian insurance", "ID", "SVNR ⟦1237 010180⟧", "Austrian social security number ⟦1237 010180⟧"},
	{"Austrian VAT", "ID", "UID ⟦ATU13585627⟧", "VAT number ⟦ATU13585627⟧"},
	{"Swiss AHV", "ID", "AHV-Nummer ⟦756.9217.0769.85⟧", "Swiss social security number ⟦756.9217.0769.85⟧"},
	{"Swiss UID", "ID", "UID ⟦CHE-116.281.710⟧", "company ID ⟦CHE-116.281.710⟧"},
	{"Austrian IBAN", "IBAN", "IBAN ⟦AT61 1904 3002 3457 3201⟧", "pay to ⟦AT611904300234573201⟧"},
	{"Swiss IBAN", "IBAN", "Konto ⟦CH93 0076 2011 6238 5295 7⟧", "account ⟦CH9300762011623852957⟧"},
	{"Austrian plate", "PLATE", "Kennzeichen ⟦W-12345 A⟧", "number plate ⟦W-12345 A⟧"},
	{"Swiss plate", "PLATE", "Kontrollschild ⟦ZH 123456⟧", "licence plate ⟦ZH 123456⟧"},
	{"French NIR", "ID", "Sozialversicherungsnummer (Frankreich) ⟦2 95 10 99 126 111 93⟧", "French NIR ⟦2951099126111 93⟧"},
	{"codice fiscale", "ID", "Codice fiscale ⟦RSSMRA85T10A562S⟧", "his codice fiscale is ⟦RSSMRA85T10A562S⟧"},
	{"Spanish DNI", "ID", "DNI ⟦12345678Z⟧", "DNI number ⟦12345678Z⟧"},
	{"Spanish NIE", "ID", "NIE ⟦X1234567L⟧", "NIE ⟦X1234567L⟧ of the applicant"},
	{"Dutch BSN", "ID", "BSN ⟦111222333⟧", "BSN (citizen service number) ⟦111222333⟧"},
	{"Polish PESEL", "ID", "PESEL ⟦44051401359⟧", "PESEL number: ⟦44051401359⟧"},
	{"Belgian national number", "ID", "Nationalregisternummer ⟦85.07.30-033.28⟧", "national number ⟦85.07.30-033.28⟧"},
	{"NINO", "ID", "britische National Insurance Number ⟦AB 12 34 56 C⟧", "NI number ⟦AB123456C⟧"},
	{"NHS", "ID", "NHS-Nummer ⟦943 476 5919⟧", "NHS number ⟦943 476 5919⟧"},
	{"SSN", "ID", "US-Sozialversicherungsnummer ⟦536-22-1847⟧", "SSN ⟦536-22-1847⟧"},
	{"mail", "EMAIL", "an ⟦eva.muster@firma.example⟧ schicken", "write to ⟦eva.muster@firma.example⟧"},
	{"mail in words", "EMAIL", "Mail: ⟦eva.muster (at) firma punkt de⟧", "mail me at ⟦eva dot muster at firma dot com⟧"},
	{"phone", "PHONE", "Tel. ⟦030 / 12 34 56-78⟧", "call ⟦+44 20 7946 0958⟧"},
	{"phone with extension", "PHONE", "⟦0351 4567-123⟧ ist die Durchwahl", "phone ⟦+49 351 4567-123⟧"},
	{"IBAN", "IBAN", "IBAN ⟦DE89 3704 0044 0532 0130 00⟧", "IBAN: ⟦DE89370400440532013000⟧"},
	{"card", "CARD", "Kreditkarte ⟦4111 1111 1111 1111⟧", "card ⟦5555-5555-5555-4444⟧"},
	{"bitcoin", "ID", "an ⟦bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4⟧ überweisen", "send it to ⟦1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa⟧"},
	{"ethereum", "ID", "Wallet ⟦0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed⟧", "wallet ⟦0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed⟧"},
	{"IPv4", "IP", "Server ⟦192.168.17.4⟧ antwortet nicht", "server ⟦192.168.17.4⟧ is down"},
	{"IPv6", "IP", "Adresse ⟦2001:db8:85a3::8a2e:370:7334⟧", "host ⟦2001:db8:85a3::8a2e:370:7334⟧"},
	{"MAC", "IP", "MAC ⟦00:1A:2B:3C:4D:5E⟧", "MAC ⟦00-1A-2B-3C-4D-5E⟧"},
	{"IMEI", "ID", "IMEI ⟦490154203237518⟧", "IMEI: ⟦490154203237518⟧"},
	{"coordinates", "ID", "Ich wohne bei ⟦51.33962, 12.37129⟧", "my home is at ⟦51.33962, 12.37129⟧"},
	{"profile", "ID", "Profil: ⟦https://www.linkedin.com/in/eva-muster-4711⟧", "see ⟦https://www.linkedin.com/in/eva-muster-4711⟧"},
	{"handle", "ID", "Benutzername ⟦emuster87⟧", "username: ⟦emuster87⟧"},
	{"handle with an at sign", "ID", "Auf Instagram heißt sie ⟦@eva.muster87⟧", "her Twitter handle is ⟦@eva_muster87⟧"},
	{"address", "ADDRESS", "Lieferung an ⟦Amselgasse 27, 04109 Leipzig⟧", "ship to ⟦221 Baker Street, London NW1 6XE⟧"},
	{"address in the US", "ADDRESS", "Büro: ⟦1600 Elm Street, Springfield, IL 62704⟧", "he lives at ⟦1600 Elm Street, Springfield, IL 62704⟧"},
	{"address in Austria", "ADDRESS", "⟦Mariahilfer Straße 45/12, 1060 Wien⟧", "office: ⟦Mariahilfer Straße 45/12, 1060 Wien⟧"},
	{"address in Switzerland", "ADDRESS", "⟦Bahnhofstrasse 12, 8001 Zürich⟧", "office: ⟦Bahnhofstrasse 12, 8001 Zürich⟧"},
	{"post box", "ADDRESS", "⟦Postfach 10 11 12, 50667 Köln⟧", "⟦P.O. Box 1234⟧, Springfield"},
	{"date of birth", "DOB", "geb. am ⟦12.03.1980⟧", "born on ⟦March 12, 1980⟧"},
	{"age", "DOB", "die Patientin, ⟦47 Jahre alt⟧", "the patient is ⟦47 years old⟧"},
	{"health", "ID", "Frau Muster hat ⟦Diabetes⟧", "Mr Muster suffers from ⟦diabetes⟧"},
	{"religion", "ID", "Herr Muster ist ⟦evangelisch⟧", "Mrs Muster is ⟦Catholic⟧"},
	{"union", "ID", "Frau Muster ist Mitglied der ⟦IG Metall⟧", "Mr Muster is a member of the ⟦IG Metall⟧"},
	{"salary", "ID", "Frau Muster verdient ⟦4.850 Euro⟧ brutto", "Mr Muster earns ⟦$85,000⟧ a year"},
	{"key", "SECRET", "⟦-----BEGIN PRIVATE KEY-----\nMIIEvQIBADANBgkqhkiG9w0BAQEFAASC\n-----END PRIVATE KEY-----⟧", "⟦ghp_9aB3dE6gH9jK2mN5qR8tV1xY4zC7fG0iLaB3⟧"},
	{"connection string", "SECRET", "postgres://app:⟦g3heim-22⟧@db.intern.example:5432/app", "amqp://svc:⟦s3cr3t!x⟧@mq.example"},
	{"password", "SECRET", "Mein Passwort ist ⟦Hallotest123⟧", "my password is ⟦Hallotest123⟧"},
}

// TestIdentifiers holds the engine to what is promised, in both languages, and as
// people really write: in a table, over no-break spaces, without a full stop.
func TestIdentifiers(t *testing.T) {
	d, _ := shipped(t)
	covered := func(text string, s, e int) (class string, share int) {
		for _, f := range d.Find(nil, []byte(text), true) {
			if n := min(e, f.End) - max(s, f.Start); n > share {
				class, share = d.Rules()[f.Rule].Class.String(), n
			}
		}
		return class, share
	}
	for _, id := range identifiers {
		for _, marked := range []string{id.german, id.english} {
			for how, form := range map[string]func(string) string{
				"as written":      func(s string) string { return s },
				"no-break spaces": func(s string) string { return strings.ReplaceAll(s, " ", "\u00a0") },
				"in a sentence":   func(s string) string { return "Hallo,\n\n" + s + ".\n\nDanke!" },
				"in brackets":     func(s string) string { return "(" + s + ")" },
			} {
				text, marks, err := rulefile.Unmark(form(marked))
				if err != nil {
					t.Fatal(err)
				}
				m := marks[0]
				if class, n := covered(text, m.Start, m.End); class != id.class || 2*n < m.End-m.Start {
					t.Errorf("%s, %s: %q is %q, %d of %d bytes; want %s", id.kind, how, text, class, n, m.End-m.Start, id.class)
				}
			}
		}
	}
}
