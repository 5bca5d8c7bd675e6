package scan_test

import (
	"fmt"
	"math/rand/v2"
	"strings"
)

// samplePatterns are like those of the shipped rules, so that figures of this
// package do not move whenever a rule does.
var samplePatterns = []string{
	`\b[A-Za-z0-9][A-Za-z0-9._%+-]{0,63}@(?:[A-Za-z0-9-]{1,40}\.){1,4}[A-Za-z]{2,12}\b`,
	`\b[A-Z]{2}\d{2}(?: ?[A-Z0-9]{4}){3,7}(?: ?[A-Z0-9]{1,3})?\b`, `\bDE\d{2}(?: ?\d{4}){4} ?\d{2}\b`,
	`\b\d(?:[ -]?\d){12,18}\b`, `\b3[47]\d{2}[ -]?\d{6}[ -]?\d{5}\b`, `\b[1-9]\d(?: ?\d{3}){3}\b`, `\bDE ?\d{9}(?:-\d{5})?\b`,
	`\b\d{2,3}/\d{3,4}/\d{4,5}\b`, `\b\d{2} ?\d{6} ?[A-Z] ?\d{3}\b`, `\b[A-Z]\d{9}\b`, `\b[LMNPRTVWXY][0-9CFGHJKLMNPRTVWXYZ]{8}\d?\b`,
	`\b[CFGHJK][0-9CFGHJKLMNPRTVWXYZ]{8}\d?\b`, `\b[A-Z]{6}[A-Z0-9]{2}(?:[A-Z0-9]{3})?\b`, `\b[A-Z]{2}\d{2}ZZZ\d{11}\b`,
	`\b[A-ZÄÖÜ]{1,3}[ -][A-Z]{1,2} ?[1-9]\d{0,3}[EH]?\b`, `\b(?:HR[AB]|GnR|PR|VR) \d{1,6}(?: [A-Z])?\b`,
	`\b\d{1,3} [A-Z][A-Za-z]{0,2} \d{1,5}/\d{2}\b`, `\b\d{4} ?\d{6}\b`, `\bATU\d{8}\b`, `\b756\.\d{4}\.\d{4}\.\d{2}\b`,
	`\bCHE-?\d{3}\.\d{3}\.\d{3}\b`, `\b[12] ?\d{2} ?\d{2} ?\d[0-9AB] ?\d{3} ?\d{3} ?\d{2}\b`, `\b\d{3} ?\d{3} ?\d{3}(?: ?\d{5})?\b`,
	`\b[A-Z]{6}\d{2}[A-Z]\d{2}[A-Z]\d{3}[A-Z]\b`, `\b[XYZ]?\d{7,8}-?[A-Z]\b`, `\b[A-Z]{2} ?\d{2} ?\d{2} ?\d{2} ?[A-D]\b`,
	`\b\d{3}-\d{2}-\d{4}\b`, `\b\d{3} \d{3} \d{4}\b`, `\b\d{2}\.\d{2}\.\d{2}-\d{3}\.\d{2}\b`, `\b\d{11}\b`, `\b\d{6}[-+A]\d{3}[0-9A-Z]\b`,
	`\b\d{6}-\d{4}\b`, `\b\d{6}/\d{3,4}\b`, `\b\d{9}[BVTX]\d{2}\b`, `\b[A-HJ-NPR-Z0-9]{17}\b`, `\b\d{15}\b`,
	`(?:\+|\b00)[1-9]\d{0,2}[ ./-]?(?:\(0\))?(?:[ ./-]?\d{1,5}){2,6}\b`, `\b0\d{2,5}[ /-]\d{3,9}(?:[ -]\d{1,6}){0,2}\b`, `\b01[5-7]\d[ /-]?\d{7,8}\b`,
	`\b(?:0?[1-9]|[12]\d|3[01])\.(?:0?[1-9]|1[0-2])\.(?:19|20)\d{2}\b`, `\b(?:19|20)\d{2}-\d{2}-\d{2}\b`, `\b\d{1,2}/\d{1,2}/(?:19|20)\d{2}\b`,
	`\b(?:[1-9]|[12]\d|3[01])\. (?:Januar|Februar|März|April|Mai|Juni|Juli|August|September|Oktober|November|Dezember) (?:19|20)\d{2}\b`,
	`\b(?:January|February|March|April|May|June|July|August|September|October|November|December) \d{1,2}, (?:19|20)\d{2}\b`,
	`\b(?:\d{1,3}\.){3}\d{1,3}\b`, `\b(?:[0-9a-fA-F]{1,4}:){3,7}[0-9a-fA-F]{1,4}\b`, `\b(?:[0-9a-fA-F]{2}[:-]){5}[0-9a-fA-F]{2}\b`,
	`\bhttps?://[A-Za-z0-9][A-Za-z0-9.-]{0,60}`, `\bwww\.[a-z0-9-]{1,40}\.[a-z]{2,6}\b`,
	`\bsk-[A-Za-z0-9_-]{20,100}`, `\bAKIA[0-9A-Z]{16}\b`, `\bgh[pousr]_[A-Za-z0-9]{36}\b`, `\bxox[abpr]-[A-Za-z0-9-]{10,80}`,
	`\beyJ[A-Za-z0-9_-]{10,60}\.[A-Za-z0-9_-]{10,100}`, `-----BEGIN (?:[A-Z]{2,9} ){0,3}PRIVATE KEY-----`,
	`(?i)\b(?:password|passwort|kennwort|pwd|api[_-]?key|secret|token) ?[:=] ?["']?[^\s"']{1,8}`,
	`\b[A-ZÄÖÜ][a-zäöüß]{1,24}(?:straße|strasse|str\.|weg|platz|allee|gasse|ring|damm|ufer) \d{1,4} ?[a-z]?\b`,
	`\b\d{5} [A-ZÄÖÜ][a-zäöüß]{2,24}\b`, `\b(?:D|A|CH)-\d{4,5} [A-ZÄÖÜ][a-zäöüß]{2,24}\b`,
	`\b(?:Herrn?|Frau|Dr\.|Prof\.|Mr\.?|Mrs\.?|Ms\.?) [A-ZÄÖÜ][a-zäöüß]{1,24}`,
	`\b(?:Sehr geehrte[rs]?|Liebe[rs]?|Dear|Hallo|Hi) (?:Herr |Frau |Mr\.? |Ms\.? )?[A-ZÄÖÜ][a-zäöüß]{1,24}`,
}

