// Package slim makes a WebAssembly module built by Go smaller and faster:
//
//   - The linker leaves out every few zeros and starts a new segment behind them.
//     The tens of thousands of segment headers compress badly and are read one by
//     one at every start; zeros compress to nothing. So the segments are joined.
//   - File names, line numbers and function names serve stack traces only. A
//     module that may not print anything does without them. What the runtime
//     needs to walk a stack, for the garbage collector and for recover, stays.
//   - Functions of the runtime that only trace, profile or print are emptied.
//   - Jumps forward go straight to where Go sends them by way of a table.
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
	ErrCode   = errors.New("slim: code with instructions that Go up to 1.26 does not write; compare wasm/slim/jumps.go with cmd/internal/obj/wasm")
	ErrTables = errors.New("slim: the function tables are not those of Go 1.20 to 1.26; compare wasm/slim/tables.go with runtime/symtab.go, or build without this step")
)

// Module returns the smaller form of a module.
func Module(module []byte) ([]byte, error) {
	const preamble = "\x00asm\x01\x00\x00\x00"
	if len(module) < len(preamble) || string(module[:len(preamble)]) != preamble {
		return nil, ErrModule
	}
	imported, byNumber := names(module[len(preamble):])
	out := append([]byte(nil), preamble...)
	done := false
	for r := (&reader{rest: module[len(preamble):]}); len(r.rest) > 0; {
		id := r.byte()
		body := r.bytes(r.number())
		if r.bad {
			return nil, ErrModule
		}
		if id == dataSection {
			m, ok := readImage(body)
			if !ok {
				return nil, ErrModule
			}
			if !stripTables(m.bytes) {
				return nil, ErrTables
			}
			body, done = m.section(), true
		}
		if id == customSection {
			continue // names, and who made the module
		}
		if id == codeSection {
			if byNumber == nil {
				return nil, ErrNames
			}
			var ok bool
			if body, ok = rewriteCode(body, func(i int) bool { return silent(byNumber[imported+i]) }); !ok {
				return nil, ErrCode
			}
		}
		out = append(out, id)
		out = appendNumber(out, uint64(len(body)))
		out = append(out, body...)
	}
	if !done {
		return nil, ErrModule
	}
	return out, nil
}
