package notice

import (
	"bytes"
	"fmt"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/text"
)

// RawHTML says in which line a notice has HTML of its own. Render leaves it out,
// and with a block of it the text on its lines, so whoever writes a notice must
// hear of it.
type RawHTML struct{ Line int }

func (e RawHTML) Error() string {
	return fmt.Sprintf("line %d has HTML, which a notice leaves out together with text beside it; write Markdown instead, or \\< for the sign", e.Line)
}

// Check refuses, as RawHTML, what Render would leave out without a word.
func Check(markdown []byte) error {
	found := error(nil)
	at := func(offset int) {
		if found == nil {
			found = RawHTML{1 + bytes.Count(markdown[:offset], []byte("\n"))}
		}
	}
	_ = ast.Walk(converter.Parser().Parse(text.NewReader(markdown)), func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		if !entering {
			return ast.WalkContinue, nil
		}
		switch n := n.(type) {
		case *ast.HTMLBlock:
			if n.Lines().Len() > 0 {
				at(n.Lines().At(0).Start)
			} else {
				at(n.ClosureLine.Start)
			}
		case *ast.RawHTML:
			at(n.Segments.At(0).Start)
		}
		return ast.WalkContinue, nil
	})
	return found
}
