package promptgen

import (
	"strings"

	"deckname/wasm/check"
)

// maker draws the value of a slot; n is the number of the person it is about.
type maker func(d *draft, n byte) string

// kind is what a slot may ask for.
type kind struct {
	label string // class of the finding, or ""
	neg   string // kind of near-miss, or ""
	make  maker
}

// kinds is the one place where a slot gets its name.
var kinds = map[string]kind{}

func init() {
	add := func(label, neg string, makers map[string]maker) {
		for name, make := range makers {
			kinds[name] = kind{label, neg, make}
		}
	}
	add("PERSON", "", map[string]maker{
		"name":               func(d *draft, n byte) string { return d.full(d.someone(n)) },
		"name:first":         func(d *draft, n byte) string { return d.someone(n).first },
		"name:last":          func(d *draft, n byte) string { return d.someone(n).last },
		"name:comma":         func(d *draft, n byte) string { return d.someone(n).last + ", " + d.someone(n).first },
		"name:initial":       func(d *draft, n byte) string { return initial(d.someone(n)) },
		"name:caps":          func(d *draft, n byte) string { return capitals(d.someone(n).first + " " + d.someone(n).last) },
		"name:capscomma":     func(d *draft, n byte) string { return capitals(d.someone(n).last + ", " + d.someone(n).first) },
		"name:capslastcomma": func(d *draft, n byte) string { return capitals(d.someone(n).last) + ", " + d.someone(n).first },
		"name:capslast":      func(d *draft, n byte) string { return capitals(d.someone(n).last) },
		"name:lower": func(d *draft, n byte) string {
			return strings.ToLower(d.someone(n).first + " " + d.someone(n).last)
		},
		"name:lowerlast": func(d *draft, n byte) string { return strings.ToLower(d.someone(n).last) },
		"name:odd":       func(d *draft, n byte) string { return d.someoneOdd(n).last },
		"name:oddfirst":  func(d *draft, n byte) string { return d.pick(d.words.list("odd-first")...) },
		"name:oddcomma":  func(d *draft, n byte) string { p := d.someoneOdd(n); return p.last + ", " + p.first },
		"name:east":      func(d *draft, n byte) string { return d.someoneEast(n).eastern() },
		"name:eastlast":  func(d *draft, n byte) string { return d.someoneEast(n).last },
		"name:swapped":   func(d *draft, n byte) string { return d.someone(n).last + " " + d.someone(n).first },
		"name:capsswapped": func(d *draft, n byte) string {
			return capitals(d.someone(n).last + " " + d.someone(n).first)
		},
		"name:lowerfirst": func(d *draft, n byte) string { return strings.ToLower(d.someone(n).first) },
		"name:ascii":      func(d *draft, n byte) string { return transcribe.Replace(d.someone(n).first + " " + d.someone(n).last) },
	})
	add("ADDRESS", "", map[string]maker{
		"address":        func(d *draft, _ byte) string { return d.address(", ", d.country()) },
		"address:block":  func(d *draft, _ byte) string { return d.address("\n", d.country()) },
		"address:street": func(d *draft, _ byte) string { return d.street() },
		"address:box":    func(d *draft, _ byte) string { return d.postBox() },
		"address:at":     func(d *draft, _ byte) string { return d.address(", ", "at") },
		"address:ch":     func(d *draft, _ byte) string { return d.address(", ", "ch") },
		"address:de":     func(d *draft, _ byte) string { return d.address(", ", "de") },
		"address:uk":     func(d *draft, _ byte) string { return d.address(", ", "uk") },
		"address:us":     func(d *draft, _ byte) string { return d.address(", ", "us") },
	})
	add("EMAIL", "", map[string]maker{
		"email":         func(d *draft, n byte) string { return d.email(n) },
		"email:spelled": func(d *draft, n byte) string { return d.spelled(n) },
	})
	add("PHONE", "", map[string]maker{"phone": func(d *draft, _ byte) string { return d.phone() }})
	add("IBAN", "", map[string]maker{
		"iban":    func(d *draft, _ byte) string { return d.anyIBAN() },
		"iban:de": func(d *draft, _ byte) string { return d.iban("DE") },
		"iban:at": func(d *draft, _ byte) string { return d.iban("AT") },
		"iban:ch": func(d *draft, _ byte) string { return d.iban("CH") },
	})
	add("CARD", "", map[string]maker{"card": func(d *draft, _ byte) string { return d.card() }})
	add("DOB", "", map[string]maker{
		"dob":     func(d *draft, _ byte) string { return d.birth() },
		"dob:iso": func(d *draft, _ byte) string { return d.iso(1940, 2006) },
	})
	add("PLATE", "", map[string]maker{
		"plate:de": germanPlate,
		"plate:uk": britishPlate,
		"plate:at": func(d *draft, _ byte) string {
			return until(true, check.AustrianPlate, func() string {
				return d.pick("W", "G", "L", "S", "I", "KL", "GU", "WN") + "-" + d.shape(d.pick("^####@", "^##@@"))
			})
		},
		"plate:ch": func(d *draft, _ byte) string {
			return until(true, check.SwissPlate, func() string { return d.pick("ZH", "BE", "AG", "LU", "SG", "GR") + " " + d.shape("^## ###") })
		},
	})
	add("IP", "", map[string]maker{
		"ip":     func(d *draft, _ byte) string { return d.ipv4() },
		"ip:v6":  func(d *draft, _ byte) string { return d.ipv6() },
		"ip:mac": func(d *draft, _ byte) string { return d.mac() },
	})
	add("SECRET", "", map[string]maker{
		"secret:password": func(d *draft, _ byte) string { return d.password() },
		"secret:dsn":      plainPassword,
		"secret:key":      apiKey,
		"secret:token":    rawToken,
		"secret:jwt":      jwt,
		"secret:basic":    basic,
		"secret:pem":      privateKey,
		"secret:pin":      shaped("^###", "######"),
	})
	add("ID", "", identifiers)
	add("ORG", "org", map[string]maker{
		"org":       func(d *draft, _ byte) string { return d.organisation() },
		"org:brand": func(d *draft, _ byte) string { return d.orCoined(35, "brand") },
	})
	add("LOCATION", "place", map[string]maker{"place": func(d *draft, _ byte) string { return d.orCoined(10, "place") }})
	add("DATE", "date", map[string]maker{
		"date":     func(d *draft, _ byte) string { return d.recent() },
		"date:iso": func(d *draft, _ byte) string { return d.iso(2019, 2027) },
	})
	add("URL", "", map[string]maker{"url": func(d *draft, _ byte) string { return d.page() }})
	for name, make := range nearMisses {
		add("", name, map[string]maker{"not:" + name: make})
	}
	add("", "", fillers)
}

