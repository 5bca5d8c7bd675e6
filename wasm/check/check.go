// Package check holds the check digits and shape tests that rules name.
//
// A check takes the bytes of one candidate as they stand in the text, with the
// separators people type (space, hyphen, dot, slash), and says whether the
// candidate satisfies its standard. Checks are pure: they neither keep nor
// return what they saw, allocate nothing, and accept any bytes.
//
// A passed check is evidence, not proof: one check digit passes a tenth of all
// random numbers. How much it is worth is the rule's decision, not the check's.
package check

// Func says whether the bytes of a candidate satisfy a standard.
type Func func(s []byte) bool

// Lookup returns the check of that name.
func Lookup(name string) (Func, bool) {
	for i := range registry {
		if registry[i].name == name {
			return registry[i].fn, true
		}
	}
	return nil, false
}

// Names returns the names of all checks, in the order of the registry.
func Names() []string {
	names := make([]string, len(registry))
	for i := range registry {
		names[i] = registry[i].name
	}
	return names
}

// registry is the one place where a check gets its name.
var registry = [...]struct {
	name string
	fn   Func
}{
	{"luhn", Luhn},
	{"card", Card},
	{"iban", IBAN},
	{"bic", BIC},
	{"sepa-creditor", SEPACreditor},
	{"imei", IMEI},
	{"vin", VIN},
	{"mrz", MRZ},
	{"ipv4", IPv4},
	{"ipv6", IPv6},
	{"mac", MAC},
	{"phone-national", NationalPhone},
	{"date", Date},
	{"birth-date", BirthDate},
	{"bech32", Bech32},
	{"base58-address", Base58Address},
	{"random-token", RandomToken},
	{"opaque-token", OpaqueToken},
	{"varied-token", VariedToken},
	{"assigned-secret", AssignedSecret},
	{"told-secret", ToldSecret},
	{"base64-pair", Base64Pair},
	{"de-idnr", GermanTaxID},
	{"de-vat", GermanVAT},
	{"de-rvnr", GermanPension},
	{"de-kvnr", GermanHealth},
	{"de-lanr", GermanDoctor},
	{"de-ik", GermanInstitution},
	{"de-ausweis", GermanIdentityCard},
	{"de-pass", GermanPassport},
	{"de-plate", GermanPlate},
	{"at-plate", AustrianPlate},
	{"ch-plate", SwissPlate},
	{"at-svnr", AustrianInsurance},
	{"at-uid", AustrianVAT},
	{"ch-ahv", SwissInsurance},
	{"ch-uid", SwissBusiness},
	{"fr-nir", FrenchInsurance},
	{"fr-siren", FrenchBusiness},
	{"it-codice-fiscale", ItalianTax},
	{"it-partita-iva", ItalianVAT},
	{"es-dni", SpanishID},
	{"nl-bsn", DutchID},
	{"be-rrn", BelgianID},
	{"pl-pesel", PolishID},
	{"pl-nip", PolishTax},
	{"pt-nif", PortugueseTax},
	{"se-personnummer", SwedishID},
	{"fi-hetu", FinnishID},
	{"no-fodselsnummer", NorwegianID},
	{"dk-cpr", DanishID},
	{"cz-rc", CzechID},
	{"hr-oib", CroatianID},
	{"ee-isikukood", EstonianID},
	{"bg-egn", BulgarianID},
	{"ro-cnp", RomanianID},
	{"gr-amka", GreekInsurance},
	{"ie-pps", IrishID},
	{"gb-nino", BritishInsurance},
	{"gb-nhs", BritishHealth},
	{"gb-vat", BritishVAT},
	{"us-ssn", AmericanInsurance},
	{"eu-vat", EuropeanVAT},
	{"in-aadhaar", IndianID},
	{"br-cpf", BrazilianTax},
	{"ca-sin", CanadianInsurance},
	{"tr-kimlik", TurkishID},
	{"yu-jmbg", YugoslavID},
	{"cn-resident", ChineseID},
	{"cl-rut", ChileanID},
}
