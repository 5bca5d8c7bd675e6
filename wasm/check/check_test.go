package check

import "testing"

// valid lists examples that satisfy their standard. The number of single-digit
// changes that may also pass is 0 unless the standard itself is weaker.
var valid = []struct {
	check    string
	text     string
	tolerate int // percent of single-digit changes the standard does not catch
}{
	{"card", "4111111111111111", 0},
	{"card", "4532 0151 1283 0366", 0},
	{"card", "5555555555554444", 0},
	{"card", "2223003122003222", 0},
	{"card", "3782 822463 10005", 0},
	{"card", "6011-1111-1111-1117", 0},
	{"card", "30569309025904", 0},
	{"card", "3530111333300000", 0},
	{"luhn", "4111111111111111", 0},
	{"iban", "DE89 3704 0044 0532 0130 00", 0},
	{"iban", "DE89370400440532013000", 0},
	{"iban", "AT61 1904 3002 3457 3201", 0},
	{"iban", "GB82WEST12345698765432", 0},
	{"iban", "CH9300762011623852957", 0},
	{"iban", "FR1420041010050500013M02606", 0},
	{"iban", "NL91ABNA0417164300", 0},
	{"sepa-creditor", "DE98ZZZ09999999999", 0},
	{"imei", "490154203237518", 0},
	{"vin", "1HGCM82633A004352", 0},
	{"mrz", "L898902C36UTO7408122F1204159ZE184226B<<<<<10", 0},
	{"mrz", "7408122F1204159UTO<<<<<<<<<<<6", 10},
	{"de-idnr", "86095742719", 0},
	{"de-idnr", "36 574 261 809", 0},
	{"de-idnr", "65929970489", 0},
	{"de-vat", "DE136695976", 0},
	{"de-vat", "DE129273398", 0},
	{"de-rvnr", "15070649C103", 3},
	{"de-rvnr", "65 170839 J 003", 3},
	{"de-rvnr", "10010490A443", 3},
	{"de-kvnr", "A123456780", 0},
	{"de-kvnr", "X110411675", 0},
	{"de-lanr", "838382202", 30},
	{"de-ik", "101575519", 25},
	{"de-ausweis", "L01X00T471", 0},
	{"de-ausweis", "T220001293", 0},
	{"de-ausweis", "LZ6311T475", 0},
	{"de-pass", "C01X00T478", 0},
	{"at-svnr", "1237 010180", 0},
	{"at-uid", "ATU13585627", 0},
	{"ch-ahv", "756.9217.0769.85", 0},
	{"ch-uid", "CHE-116.281.710", 0},
	{"fr-nir", "2 95 10 99 126 111 93", 0},
	{"fr-siren", "73282932000074", 0},
	{"it-codice-fiscale", "RSSMRA85T10A562S", 0},
	{"it-partita-iva", "00743110157", 0},
	{"es-dni", "12345678Z", 0},
	{"es-dni", "X1234567L", 0},
	{"nl-bsn", "111222333", 0},
	{"be-rrn", "85.07.30-033.28", 0},
	{"be-rrn", "17.07.30-033.84", 0},
	{"pl-pesel", "44051401359", 0},
	{"pl-nip", "8567346215", 0},
	{"pt-nif", "501964843", 0},
	{"se-personnummer", "811228-9874", 0},
	{"fi-hetu", "131052-308T", 0},
	{"no-fodselsnummer", "15108695088", 0},
	{"dk-cpr", "211062-5629", 0},
	{"cz-rc", "710319/2745", 0},
	{"hr-oib", "33392005961", 0},
	{"ee-isikukood", "36805280109", 2},
	{"bg-egn", "7523169263", 0},
	{"ro-cnp", "1630615123457", 0},
	{"gr-amka", "01013099997", 0},
	{"ie-pps", "6433435F", 0},
	{"ie-pps", "6433435OA", 0},
	{"gb-nhs", "943 476 5919", 0},
	{"eu-vat", "ATU13585627", 0},
	{"eu-vat", "BE0428759497", 0},
	{"eu-vat", "BG175074752", 8},
	{"eu-vat", "CY10259033P", 0},
	{"eu-vat", "CZ25123891", 9},
	{"eu-vat", "DE136695976", 0},
	{"eu-vat", "DK13585628", 0},
	{"eu-vat", "EE100931558", 0},
	{"eu-vat", "EL094259216", 8},
	{"eu-vat", "ESA13585625", 0},
	{"eu-vat", "ES54362315K", 0},
	{"eu-vat", "FI20774740", 0},
	{"eu-vat", "FR40303265045", 0},
	{"eu-vat", "FR 83404833048", 0},
	{"eu-vat", "HR33392005961", 0},
	{"eu-vat", "HU12892312", 0},
	{"eu-vat", "IE6433435F", 0},
	{"eu-vat", "IE8D79739I", 12},
	{"eu-vat", "IT00743110157", 0},
	{"eu-vat", "LT119511515", 8},
	{"eu-vat", "LT100001919017", 8},
	{"eu-vat", "LU15027442", 0},
	{"eu-vat", "LV40003521600", 8},
	{"eu-vat", "MT11679112", 0},
	{"eu-vat", "NL004495445B01", 20},
	{"eu-vat", "NL123456782B90", 20},
	{"eu-vat", "PL8567346215", 0},
	{"eu-vat", "PT501964843", 8},
	{"eu-vat", "RO18547290", 12},
	{"eu-vat", "SE123456789701", 20},
	{"eu-vat", "SI50223054", 8},
	{"eu-vat", "SK2022749619", 0},
	{"in-aadhaar", "2345 6789 0124", 0},
	{"br-cpf", "390.533.447-05", 5},
	{"ca-sin", "130 692 544", 0},
	{"tr-kimlik", "17291716060", 5},
	{"yu-jmbg", "0101006500006", 0},
	{"yu-jmbg", "0710003730015", 0},
	{"cn-resident", "11010519491231002X", 0},
	{"cl-rut", "12.531.909-2", 5},
	{"mac", "3c00.c8f6.471c", 100},
	{"bech32", "bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4", 0},
}

