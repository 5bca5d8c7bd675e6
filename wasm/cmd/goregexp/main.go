//go:build wasip1

// Command goregexp runs the patterns of the rules with Go's own regexp, rule by
// rule, behind the calls that detector.wasm has. The benchmark measures it beside
// the detector; it is never shipped.
package main

import (
	"regexp"
	"unsafe"
)

var (
	in          []byte
	expressions []*regexp.Regexp
)

//go:wasmexport reserve
func reserve(n uint32) uint32 {
	if int(n) > len(in) {
		in = make([]byte, max(n, 1))
	}
	return uint32(uintptr(unsafe.Pointer(unsafe.SliceData(in))))
}

// add takes in[:n] as a pattern and returns 1, or 0 when it is none.
//
//go:wasmexport add
func add(n uint32) uint32 {
	expression, err := regexp.Compile(string(in[:n]))
	if err != nil {
		return 0
	}
	expression.Longest()
	expressions = append(expressions, expression)
	return 1
}

// count returns the number of matches in in[:n].
//
//go:wasmexport count
func count(n uint32) uint32 {
	hits := 0
	for _, expression := range expressions {
		hits += len(expression.FindAllIndex(in[:n], -1))
	}
	return uint32(hits)
}

func main() {} // a reactor: the exports are called, main never runs
