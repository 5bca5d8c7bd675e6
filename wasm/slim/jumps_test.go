package slim

import (
	"bytes"
	"errors"
	"slices"
	"testing"
)

// code is a code section of one function with one local of type i32.
func code(instructions ...[]byte) []byte {
	body := append([]byte{1, 1, 0x7f}, slices.Concat(instructions...)...)
	return append(appendNumber([]byte{1}, uint64(len(body))), body...)
}

var (
	// head opens the loop and three blocks around the table: number 0 and 1 lead
	// to the first block, 2 to the second, 3 to the third.
	head = []byte{opLoop, noResult, opBlock, noResult, opBlock, noResult, opBlock, noResult,
		opLocalGet, 0, opBrTable, 3, 0, 0, 1, 2, opEnd}
	foot = []byte{opEnd, opUnreachable, opEnd}
)

func goTo(number, loop byte) []byte {
	return []byte{opI32Const, number, opLocalSet, 0, opBr, loop}
}

func when(then []byte) []byte {
	return slices.Concat([]byte{opLocalGet, 1, opIf, noResult}, then, []byte{opEnd})
}

// direct rewrites the functions of a code section.
func direct(section []byte) ([]byte, bool) {
	functions, ok := readCode(section)
	for i := range functions {
		var known bool
		functions[i], known = directJumps(functions[i])
		ok = ok && known
	}
	return writeCode(functions), ok
}

func TestJumpsForwardAreDirect(t *testing.T) {
	for _, c := range []struct {
		name     string
		in, want [][]byte
	}{
		{"to the next block", [][]byte{head, goTo(2, 2), {opEnd}, {opNop, opEnd}, foot}, [][]byte{head, {opBr, 0}, {opEnd}, {opNop, opEnd}, foot}},
		{"over a block", [][]byte{head, goTo(3, 2), {opEnd}, {opNop, opEnd}, foot}, [][]byte{head, {opBr, 1}, {opEnd}, {opNop, opEnd}, foot}},
		{"under a condition", [][]byte{head, when(goTo(3, 3)), {opEnd}, {opNop, opEnd}, foot}, [][]byte{head, {opLocalGet, 1, opBrIf, 1}, {opEnd}, {opNop, opEnd}, foot}},
		{"from the second block", [][]byte{head, {opEnd}, when(goTo(3, 2)), {opEnd}, foot}, [][]byte{head, {opEnd}, {opLocalGet, 1, opBrIf, 0}, {opEnd}, foot}},
	} {
		got, ok := direct(code(c.in...))
		if want := code(c.want...); !ok || !bytes.Equal(got, want) {
			t.Errorf("%s: % x, want % x", c.name, got, want)
		}
	}
}

func TestOtherCodeStays(t *testing.T) {
	for name, in := range map[string][]byte{
		"backward":                 code(head, []byte{opEnd}, goTo(2, 1), []byte{opEnd}, foot),
		"to its own block":         code(head, goTo(1, 2), []byte{opEnd}, []byte{opEnd}, foot),
		"out of the loop":          code(head, goTo(2, 3), []byte{opEnd}, []byte{opEnd}, foot),
		"a number that is no jump": code(head, []byte{opI32Const, 2, opLocalSet, 0, opNop, opBr, 2}, []byte{opEnd}, []byte{opEnd}, foot),
		"another local":            code(head, []byte{opI32Const, 2, opLocalSet, 1, opBr, 2}, []byte{opEnd}, []byte{opEnd}, foot),
		"no table":                 code([]byte{opLoop, noResult}, goTo(0, 0), foot),
		"all kinds of operands": code([]byte{opI64Const, 0xff, 0xff, 0xff, 0xff, 0xff, 0x0f, opF32Const, opEnd, opEnd, opEnd, opEnd, opF64Const, 1, 2, 3, 4, 5, 6, 7, 8,
			opFirstLoad, 2, 0x80, 1, opCallIndirect, 1, 0, opPrefix, 10, 0, 0, opPrefix, 11, 0, opPrefix, 7, opMemoryGrow, 0, opEnd}),
	} {
		if got, ok := direct(in); !ok || !bytes.Equal(got, in) {
			t.Errorf("%s: % x, want % x", name, got, in)
		}
	}
}

func TestUnknownCodeIsRefused(t *testing.T) {
	for name, in := range map[string][]byte{
		"instruction":         code([]byte{0xfd, 12, opEnd}),
		"prefixed":            code([]byte{opPrefix, 8, 0, 0, opEnd}),
		"cut off":             code([]byte{opI64Const, 0x80}),
		"unfinished":          code([]byte{opBlock, noResult, opEnd}),
		"bytes behind":        append(code([]byte{opEnd}), 0),
		"function too large":  {1, 9, 0, opEnd},
		"ends more than once": code([]byte{opEnd, opEnd}),
	} {
		if _, ok := direct(in); ok {
			t.Errorf("%s: accepted", name)
		}
	}
}

func TestSilentFunctions(t *testing.T) {
	for name, want := range map[string]bool{
		"runtime.traceback2": true, "runtime.__traceBuf_.byte": true, "runtime.printstring": true, "runtime.schedtrace.func1": true,
		"runtime.traceEnabled": false, "runtime.traceAcquire": false, "runtime.gopanic": false, "runtime.recovery": false, "runtime.mallocgc": false,
		"deckname_wasm_detect.printable": false, "internal_strconv.FormatUint": false,
	} {
		if got := silent(name); got != want {
			t.Errorf("%s: %v", name, got)
		}
	}
}

func TestNamesOfFunctions(t *testing.T) {
	custom := slices.Concat([]byte{4}, []byte("name"), []byte{1, 8, 2, 7, 2, 'a', 'b', 9, 1, 'c'})
	module := slices.Concat([]byte{importSection, 1, 7, customSection, byte(len(custom))}, custom)
	imported, byNumber := names(module)
	if imported != 7 || byNumber[7] != "ab" || byNumber[9] != "c" || len(byNumber) != 2 {
		t.Errorf("%d imported, %v", imported, byNumber)
	}
}

func TestCodeWithoutNamesIsRefused(t *testing.T) {
	c := code([]byte{opEnd})
	module := slices.Concat([]byte(preamble), []byte{codeSection, byte(len(c))}, c)
	if _, err := Module(module); !errors.Is(err, ErrNames) {
		t.Errorf("%v", err)
	}
}
