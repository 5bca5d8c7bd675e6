package promptgen

import (
	"bufio"
	"compress/gzip"
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

//go:embed words/*/*.txt
var wordFiles embed.FS

// words holds the lists of one language by name, such as "first" or "role".
type words struct {
	own     map[string][]string
	lexicon map[string][]string // first, last, postal-de
}

// list returns an own list.
func (w *words) list(name string) []string {
	l, ok := w.own[name]
	if !ok {
		panic("promptgen: no word list " + name)
	}
	return l
}

// any draws from the own list, and half of the time from the lexicon when it
// has such a list.
func (w *words) any(r dice, name string) string {
	if l := w.lexicon[name]; len(l) > 0 && r.chance(50) {
		return r.pick(l...)
	}
	return r.pick(w.list(name)...)
}

// lexiconFiles are the files of the optional folder, by language and list.
var lexiconFiles = map[string]map[string][]string{
	"de": {
		"first":     {"first_names_de.txt.gz"},
		"last":      {"surnames_de.txt.gz", "surnames_de_pd.txt.gz"},
		"postal-de": {"postal_codes_de.tsv.gz"},
	},
	"en": {
		"first": {"first_names_en.txt.gz"},
		"last":  {"surnames_en.txt.gz"},
	},
}

func loadWords(lang string, lexicon fs.FS) (words, error) {
	w := words{own: map[string][]string{}, lexicon: map[string][]string{}}
	for _, folder := range []string{"common", lang} {
		entries, err := fs.ReadDir(wordFiles, path.Join("words", folder))
		if err != nil {
			return w, fmt.Errorf("no words for language %q", lang)
		}
		for _, e := range entries {
			data, err := fs.ReadFile(wordFiles, path.Join("words", folder, e.Name()))
			if err != nil {
				return w, err
			}
			name := strings.TrimSuffix(e.Name(), ".txt")
			w.own[name] = strings.Split(strings.TrimSpace(string(data)), "\n")
		}
	}
	if lexicon == nil {
		return w, nil
	}
	for name, files := range lexiconFiles[lang] {
		for _, file := range files {
			list, err := readLexicon(lexicon, file)
			if errors.Is(err, fs.ErrNotExist) {
				continue
			}
			if err != nil {
				return w, err
			}
			w.lexicon[name] = append(w.lexicon[name], list...)
		}
		slices.Sort(w.lexicon[name])
		w.lexicon[name] = slices.Compact(w.lexicon[name])
	}
	return w, nil
}

// readLexicon reads one gzipped list: a name a line, or postal code, place and
// state separated by tabs. Entries that cannot be one are left out.
func readLexicon(files fs.FS, name string) ([]string, error) {
	f, err := files.Open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	z, err := gzip.NewReader(f)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	var list []string
	table := strings.HasSuffix(name, ".tsv.gz")
	for lines := bufio.NewScanner(z); lines.Scan(); {
		line := lines.Text()
		if table {
			code, rest, _ := strings.Cut(line, "\t")
			place, _, _ := strings.Cut(rest, "\t")
			if code[0] >= '0' && code[0] <= '9' && likePlace(place) {
				list = append(list, code+" "+place)
			}
		} else if likeName(line) {
			list = append(list, line)
		}
	}
	if len(list) == 0 {
		return nil, fmt.Errorf("%s: no usable line", name)
	}
	return list, nil
}

// likeName accepts three letters or more, a capital and then not only capitals.
func likeName(s string) bool {
	first, _ := utf8.DecodeRuneInString(s)
	if utf8.RuneCountInString(s) < 3 || utf8.RuneCountInString(s) > 24 || !unicode.IsUpper(first) || strings.ToUpper(s) == s {
		return false
	}
	return !strings.ContainsFunc(s, func(r rune) bool { return !unicode.IsLetter(r) && r != '-' && r != '\'' })
}

// likePlace leaves out the firms and offices that have postal codes of their
// own: places are short, without digits and abbreviations.
func likePlace(s string) bool {
	if utf8.RuneCountInString(s) > 22 || strings.Count(s, " ") > 2 || strings.ContainsAny(s, "0123456789.&,/\"()") {
		return false
	}
	for _, w := range []string{"bank", "AG", "GmbH", "amt", "kasse", "verwaltung", "Post", "versicherung", "werk", "Landes", "Stadt", "minist", "Uni", "Verlag", "Gericht", "gericht", "zentr", "KG", "Funk", "funk"} {
		if strings.Contains(s, w) {
			return false
		}
	}
	return likeName(strings.NewReplacer(" ", "", "-", "").Replace(s))
}
