package tail

// Words of names: what belongs to one, what stands before or behind one, and what is
// capitalised for other reasons.

// arabicArticles follow the hyphen of a name in lower case.
var arabicArticles = list(" el al ")

// walls are what families are called after "auf der": auf der Mauer.
var walls = list(" mauer maur heyde heyden lauer höh springe ")

// syllables follow the hyphen of a Korean or Chinese name in lower case.
var syllables = list(" jun ji ho seo jin won rin hee hoon woo min young eun yeon soo ah sung jae hyun ju joon jung mi kyung sook sang seung hyung yang yoo na dong wook chang chul nam sun in kwang su ming li ling hua hong han chen hao wen hui fen ting chun jie yi xin mei wei yu ying ping jing ")

// inSentence are particles that more often are words of the sentence.
var inSentence = list(" und das der den dem del da y do af av ")

// things end nouns that no family is called by.
var things = [...]string{"ung", "heit", "keit", "tion", "schaft", "tät", "ismus", "gespräch", "termin", "thema", "amt", "rat", "team", "stelle",
	"abteilung", "dienst", "kasse", "bank", "bereich", "büro", "feier", "kurs", "anruf", "punkt", "zweck", "ende", "beginn", "problem", "fall"}

// places of work and occasions, which stand behind "von", "vom", "zum" and "zur".
var occasions = list(" kaffee essen mittag mittagessen frühstück fest meeting call interview probearbeiten unterschrift probe arzt beispiel glück teil anfang schluss ziel preis gast besuch hause wort recht unrecht hand verfügung arbeit weihnachten ostern " +
	" einkauf verkauf empfang bau werk lager vorstand betriebsrat personal marketing controlling jobcenter sozialamt jugendamt tüv adac aok barmer dak tk ikk allianz siemens bosch telekom bahn post lufthansa sap bmw audi daimler volkswagen vw aldi lidl rewe edeka ikea amazon google microsoft apple vodafone commerzbank hettich viessmann claas stihl sennheiser weidmüller festool vaillant buderus kärcher würth wago rittal hager gira grohe hansgrohe geberit knauf sika hilti makita metabo husqvarna fendt jungheinrich linde schaeffler mahle zf continental henkel bayer basf merck fielmann rossmann müller-drogerie ubiquiti cisco ibm oracle salesforce ikea obi hornbach bauhaus toom otto zalando dhl dpd hermes gls ups fedex eon rwe enbw vattenfall o2 telefonica max-planck-institut fraunhofer sparkasse volksbank caritas diakonie ")

var particles = list(" von van vom zu zur zum de der den dem del della di da do dos das du la le al el bin ibn ben ter ten te op af av und y ")

// titles may stand between a salutation and the name.
var titles = list(" hr fr dr dr.med prof professor professorin med phil jur rer nat pol h.c hc habil dipl ing mag bsc msc ba ma mba llm ra rain stb wp herr herrn frau fräulein mr mrs ms miss sir lady dame lord rev reverend pater schwester bruder graf gräfin freiherr freifrau baron baronin oberarzt chefarzt doktor frl rechtsanwalt rechtsanwältin notar notarin studienrat studienrätin oberstudienrat oberstudienrätin ")

