package slim

// The linker leaves out functions that nothing refers to. Once functions have
// been emptied, more are: those that only the emptied ones called.

// Go numbers the functions of a module, without the imported ones, from firstFunction
// on. An address in the text is this number and, in the lower 16 bits, a place
// within the function.
const (
	firstFunction = 0x1000
	placeBits     = 16
)

// program is the functions of a module.
type program struct {
	imported int
	bodies   [][]byte
}

// reached tells which functions can be called: by an export, or because their address
// is in the code or the memory. Methods stand in the descriptions of types by number alone.
func (c program) reached(exports []int, m image, types func(at int) bool) ([]bool, bool) {
	seen := make([]bool, len(c.bodies))
	var left []int
	visit := func(i int) {
		if i >= 0 && i < len(seen) && !seen[i] {
			seen[i] = true
			left = append(left, i)
		}
	}
	for _, e := range exports {
		visit(e - c.imported)
	}
	for at := -m.base & 3; at+8 <= len(m.bytes); at += 4 {
		number := int64(order.Uint32(m.bytes[at:]))
		if types(at) {
			visit(int(number) - firstFunction)
		}
		if v := order.Uint64(m.bytes[at:]); v&(1<<placeBits-1) == 0 && v>>placeBits < 1<<31 {
			visit(int(v>>placeBits) - firstFunction)
		}
	}
	for len(left) > 0 {
		i := left[len(left)-1]
		left = left[:len(left)-1]
		_, list, ok := body(c.bodies[i])
		if !ok {
			return nil, false
		}
		for _, in := range list {
			switch {
			case in.op == opCall:
				visit(int(in.operand) - c.imported)
			case in.op == opI32Const || in.op == opI64Const:
				if number := in.operand >> placeBits; number-firstFunction != int64(i) {
					visit(int(number - firstFunction))
				}
			}
		}
	}
	return seen, true
}
