package promptgen

import (
	"embed"
	"fmt"
	"io/fs"
	"path"
	"strings"
)

//go:embed templates/*/*.txt
var templateFiles embed.FS

// Style says how carelessly a text may be written.
type Style uint8

const (
	Prose    Style = iota // a letter or request: some are written in haste
	Chat                  // most are
	Verbatim              // code and data: kept as it is
)

// Template is one text with slots.
type Template struct {
	Area  string // name of the file
	Line  int    // where it begins
	Style Style
	parts []part
}

// part is literal text or a slot.
type part struct {
	text   string
	name   string // of the slot: kind or kind:variant
	number byte   // '1' to '9', or 0
	kind   *kind
}

// Templates returns the templates of a language in the order of files and
// lines.
func Templates(lang string) ([]Template, error) {
	return readTemplates(templateFiles, path.Join("templates", lang))
}

// readTemplates reads a folder of template files.
//
// A file holds texts separated by lines that are a single "%". Its first line
// may be "%chat" or "%verbatim" and then says the style of the whole file. A
// slot is {kind} or {kind:variant}; with a number, {kind2:variant}, the same
// slot has the same value wherever it stands in the text, and slots about
// persons mean the person of that number (without one: the first). {{ and }}
// are braces.
func readTemplates(files fs.FS, folder string) ([]Template, error) {
	entries, err := fs.ReadDir(files, folder)
	if err != nil {
		return nil, fmt.Errorf("no templates in %s: %w", folder, err)
	}
	var all []Template
	for _, e := range entries {
		name := path.Join(folder, e.Name())
		data, err := fs.ReadFile(files, name)
		if err != nil {
			return nil, err
		}
		list, err := parseFile(name, string(data))
		if err != nil {
			return nil, err
		}
		all = append(all, list...)
	}
	return all, nil
}

func parseFile(name, data string) ([]Template, error) {
	var list []Template
	var text []string
	style, begin := Prose, 1
	area := strings.TrimSuffix(path.Base(name), ".txt")
	finish := func(line int) error {
		if len(text) == 0 {
			return fmt.Errorf("%s:%d: empty template; remove the extra %%", name, line)
		}
		parts, err := parse(name, begin, strings.Join(text, "\n"))
		if err != nil {
			return err
		}
		list = append(list, Template{Area: area, Line: begin, Style: style, parts: parts})
		text, begin = nil, line+1
		return nil
	}
	lines := strings.Split(strings.TrimSuffix(data, "\n"), "\n")
	for i, line := range lines {
		n := i + 1
		switch {
		case line == "%":
			if err := finish(n); err != nil {
				return nil, err
			}
		case strings.HasPrefix(line, "%") && n == 1:
			switch line {
			case "%chat":
				style = Chat
			case "%verbatim":
				style = Verbatim
			default:
				return nil, fmt.Errorf("%s:1: unknown style; write %%chat or %%verbatim", name)
			}
			begin = 2
		case strings.ContainsAny(line, "\r\t") || strings.TrimRight(line, " ") != line:
			return nil, fmt.Errorf("%s:%d: tab, carriage return or trailing space", name, n)
		case line == "" && len(text) == 0:
			return nil, fmt.Errorf("%s:%d: a template begins with an empty line", name, n)
		default:
			text = append(text, line)
		}
	}
	return list, finish(len(lines))
}

// parse splits a text into literal parts and slots.
func parse(name string, line int, text string) ([]part, error) {
	var parts []part
	var lit strings.Builder
	flush := func() {
		if lit.Len() > 0 {
			parts = append(parts, part{text: lit.String()})
			lit.Reset()
		}
	}
	for i := 0; i < len(text); i++ {
		c := text[i]
		switch {
		case c == '\n':
			line++
			lit.WriteByte(c)
		case (c == '{' || c == '}') && i+1 < len(text) && text[i+1] == c:
			lit.WriteByte(c)
			i++
		case c == '}':
			return nil, fmt.Errorf("%s:%d: } without {; write }} for a brace", name, line)
		case c == '{':
			end := strings.IndexAny(text[i+1:], "{}\n")
			if end < 0 || text[i+1+end] != '}' {
				return nil, fmt.Errorf("%s:%d: slot without }; write {{ for a brace", name, line)
			}
			p, err := parseSlot(text[i+1 : i+1+end])
			if err != nil {
				return nil, fmt.Errorf("%s:%d: %w", name, line, err)
			}
			flush()
			parts = append(parts, p)
			i += 1 + end
		default:
			lit.WriteByte(c)
		}
	}
	flush()
	return parts, nil
}

// parseSlot reads what stands between the braces.
func parseSlot(s string) (part, error) {
	name, variant, has := strings.Cut(s, ":")
	var p part
	if n := len(name); n > 0 && '1' <= name[n-1] && name[n-1] <= '9' {
		p.number, name = name[n-1], name[:n-1]
	}
	p.name = name
	if has {
		p.name += ":" + variant
	}
	k, ok := kinds[p.name]
	if !ok {
		return part{}, fmt.Errorf("unknown slot {%s}; the kinds are in kinds.go", s)
	}
	p.kind = &k
	return p, nil
}

// balance counts findings that the default policy masks, and near-misses.
func (t *Template) balance() (findings, misses int) {
	for _, p := range t.parts {
		if p.kind == nil {
			continue
		}
		if masked(p.kind.label) {
			findings++
		}
		if p.kind.neg != "" {
			misses++
		}
	}
	return findings, misses
}