func TestValidExamplesPassAndSingleDigitChangesFail(t *testing.T) {
	for _, c := range valid {
		fn, ok := Lookup(c.check)
		if !ok {
			t.Errorf("%s: no such check", c.check)
			continue
		}
		if !fn([]byte(c.text)) {
			t.Errorf("%s refuses the valid %q", c.check, c.text)
			continue
		}
		changes, passed := 0, 0
		for i := range c.text {
			for d := byte('0'); d <= '9'; d++ {
				if !digit(c.text[i]) || c.text[i] == d {
					continue
				}
				changed := []byte(c.text)
				changed[i] = d
				changes++
				if fn(changed) {
					passed++
					if c.tolerate == 0 {
						t.Errorf("%s accepts %q, one digit away from %q", c.check, changed, c.text)
					}
				}
			}
		}
		if passed*100 > c.tolerate*changes {
			t.Errorf("%s accepts %d of %d single-digit changes of %q", c.check, passed, changes, c.text)
		}
	}
}

func TestRefused(t *testing.T) {
	for _, c := range []struct{ check, text, why string }{
		{"card", "4006381333931", "an EAN-13 is no card although it begins like a Visa of 13 digits"},
		{"card", "0000000000000000", "all digits equal"},
		{"card", "9111111111111111", "no issuer has this range"},
		{"card", "37828224631000", "American Express has 15 digits"},
		{"iban", "DE8937040044053201300", "one digit short"},
		{"iban", "XX89370400440532013000", "no such country"},
		{"iban", "", "empty"},
		{"bic", "RECHNUNG", "a German word, NU is not in the directory"},
		{"bic", "DEUTDEF", "seven characters"},
		{"vin", "WVWZZZ1JZXW00000I", "letter I is not used"},
		{"mrz", "I<UTOD231458908<<<<<<<<<<<<<<<", "check digit of the document number"},
		{"ipv4", "256.1.1.1", "above 255"},
		{"ipv4", "1.2.3", "three parts"},
		{"ipv4", "1.2.3.04", "leading zero"},
		{"ipv4", "10.0.19045.1234", "a Windows version"},
		{"ipv4", "0.0.0.0", "names no machine"},
		{"ipv4", "1.0.0.0", "reads like a version"},
		{"ipv4", "127.0.0.1", "every machine itself"},
		{"ipv4", "255.255.254.0", "a mask"},
		{"ipv6", "::1", "every machine itself"},
		{"ipv6", "12:30:45", "a time"},
		{"ipv6", "1::2::3", "two gaps"},
		{"ipv6", "::", "no group"},
		{"ipv6", "a::b", "source code"},
		{"phone-national", "0123456789", "a plain run of digits"},
		{"phone-national", "01.02.2024", "a date"},
		{"ipv6", "2001:db8:d867:909e:2f37:f66f", "six groups without a gap"},
		{"ipv6", "1:2:3:4:5:6:7:8:9", "nine groups"},
		{"mac", "00:00:00:00:00:00", "names no device"},
		{"mac", "9b:a3-ed:cb:0d:2d", "two kinds of separators"},
		{"date", "31.02.2024", "no such day"},
		{"date", "29.02.2023", "no leap year"},
		{"date", "12.13.14", "no such month either way"},
		{"date", "1.2", "two numbers"},
		{"birth-date", "12.03.1780", "nobody alive was born then"},
		{"de-idnr", "12345678901", "no digit repeated"},
		{"de-idnr", "11123456789", "three in a row"},
		{"de-vat", "DE123456789", "check digit"},
		{"de-kvnr", "1123456780", "begins with a digit"},
		{"de-ausweis", "L01X00T47", "no check digit"},
		{"de-ausweis", "A01X00T471", "A does not open a card number"},
		{"de-plate", "A-380", "no letters"},
		{"de-plate", "LH 1234", "no letters"},
		{"de-plate", "BMW 320d", "no district"},
		{"de-plate", "GTX 4090", "no district"},
		{"de-plate", "B-AB 0123", "leading zero"},
		{"de-plate", "MOL-AB 1234E", "nine characters"},
		{"de-plate", "Q-AB 123", "Q is no district"},
		{"ch-plate", "ZH 0123", "leading zero"},
		{"at-svnr", "1237 320180", "day 32"},
		{"gb-nino", "QQ123456C", "prefix is never given out"},
		{"gb-nino", "BG123456A", "prefix is never given out"},
		{"us-ssn", "000-12-3456", "area 000"},
		{"us-ssn", "666-12-3456", "area 666"},
		{"us-ssn", "912-12-3456", "area 9xx"},
		{"us-ssn", "123-00-4567", "group 00"},
		{"us-ssn", "123-45-0000", "serial 0000"},
		{"bech32", "bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t5", "checksum"},
		{"random-token", "3f2504e0-4f89-11d3-9a0c-0305e82c3301", "a UUID"},
		{"random-token", "da39a3ee5e6b4b0d3255bfef95601890afd80709", "a SHA-1"},
		{"random-token", "Donaudampfschifffahrt", "a word"},
		{"random-token", "123456789012", "digits only"},
		{"random-token", "short1", "short"},
	} {
		fn, ok := Lookup(c.check)
		if !ok {
			t.Errorf("%s: no such check", c.check)
		} else if fn([]byte(c.text)) {
			t.Errorf("%s accepts %q: %s", c.check, c.text, c.why)
		}
	}
}