// identifiers are the numbers that name one person, firm or thing; their names
// begin with the country of the rule.
var identifiers = map[string]maker{
	"id:de-idnr":      taxID,
	"id:de-vat":       checked(check.GermanVAT, "DE^########", "DE ^########", "DE ^## ### ###", "DE^########-#####"),
	"id:de-taxnumber": shaped("##/###/#####", "###/####/####", "###/###/#####", "##/###/####^"),
	"id:de-rvnr":      dated(check.GermanPension, 1945, 2004, day.short, "1#{}@###", "6# {} @ ###", "2#{}@###", "5# {} @ ###"),
	"id:de-kvnr":      checked(check.GermanHealth, "@#########", "@### ### ###"),
	"id:de-lanr":      checked(check.GermanDoctor, "^########"),
	"id:de-bsnr":      shaped("^########"),
	"id:de-ik":        checked(check.GermanInstitution, "10#######"),
	"id:de-card":      checked(check.GermanIdentityCard, "L$$$$$$$$#", "T#########", "T#########", "L$$$$$$$$#"),
	"id:de-pass":      checked(check.GermanPassport, "C$$$$$$$$#", "C$$$$$$$$#", "F$$$$$$$$#"),
	"id:de-licence":   shaped("@###$$$$$##", "B###$$$$$^#", "N##########"),
	"id:de-residence": shaped("Y$$$$$$$^", "AX#######"),
	"id:de-register":  register,
	"id:de-court":     courtFile,
	"id:de-creditor":  checked(check.SEPACreditor, "DE##ZZZ0##########"),
	"id:de-eori":      shaped("DE^######", "DE^##############"),
	"id:de-bic": func(d *draft, _ byte) string {
		return d.shape("@@@@DE") + d.string("FMBHS", 1) + d.shape("^"+d.pick("", "XXX"))
	},
	"id:at-svnr":     dated(check.AustrianInsurance, 1945, 2004, day.short, "^###{}", "^### {}"),
	"id:at-uid":      checked(check.AustrianVAT, "ATU########"),
	"id:at-register": shaped("FN ^#####&", "FN ^#### &"),
	"id:ch-ahv":      checked(check.SwissInsurance, "756.####.####.##", "756##########"),
	"id:ch-uid":      checked(check.SwissBusiness, "CHE-###.###.###", "CHE-###.###.### MWST"),
	"id:fr-nir":      checked(check.FrenchInsurance, "1 85 05 ## ### ### ##", "2 9# 1# 75 ### ### ##"),
	"id:fr-siret":    checked(check.FrenchBusiness, "^## ### ### 000##", "^########000##"),
	"id:it-tax":      dated(check.ItalianTax, 1950, 2003, italian, "@@@@@@{}@###@"),
	"id:it-vat":      checked(check.ItalianVAT, "0##########", "IT0##########"),
	"id:es-dni":      checked(check.SpanishID, "########@"),
	"id:es-nie":      checked(check.SpanishID, "X#######@", "Y#######@"),
	"id:nl-bsn":      checked(check.DutchID, "^########"),
	"id:be-rrn":      dated(check.BelgianID, 1950, 1999, dashed, "{}-###.##"),
	"id:pl-pesel":    dated(check.PolishID, 1950, 2006, pesel, "{}#####"),
	"id:pl-nip":      checked(check.PolishTax, "^##-###-##-##", "^#########"),
	"id:pt-nif":      checked(check.PortugueseTax, "2########"),
	"id:se-pnr":      dated(check.SwedishID, 1950, 2003, day.reversed, "{}-####", "19{}-####"),
	"id:fi-hetu":     dated(check.FinnishID, 1950, 1999, day.short, "{}-###@", "{}-####"),
	"id:no-fnr":      dated(check.NorwegianID, 1950, 1999, day.short, "{}#####", "{} #####"),
	"id:dk-cpr":      dated(check.DanishID, 1950, 1999, day.short, "{}-####"),
	"id:cz-rc":       dated(check.CzechID, 1954, 2003, day.reversed, "{}/####"),
	"id:hr-oib":      checked(check.CroatianID, "^##########"),
	"id:ee-code":     dated(check.EstonianID, 1950, 1999, day.reversed, "3{}####", "4{}####"),
	"id:bg-egn":      dated(check.BulgarianID, 1950, 1999, day.reversed, "{}####"),
	"id:ro-cnp":      dated(check.RomanianID, 1950, 1999, day.reversed, "1{}######", "2{}######"),
	"id:gr-amka":     dated(check.GreekInsurance, 1950, 1999, day.short, "{}#####"),
	"id:ie-pps":      checked(check.IrishID, "#######@", "#######@A"),
	"id:gb-nino":     checked(check.BritishInsurance, "@@######C", "@@ ## ## ## A", "@@ ## ## ## D"),
	"id:gb-nhs":      checked(check.BritishHealth, "^## ### ####", "^#########", "^##-###-####"),
	"id:us-ssn":      checked(check.AmericanInsurance, "###-##-####"),
	"id:imei":        checked(check.IMEI, "35#############", "86 ###### ###### #"),
	"id:vin":         checked(check.VIN, "WVWZZZ%%#%W%#####", "1HG%%#####A######"),
	"id:mrz":         mrz,
	"id:eth":         func(d *draft, _ byte) string { return "0x" + d.string(hexSet, 40) },
	"id:customer":    shaped("KD^######", "K-^#####", "C^#######", "^####-^###", "^#######", "10^#####"),
	"id:staff":       shaped("00^#####", "P-^###", "MA^####", "E-^####", "^####"),
	"id:policy":      shaped("LV-^#####-##", "KFZ ^## ### ###", "^#.^###.^###-^", "PN-^######", "H^#######"),
	"id:claim":       shaped("202#-S-^####", "SN^#######", "^##-^#####/2#", "CLM-^######"),
	"id:member":      shaped("M-^####", "^######", "MG^#####"),
	"id:patient":     shaped("PAT-^#####", "^#######", "P^#######"),
	"id:student":     shaped("^######", "3######", "s^######"),
	"id:file":        shaped("202#-^###-@", "@@ ^##/2#", "^##-^##/2#", "IV @ ^ - ^###/2#"),
	"id:user":        func(d *draft, n byte) string { return d.userName(n) },
	"id:profile":     profile,
	"id:coordinates": coordinates,
	"id:us-licence":  shaped("@^######", "@^##-^###-^###"),
	"id:us-passport": shaped("5########", "A########"),
	"id:gb-licence":  drivingLicence,
	"id:us-medical":  shaped("MRN-^######", "^#######"),
	"id:visa":        shaped("D^#######", "AX#######"),
	"id:us-taxpayer": shaped("##-^######"),
	"id:gb-vat":      shaped("GB ^## #### ##", "GB^########"),
	"id:gb-company":  shaped("0^######", "SC^#####"),
}

