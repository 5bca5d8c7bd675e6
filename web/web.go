// Package web renders the pages of the server: the dashboard and the page that
// says why there is none. It is data in, HTML out: it knows no request, no
// store and no other package of Deckname.
//
// # Promises
//
// The pages work without script. They contain no inline style and no inline
// script, so they run under a policy that allows neither. Every chart has a
// text alternative and its numbers in a table. The texts of all languages have
// the same keys.
package web

import (
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"html/template"
	"io"
	"io/fs"
	"path"
	"strings"
)

//go:embed templates/*.html texts/*.json static/*
var files embed.FS

// Pages holds the parsed templates, texts and assets.
type Pages struct {
	templates *template.Template
	texts     map[string]map[string]string // language, key
	assets    map[string]Asset             // by name with checksum
	names     map[string]string            // name with checksum by file name
}

// Asset is a file that pages refer to. Its name carries its checksum, so it
// never changes.
type Asset struct {
	Type string
	Body []byte
}

// New parses what is embedded. It panics if that is broken, which a test finds.
func New() *Pages {
	p := &Pages{texts: map[string]map[string]string{}, assets: map[string]Asset{}, names: map[string]string{}}
	for _, lang := range Languages() {
		texts := map[string]string{}
		if err := json.Unmarshal(must(files.ReadFile("texts/"+lang+".json")), &texts); err != nil {
			panic(fmt.Sprintf("web: texts/%s.json: %v", lang, err))
		}
		p.texts[lang] = texts
	}
	for _, entry := range must(fs.ReadDir(files, "static")) {
		body := must(files.ReadFile("static/" + entry.Name()))
		sum := sha256.Sum256(body)
		base, ext := strings.TrimSuffix(entry.Name(), path.Ext(entry.Name())), path.Ext(entry.Name())
		name := base + "." + hex.EncodeToString(sum[:6]) + ext
		p.assets[name], p.names[entry.Name()] = Asset{types[ext], body}, name
	}
	p.templates = template.Must(template.New("").Funcs(template.FuncMap{"asset": p.assetURL}).ParseFS(files, "templates/*.html"))
	return p
}

var types = map[string]string{
	".css": "text/css; charset=utf-8",
	".svg": "image/svg+xml",
}

func must[T any](v T, err error) T {
	if err != nil {
		panic("web: " + err.Error())
	}
	return v
}

// Asset returns the asset with this name, checksum included.
func (p *Pages) Asset(name string) (Asset, bool) {
	a, ok := p.assets[name]
	return a, ok
}

func (p *Pages) assetURL(name string) (string, error) {
	full, ok := p.names[name]
	if !ok {
		return "", fmt.Errorf("web: no asset %s", name)
	}
	return "/assets/" + full, nil
}

// render executes one page completely before the first byte is written.
func (p *Pages) render(w io.Writer, name string, data any) error {
	var page strings.Builder
	if err := p.templates.ExecuteTemplate(&page, name, data); err != nil {
		return fmt.Errorf("render %s: %w", name, err)
	}
	_, err := io.WriteString(w, page.String())
	return err
}