// Values for generated text. All are invented.
var samplePII = []string{
	"anna.beispiel@example.org", "DE89 3704 0044 0532 0130 00", "GB82WEST12345698765432", "4111 1111 1111 1111", "86 095 742 719",
	"+49 30 1234567", "0171 2345678", "089/123456-78", "24.12.1987", "2021-03-04", "12. März 1999", "192.168.17.4", "2001:db8:0:1:2:3:4:5",
	"https://intranet.example.org", "sk-abcdefghijklmnopqrstuvwxyz012345", "password=Geheim1", "Lindenstraße 12a", "10115 Berlin",
	"Herr Mustermann", "Sehr geehrte Frau Beispiel", "B-AB 1234", "12/345/67890", "15070649C103", "A123456780", "HRB 12345", "078-05-1120", "12 O 345/21",
}

var sampleWords = strings.Fields(`der die das und ist nicht ein eine für mit auf dem Kunden bitte schreiben Sie eine Antwort auf diese
	Nachricht weil wir heute noch keine Rechnung erhalten haben the quick summary of this meeting should be short and friendly please
	rewrite following email Vertrag Kündigung Projekt Übergabe größer Maßnahme Entwurf Besprechung möchte können würde function return
	value error between quarterly figures server deploy Mitarbeiterin Abteilung Urlaub`)

// sampleText generates text of at least size bytes with a finding roughly every
// gap bytes: prose, and every few lines JSON, CSV, a log or code.
func sampleText(seed uint64, size, gap int) []byte {
	r := rand.New(rand.NewPCG(seed, 1))
	var b strings.Builder
	next := gap
	value := func() string {
		if b.Len() >= next {
			next = b.Len() + gap/2 + r.IntN(gap)
			return samplePII[r.IntN(len(samplePII))]
		}
		return sampleWords[r.IntN(len(sampleWords))]
	}
	for b.Len() < size {
		switch r.IntN(8) {
		case 0:
			fmt.Fprintf(&b, "{\"id\": %d, \"note\": \"%s\", \"open\": true}\n", r.IntN(10000), value())
		case 1:
			fmt.Fprintf(&b, "%d;%s;%s;%d,%02d\n", r.IntN(10000), value(), value(), r.IntN(900), r.IntN(100))
		case 2:
			fmt.Fprintf(&b, "[%02d:%02d:%02d] INFO request %x done in %d ms: %s\n", r.IntN(24), r.IntN(60), r.IntN(60), r.IntN(1<<30), r.IntN(900), value())
		case 3:
			fmt.Fprintf(&b, "\tif err := %s(%s, %d); err != nil { return err }\n", sampleWords[r.IntN(len(sampleWords))], sampleWords[r.IntN(len(sampleWords))], r.IntN(99))
		default:
			for range 6 + r.IntN(60) {
				b.WriteString(value())
				b.WriteString([]string{" ", " ", " ", " ", " ", ", ", ". "}[r.IntN(7)])
			}
			b.WriteByte('\n')
		}
	}
	return []byte(b.String())
}
