// Package slim makes a WebAssembly module built by Go smaller and faster:
//
//   - The linker leaves out every few zeros and starts a new segment behind them.
//     The tens of thousands of segment headers compress badly and are read one by
//     one at every start; zeros compress to nothing. So the segments are joined.
//   - File names, line numbers and function names serve stack traces only. A
//     module that may not print anything does without them. What the runtime
//     needs to walk a stack, for the garbage collector and for recover, stays.
//   - What of these tables is a plain sequence is written at the start.
//   - Functions of the runtime that only trace, profile or print are emptied, and
//     those that nothing else refers to.
//   - Calls that report an error of the program are traps.
//   - Jumps forward go straight to where Go sends them by way of a table.
//   - Loads and stores add offsets themselves.
//
// The layout of the tables is that of one generation of Go. Tables of another
// are refused, never guessed at: then this package has to be read again beside
// runtime/symtab.go.
package slim

import "errors"

// Errors of Module. They are seen by whoever builds, after a change of compiler.
var (
	ErrModule = errors.New("slim: not a module with active data segments in one memory, as Go's linker writes them")
	ErrNames  = errors.New("slim: the module does not name its functions; link it with -w, not with -s")
	ErrCode   = errors.New("slim: code with instructions that Go up to 1.26 does not write; compare wasm/slim/instructions.go with cmd/internal/obj/wasm")
	ErrTables = errors.New("slim: the function tables are not those of Go 1.26; compare wasm/slim/tables.go with runtime/symtab.go, or build without this step")
)

// Numbers of sections.
const (
	customSection   = 0
	typeSection     = 1
	importSection   = 2
	functionSection = 3
	exportSection   = 7
	startSection    = 8
	codeSection     = 10
	dataSection     = 11
	sections        = 13
)

const preamble = "\x00asm\x01\x00\x00\x00"

// Module returns the smaller form of a module.
func Module(module []byte) ([]byte, error) {
	var section [sections][]byte // custom ones, which say names and who made it, are left out
	if len(module) < len(preamble) || string(module[:len(preamble)]) != preamble {
		return nil, ErrModule
	}
	for r := (&reader{rest: module[len(preamble):]}); len(r.rest) > 0; {
		id := r.byte()
		body := r.bytes(r.number())
		if r.bad || id >= sections {
			return nil, ErrModule
		}
		if id != customSection {
			section[id] = body
		}
	}
	imported, byNumber := names(module[len(preamble):])
	if section[codeSection] != nil && byNumber == nil {
		return nil, ErrNames
	}
	memory, ok := readImage(section[dataSection])
	exports, known := exportedFunctions(section[exportSection])
	if !ok || !known || section[startSection] != nil {
		return nil, ErrModule
	}
	if memory.base < maxOffset {
		return nil, ErrTables
	}
	functions, ok := readCode(section[codeSection])
	if !ok {
		return nil, ErrModule
	}
	all := program{imported, functions}
	for i := range functions {
		if silent(byNumber[imported+i]) {
			functions[i] = emptied
			continue
		}
		locals, list, ok := body(functions[i])
		if !ok {
			return nil, ErrCode
		}
		functions[i] = write(locals, trapInstead(list, func(f int64) bool { return fatalCalls[byNumber[int(f)]] }))
	}
	tables, ok := findTables(memory)
	if !ok || tables.count != len(functions) {
		return nil, ErrTables
	}
	needed, ok := all.reached(exports, memory, tables.isType)
	if !ok {
		return nil, ErrCode
	}
	for i := range functions {
		if !needed[i] {
			functions[i] = emptied
		} else if functions[i], ok = rewrite(functions[i]); !ok {
			return nil, ErrCode
		}
	}
	columns, ok := tables.strip(func(i int) bool { return len(functions[i]) > len(emptied) })
	if !ok {
		return nil, ErrTables
	}
	types, number, ok := typeOfStart(section[typeSection])
	if !ok {
		return nil, ErrModule
	}
	section[typeSection] = types
	if section[functionSection], ok = grown(section[functionSection], appendNumber(nil, uint64(number))); !ok {
		return nil, ErrModule
	}
	section[startSection] = appendNumber(nil, uint64(imported+len(functions)))
	section[codeSection] = writeCode(append(functions, startFunction(columns)))
	section[dataSection] = memory.section()

	out := append([]byte(nil), preamble...)
	for id, body := range section {
		if body != nil {
			out = append(out, byte(id))
			out = appendNumber(out, uint64(len(body)))
			out = append(out, body...)
		}
	}
	return out, nil
}

// rewrite returns a function with shorter addresses and direct jumps.
func rewrite(function []byte) ([]byte, bool) {
	locals, list, ok := body(function)
	if !ok {
		return nil, false
	}
	return directJumps(write(locals, foldAddresses(list)))
}

func readCode(section []byte) (functions [][]byte, ok bool) {
	r := &reader{rest: section}
	for n := r.number(); n > 0 && !r.bad; n-- {
		functions = append(functions, r.bytes(r.number()))
	}
	return functions, !r.bad && len(r.rest) == 0
}

func writeCode(functions [][]byte) []byte {
	out := appendNumber(nil, uint64(len(functions)))
	for _, f := range functions {
		out = append(appendNumber(out, uint64(len(f))), f...)
	}
	return out
}

// exportedFunctions returns the numbers of the functions that can be called from outside.
func exportedFunctions(section []byte) (list []int, ok bool) {
	const function = 0
	r := &reader{rest: section}
	for n := r.number(); n > 0 && !r.bad; n-- {
		r.bytes(r.number())
		kind := r.byte()
		if number := r.number(); kind == function {
			list = append(list, number)
		}
	}
	return list, !r.bad && len(r.rest) == 0
}
