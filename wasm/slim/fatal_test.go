package slim

import (
	"bytes"
	"slices"
	"testing"
)

func TestFatalCallsAreTraps(t *testing.T) {
	var (
		pair     = []byte{opI64Const, 7, opDrop}
		argument = []byte{opLocalGet, 1, opI64Const, 5, opI64Store, 3, 8}
		other    = []byte{opLocalGet, 2, opI64Const, 5, opI64Store, 3, 8}
		push     = []byte{opLocalGet, 1, opI32Const, 8, opI32Sub, opLocalTee, 1, opGlobalSet, 0, opLocalGet, 1, opI64Const, 9, opI64Store, 3, 0, opI32Const, 0}
		fatal    = []byte{opCall, 3}
		harmless = []byte{opCall, 4}
		back     = []byte{opGlobalGet, 0, opLocalSet, 1, opBrIf, 2}
		trap     = []byte{opUnreachable}
	)
	for name, c := range map[string]struct{ in, want [][]byte }{
		"with arguments":     {[][]byte{pair, argument, argument, push, fatal, back, end}, [][]byte{pair, trap, end}},
		"without":            {[][]byte{pair, push, fatal, back, end}, [][]byte{pair, trap, end}},
		"behind other store": {[][]byte{other, argument, push, fatal, back, end}, [][]byte{other, trap, end}},
		"another function":   {[][]byte{argument, push, harmless, back, end}, [][]byte{argument, push, harmless, back, end}},
		"another call":       {[][]byte{argument, fatal, back, end}, [][]byte{argument, fatal, back, end}},
		"another way back":   {[][]byte{push, fatal, pair, end}, [][]byte{push, fatal, pair, end}},
	} {
		_, list, ok := body(append([]byte{0}, slices.Concat(c.in...)...))
		got := write(nil, trapInstead(list, func(f int64) bool { return f == 3 }))
		if want := slices.Concat(c.want...); !ok || !bytes.Equal(got, want) {
			t.Errorf("%s: % x, want % x", name, got, want)
		}
	}
}
