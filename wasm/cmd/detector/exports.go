//go:build wasip1

package main

import "unsafe"

// failed is what a counting call returns instead of a count; failure tells why.
const failed = 1<<32 - 1

// keepInput is the input buffer that survives a call; a larger one, of a long
// paste, is dropped.
const keepInput = 2 << 20

// unfinished is what step returns while there is more to do.
const unfinished = failed - 1

var (
	in      []byte
	the     engine
	last    code
	current *job
)

// call runs one operation on the first n bytes of input and clears them.
func call(n uint32, run func(input []byte) code) (c code) {
	if uint64(n) > uint64(len(in)) {
		return tooMuch
	}
	if current != nil {
		clear(in[:n])
		return busy
	}
	defer func() {
		clear(in[:n])
		if len(in) > keepInput {
			in = nil
		}
		if recover() != nil { // the value may quote input: it is dropped
			the, c = engine{}, trapped
		}
	}()
	return run(in[:n])
}

// count is call for operations that leave a number of records.
func count(n uint32, width int, run func(input []byte) code) uint32 {
	if last = call(n, run); last != ok {
		return failed
	}
	return uint32(len(the.out) / width)
}

// size is call for operations that leave text.
func size(n uint32, run func(input []byte) code) uint32 {
	if last = call(n, run); last != ok {
		return failed
	}
	return uint32(len(the.text))
}

// without is an operation that takes no input.
func without(run func() code) func([]byte) code { return func([]byte) code { return run() } }

//go:wasmexport reserve
func reserve(n uint32) uint32 {
	if uint64(n) > uint64(len(in)) {
		in = make([]byte, max(uint64(n), 4096))
	}
	return address(unsafe.SliceData(in))
}

//go:wasmexport load
func load(n uint32) uint32 { return uint32(call(n, the.load)) }

//go:wasmexport model
func learn(n uint32) uint32 { return uint32(call(n, the.learn)) }

//go:wasmexport describe
func describe() uint32 { return size(0, without(the.describe)) }

//go:wasmexport scan
func scan(n, flags uint32) uint32 {
	return count(n, triple, func(text []byte) code { return the.scan(text, flags&1 != 0) })
}

//go:wasmexport explain
func explain(n, flags, start, length uint32) uint32 {
	return size(n, func(text []byte) code { return the.explain(text, flags&1 != 0, start, length) })
}

//go:wasmexport table
func table(n uint32) uint32 { return uint32(call(n, the.setTable)) }

//go:wasmexport mask
func maskText(n, flags uint32) uint32 {
	return count(n, quintuple, func(text []byte) code { return the.mask(text, flags) })
}

//go:wasmexport unmask
func unmaskText(n uint32) uint32 { return count(n, quintuple, the.unmask) }

//go:wasmexport save
func save() uint32 { return size(0, without(the.save)) }

//go:wasmexport begin
func begin(op, n, flags uint32) uint32 {
	if current != nil {
		return uint32(busy)
	}
	if uint64(n) > uint64(len(in)) {
		return uint32(tooMuch)
	}
	j := the.begin(op, in[:n], flags)
	if j == nil {
		return uint32(noJob)
	}
	current = j
	in = nil // it belongs to the job now
	return uint32(ok)
}

//go:wasmexport step
func step() (n uint32) {
	if current == nil {
		last = noJob
		return failed
	}
	defer func() {
		if recover() != nil { // the value may quote input: it is dropped
			clear(current.input)
			current, the, last, n = nil, engine{}, trapped, failed
		}
	}()
	if current.step() {
		return unfinished
	}
	done := current
	last, current = done.code, nil
	if last != ok {
		return failed
	}
	return uint32(done.count())
}

//go:wasmexport abort
func abort() {
	if current != nil {
		current.abort()
		current = nil
	}
}

//go:wasmexport open
func open(n, flags uint32) uint32 {
	return count(n, triple, func(text []byte) code { return the.open(text, flags&1 != 0) })
}

//go:wasmexport edit
func edit(start, removed, n uint32) uint32 {
	return count(n, triple, func(by []byte) code { return the.edit(start, removed, by) })
}

//go:wasmexport close
func closeText() { the.close() }

//go:wasmexport forget
func forget() {
	abort()
	the.forget()
}

//go:wasmexport failure
func failure() uint32 { return uint32(last) }

//go:wasmexport results
func results() uint32 {
	if cap(the.out) == 0 {
		return 0
	}
	return uint32(uintptr(unsafe.Pointer(unsafe.SliceData(the.out))))
}

//go:wasmexport text
func text() uint32 { return address(unsafe.SliceData(the.text)) }

func address(p *byte) uint32 { return uint32(uintptr(unsafe.Pointer(p))) }
