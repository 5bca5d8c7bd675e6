package promptgen

import (
	"bytes"
	"compress/gzip"
	"encoding/json"
	"io/fs"
	"math/rand/v2"
	"strings"
	"testing"
	"testing/fstest"
	"unicode/utf8"

	"deckname/wasm/check"
	"deckname/wasm/rule"
)

func generate(t *testing.T, lang string, n int, seed uint64, lexicon fs.FS) []Document {
	t.Helper()
	g, err := New(lang, seed, lexicon)
	if err != nil {
		t.Fatal(err)
	}
	docs := make([]Document, n)
	for i := range docs {
		docs[i] = g.Next()
	}
	return docs
}

func TestSpansMatchTheText(t *testing.T) {
	for _, lang := range languages {
		for _, d := range generate(t, lang, 1500, 11, nil) {
			if !utf8.ValidString(d.Text) || strings.TrimSpace(d.Text) == "" {
				t.Fatalf("%s: no text: %q", d.ID, d.Text)
			}
			end := 0
			for _, s := range d.Spans {
				if s.Start < end || s.End <= s.Start || s.End > len(d.Text) {
					t.Fatalf("%s: span %+v overlaps or is out of range", d.ID, s)
				}
				end = s.End
				v := d.Text[s.Start:s.End]
				if _, ok := rule.ParseClass(s.Label); !ok {
					t.Errorf("%s: unknown class %s", d.ID, s.Label)
				}
				if !utf8.ValidString(v) || v != strings.TrimSpace(v) {
					t.Errorf("%s: span %+v is %q", d.ID, s, v)
				}
				switch s.Label {
				case "PERSON":
					if strings.ContainsAny(v, digitSet+"@{}") {
						t.Errorf("%s: person %q", d.ID, v)
					}
				case "EMAIL":
					if s.Orig == "email" && strings.Count(v, "@") != 1 {
						t.Errorf("%s: mail %q", d.ID, v)
					}
				case "ADDRESS":
					if !strings.ContainsAny(v, digitSet) {
						t.Errorf("%s: address %q", d.ID, v)
					}
				}
			}
			for _, n := range d.Neg {
				if n.Start < 0 || n.End <= n.Start || n.End > len(d.Text) {
					t.Fatalf("%s: near-miss %+v is out of range", d.ID, n)
				}
			}
		}
	}
}

// validators say which check a kind must satisfy, whatever was done to the text.
var validators = map[string]func([]byte) bool{
	"card": check.Card, "iban": check.IBAN, "iban:de": check.IBAN, "iban:at": check.IBAN, "iban:ch": check.IBAN,
	"ip": check.IPv4, "ip:v6": check.IPv6, "ip:mac": check.MAC,
	"plate:de": check.GermanPlate, "plate:at": check.AustrianPlate, "plate:ch": check.SwissPlate,
	"id:de-idnr": check.GermanTaxID, "id:de-vat": check.GermanVAT, "id:de-rvnr": check.GermanPension, "id:de-kvnr": check.GermanHealth,
	"id:de-lanr": check.GermanDoctor, "id:de-ik": check.GermanInstitution, "id:de-card": check.GermanIdentityCard, "id:de-pass": check.GermanPassport,
	"id:de-creditor": check.SEPACreditor, "id:de-bic": check.BIC, "id:at-svnr": check.AustrianInsurance, "id:at-uid": check.AustrianVAT,
	"id:ch-ahv": check.SwissInsurance, "id:ch-uid": check.SwissBusiness, "id:fr-nir": check.FrenchInsurance, "id:fr-siret": check.FrenchBusiness,
	"id:it-tax": check.ItalianTax, "id:it-vat": check.ItalianVAT, "id:es-dni": check.SpanishID, "id:es-nie": check.SpanishID,
	"id:nl-bsn": check.DutchID, "id:be-rrn": check.BelgianID, "id:pl-pesel": check.PolishID, "id:pl-nip": check.PolishTax, "id:pt-nif": check.PortugueseTax,
	"id:se-pnr": check.SwedishID, "id:fi-hetu": check.FinnishID, "id:no-fnr": check.NorwegianID, "id:dk-cpr": check.DanishID, "id:cz-rc": check.CzechID,
	"id:hr-oib": check.CroatianID, "id:ee-code": check.EstonianID, "id:bg-egn": check.BulgarianID, "id:ro-cnp": check.RomanianID, "id:gr-amka": check.GreekInsurance,
	"id:ie-pps": check.IrishID, "id:gb-nino": check.BritishInsurance, "id:gb-nhs": check.BritishHealth, "id:us-ssn": check.AmericanInsurance,
	"id:imei": check.IMEI, "id:vin": check.VIN, "dob": check.BirthDate, "dob:iso": check.BirthDate, "date": check.Date, "date:iso": check.Date,
	"secret:basic": check.Base64Pair,
}

