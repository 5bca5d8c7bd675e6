package slim

// instruction is one instruction of a function body.
type instruction struct {
	op byte
	// operand is the first immediate: a number, a function, a local, the depth of
	// a jump. Of loads and stores it is the offset.
	operand int64
	bytes   []byte // as it was read
}

// read takes one instruction; false for one that Go does not write.
func (r *reader) read() (in instruction, known bool) {
	start := r.rest
	in.op = r.byte()
	switch op := in.op; {
	case op == opBlock || op == opLoop || op == opIf, op == opMemorySize, op == opMemoryGrow:
		in.operand = int64(r.byte())
	case op == opBr, op == opBrIf, op == opCall, op >= opLocalGet && op <= opGlobalSet:
		in.operand = int64(r.number())
	case op == opBrTable:
		for n := r.number() + 1; n > 0 && !r.bad; n-- {
			r.number()
		}
	case op == opCallIndirect:
		r.number()
		r.number()
	case op >= opFirstLoad && op <= opLastStore:
		r.number()
		in.operand = int64(r.number())
	case op == opI32Const, op == opI64Const:
		in.operand = r.signed64()
	case op == opF32Const:
		r.bytes(4)
	case op == opF64Const:
		r.bytes(8)
	case op == opPrefix:
		in.operand = int64(r.number())
		switch in.operand {
		case 0, 1, 2, 3, 4, 5, 6, 7: // truncation
		case memoryCopy:
			r.bytes(2)
		case memoryFill:
			r.bytes(1)
		default:
			return in, false
		}
	case op == opUnreachable, op == opNop, op == opElse, op == opEnd, op == opReturn, op == opDrop, op == opSelect, op >= opFirstPlain && op <= opLastPlain:
	default:
		return in, false
	}
	in.bytes = start[:len(start)-len(r.rest)]
	return in, !r.bad
}

// body splits a function into its locals and its instructions.
func body(b []byte) (locals []byte, list []instruction, ok bool) {
	r := &reader{rest: b}
	for n := r.number(); n > 0 && !r.bad; n-- {
		r.number()
		r.byte()
	}
	locals = b[:len(b)-len(r.rest)]
	for len(r.rest) > 0 {
		in, known := r.read()
		if !known {
			return nil, nil, false
		}
		list = append(list, in)
	}
	return locals, list, !r.bad
}

func write(locals []byte, list []instruction) []byte {
	out := append([]byte(nil), locals...)
	for _, in := range list {
		out = append(out, in.bytes...)
	}
	return out
}

// Constructors of instructions.
func plain(op byte) instruction { return instruction{op: op, bytes: []byte{op}} }

func constant32(v int64) instruction {
	return instruction{op: opI32Const, operand: v, bytes: appendSigned([]byte{opI32Const}, v)}
}

// at returns a load or store with another offset.
func (in instruction) at(offset int64) instruction {
	r := &reader{rest: in.bytes[1:]}
	r.number()
	in.operand, in.bytes = offset, appendNumber(append([]byte(nil), in.bytes[:len(in.bytes)-len(r.rest)]...), uint64(offset))
	return in
}
