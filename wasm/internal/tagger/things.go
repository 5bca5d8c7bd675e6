package tagger

import (
	"strings"

	"deckname/wasm/model"
)

// thing is the end of a word that says that the name behind it is no person's:
// "Hurrikan Alex", "die Werbeagentur Karl Weber".
type thing struct {
	tail, mask uint64
	whole      uint32 // hash where the whole word must be it, else 0
}

// things are given by their last letters, eight at most, those of one word only
// behind a space.
var things = func() (all []thing) {
	for _, w := range []string{
		"agentur", "magazin", "kanzlei", "verlag", "zeitung", "tschrift", "konzern", "stiftung", "hurrikan", "orkan", "taifun", "sturmtief",
		"hersteller", "unternehmen", "gymnasium", "klinikum", "universität", "brauerei", "druckerei", "kaufhaus", "autohaus",
		"bäckerei", "metzgerei", "fleischerei", "apotheke", "gärtnerei", "schreinerei", "gasthof", "gasthaus", "spedition", "drogerie",
		" hotel", " café", " cafe", " restaurant", " morbus", " firma", " sankt", " st.", " saint", " hurricane", " typhoon", " cyclone", " magazine", " newspaper", " agency", " company",
	} {
		t := thing{mask: ^uint64(0)}
		if w[0] == ' ' {
			w = w[1:]
			t.whole = Hash(trimDot(w))
		}
		n := 0
		for _, r := range trimDot(w) {
			t.tail = t.tail<<8 | uint64(r&0xFF)
			n++
		}
		if n < 8 {
			t.mask = 1<<(8*n) - 1
		}
		t.tail &= t.mask
		all = append(all, t)
	}
	return all
}()

func trimDot(w string) string {
	if w[len(w)-1] == '.' {
		return w[:len(w)-1]
	}
	return w
}

func (k *token) isThing() bool {
	if k.flags&word == 0 {
		return false
	}
	for i := range things {
		if t := &things[i]; k.tail&t.mask == t.tail && (t.whole == 0 || t.whole == k.hash) {
			return true
		}
	}
	return false
}

// behindThing reports whether the word before token i, or before a quotation mark
// in front of it, is a thing, or that of a saint joined to it: Sankt Peter und Paul.
func behindThing(ks []token, i int) bool {
	j := i + pad - 1
	if k := &ks[j]; k.flags&(word|newline) == 0 && k.end == ks[j+1].start { // a quotation mark or #
		j--
	}
	return ks[j].isThing() || ks[j].hash == joint && j >= 2 && ks[j-2].isThing()
}

var joint = Hash("und")

// heads end the name of a company, an institution or a street: in front of one,
// or of "'s" and one, stands no person.
var heads = setOf(strings.Fields(`gmbh ag kg kgaa ohg ug gbr mbh se inc ltd llc llp plc corp corporation company co group gruppe holding
		verlag stiftung foundation school college university universität institut institute academy akademie museum hospital clinic klinik
		library bibliothek street road avenue lane drive boulevard park bridge hall house building center centre square airport
		motors motorsports garage pizza pizzeria grill diner bakery deli cafe café restaurant hotel inn bar pub salon spa gym karate
		insurance versicherung bank futures securities capital partners partner associates industries industrie systems systeme
		technologies technologie ceramics plastics textiles foods farms electronics chemicals pharma metals tools machinery packaging logistics aerospace automotive robotics software optics shipping freight haulage builders roofing plumbing catering events dairy winery breweries brewing drogerie bau holzbau metallbau maschinenbau elektrotechnik solutions services energy energie logistik logistics reisen immobilien consulting media records pictures studios`)...)

// named end what bears the name of somebody and is a thing: Murphy's law, a Cox
// regression, the Kaplan-Meier-Schätzer. They stand in lower case, too.
var named = setOf(strings.Fields(`law laws disease syndrome theorem lemma paradox principle algorithm test tests process regression distribution transform
		coefficient distance estimator diagram chart effect equation conjecture razor triangle jar syndrom krankheit verfahren prozess gesetz gesetze
		reform rente test effekt algorithmus diagramm verteilung regression distanz schätzer skala score transformation matrix prinzip paradoxon index
		härte modell methode kurve theorem satz pyramide zyklus quadrant hypothese operation manöver zeichen reflex fieber correlation korrelation
		constant konstante curve scale hypothesis manoeuvre maneuver staging classification klassifikation stadium dystrophie anämie thyreoiditis`)...)