// failures say which check a near-miss must not satisfy.
var failures = map[string]func([]byte) bool{
	"not:cardfail": check.Card, "not:ibanfail": check.IBAN, "not:taxfail": check.GermanTaxID, "not:kvnrfail": check.GermanHealth, "not:rvnrfail": check.GermanPension,
	"not:vatfail": check.GermanVAT, "not:ahvfail": check.SwissInsurance, "not:nhsfail": check.BritishHealth, "not:identcardfail": check.GermanIdentityCard,
	"not:ean": check.Card, "not:isbn": check.Card, "not:lei": check.IBAN, "not:tracking": check.IBAN,
}

func TestValuesPassOrFailTheirChecks(t *testing.T) {
	for _, lang := range languages {
		w, err := loadWords(lang, nil)
		if err != nil {
			t.Fatal(err)
		}
		for name, k := range kinds {
			valid, invalid := validators[name], failures[name]
			if valid == nil && invalid == nil {
				if strings.HasSuffix(name, "fail") {
					t.Errorf("{%s} promises a failed check and is not tested", name)
				}
				continue
			}
			if lang == "en" && (name == "date" || name == "dob") {
				continue // day and month may stand in either order
			}
			for i := range uint64(300) {
				d := newDraft(rand.New(rand.NewPCG(i, 1)), lang, &w)
				v := k.make(d, '1')
				if valid != nil && !valid([]byte(v)) {
					t.Fatalf("{%s} gave %q, which fails its check", name, v)
				}
				if invalid != nil && invalid([]byte(v)) {
					t.Fatalf("{%s} gave %q, which passes", name, v)
				}
				for n, other := range alone {
					if invalid != nil && other([]byte(v)) {
						t.Fatalf("{%s} gave %q, which passes check %d of those that stand alone", name, v, n)
					}
				}
			}
		}
	}
}

func TestMachineReadableZone(t *testing.T) {
	for _, lang := range languages {
		w, err := loadWords(lang, nil)
		if err != nil {
			t.Fatal(err)
		}
		for i := range uint64(200) {
			lines := strings.Split(mrz(newDraft(rand.New(rand.NewPCG(i, 2)), lang, &w), '1'), "\n")
			if len(lines) != 2 || len(lines[0]) != 44 || !check.MRZ([]byte(lines[1])) {
				t.Fatalf("got %q", lines)
			}
		}
	}
}

func TestSameSeedSameBytes(t *testing.T) {
	for _, lang := range languages {
		a, b := encode(t, generate(t, lang, 300, 5, nil)), encode(t, generate(t, lang, 300, 5, nil))
		if !bytes.Equal(a, b) {
			t.Errorf("%s: two runs with one seed differ", lang)
		}
		if !bytes.HasPrefix(a, encode(t, generate(t, lang, 50, 5, nil))) {
			t.Errorf("%s: a short run is not the beginning of a long one", lang)
		}
		if bytes.Equal(a, encode(t, generate(t, lang, 300, 6, nil))) {
			t.Errorf("%s: two seeds give the same", lang)
		}
	}
}

func encode(t *testing.T, docs []Document) []byte {
	t.Helper()
	var b bytes.Buffer
	for _, d := range docs {
		if err := json.NewEncoder(&b).Encode(d); err != nil {
			t.Fatal(err)
		}
	}
	return b.Bytes()
}

func TestNearMissesKeepUpWithFindings(t *testing.T) {
	for _, lang := range languages {
		for _, n := range []int{50, 1000} {
			findings, misses := 0, 0
			for _, d := range generate(t, lang, n, 3, nil) {
				for _, s := range d.Spans {
					if masked(s.Label) {
						findings++
					}
				}
				misses += len(d.Neg)
			}
			// The last text may tip the balance by what it holds.
			if misses+12 < findings || n == 1000 && misses < findings {
				t.Errorf("%s, %d texts: %d near-misses, %d findings", lang, n, misses, findings)
			}
			if n == 1000 && misses > 3*findings {
				t.Errorf("%s: %d near-misses drown %d findings", lang, misses, findings)
			}
		}
	}
}

