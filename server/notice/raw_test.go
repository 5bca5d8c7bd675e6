package notice

import (
	"errors"
	"testing"
)

func TestCheckNamesTheLineOfHTML(t *testing.T) {
	for in, line := range map[string]int{
		"Text.\n\n<script>x</script> and more text\n": 3,
		"<div>\ntext\n</div>":                         1,
		"# Title\n\nText with\n<b>bold</b> words":     4,
		"- one\n- two <br> lines":                     2,
		"Text.\n\n<!-- for us --> and for all":        3,
		"| a | b |\n|---|---|\n| 1 | <sup>2</sup> |":  3,
		"> quoted\n>\n> <p>text</p>":                  3,
		"Text.\r\n\r\n<img src=x onerror=alert(1)>":   3,
	} {
		var raw RawHTML
		if err := Check([]byte(in)); !errors.As(err, &raw) || raw.Line != line {
			t.Errorf("%q: %v, want line %d", in, err, line)
		}
	}
}

func TestCheckAcceptsWhatLosesNothing(t *testing.T) {
	for _, in := range []string{
		"# Neue Regeln\n\nBitte **lesen**, a < b und c > d & e.",
		"\\<script> wie `<script>`",
		"```html\n<script>alert(1)</script>\n```",
		"<https://example.org> und <hilfe@example.org>",
		"",
	} {
		if err := Check([]byte(in)); err != nil {
			t.Errorf("%q: %v", in, err)
		}
	}
}