// nearMisses look like findings and are none.
var nearMisses = map[string]maker{
	"amount":        amount,
	"number":        number,
	"measure":       measure,
	"version":       version,
	"order":         order,
	"invoice":       invoice,
	"ticket":        ticket,
	"uuid":          uuid,
	"sha":           sha,
	"ean":           ean,
	"isbn":          isbn,
	"lei":           lei,
	"flight":        flight,
	"coord":         coordinates,
	"paragraph":     paragraph,
	"norm":          norm,
	"spot":          spot,
	"error":         errorCode,
	"part":          partNumber,
	"tracking":      tracking,
	"time":          clock,
	"ts":            stamp,
	"period":        period,
	"product":       func(d *draft, _ byte) string { return d.orCoined(20, "product") },
	"car":           func(d *draft, _ byte) string { return d.pick(d.words.list("car")...) },
	"role":          func(d *draft, _ byte) string { return d.pick(d.words.list("role")...) },
	"noun":          func(d *draft, _ byte) string { return d.pick(d.words.list("noun")...) },
	"eponym":        eponym,
	"oddnoun":       func(d *draft, _ byte) string { return d.pick(d.words.list("odd-noun")...) },
	"cardfail":      func(d *draft, _ byte) string { return d.badCard() },
	"ibanfail":      func(d *draft, _ byte) string { return d.badAccount() },
	"taxfail":       badTaxID,
	"kvnrfail":      failed(check.GermanHealth, "@#########"),
	"rvnrfail":      failed(check.GermanPension, "65######@###", "12######@###"),
	"vatfail":       failed(check.GermanVAT, "DE^########"),
	"ahvfail":       failed(check.SwissInsurance, "756.####.####.##"),
	"nhsfail":       failed(check.BritishHealth, "^## ### ####", "^#########"),
	"identcardfail": failed(check.GermanIdentityCard, "L$$$$$$$$#", "T#########"),
}