// notNames are capitalised words that follow a name or stand where one could.
var notNames = list(" herr herrn hr frau fr mr mrs ms miss dr prof ich du er sie es wir ihr ihre ihren ihrem ihrer ihnen ihres mein meine meinen meinem dein deine sein seine unser unsere euer eure der die das den dem des ein eine einen einem einer kein keine und oder aber auch am im in an auf aus bei bis für mit nach von vor zu zum zur über unter wegen als wie wenn weil dass ob was wer wo wann warum welche welcher welches bitte danke vielen herzlichen herzliche freundliche freundlichen viele beste besten liebe lieber liebes grüße gruß grüßen gruesse gruss gruessen grüsse mfg hallo hi hey moin servus guten gute guter tag morgen abend nacht mahlzeit willkommen " +
	" damen herren leser leserin leserinnen mitglieder eltern gäste mitarbeitende team-mitglieder genossen fans nutzer nutzerin user users readers members parents guests subscribers analyst associate consultant director vorstand damen herren kollegen kolleginnen kollege kollegin anwender anwenderin anwendern support service hotline helpdesk redaktion buchhaltung vertrieb personalabteilung kundenservice kundendienst kundenbetreuung sekretariat zentrale admin admins team alle alles zusammen leute freunde freund freundin welt kunde kundin kunden mandant mandantin patient patientin mieter mieterin vermieter bewerber bewerberin mitarbeiter mitarbeiterin chef chefin partner nachbar nachbarin schüler student studentin lehrer arzt ärztin anwalt anwältin richter richterin zeuge zeugin geschäftsführer geschäftsführerin leiter leiterin abteilung firma gmbh ag kg gruppe bank amt amtsgericht landgericht gericht finanzamt polizei schule klinik krankenhaus praxis versicherung verein vermieterin nachbarn nachbarin kanzlei hausverwaltung hausmeister hausarzt zahnarzt empfänger empfängerin tochter sohn wohnungsgenossenschaft genossenschaft mathe kaltmiete warmmiete nebenkosten " +
	" montag dienstag mittwoch donnerstag freitag samstag sonntag januar februar märz april juni juli august september oktober november dezember heute gestern jahr jahre monat woche uhr datum " +
	" dauerauftrag gutschrift sepa-gutschrift überweisung lastschrift sepa-lastschrift zahlungseingang zahlungsausgang karteninhaber kontoinhaber prozessbevollmächtigte tel telefon telefonnummer fax mobil handy email e-mail mail adresse anschrift straße str platz weg betreff thema name vorname nachname geburtsdatum geb geboren iban bic konto kontonummer rechnung rechnungsnummer angebot auftrag bestellung vertrag antrag bescheid akte sache sachen skonto rabatt kosten preis aktenzeichen termin frage fragen antwort anlage anhang hinweis info protokoll liste version nummer nr projekt kundennummer versichertennummer steuer passwort benutzer entwurf bewerbung kündigung absage zusage mahnung rentenversicherung krankenkasse anwesend euro eur usd " +
	" i you he she it we they me my your his her our their the a an this that these those and or but also at by for from of on to with about into as is are was were be been have has had do does did will would can could should may might must not no yes please thank thanks regards best kind warm sincerely yours cheers dear hello hi hey good morning afternoon evening all everyone everybody team folks guys there sir madam friends colleagues world customer client patient tenant landlord applicant employee manager boss doctor teacher neighbour " +
	" monday tuesday wednesday thursday friday saturday sunday january february march june july october december today yesterday tomorrow phone mobile email address street road subject topic date birth dob born ssn nhs passport account invoice order contract offer meeting question answer attachment note list number no. project user password here now what when where why how which who if then so just re fw fwd cc bcc ")

// notLoneNames are words that can be part of a name, but not all of it after a
// greeting or a role.
var notLoneNames = list(" herr frau mr mrs ms miss dr prof chatgpt gpt chat ki claude gemini copilot siri alexa google microsoft berlin hamburg münchen köln deutschland london america europe god gott jesus bot assistant assistent ki ai ")

// compoundTails are second parts of words made from a name and a thing.
var compoundTails = list(" vertrag akte fall antrag mitarbeiter mitarbeiterin team gruppe projekt familie konto kunde angebot rechnung termin brief mail anfrage bestellung sache vorgang urteil gesetz plan effekt methode ")

// diseases and the like follow the genitive of who described them: Murphy's sign.
var diseases = list(" sign syndrome disease theorem lemma paradox razor law ")

// ways stand before what a street is called by, as in "3 rue Kléber".
var ways = list(" rue quai place avenue boulevard allée impasse cours calle avenida av paseo plaza carrer passeig rambla piazza viale corso vicolo rua ulica ul al aleja os ulice straat laan gracht plein sokak caddesi ")

// streets end what a street is called by, behind the number: 12 Fenwick Mews.
var streets = list(" mews close road drive avenue crescent gardens terrace rise court parade view square st rd ave ln ct ")

// doctorBrands are brands that begin with Dr. and that hardly anybody is named like.
var doctorBrands = list(" oetker hauschka pepper ")

// placeFirst are the first words of places that look like names.
var placeFirst = list(" new san santa los las saint st bad sankt ")

