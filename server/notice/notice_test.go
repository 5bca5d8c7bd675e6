package notice

import (
	"errors"
	"io"
	"strings"
	"testing"

	"golang.org/x/net/html"
)

func TestRender(t *testing.T) {
	tests := []struct{ name, in, want string }{
		{"text", "Bitte **keine** Kundendaten.", "<p>Bitte <strong>keine</strong> Kundendaten.</p>"},
		{"heading", "# Neue Regeln", `<h1 id="notice-neue-regeln">Neue Regeln</h1>`},
		{"list", "- a\n- b", "<ul>\n<li>a</li>\n<li>b</li>\n</ul>"},
		{"link", "[Intranet](https://example.org/a)", `<p><a href="https://example.org/a" rel="nofollow noreferrer noopener" target="_blank">Intranet</a></p>`},
		{"mail", "[Hilfe](mailto:hilfe@example.org)", `<p><a href="mailto:hilfe@example.org" rel="nofollow noreferrer">Hilfe</a></p>`},
		{"table", "| a | b |\n|:--|--:|\n| 1 | 2 |", `<td align="right">2</td>`},
		{"umlauts", "Grüße & Küsse <3", "<p>Grüße &amp; Küsse &lt;3</p>"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got, err := Render([]byte(tt.in))
			if err != nil {
				t.Fatal(err)
			}
			if !strings.Contains(got, tt.want) {
				t.Errorf("got  %s\nwant %s", got, tt.want)
			}
		})
	}
}

func TestRefusals(t *testing.T) {
	for name, tt := range map[string]struct {
		in   string
		want error
	}{
		"nothing":          {"", ErrEmpty},
		"white space":      {" \n\n", ErrEmpty},
		"only raw HTML":    {"<script>alert(1)</script>", ErrEmpty},
		"only an image":    {"![](https://example.org/x.png)", ErrEmpty},
		"too long":         {strings.Repeat("x", MaxBytes+1), ErrTooLong},
		"another encoding": {"Gr\xfc\xdfe", ErrUTF8},
	} {
		if _, err := Render([]byte(tt.in)); !errors.Is(err, tt.want) {
			t.Errorf("%s: %v, want %v", name, err, tt.want)
		}
	}
}

// attacks are tried as Markdown and as HTML behind the converter.
var attacks = []string{
	`<script>alert(1)</script>`,
	`<img src=x onerror=alert(1)>`,
	`<svg><script>alert(1)</script></svg>`,
	`<svg onload=alert(1)>`,
	`<iframe src="https://evil.example"></iframe>`,
	`<object data="data:text/html,x"></object>`,
	`<form action="https://evil.example"><input name=a></form>`,
	`<style>*{display:none}</style>`,
	`<p style="position:fixed">x</p>`,
	`<p class="x" onclick="alert(1)">x</p>`,
	`<link rel=stylesheet href=https://evil.example>`,
	`<meta http-equiv=refresh content="0;url=https://evil.example">`,
	`<base href="https://evil.example/">`,
	`<a href="javascript:alert(1)">x</a>`,
	`<a href="JaVaScRiPt:alert(1)">x</a>`,
	`<a href=" javascript:alert(1)">x</a>`,
	"<a href=\"java\nscript:alert(1)\">x</a>",
	`<a href="data:text/html,<script>alert(1)</script>">x</a>`,
	`<a href="vbscript:x">x</a>`,
	`<a href="//evil.example/x">x</a>`,
	`<a href="/dashboard/enter?key=1">x</a>`,
	`<a href="http://example.org">x</a>`,
	`<a href="https://example.org" onmouseover="alert(1)">x</a>`,
	`<a href="https:x">x</a>`,
	`<https:0>`,
	`<a href="mailto:">x</a>`,
	`<h1 id="location">x</h1>`,
	`<h1 id="notice-x y">x</h1>`,
	`<math><mtext><table><mglyph><style><img src=x onerror=alert(1)>`,
	`<noscript><p title="</noscript><img src=x onerror=alert(1)>">`,
	`<template><script>alert(1)</script></template>`,
	`<!--><script>alert(1)</script>-->`,
	`<a name="location">x</a>`,
	`[x](javascript:alert(1))`,
	`[x](//evil.example)`,
	`[x](/dashboard)`,
	`[x](data:text/html;base64,PHNjcmlwdD4=)`,
	`![x](https://evil.example/track.png)`,
	`![x](javascript:alert(1))`,
	`<javascript:alert(1)>`,
	"[x]: javascript:alert(1)\n\n[x]",
	"# x {#location onclick=alert(1)}",
	"```html\n<script>alert(1)</script>\n```",
}

func TestAttacks(t *testing.T) {
	for _, attack := range attacks {
		if got, err := Render([]byte("Text.\n\n" + attack + "\n")); err != nil {
			t.Errorf("%s: %v", attack, err)
		} else {
			inspect(t, attack, got)
		}
		inspect(t, attack, policy.Sanitize(attack))
	}
}

// inspect reads HTML as a browser does and reports what the allow list does not
// have. It is written without the policy's own words.
func inspect(t *testing.T, attack, result string) {
	t.Helper()
	elements := "p br hr h1 h2 h3 h4 ul ol li dl dt dd blockquote strong em del code pre table thead tbody tr th td abbr a"
	attributes := map[string]func(string) bool{
		"href": func(v string) bool { return strings.HasPrefix(v, "https://") || strings.HasPrefix(v, "mailto:") },
		"id": func(v string) bool {
			return strings.HasPrefix(v, "notice-") && strings.Trim(v, "abcdefghijklmnopqrstuvwxyz0123456789-") == ""
		},
		"rel":    func(v string) bool { return strings.HasPrefix(v, "nofollow noreferrer") },
		"target": func(v string) bool { return v == "_blank" },
		"align":  func(v string) bool { return v == "left" || v == "right" || v == "center" },
		"scope":  func(v string) bool { return v == "row" || v == "col" },
		"lang":   func(v string) bool { return len(v) <= 12 && !strings.ContainsAny(v, ` "'<>`) },
		"title":  func(v string) bool { return !strings.ContainsAny(v, `"<>`) },
	}
	z := html.NewTokenizer(strings.NewReader(result))
	for {
		switch z.Next() {
		case html.ErrorToken:
			if z.Err() != io.EOF {
				t.Errorf("%s\nbecame unreadable: %v", attack, z.Err())
			}
			return
		case html.CommentToken, html.DoctypeToken:
			t.Errorf("%s\nbecame a comment: %s", attack, result)
		case html.StartTagToken, html.SelfClosingTagToken:
			token := z.Token()
			if !strings.Contains(" "+elements+" ", " "+token.Data+" ") {
				t.Errorf("%s\nlet the element %s pass: %s", attack, token.Data, result)
			}
			for _, a := range token.Attr {
				if good := attributes[a.Key]; good == nil || !good(a.Val) {
					t.Errorf("%s\nlet the attribute %s pass: %s", attack, a.Key, result)
				}
			}
		}
	}
}

func FuzzRender(f *testing.F) {
	for _, attack := range attacks {
		f.Add(attack)
	}
	f.Fuzz(func(t *testing.T, in string) {
		if got, err := Render([]byte(in)); err == nil {
			inspect(t, in, got)
		}
		inspect(t, in, policy.Sanitize(in))
	})
}