// beforeHead reports whether a head stands right behind token i, the last of a name,
// or is the end of it, as in "Dijkstra-Algorithmus".
func (r *Reader) beforeHead(i int) bool {
	ks := r.tokens
	if k := &ks[i+pad]; k.flags&hyphen != 0 && r.lastPart(k, named) {
		return true
	}
	j := i + pad + 1
	owned := true
	if ks[j].shape == '\'' && ks[j+1].hash == possessive {
		j += 2
	} else if ks[j].hash == possessive {
		j++
	} else {
		owned = false
	}
	if j >= len(ks) || ks[j].flags&(word|handle) != word {
		return false
	}
	if ks[j].flags&capital != 0 && heads.has(ks[j].hash) {
		return true
	}
	return named.has(ks[j].hash) && (owned || ks[i+pad-1].class&model.Given == 0 && (ks[i+pad].class&model.Given == 0 || articles.has(ks[i+pad-1].hash)))
}

// lastPart reports whether what follows the last hyphen of a word is in a set.
func (r *Reader) lastPart(k *token, set words) bool {
	t := r.scan.text[:k.end]
	from := int(k.end)
	for from > int(k.start) && t[from-1] != '-' {
		from--
	}
	s := scanner{text: t, at: from}
	var p token
	return s.next(&p) && set.has(p.hash)
}

var articles = setOf("the", "a", "an", "der", "die", "das", "ein", "eine", "einen", "einer")

var possessive = Hash("s")

// Pair is the hash under which a lexicon knows two words of a name, given theirs:
// of "Johnson & Johnson" the first and the last.
func Pair(a, b uint32) uint32 { return pair(a, b) }

// branded reports whether the words from..to, or one of them and its partner on
// the other side of an ampersand, are known as a company, or are two surnames
// around an ampersand.
func (r *Reader) branded(from, to int) bool {
	ks := r.tokens
	for i := from + pad; i < to+pad-1; i++ {
		if r.isBrand(&ks[i], &ks[i+1]) {
			return true
		}
	}
	if to-from > 1 {
		return false
	}
	k := &ks[from+pad]
	if plus := &ks[from+pad-1]; plus.shape == '+' && plus.end == k.start && ks[from+pad-2].end == plus.start && ks[from+pad-2].flags&(word|capital) == word|capital {
		return true // Kamenz+Harms
	}
	for _, j := range [2]int{from + pad - 2, from + pad + 2} {
		if ks[(j+from+pad)/2].shape != '&' || ks[j].flags&(word|capital) != word|capital {
			continue
		}
		if (k.class|ks[j].class)&model.Given == 0 || r.isBrand(k, &ks[j]) || r.isBrand(&ks[j], k) {
			return true
		}
	}
	return false
}

func (r *Reader) isBrand(a, b *token) bool { return r.lookup(pair(a.plain, b.plain)) == model.Brand }

// maxGone is how many words are remembered: they are compared one by one.
const maxGone = 32

// doubt takes back the persons that are companies or stand before a head or behind a thing, the
// latter, and what is taken for an organisation there, wherever else all words of theirs stand as a
// person in this block.
func (t *Tagger) doubt(n int) {
	ks, gone := t.reader.tokens, t.gone[:0]
	for i := 0; i < n; i++ {
		if t.labels[i] != model.BeginPerson {
			if t.labels[i] == model.BeginOrg {
				gone = t.things(gone, i, n)
			}
			continue
		}
		end := i + 1
		for end < n && t.labels[end] == model.InPerson {
			end++
		}
		behind := behindThing(ks, i)
		if !behind && !t.reader.beforeHead(end-1) && !t.reader.branded(i, end) {
			continue
		}
		for j := i; j < end; j++ {
			t.labels[j] += model.BeginOrg - model.BeginPerson
			if behind && len(gone) < cap(gone) {
				gone = append(gone, ks[j+pad].hash)
			}
		}
	}
	if len(gone) == 0 {
		return
	}
	for i := 0; i < n; i++ {
		if t.labels[i] != model.BeginPerson {
			continue
		}
		end, all := i, true
		for ; end == i || end < n && t.labels[end] == model.InPerson; end++ {
			all = all && contains(gone, ks[end+pad].hash)
		}
		for j := i; all && j < end; j++ {
			t.labels[j] += model.BeginOrg - model.BeginPerson
		}
	}
}

// things appends the words of the organisation that begins at token i and stands
// behind a thing, or begins with one.
func (t *Tagger) things(gone []uint32, i, n int) []uint32 {
	ks := t.reader.tokens
	if ks[i+pad].isThing() {
		i++
	} else if !behindThing(ks, i) {
		return gone
	} else if len(gone) < cap(gone) {
		gone = append(gone, ks[i+pad].hash)
		i++
	}
	for ; i < n && t.labels[i] == model.InOrg && len(gone) < cap(gone); i++ {
		gone = append(gone, ks[i+pad].hash)
	}
	return gone
}

func contains(list []uint32, h uint32) bool {
	for _, x := range list {
		if x == h {
			return true
		}
	}
	return false
}
