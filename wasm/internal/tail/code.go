package tail

// Short secret numbers: what they open is said around them.

// codeFiller are words between "Code" and the number that say nothing.
var codeFiller = list(" is ist lautet lauten war was wäre now jetzt neu neue neuer new the der die das den dem des for für fürs of to at am an im in zum zur vom von beim on hinten vorne vorn unten oben current aktuell currently noch still back front side main mein meine meiner my our your his her their unser unsere ihr ihre sein seine key office büro ")

// locked are what a short number opens, alone or as the first half of "Türcode".
var locked = list(" tür haustür tor werkstor werkstür eingang eingangs haupteingang hintereingang nebeneingang alarm alarmanlage service zutritts zugangs haus 2fa mfa authenticator garage garagen tresor safe schlüsseltresor schlüsselbox schlüsselkasten schlüsselsafe entsperr öffnungs scharfschalt unscharf deaktivierungs master bediener schranke schranken keller lager fahrstuhl aufzug mailbox voicemail geräte notfall errichter techniker zahlen handy smartphone karte karten kreditkarte girokarte ec telefon phone card sim konto banking onlinebanking tablet iphone bildschirm schloss zahlenschloss spind schließfach koffer door gate entry access disarm disarming arming arm box keybox lockbox unlock vault keypad elevator lift locker storage engineer installer duress panic lobby guest building entrance warehouse padlock lock tiefgarage parkhaus serverraum praxis filiale ")

// codeAfter takes a short secret number behind "code" or "PIN" where words around
// say what it opens: "Code für die Haustür: 4711", "code for the door (3425)".
func codeAfter(t []byte, start, end int) (int, int, bool) {
	l := start
	if letterBefore(t, start) == 0 {
		l = skipBack(t, start, " -", 1)
	}
	said := locked.has(t[wordStart(t, l, 24):l])
	if hasFold(t, start, "pin") && l == start && letterBefore(t, l) > 0 && !said {
		return 0, 0, false
	}
	said = said || hasFold(t, start, "pin") && (l == start || t[l] == ' ')
	i, strange := end, false // strange: an unknown word stands last
	if hasFold(t, i, "'s ") {
		i += 2
	}
	for k := 0; k < 6; k++ {
		i = skip(t, i, " \t:=(\"'*-", 4)
		w := wordEnd(t, i, 20)
		opens := locked.has(t[i:w])
		if w == i || !opens && !said && !codeFiller.has(t[i:w]) {
			break
		}
		strange = !opens && !codeFiller.has(t[i:w]) && !in(at(t, w), ":=")
		said = said || opens
		i = w
	}
	s, e, ok := code(t, start, i)
	if !ok || !said || strange || e-s < 4 && !in(at(t, e), ".,;)#*\n\"'") && e < len(t) {
		return 0, 0, false
	}
	unit := skip(t, e, " ", 1)
	return s, e, !units.has(t[unit:wordEnd(t, unit, 16)])
}
