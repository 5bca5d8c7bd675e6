package notice

import (
	"strings"
	"testing"
)

func TestCleanKeepsWhatRenderMade(t *testing.T) {
	html, err := Render([]byte("# Neu\n\nText mit **Nachdruck**, `Code`, [Link](https://example.com/a?b=1&c=2) und <mailto:dsb@example.com>.\n\n- eins\n- zwei\n\n> Zitat & mehr\n\n| a | b |\n|:--|--:|\n| 1 | 2 |\n"))
	if err != nil {
		t.Fatal(err)
	}
	if got := Clean(html); got != html {
		t.Errorf("changed\n%s\nto\n%s", html, got)
	}
}

func TestCleanRemovesWhatRenderNeverMakes(t *testing.T) {
	for _, hostile := range []string{
		`<meta http-equiv="refresh" content="0;url=https://example.com">`, `<form action="https://example.com"><input></form>`,
		`<script>x()</script>`, `<p onclick="x()">y</p>`, `<a href="javascript:x()">y</a>`, `<a href="//example.com">y</a>`,
		`<img src="https://example.com/x">`, `<p style="position:fixed">y</p>`, `<base href="https://example.com">`, `<iframe src="https://example.com"></iframe>`,
	} {
		if got := Clean("<p>before</p>" + hostile); strings.Contains(got, "example.com") || strings.Contains(got, "x()") || strings.Contains(got, "style") || strings.Contains(got, "<form") {
			t.Errorf("%s\nbecame\n%s", hostile, got)
		}
	}
}