// notLower are words after "ich bin" or "I'm" that begin no name.
var notLower = list(" ich bin die der das den dem ein eine einen im in am an auf aus bei für mit nach von vor zu zum zur als wie so sehr ganz total echt gerade noch nicht kein keine auch nur schon immer nie oft heute morgen gestern jetzt dann hier da dort neu neue neuer krank müde froh sicher unsicher bereit fertig dabei verheiratet ledig geschieden selbst selbstständig angestellt beamter rentner student schüler lehrer kunde mieter mitglied seit bis mal mir dir sich es er sie wir ihr und oder aber sowohl davon dafür dagegen damit darauf darüber daran hiermit überzeugt gespannt etwas leider eigentlich wirklich ziemlich momentan aktuell derzeit alleine allein zufrieden unzufrieden interessiert begeistert verwirrt schwanger zuständig verantwortlich jahre " +
	" a an the in at on of for from to with by as so very really just still not no also only already always never often today now here there new sick tired happy sure unsure ready done married single divorced self student teacher customer member since until me you he she it we they and or but quite rather pretty currently responsible interested confused pregnant looking trying going working writing using having getting doing planning thinking wondering deadly extremely absolutely completely totally highly deeply truly fully terribly incredibly sorry afraid glad back out one your my his her their our getting being about all both fine good great okay ok well able unable aware supposed based located living studying applying preparing building making creating moving running ")

// smallWords are words in small letters behind a title that are no names.
var smallWords = list(" said says told wants prescribed appointment visit office surgery letter called rang thinks recommended word excel teams access powerpoint sql server project paint edge windows dos hat hatte sagt sagte meint meinte kommt kam geht ging kann konnte soll sollte muss musste darf mag liest gibt gab macht machte findet ruft rief schreibt schrieb wurde wird arbeit titel thesis minister kaiser ober pfarrer lehrer wirt gott holle doktorarbeit habil right right's robot holmes bean marvel plus etc usw bzw beim vom zum zur ins ans lehrerin doktorin ministerin kollege kollegin nachbar nachbarin vermieter vermieterin ")

var introducing = oneOf(" und", " and", " aus", " from", " von", " with", " (", " –", " -")

// senders are last words of what sends mail and is no person.
var senders = list(" alert alerts news newsletter album list lists digest store shop services info online club group forum blog magazin magazine zeitung redaktion verlag ")

var rowJoins = oneOf(", ", " und ", " and ", " & ", "; ", " sowie ", ", und ", ", and ", " / ")

// columnHeads head columns in which names stand, and are no names.
var columnHeads = list(" surname forename forenames mitglied fahrer fahrerin driver halter halterin keeper member spieler player inhaber inhaberin holder cardholder karteninhaber kontoinhaber bewerber candidate azubi trainer techniker monteur bearbeiter sachbearbeiter assignee owner versicherter insured gast guest besucher visitor verantwortlich vertreter referent speaker familienname rufname first last teilnehmer teilnehmerin ansprechpartner contact attendee kontakt title anrede titel ort stadt city status abteilung department grund reason note notes bemerkung betrag amount datum geboren geburtsdatum geburtstag swift pool poolfahrzeug frei offen vakant vacant tbd unbekannt unknown client's id's caller merchant todo fixme avis ")

// neverNames are words of which no part of a name consists, though they stand where
// names do.
var neverNames = list(" chat chatgpt ki id id's los charge lin inh geb bkk ikk aok sv-nr lkw pkw fleet unban pii gastnetz vlan ot-vlan kimlik aadhaar curriculum vitae objekt modell celsius fahrenheit kelvin ascii edi apt sql xml json csv pdf vcard fhir gmbh rosemary thyme rosmarin salbei thymian ")

// bodies end the first word of an authority, a bank or a club: "Volksbank Kamenz".
var bodies = [...]string{"bank", "kasse", "schaft", "werke", "verein", "verband", "kammer", "verwaltung", "klinik", "klinikum", "schule", "drogerie", "versicherung", "amt", "gericht", "ministerium"}

// oddNames are words of other kinds that families are called by, too: behind a
// salutation they are names.
var oddNames = list(" sonntag freitag montag samstag donnerstag märz april mai august richter schüler freund tag abend morgen bank kaufmann zeuge meister may june friday monday sunday church day best good will hope welt gast ")

var salutations = list(" herr herrn hr frau fr frl fräulein familie fam dr prof mr mrs ms miss kollege kollegin kollegen ra rain notar notarin pfarrer pastor rev ")

// owners stand before a wife or a colleague rather than before a salutation.
var owners = list(" mein meine meiner meinem meinen dein deine deiner deinem sein seine seiner seinem seinen ihre ihrer ihrem ihren unsere unserer unserem unseren my his ")

// fieldWords go on the name of a field.
var fieldWords = list(" required field fields optional column columns spalte feld pflichtfeld string varchar text null not mandatory input label key value first last middle given ")
