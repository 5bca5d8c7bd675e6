package report

import (
	"bytes"
	"strconv"

	"deckname/wasm/rule"
)

// Encode writes the canonical form: every class and action in order, no white
// space inside, spaces at the end up to Size bytes.
func Encode(r Report) ([]byte, error) {
	if !ValidDay(r.Day) {
		return nil, ErrDay
	}
	b := make([]byte, 0, Size)
	b = append(b, `{"version":1,"day":"`...)
	b = append(b, r.Day...)
	b = append(b, `","counts":{`...)
	for c, counts := range r.Counts {
		if c > 0 {
			b = append(b, ',')
		}
		b = append(b, '"')
		b = append(b, rule.Class(c).String()...)
		b = append(b, `":{`...)
		for a, n := range counts {
			if n > MaxCount {
				return nil, ErrCount
			}
			if a > 0 {
				b = append(b, ',')
			}
			b = append(b, '"')
			b = append(b, actionNames[a]...)
			b = append(b, `":`...)
			b = strconv.AppendUint(b, uint64(n), 10)
		}
		b = append(b, '}')
	}
	b = append(b, `}}`...)
	return append(b, bytes.Repeat([]byte{' '}, Size-len(b))...), nil
}
