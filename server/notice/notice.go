// Package notice turns a message to employees from Markdown into the HTML that
// is signed and shown.
//
// # Promise
//
// The result holds the elements and attributes of the allow list below and
// nothing else: no script, no style, no image, no form, no frame, no class, and
// no address other than https and mailto. It is made once, when a notice is
// published; whoever shows it can rely on that.
//
// # Identifiers
//
// Headings carry ids so that a long notice can link to its parts. Every id
// begins with "notice-", so that it cannot take the name of something that a
// script of the page looks up.
package notice

import (
	"bytes"
	"errors"
	"net/url"
	"regexp"
	"strings"
	"unicode/utf8"

	"github.com/microcosm-cc/bluemonday"
	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"
)

// MaxBytes is the longest Markdown accepted: a long page of text.
const MaxBytes = 32 << 10

// What Render refuses. The texts are fixed.
var (
	ErrTooLong = errors.New("the notice is longer than 32 KiB of Markdown; shorten it or link to a page")
	ErrUTF8    = errors.New("the notice is not UTF-8; save the file with this encoding")
	ErrEmpty   = errors.New("the notice is empty, or nothing of it may be shown; write text")
)

// Render returns the sanitised HTML of a notice.
func Render(markdown []byte) (string, error) {
	switch {
	case len(markdown) > MaxBytes:
		return "", ErrTooLong
	case !utf8.Valid(markdown):
		return "", ErrUTF8
	}
	var html bytes.Buffer
	if err := converter.Convert(markdown, &html); err != nil {
		return "", errors.New("the notice could not be read as Markdown")
	}
	clean := strings.TrimSpace(policy.Sanitize(html.String()))
	if strings.TrimSpace(onlyText.Sanitize(clean)) == "" {
		return "", ErrEmpty
	}
	return clean, nil
}

// converter leaves raw HTML out: goldmark writes a comment in its place, and
// the policy drops that.
var converter = goldmark.New(
	goldmark.WithExtensions(extension.NewTable(extension.WithTableCellAlignMethod(extension.TableCellAlignAttribute))),
	goldmark.WithParserOptions(
		parser.WithAutoHeadingID(),
		parser.WithASTTransformers(util.Prioritized(prefixIDs{}, 500)),
	),
)

var onlyText = bluemonday.StrictPolicy()

// policy is the allow list. It would hold for hostile HTML as well: signing is
// no reason to trust the converter.
var policy = func() *bluemonday.Policy {
	p := bluemonday.NewPolicy()
	p.AllowElements("p", "br", "hr", "h1", "h2", "h3", "h4", "ul", "ol", "li", "dl", "dt", "dd",
		"blockquote", "strong", "em", "del", "code", "pre", "table", "thead", "tbody", "tr", "th", "td", "abbr")
	p.AllowAttrs("id").Matching(regexp.MustCompile(`^notice-[a-z0-9\-]{1,80}$`)).OnElements("h1", "h2", "h3", "h4")
	p.AllowAttrs("align").Matching(regexp.MustCompile(`^(left|right|center)$`)).OnElements("th", "td")
	p.AllowAttrs("scope").Matching(regexp.MustCompile(`^(row|col)$`)).OnElements("th")
	p.AllowAttrs("lang").Matching(regexp.MustCompile(`^[a-z]{2,3}(-[A-Za-z0-9]{2,8})?$`)).Globally()
	p.AllowAttrs("title").Matching(bluemonday.Paragraph).OnElements("abbr")
	p.AllowAttrs("href").OnElements("a")
	// A browser resolves "https:x" against the page it stands on.
	p.AllowURLSchemeWithCustomPolicy("https", func(u *url.URL) bool { return u.Host != "" })
	p.AllowURLSchemeWithCustomPolicy("mailto", func(u *url.URL) bool { return u.Opaque != "" })
	p.RequireParseableURLs(true)
	p.RequireNoFollowOnLinks(true)
	p.RequireNoReferrerOnLinks(true)
	p.AddTargetBlankToFullyQualifiedLinks(true)
	return p
}()

// prefixIDs puts "notice-" before the id of every heading and removes those
// that the policy would not let pass.
type prefixIDs struct{}

func (prefixIDs) Transform(doc *ast.Document, _ text.Reader, _ parser.Context) {
	_ = ast.Walk(doc, func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		if heading, ok := n.(*ast.Heading); ok && entering {
			if id, ok := heading.AttributeString("id"); ok {
				if b, ok := id.([]byte); ok {
					heading.SetAttributeString("id", append([]byte("notice-"), b...))
				}
			}
		}
		return ast.WalkContinue, nil
	})
}
