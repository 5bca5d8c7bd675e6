package mask

import "bytes"

// gender of the words around a name, as far as they tell it.
type gender int

const (
	unknown gender = iota
	female
	male
)

// language has the invented names of a language, and the words by which it and the
// gender of a person are known. The names are made up for this list: they should
// sound like names and belong to nobody, and the interface says that they are
// invented. None ends in a sibilant, so that every genitive is a plain s.
type language struct {
	firsts [3][]string // by gender
	lasts  []string
	common []string    // words that hardly any text does without
	titles [3][]string // before a name, by gender
}

var languages = [...]language{
	{
		firsts: [3][]string{
			unknown: {"Noven", "Sorel", "Jandri", "Tomkelou", "Merlio", "Kaimo"},
			female:  {"Talvine", "Orelda", "Silvune", "Mirelde", "Wendola", "Kalinde", "Feorine", "Jorvia", "Nirella", "Adelune", "Tamrike", "Oswina"},
			male:    {"Haldrik", "Ottmir", "Fenwald", "Jorvan", "Brunolt", "Tasmar", "Wigolt", "Arvinand", "Leomar", "Korwald", "Eginolf", "Randolin"},
		},
		lasts: []string{
			"Nebeltau", "Kieselhut", "Moosfeder", "Birnwolke", "Tintenmoor", "Laubkrug", "Wolkenried", "Distelmond", "Apfelgrund", "Rabenkorn",
			"Silberfenchel", "Talglimmer", "Quellhalm", "Federbach", "Ahornlicht", "Mondwieselin", "Regenfurch", "Lindenfaden", "Eulenmoor", "Honigtal",
			"Sternbinse", "Farnkessel", "Dünenblatt", "Eschengold", "Morgenhall", "Rübenstern", "Schlehdornau", "Windbeutner", "Zwiebelmoor", "Kupferbirn",
			"Glockenhalm", "Haferstern", "Nusslaterne", "Pfützenbaum", "Schattenkorn", "Tannenkringel", "Unkenried", "Veilchenstahl", "Wacholderhall", "Ginsterkrug",
		},
		common: []string{"und", "der", "die", "das", "ist", "nicht", "bitte", "frau", "herr", "herrn", "mit", "für", "von", "ein", "eine", "ich", "wir", "an"},
		titles: [3][]string{female: {"frau", "kollegin", "patientin", "kundin", "mandantin"}, male: {"herr", "herrn", "kollege", "kollegen", "patient", "patienten", "kunde", "kunden"}},
	},
	{
		firsts: [3][]string{
			unknown: {"Aubrin", "Sorreljay", "Tamlin", "Wrenlybo", "Lindray", "Merrinio"},
			female:  {"Elowynne", "Mariselle", "Tamsella", "Orlaine", "Philomay", "Rosabeth", "Jessamay", "Corabelle", "Wilmaret", "Annerly", "Isoldamay", "Delphanie"},
			male:    {"Aldwinjo", "Barnabylee", "Corwick", "Edmerton", "Fenwickray", "Garrold", "Harlowin", "Jasperton", "Leomund", "Osbertin", "Perryn", "Tobermont"},
		},
		lasts: []string{
			"Mistwillow", "Quillmere", "Copperfern", "Larkhollow", "Emberwillow", "Fennimoor", "Brackenlow", "Oatwhistle", "Moonsedge", "Pebblewick",
			"Thistlecombe", "Hazelmarrow", "Driftapple", "Candlefern", "Mossbutton", "Amberlea", "Ferrowglen", "Kettlewren", "Nettlemoor", "Plumfeather",
			"Rainbarrow", "Silvermarl", "Tamarindle", "Umberfield", "Velvetmoor", "Wickerbloom", "Yarrowmead", "Bluebarrow", "Cloverquill", "Dappleford",
			"Elderbloom", "Foxmantle", "Gorsewhistle", "Honeymarrow", "Ivorymead", "Juniperlow", "Kindlefern", "Lanternwood", "Marbleheath", "Owlbarrow",
		},
		common: []string{"and", "the", "is", "not", "please", "with", "for", "of", "to", "ms", "mr", "mrs", "you", "we", "in"},
		titles: [3][]string{female: {"ms", "mrs", "miss", "madam", "lady"}, male: {"mr", "sir", "mister"}},
	},
}

// languageOf returns the language that more of the text's words belong to; German
// where they do not tell.
func languageOf(text []byte) *language {
	const enough = 2000
	var hits [len(languages)]int
	for word := range words(text[:min(len(text), enough)]) {
		for i := range languages {
			if has(languages[i].common, word) {
				hits[i]++
			}
		}
	}
	if hits[1] > hits[0] {
		return &languages[1]
	}
	return &languages[0]
}

// genderOf reads the word before a name, past titles such as Dr., and else the end
// of the first name.
func genderOf(text []byte, at int, first []byte) gender {
	before := bytes.TrimRight(text[:at], " ")
	for range 3 {
		i := bytes.LastIndexByte(before, ' ') + 1
		if j := bytes.LastIndexByte(before, '\n') + 1; j > i {
			i = j
		}
		word := bytes.Trim(before[i:], ".,:(")
		for _, g := range []gender{female, male} {
			for l := range languages {
				if has(languages[l].titles[g], word) {
					return g
				}
			}
		}
		before = bytes.TrimRight(before[:i], " ")
	}
	if i := bytes.IndexByte(first, ' '); i > 0 {
		first = first[:i]
	}
	switch {
	case len(first) < 3:
		return unknown
	case first[len(first)-1] == 'a' || bytes.HasSuffix(first, []byte("ine")) || bytes.HasSuffix(first, []byte("ike")):
		return female
	}
	return unknown
}

// words yields the words of ASCII letters, and of what lies beyond ASCII.
func words(text []byte) func(yield func([]byte) bool) {
	return func(yield func([]byte) bool) {
		for i := 0; i < len(text); {
			start := i
			for i < len(text) && isWord(text[i]) {
				i++
			}
			if i > start && !yield(text[start:i]) {
				return
			}
			if i == start {
				i++
			}
		}
	}
}

func has(list []string, word []byte) bool {
	for _, w := range list {
		if len(w) == len(word) && bytes.EqualFold([]byte(w), word) {
			return true
		}
	}
	return false
}