// fillers are ordinary words that make two uses of a template differ.
var fillers = map[string]maker{
	"gen":        func(d *draft, _ byte) string { return ending(d.pieces[len(d.pieces)-1].text) },
	"title":      wordFrom("title"),
	"title:acc":  wordFrom("title-acc"),
	"dear":       wordFrom("dear"),
	"hi":         wordFrom("hi"),
	"bye":        wordFrom("bye"),
	"weekday":    wordFrom("weekday"),
	"month":      wordFrom("month"),
	"topic":      wordFrom("topic"),
	"task":       wordFrom("task"),
	"diagnosis":  wordFrom("diagnosis"),
	"job":        wordFrom("job"),
	"goods":      wordFrom("goods"),
	"department": wordFrom("department"),
	"rank":       wordFrom("rank"),
	"ranks":      wordFrom("ranks"),
	"tab":        func(*draft, byte) string { return "\t" },
	"n":          shaped("^", "^#"),
}

func wordFrom(list string) maker {
	return func(d *draft, _ byte) string { return d.pick(d.words.list(list)...) }
}

func profile(d *draft, n byte) string {
	p := d.someone(n)
	f, l := mailPart(p.first), mailPart(p.last)
	return d.pick("linkedin.com/in/"+f+"-"+l+"-"+d.shape("~~^###"), "xing.com/profile/"+strings.ToUpper(f[:1])+"_"+l, "instagram.com/"+f+"."+l+d.shape("##"), "github.com/"+f[:1]+l+d.shape("##"))
}

// drivingLicence writes a British number: five letters of the surname come first.
func drivingLicence(d *draft, n byte) string {
	name := strings.ToUpper(mailPart(d.someone(n).last))
	name = strings.ReplaceAll(name, "-", "")
	return (name + "99999")[:5] + d.shape("^") + d.pick("01", "05", "09", "11") + d.shape("^##") + d.string(upperSet, 1) + "9" + d.shape("#@@")
}
