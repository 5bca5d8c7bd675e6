package slim

// Go computes addresses with 64 bits, also those on its stack, whose pointer has
// 32, and leaves the adding of offsets that loads and stores would do:
//
//	i64.extend_i32_u  i64.const K  i64.add  i32.wrap_i64  …  load 0
//
// is shorter as a load at K. Both have the same address as long as the sum does
// not pass 32 bits. Valid addresses lie above maxOffset, where the data of a Go
// module begins; so what K is added to is positive.

// maxOffset is the first byte behind Go's zero page and its stack for the start.
const maxOffset = 32 << 10

// foldAddresses writes a function with shorter addresses and conversions.
func foldAddresses(list []instruction) []instruction {
	out := make([]instruction, 0, len(list))
	list = append([]instruction(nil), list...)
	for i := 0; i < len(list); i++ {
		in := list[i]
		if in.op == opI64Const && in.operand >= 0 && in.operand < maxOffset && is(list[i+1:], opI64Add, opI32Wrap) {
			if n := len(out); n > 0 && out[n-1].op == opI64ExtendU {
				out = out[:n-1]
			} else {
				out = append(out, list[i+2])
			}
			i += 2
			if k := user(list[i+1:]); in.operand > 0 && k >= 0 && list[i+1+k].operand+in.operand < maxOffset {
				list[i+1+k] = list[i+1+k].at(list[i+1+k].operand + in.operand)
			} else if in.operand > 0 {
				out = append(out, constant32(in.operand), plain(opI32Add))
			}
			continue
		}
		n := len(out)
		switch {
		case in.op == opI64Const && in.operand == 1<<32-1 && is(list[i+1:], opI64And):
			list[i+1] = plain(opI64ExtendU)
			list[i] = plain(opI32Wrap)
			i--
		case in.op == opI64Eqz && n > 0 && out[n-1].op == opI64ExtendU:
			out[n-1] = plain(opI32Eqz)
		case in.op == opI32Wrap && n > 0 && out[n-1].op == opI64ExtendU:
			out = out[:n-1]
		case in.op == opI32Wrap && n > 0 && out[n-1].op == opI64Const && out[n-1].operand >= 0 && out[n-1].operand < 1<<31:
			out[n-1] = constant32(out[n-1].operand)
		case in.op == opLocalGet && n > 0 && out[n-1].op == opLocalSet && out[n-1].operand == in.operand:
			out[n-1] = instruction{opLocalTee, in.operand, append([]byte{opLocalTee}, in.bytes[1:]...)}
		default:
			out = append(out, in)
		}
	}
	return out
}

func is(list []instruction, ops ...byte) bool {
	if len(list) < len(ops) {
		return false
	}
	for i, op := range ops {
		if list[i].op != op {
			return false
		}
	}
	return true
}

// user returns the load or store that takes the address on top of the stack, −1
// when something else does or a jump or a call comes first.
func user(list []instruction) int {
	above := 0 // values above the address
	for i, in := range list {
		takes, gives := stackEffect(in)
		if takes < 0 {
			return -1
		}
		if takes > above {
			load := in.op >= opFirstLoad && in.op < opFirstStore && above == 0
			store := in.op >= opFirstStore && in.op <= opLastStore && above == 1
			if load || store {
				return i
			}
			return -1
		}
		above += gives - takes
	}
	return -1
}

// stackEffect returns how many values an instruction takes and gives; −1 for jumps,
// calls and whatever else ends a straight line.
func stackEffect(in instruction) (takes, gives int) {
	switch op := in.op; {
	case op == opI32Const, op == opI64Const, op == opF32Const, op == opF64Const, op == opLocalGet, op == opGlobalGet:
		return 0, 1
	case op == opLocalSet, op == opGlobalSet, op == opDrop:
		return 1, 0
	case op == opLocalTee, op >= opFirstLoad && op < opFirstStore:
		return 1, 1
	case op >= opFirstStore && op <= opLastStore:
		return 2, 0
	case op == opSelect:
		return 3, 1
	case op == opI32Eqz, op == opI64Eqz, op >= 0x67 && op <= 0x69, op >= 0x79 && op <= 0x7b, op >= 0x8b && op <= 0x91, op >= 0x99 && op <= 0x9f, op >= opI32Wrap && op <= opLastPlain:
		return 1, 1
	case op >= opFirstPlain && op < opI32Wrap:
		return 2, 1
	}
	return -1, 0
}
