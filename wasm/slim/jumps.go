package slim

// Go compiles every function into one loop around a table of its basic blocks: a
// jump stores the number of the block in local 0 and goes back to the table. For
// a jump forward that is a detour, as its block ends further on in the same
// nest and can be left directly. Browsers run direct jumps much faster, and they
// are shorter.
//
//	i32.const K  local.set 0  br loop    becomes   br block
//	if  br block  end                    becomes   br_if block
//
// Local 0 is read nowhere but at the table, and whoever goes there sets it.

// Instructions: those that Go emits.
const (
	opUnreachable  = 0x00
	opNop          = 0x01
	opBlock        = 0x02
	opLoop         = 0x03
	opIf           = 0x04
	opElse         = 0x05
	opEnd          = 0x0b
	opBr           = 0x0c
	opBrIf         = 0x0d
	opBrTable      = 0x0e
	opReturn       = 0x0f
	opCall         = 0x10
	opCallIndirect = 0x11
	opDrop         = 0x1a
	opSelect       = 0x1b
	opLocalGet     = 0x20
	opLocalSet     = 0x21
	opLocalTee     = 0x22
	opGlobalGet    = 0x23
	opGlobalSet    = 0x24
	opFirstLoad    = 0x28
	opFirstStore   = 0x36
	opI32Store     = 0x36
	opI64Store     = 0x37
	opLastStore    = 0x3e
	opMemorySize   = 0x3f
	opMemoryGrow   = 0x40
	opI32Const     = 0x41
	opI64Const     = 0x42
	opF32Const     = 0x43
	opF64Const     = 0x44
	opFirstPlain   = 0x45
	opI32Eqz       = 0x45
	opI32LtU       = 0x49
	opI64Eqz       = 0x50
	opI32Add       = 0x6a
	opI32Sub       = 0x6b
	opI32Mul       = 0x6c
	opI64Add       = 0x7c
	opI64And       = 0x83
	opI32Wrap      = 0xa7
	opI64ExtendU   = 0xad
	opLastPlain    = 0xc4
	opPrefix       = 0xfc

	memoryCopy = 10 // behind opPrefix
	memoryFill = 11

	noResult = 0x40
)

// directJumps returns a function with direct jumps; false for code it cannot read.
func directJumps(body []byte) ([]byte, bool) {
	f := function{in: reader{rest: body}}
	ok := f.rewrite()
	return f.out, ok
}

// function rewrites one body.
type function struct {
	in  reader
	out []byte

	depth  int // of the control instructions around
	table  []int
	blocks int // around the table
	loop   int // depth of the loop around them, 0 = none
	inner  int // depth inside the innermost of them
	passed int // blocks that have ended, less one

	// Where what was written last began, to be taken back: a number, the
	// setting of local 0, an if.
	number, set, cond int
	value             int
}

// rewrite reports false for code that it does not know.
func (f *function) rewrite() bool {
	f.copyLocals()
	f.forget()
	for len(f.in.rest) > 0 && !f.in.bad {
		if !f.instruction() {
			return false
		}
	}
	return !f.in.bad && f.depth == -1
}

func (f *function) copyLocals() {
	all := f.in.rest
	for n := f.in.number(); n > 0; n-- {
		f.in.number()
		f.in.byte()
	}
	f.out = append(f.out, all[:len(all)-len(f.in.rest)]...)
}

// forget notes that nothing written so far is part of a jump.
func (f *function) forget() { f.number, f.set, f.cond = -1, -1, -1 }

// instruction copies one instruction or puts another in its place.
func (f *function) instruction() bool {
	rest := f.in.rest
	at := len(f.out)
	number, set, cond := f.number, f.set, f.cond
	f.forget()
	in, known := f.in.read()
	if !known {
		return false
	}
	switch in.op {
	case opBlock, opLoop, opIf:
		f.depth++
		if in.op == opLoop && f.table == nil {
			f.loop = f.depth
		}
		if in.op == opIf && in.operand == noResult {
			f.cond = at
		}
	case opEnd:
		if f.table != nil && f.depth == f.inner-f.passed-1 && f.passed+1 < f.blocks {
			f.passed++
		}
		f.depth--
	case opI32Const:
		f.value = int(in.operand)
		f.number, f.cond = at, cond
	case opLocalSet:
		if in.operand == 0 && number >= 0 {
			f.number, f.set, f.cond = number, at, cond
		}
	case opBr:
		if set >= 0 && f.direct(int(in.operand)) {
			f.out = f.out[:number]
			return f.jump(number, cond)
		}
	case opBrTable:
		f.readTable(&reader{rest: rest[1:]})
	}
	f.out = append(f.out, in.bytes...)
	return true
}

// readTable reads the table that dispatches to the blocks; the first one of a
// function whose blocks are the innermost.
func (f *function) readTable(r *reader) {
	n := r.number() + 1
	table := make([]int, 0, n)
	most := 0
	for ; n > 0 && !r.bad; n-- {
		d := r.number()
		most = max(most, d)
		table = append(table, d)
	}
	if f.table != nil || f.loop == 0 || f.depth-f.loop != most+1 {
		return
	}
	f.table, f.blocks, f.inner, f.passed = table, most+1, f.depth, -1
}

// direct reports whether a jump to target with value in local 0 goes to the loop
// and from there to a block that has not ended.
func (f *function) direct(target int) bool {
	return f.table != nil && f.depth-target == f.loop && f.value >= 0 && f.value < len(f.table) && f.table[f.value] > f.passed
}

// jump writes the direct jump; cond is where an if with nothing else in it began.
func (f *function) jump(number, cond int) bool {
	// Block d of the nest has the depth inner-d; leaving it takes depth-(inner-d).
	target := f.depth - (f.inner - f.table[f.value])
	if cond >= 0 && cond+2 == number && len(f.in.rest) > 0 && f.in.rest[0] == opEnd {
		f.in.byte()
		f.depth--
		f.out = appendNumber(append(f.out[:cond], opBrIf), uint64(target-1))
		return true
	}
	f.out = appendNumber(append(f.out, opBr), uint64(target))
	return true
}
