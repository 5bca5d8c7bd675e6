package promptgen

import (
	"strings"
	"testing"
	"testing/fstest"
)

var languages = []string{"de", "en"}

func TestTemplatesAreManyAndDifferent(t *testing.T) {
	seen := map[string]Template{}
	for _, lang := range languages {
		list, err := Templates(lang)
		if err != nil {
			t.Fatal(err)
		}
		if len(list) < 200 {
			t.Errorf("%s has %d templates, want at least 200", lang, len(list))
		}
		for _, tpl := range list {
			var key strings.Builder
			for _, p := range tpl.parts {
				key.WriteString(p.text + "{" + p.name + "}")
			}
			// Code and logs may read the same in both languages, within one no two texts may.
			id := lang + key.String()
			if first, ok := seen[id]; ok {
				t.Errorf("%s/%s.txt:%d repeats %s.txt:%d", lang, tpl.Area, tpl.Line, first.Area, first.Line)
			}
			seen[id] = tpl
		}
	}
}

// areas of office life, each with enough templates in each language that no two texts
// of a small sample need be alike.
var areas = []string{"hr", "sales", "claims", "medical", "legal", "support", "code", "data", "mail", "chat", "finance", "public", "names", "harmless", "travel", "people", "rows", "chatter"}

func TestEveryAreaHasTemplates(t *testing.T) {
	for _, lang := range languages {
		list, err := Templates(lang)
		if err != nil {
			t.Fatal(err)
		}
		number, styles := map[string]int{}, map[Style]int{}
		for _, tpl := range list {
			number[tpl.Area]++
			styles[tpl.Style]++
		}
		for _, area := range areas {
			if number[area] < 12 {
				t.Errorf("%s: %d templates of %s, want at least 12", lang, number[area], area)
			}
			delete(number, area)
		}
		for area := range number {
			t.Errorf("%s: nobody asks for the area %s", lang, area)
		}
		for _, style := range []Style{Chat, Verbatim} {
			if styles[style] < 20 {
				t.Errorf("%s: %d templates of style %d, want at least 20", lang, styles[style], style)
			}
		}
	}
}

// TestThreadsHaveSignatures: mails quote each other and end in a name with its phone.
func TestThreadsHaveSignatures(t *testing.T) {
	for _, lang := range languages {
		list, err := Templates(lang)
		if err != nil {
			t.Fatal(err)
		}
		signed, quoted := 0, 0
		for _, tpl := range list {
			if tpl.Area != "mail" {
				continue
			}
			var text strings.Builder
			persons, phones := 0, 0
			for _, p := range tpl.parts {
				text.WriteString(p.text)
				if p.kind != nil && p.kind.label == "PERSON" {
					persons++
				}
				if p.kind != nil && p.kind.label == "PHONE" {
					phones++
				}
			}
			if persons > 0 && phones > 0 {
				signed++
			}
			if strings.Contains(text.String(), "\n> ") || strings.Contains(text.String(), "-----") || persons > 3 {
				quoted++
			}
		}
		if signed < 5 || quoted < 5 {
			t.Errorf("%s: %d mails with a signature, %d threads; want 5 of each", lang, signed, quoted)
		}
	}
}

func TestEveryKindIsUsed(t *testing.T) {
	used := map[string]bool{}
	for _, lang := range languages {
		list, err := Templates(lang)
		if err != nil {
			t.Fatal(err)
		}
		for _, tpl := range list {
			for _, p := range tpl.parts {
				used[p.name] = true
			}
		}
	}
	for name := range kinds {
		if !used[name] {
			t.Errorf("no template uses {%s}: write one or remove the kind", name)
		}
	}
}

func TestParseKeepsBracesAndLines(t *testing.T) {
	list, err := parseFile("templates/de/x.txt", "%verbatim\na {{b}} {name2:last}\nc\n%\n{dob}\n")
	if err != nil {
		t.Fatal(err)
	}
	if len(list) != 2 || list[0].Style != Verbatim || list[0].Line != 2 || list[1].Line != 5 {
		t.Fatalf("got %+v", list)
	}
	p := list[0].parts
	if len(p) != 3 || p[0].text != "a {b} " || p[1].name != "name:last" || p[1].number != '2' || p[2].text != "\nc" {
		t.Errorf("parts %+v", p)
	}
}

func TestParseRefusesWithFileAndLine(t *testing.T) {
	for name, c := range map[string]struct{ text, want string }{
		"unknown slot":         {"ok\n%\nHallo {nobody}", "de/x.txt:3: unknown slot {nobody}"},
		"unknown variant":      {"{name:nick}", "de/x.txt:1: unknown slot {name:nick}"},
		"slot without end":     {"a\nb {name", "de/x.txt:2: slot without }"},
		"slot over two lines":  {"b {na\nme}", "de/x.txt:1: slot without }"},
		"slot inside a slot":   {"{name{dob}}", "de/x.txt:1: slot without }"},
		"single closing brace": {"b }", "de/x.txt:1: } without {"},
		"empty template":       {"a\n%\n%\nb", "de/x.txt:3: empty template"},
		"ends with separator":  {"a\n%", "de/x.txt:2: empty template"},
		"empty file":           {"", "de/x.txt:1: "},
		"unknown style":        {"%loud\na", "de/x.txt:1: unknown style"},
		"trailing space":       {"a\nb ", "de/x.txt:2: tab, carriage return or trailing space"},
		"carriage return":      {"a\r\nb", "de/x.txt:1: tab, carriage return or trailing space"},
		"leading empty line":   {"a\n%\n\nb", "de/x.txt:3: a template begins with an empty line"},
	} {
		files := fstest.MapFS{"de/x.txt": {Data: []byte(c.text)}}
		_, err := readTemplates(files, "de")
		if err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: got %v, want %q", name, err, c.want)
		}
	}
}

func TestUnknownLanguage(t *testing.T) {
	if _, err := New("xx", 1, nil); err == nil {
		t.Error("no error for a language without templates")
	}
}
