package bench

import "slices"

var firstNames = []string{"Lena", "Jonas", "Mia", "Paul", "Ayşe", "Mehmet", "Anna-Lena", "Karl-Heinz", "Petra", "Goran", "Zoé", "Tom", "Grace", "Oliver", "Sophie", "William", "Nadia", "Piotr", "Ines", "Björn"}

var lastNames = []string{"Schröder", "Müller", "Brüggemann", "Weiß", "Yılmaz", "Öztürk", "Petrović", "Lindgren", "Fuchs", "Baumann", "Okonkwo", "Taylor", "Smith", "O'Connor", "Whitlock", "Nowak", "van Dyck", "Krause", "Seidel", "Vogel"}

var domains = []string{"example.org", "firma-beispiel.de", "mail.example.co.uk", "uni-musterstadt.example", "example.com"}

var streets = []string{"Leopoldstraße", "Karl-Marx-Allee", "Bahnhofstr.", "Lange Gasse", "Am Ring", "Deichstraße", "Alte Poststraße", "Birkenweg", "Schillerplatz"}

var places = []string{"01067 Dresden", "60311 Frankfurt am Main", "80331 München", "23552 Lübeck", "20095 Hamburg", "50667 Köln", "99084 Erfurt"}

var germanSentences = []string{
	"Bitte antworte Herrn {last}, er wohnt in der {place} und ist unter {phone} erreichbar.",
	"Frau Dr. {last}, geboren am {date}, hat die Versichertennummer {kvnr}.",
	"Die Steuer-ID {tax} gehört zu {name}, Rückfragen an {mail}.",
	"Überweise {amount} an {iban}, Verwendungszweck {order}.",
	"Das Fahrzeug mit dem Kennzeichen {plate} gehört Familie {last}.",
	"Mein Name ist {name}, ich erreiche Sie unter {phone} nicht.",
	"Der Zugriff kam von {ip}, das Token {key} ist gesperrt.",
	"Mit freundlichen Grüßen\n{name}\nTel. {phone}\n{mail}\n",
}

var englishSentences = []string{
	"Please reply to Mr {last}, phone {phone}, and copy {mail}.",
	"My name is {name} and my card {card} was declined on order {order}.",
	"The server {ip} has been down since Monday, says Mrs {last}.",
	"Dear {first},\n\nplease transfer {amount} to {iban}.\n\nKind regards\n{name}\n",
	"{name}, date of birth {date}, lives at 12 Mill Road, Leeds LS1 4DY.",
}

var germanNouns = []string{"Bericht", "Entwurf", "Haushalt", "Prozess", "Messstand", "Ablauf", "Lieferplan", "Schaltschrank", "Fahrplan", "Katalog", "Wasserkreislauf", "Grundriss", "Terminkalender", "Förderantrag", "Prüfstand", "Datensatz", "Arbeitskreis", "Versuch", "Zeitplan", "Rundbrief", "Lageplan", "Kostenrahmen", "Netzplan", "Aufbau"}

var englishNouns = []string{"report", "draft", "budget", "process", "pipeline", "schedule", "catalogue", "cabinet", "timetable", "newsletter", "data set", "floor plan", "experiment", "checklist", "workshop", "backlog", "framework", "dashboard", "summary", "forecast", "roadmap", "interface", "compiler", "index"}

var germanAdjectives = []string{"neue", "alte", "geplante", "überarbeitete", "kurze", "vollständige", "vorläufige", "schwierige", "günstige", "gemeinsame", "jährliche", "öffentliche", "interne", "übliche"}

var englishAdjectives = []string{"new", "old", "planned", "revised", "short", "complete", "preliminary", "difficult", "cheap", "shared", "yearly", "public", "internal", "usual"}

var plainGerman = []string{
	"Der {art} {ding} liegt vor, der {ding} für das dritte Quartal fehlt noch.",
	"Wir haben den {ding} geprüft und dabei {n} Zeilen geändert.",
	"Fasse den {ding} in drei Sätzen zusammen und nenne die wichtigsten Zahlen.",
	"Die Besprechung zum Thema {ding} fällt aus, weil der große Saal renoviert wird.",
	"Der Umsatz stieg um 12,4 Prozent auf 3,2 Millionen Euro, der {art} {ding} kostet {amount}.",
	"Nach DIN EN ISO 9001:2015 muss der {ding} bis Ende 2026 beschrieben sein.",
	"Erkläre mir § 823 Abs. 1 BGB in einfachen Worten und gib zwei Beispiele zum {ding}.",
	"Artikel 4006381333931 ist erst ab Kalenderwoche 34 wieder lieferbar.",
	"Zug ICE 849 fährt heute von Gleis 7 ab, Wagen 12 fehlt.",
	"Was spricht dafür, den {ding} vor dem {ding} fertigzustellen?",
}

var plainEnglish = []string{
	"The {kind} {thing} is ready, but the {thing} still needs a review.",
	"Write a short and friendly text about the {thing} for our readers.",
	"We need a table with columns for region, product, quantity and price.",
	"The release 2.14.{n} fixes the memory leak in the {thing} that was reported in April.",
	"Compare the {kind} {thing} with the {kind} {thing} and list three differences.",
	"Please explain why the {thing} depends on the {thing} and how to change that.",
	"It took {n} minutes to build the {thing}, which is more than the {thing} allows.",
}

var plainSentences = slices.Concat(plainGerman, plainEnglish)

var logLines = []string{
	"{stamp} INFO  request id={uuid} path=/api/v1/items status=200 took={n}ms",
	"{stamp} INFO  worker {n} finished job=rebuild-index rows={n} status=ok",
	"{stamp} DEBUG cache miss key=item:{n} shard=7",
	"{stamp} DEBUG gc pause=0.{n}ms heap={n}kB",
	"{stamp} WARN  login failed user={mail} ip={ip} attempt=3",
	"{stamp} INFO  session={uuid} user={mail} ip={ip}",
	"{stamp} ERROR payment rejected iban={iban} amount={amount}",
}

var codeLines = []string{
	"func (s *Server) handle(w http.ResponseWriter, r *http.Request) error {",
	"\tif err := s.store.Save(ctx, item); err != nil { return err }",
	"\tfor i := 0; i < len(items); i++ { total += items[i].Price }",
	"import numpy as np; x = np.zeros((3, {n})); print(x.shape)",
	"\treturn fmt.Errorf(\"item %d: %w\", id, err)",
	"SELECT id, price FROM items WHERE quantity > {n} ORDER BY price DESC LIMIT 20;",
	"<div class=\"card\" data-id=\"{n}\"><p>The {thing}</p></div>",
	"const retries = {n}, delay = 250; // milliseconds",
	"type Item struct { ID int; Price float64; Tags []string }",
	"const token = \"{key}\"",
	"// maintained by {name} <{mail}>",
	"DATABASE_URL=postgres://app:Ge{n}heim@db.intern.example:5432/prod",
}