func TestAccepted(t *testing.T) {
	for _, c := range []struct{ check, text string }{
		{"de-vat", "DE232637828-12345"},
		{"de-plate", "B-AB 1234E"}, {"de-plate", "M JB504E"}, {"de-plate", "HH-XY 12"}, {"de-plate", "b-ab 123"},
		{"de-plate", "MÜ-A 1"}, {"de-plate", "TÖL XY 99H"},
		{"at-plate", "W-12345A"}, {"at-plate", "G 123 AB"}, {"at-plate", "KB-AB 123"},
		{"ch-plate", "ZH 123456"}, {"bic", "COBADEFFXXX"}, {"bic", "DEUTDEFF"},
		{"ipv4", "192.168.0.1"}, {"ipv6", "2001:db8::1"}, {"ipv6", "fe80::b1b0:55f1:e117:256c"},
		{"ipv6", "fe80::1"}, {"ipv6", "2001:db8:0:0:0:0:0:1"}, {"ipv6", "::ffff:192.0.2.33"}, {"ipv6", "fe80::"}, {"phone-national", "0 30 / 12 34 56 78"},
		{"mac", "9b:a3:ed:cb:0d:2d"}, {"mac", "9B-A3-ED-CB-0D-2D"},
		{"date", "12.03.1980"}, {"date", "1.2.98"}, {"date", "12. März 1980"}, {"date", "12. MÄRZ 1980"}, {"date", "1980-03-12"},
		{"date", "03/25/1980"}, {"date", "May 23, 2024"}, {"date", "12th of March 1980"}, {"date", "29.02.2024"},
		{"birth-date", "16. Juni 1982"},
		{"mrz", "I<UTOD231458907<<<<<<<<<<<<<<<"},
		{"fr-nir", "2 95 10 2A 126 111 " + corsica}, {"gb-nino", "AB 12 34 56 C"}, {"us-ssn", "088-65-6792"},
		{"random-token", "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY"}, {"random-token", "Zj3V45x1n4Qp"},
		{"base58-address", "1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa"},
	} {
		fn, ok := Lookup(c.check)
		if !ok {
			t.Errorf("%s: no such check", c.check)
		} else if !fn([]byte(c.text)) {
			t.Errorf("%s refuses %q", c.check, c.text)
		}
	}
}

// corsica is the key of the NIR above, computed by the rule of the standard:
// 97 - (2951019126111 mod 97), with 2A counted as 19.
var corsica = func() string {
	key := 97 - 2951019126111%97
	return string([]byte{byte('0' + key/10), byte('0' + key%10)})
}()

func TestEveryCheckBearsAnyBytes(t *testing.T) {
	inputs := []string{"", " ", "-", "\x00", "\xff\xfe", "ÄÖÜ", "DE", "0", "999999999999999999999999999999999999999999999999999999999999999999999999"}
	for _, name := range Names() {
		fn, _ := Lookup(name)
		for _, s := range inputs {
			if fn([]byte(s)) {
				t.Errorf("%s accepts %q", name, s)
			}
		}
	}
}
