package slim

import "encoding/binary"

// header is runtime.pcHeader with pointers of 8 bytes: magic, two zeros, the
// instruction size, the pointer size, then numbers of 8 bytes.
const (
	headerMagic   = 0xfffffff1
	headerSize    = 72
	countOfFuncs  = 8
	funcNames     = 32
	unitTable     = 40
	fileNames     = 48
	pcTable       = 56
	funcTable     = 64
	instruction   = 6
	pointer       = 7
	wasmPointer   = 8
	wasmMinimumPC = 1
)

// Fields of runtime._func.
const (
	funcName    = 4
	funcStack   = 16
	funcFile    = 20
	funcLine    = 24
	funcTables  = 28 // number of further tables
	funcUnit    = 32
	funcStart   = 36 // its first line
	funcFixed   = 44 // the offsets of the further tables follow
	funcEntries = 8  // bytes in the function table per function
)

var order = binary.LittleEndian

// stripTables clears in the image of memory what only stack traces need. It
// reports whether the tables were found and understood.
func stripTables(memory []byte) bool {
	t, ok := findTables(memory)
	if !ok {
		return false
	}
	needed := make([]bool, t.at(funcTable)-t.at(pcTable))
	for i := range t.count {
		f, ok := t.function(i)
		if !ok || !t.mark(needed, t.word(f+funcStack)) {
			return false
		}
		tables := int(t.word(f + funcTables))
		if f+funcFixed+4*tables > len(t.bytes) {
			return false
		}
		for k := range tables {
			if !t.mark(needed, t.word(f+funcFixed+4*k)) {
				return false
			}
		}
	}
	for i := range t.count {
		f, _ := t.function(i)
		for _, field := range [...]int{funcName, funcFile, funcLine, funcUnit, funcStart} {
			order.PutUint32(t.bytes[f+field:], 0)
		}
	}
	clear(t.bytes[t.at(funcNames):t.at(pcTable)]) // with the tables of units and files in between
	for i, keep := range needed {
		if !keep {
			t.bytes[t.at(pcTable)+i] = 0
		}
	}
	return true
}

// tables is memory from the header on.
type tables struct {
	bytes []byte
	count int
}

// findTables finds the one header in memory.
func findTables(memory []byte) (found tables, ok bool) {
	for i := 0; i+headerSize <= len(memory); i++ {
		if order.Uint32(memory[i:]) != headerMagic {
			continue
		}
		t := tables{bytes: memory[i:]}
		if t.bytes[instruction] != wasmMinimumPC || t.bytes[pointer] != wasmPointer {
			continue
		}
		size := uint64(len(t.bytes))
		count := order.Uint64(t.bytes[countOfFuncs:])
		last := uint64(headerSize)
		for _, field := range [...]int{funcNames, unitTable, fileNames, pcTable, funcTable} {
			v := order.Uint64(t.bytes[field:])
			if v < last || v > size {
				return tables{}, false
			}
			last = v
		}
		if ok || count == 0 || count > (size-last)/funcEntries {
			return tables{}, false
		}
		t.count = int(count)
		found, ok = t, true
	}
	return found, ok
}

// at returns where a table begins.
func (t tables) at(field int) int { return int(order.Uint64(t.bytes[field:])) }

func (t tables) word(at int) uint32 { return order.Uint32(t.bytes[at:]) }

// function returns where the fields of function i begin.
func (t tables) function(i int) (int, bool) {
	list := t.at(funcTable)
	f := list + int(t.word(list+funcEntries*i+4))
	return f, f+funcFixed <= len(t.bytes)
}

// mark notes the bytes of a table of values by program counter: pairs of
// numbers up to a value step of 0 that is not the first. Offset 0 is no table.
func (t tables) mark(needed []bool, offset uint32) bool {
	if offset == 0 {
		return true
	}
	for i, first := int(offset), true; i < len(needed); first = false {
		values := t.bytes[t.at(pcTable):t.at(funcTable)]
		step, n := binary.Uvarint(values[i:])
		if n <= 0 {
			return false
		}
		end := i + n
		if step != 0 || first {
			_, n = binary.Uvarint(values[end:])
			if n <= 0 {
				return false
			}
			end += n
		}
		for k := i; k < end; k++ {
			needed[k] = true
		}
		if step == 0 && !first {
			return true
		}
		i = end
	}
	return false
}