func TestEveryTemplateIsDrawn(t *testing.T) {
	for _, lang := range languages {
		g, err := New(lang, 9, nil)
		if err != nil {
			t.Fatal(err)
		}
		drawn := map[int]bool{}
		for range 3 * len(g.templates) {
			drawn[g.choose()] = true
		}
		if len(drawn) != len(g.templates) {
			t.Errorf("%s: %d of %d templates drawn", lang, len(drawn), len(g.templates))
		}
	}
}

func TestNumberedSlotsAgree(t *testing.T) {
	list, err := parseFile("templates/de/x.txt", "%verbatim\n{name:last}|{name:comma}|{name1:last}|{name2:last}|{phone1}|{phone1}|{phone}")
	if err != nil {
		t.Fatal(err)
	}
	w, err := loadWords("de", nil)
	if err != nil {
		t.Fatal(err)
	}
	d := newDraft(rand.New(rand.NewPCG(4, 4)), "de", &w)
	d.fill(&list[0])
	f := strings.Split(d.document().Text, "|")
	if f[0] != f[2] || !strings.HasPrefix(f[1], f[0]+", ") || f[0] == f[3] || f[4] != f[5] || f[4] == f[6] {
		t.Errorf("got %q", f)
	}
}

func TestOneNameIsOneSpan(t *testing.T) {
	for _, lang := range languages {
		list, err := Templates(lang)
		if err != nil {
			t.Fatal(err)
		}
		for _, tpl := range list {
			for i := 2; i < len(tpl.parts); i++ {
				a, between, b := tpl.parts[i-2], tpl.parts[i-1].text, tpl.parts[i]
				if a.kind == nil || b.kind == nil || a.kind.label != "PERSON" || b.kind.label != "PERSON" || about(a) != about(b) {
					continue
				}
				if between == " " || between == ", " {
					t.Errorf("%s/%s.txt:%d writes one name in two slots: use one variant of {name}", lang, tpl.Area, tpl.Line)
				}
			}
		}
	}
}

// about is the number of the person a slot is about.
func about(p part) byte {
	if p.number == 0 {
		return '1'
	}
	return p.number
}

func TestGenitiveStaysOutside(t *testing.T) {
	for before, want := range map[string]string{"Moser": "s", "Hans": "'", "Weiß": "'", "Fritz": "'", "MARX": "'"} {
		if got := ending(before); got != want {
			t.Errorf("after %s: %q, want %q", before, got, want)
		}
	}
}

func TestLexiconGivesNames(t *testing.T) {
	files := fstest.MapFS{
		"first_names_de.txt.gz":  {Data: zipped(t, "Quirina\n\"Bob\"\nAJ\nX1\n")},
		"postal_codes_de.tsv.gz": {Data: zipped(t, "zipcode\tplace\tstate\n01053\tMuster AG\tX\n01057\tQuellental\tX\n")},
	}
	w, err := loadWords("de", files)
	if err != nil {
		t.Fatal(err)
	}
	if got := strings.Join(w.lexicon["first"], " "); got != "Quirina" {
		t.Errorf("first names %q", got)
	}
	if got := strings.Join(w.lexicon["postal-de"], "|"); got != "01057 Quellental" {
		t.Errorf("places %q", got)
	}
	if text := string(encode(t, generate(t, "de", 500, 1, files))); !strings.Contains(text, "Quirina") || !strings.Contains(text, "Quellental") {
		t.Error("the lists of the folder are not used")
	}
}

func TestBrokenLexiconIsAnError(t *testing.T) {
	for name, data := range map[string][]byte{"not gzip": []byte("Anna\n"), "no usable line": zipped(t, "\"x\"\n")} {
		if _, err := New("de", 1, fstest.MapFS{"surnames_de.txt.gz": {Data: data}}); err == nil {
			t.Errorf("%s: no error", name)
		}
	}
}

func zipped(t *testing.T, s string) []byte {
	t.Helper()
	var b bytes.Buffer
	z := gzip.NewWriter(&b)
	if _, err := z.Write([]byte(s)); err != nil {
		t.Fatal(err)
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}
