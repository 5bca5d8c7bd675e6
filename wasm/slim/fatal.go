package slim

// A call that never comes back ends in a panic or a fatal error of the runtime, and
// that in a trap or in an instance that nobody may use again: for whoever called the
// module it is the same. So a trap stands in its place, without what it would have
// said. Panics by value, which end an abandoned job, are none of these.

// fatalCalls are the functions of the runtime that report an error of the program.
var fatalCalls = map[string]bool{
	"runtime.throw": true, "runtime.fatal": true, "runtime.sigpanic": true,
	"runtime.goPanicIndex": true, "runtime.goPanicIndexU": true,
	"runtime.goPanicSliceAlen": true, "runtime.goPanicSliceAlenU": true, "runtime.goPanicSliceAcap": true, "runtime.goPanicSliceAcapU": true,
	"runtime.goPanicSliceB": true, "runtime.goPanicSliceBU": true,
	"runtime.goPanicSlice3Alen": true, "runtime.goPanicSlice3Acap": true, "runtime.goPanicSlice3B": true, "runtime.goPanicSlice3C": true,
	"runtime.panicdivide": true, "runtime.panicshift": true,
}

// stackPointer is the local that Go keeps its stack pointer in.
const stackPointer = 1

// trapInstead puts traps in the place of calls that are fatal. What is stored for
// them goes, the way back to the caller too:
//
//	local.get 1  i64.const or local.get  i64.store        arguments
//	local.get 1  i32.const 8  i32.sub  local.tee 1  global.set 0
//	local.get 1  i64.const  i64.store  i32.const 0  call
//	global.get 0  local.set 1  br_if
func trapInstead(list []instruction, fatal func(function int64) bool) []instruction {
	out := make([]instruction, 0, len(list))
	for i := 0; i < len(list); i++ {
		in := list[i]
		n := len(out) - 9
		if in.op != opCall || !fatal(in.operand) || n < 0 ||
			!is(out[n:], opLocalGet, opI32Const, opI32Sub, opLocalTee, opGlobalSet, opLocalGet, opI64Const, opI64Store, opI32Const) ||
			!is(list[i+1:], opGlobalGet, opLocalSet, opBrIf) {
			out = append(out, in)
			continue
		}
		out = out[:n]
		for n >= 3 && out[n-1].op == opI64Store && (out[n-2].op == opI64Const || out[n-2].op == opLocalGet) &&
			out[n-3].op == opLocalGet && out[n-3].operand == stackPointer {
			n -= 3
			out = out[:n]
		}
		out = append(out, plain(opUnreachable))
		i += 3
	}
	return out
}
