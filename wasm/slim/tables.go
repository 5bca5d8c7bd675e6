package slim

import (
	"bytes"
	"encoding/binary"
)

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
	instructionAt = 6
	pointerAt     = 7
	wasmPointer   = 8
	wasmMinimumPC = 1
)

// Words of runtime.moduledata that are used here.
const (
	moduleHeader    = 0
	moduleNames     = 1
	moduleFuncs     = 16
	moduleFuncCount = 17
	moduleBuckets   = 19
	moduleTypes     = 37
	moduleTypesEnd  = 38
	moduleFuncData  = 40
	moduleWords     = 42
)

// Fields of runtime._func.
const (
	funcEntry     = 0
	funcName      = 4
	funcArgs      = 8
	funcDefer     = 12
	funcStack     = 16
	funcPCData    = 28 // number of tables by program counter
	funcKind      = 40
	funcData      = 43 // number of other tables
	funcFixed     = 44 // the offsets of the tables follow
	funcEntries   = 8  // bytes in the function table per function
	bucketBytes   = 20
	bucketsByFunc = 1 << placeBits / 4096
)

// Tables that are needed to walk a stack: the pointers of a frame by program
// counter; pointers among arguments and locals, objects on the stack, open-coded
// defers. The others serve traces, preemption by signals and profiles.
const (
	pcDataKept   = 2 // the first of them, unsafe points, is left empty
	pcDataFrames = 1
	dataArgs     = 0
	dataLocals   = 1
	dataObjects  = 2
	dataDefers   = 4
	dataKept     = 5
	noData       = 1<<32 - 1
	funcStride   = funcFixed + 4*pcDataKept + 4*dataKept
)

// ofRuntime is the name that all functions of the runtime get, and the others have
// none: it tells the runtime's own goroutines when it looks whether there are any left.
const (
	ofRuntime   = "runtime."
	ofRuntimeAt = 1
)

var order = binary.LittleEndian

// tables is the memory and where the tables of functions are in it.
type tables struct {
	image
	header int // place of the header in bytes, as the others
	count  int
	module int
}

// generated is what is left to fill in at the start of the module, because
// writing it in a loop takes less room: addresses in memory.
type generated struct {
	count             int
	funcs             int // runtime.functab: number, offset
	records           int // their runtime._func, funcStride apart
	firstRecord       int // offset of the first of them
	buckets, distance int // runtime.findfuncbucket: the index, this far apart
}

// strip writes the tables again with what a walk over the stack needs, for the
// functions that can be on it.
func (t tables) strip(needed func(i int) bool) (generated, bool) {
	word := func(i int) int { return int(order.Uint64(t.bytes[t.module+8*i:])) }
	list := t.at(funcTable)
	buckets, data := word(moduleBuckets)-t.base, word(moduleFuncData)-t.base
	g := generated{
		count: t.count, funcs: t.base + list, records: t.base + list + t.count*funcEntries + 8, firstRecord: t.count*funcEntries + 8,
		buckets: t.base + buckets, distance: bucketBytes * bucketsByFunc,
	}
	room := data - (g.records - t.base)
	if word(moduleFuncs) != g.funcs || word(moduleFuncCount) != t.count+1 || data < 0 || buckets < data ||
		buckets+g.distance*t.count > len(t.bytes) || room < t.count*funcStride {
		return generated{}, false
	}
	values := valueTables{old: t.bytes[t.at(pcTable):list], moved: map[uint32]uint32{}, new: []byte{0}}
	records := make([]byte, t.count*funcStride)
	kept := make([]bool, buckets-data)
	for i := range t.count {
		if !t.generates(i, buckets) {
			return generated{}, false
		}
		if !needed(i) {
			continue
		}
		f, ok := t.function(i)
		if !ok {
			return generated{}, false
		}
		r := records[i*funcStride:][:funcStride]
		if bytes.HasPrefix(t.bytes[min(t.at(funcNames)+int(t.word(f+funcName)), len(t.bytes)):], []byte(ofRuntime)) {
			order.PutUint32(r[funcName:], ofRuntimeAt)
		}
		copy(r[funcArgs:], t.bytes[f+funcArgs:f+funcStack])
		copy(r[funcKind:], t.bytes[f+funcKind:f+funcData])
		order.PutUint32(r[funcStack:], values.move(t.word(f+funcStack)))
		tablesByPC, others := int(t.word(f+funcPCData)), int(t.bytes[f+funcData])
		order.PutUint32(r[funcPCData:], uint32(min(tablesByPC, pcDataKept)))
		if tablesByPC > pcDataFrames {
			order.PutUint32(r[funcFixed+4*pcDataFrames:], values.move(t.word(f+funcFixed+4*pcDataFrames)))
		}
		at := funcFixed + 4*min(tablesByPC, pcDataKept)
		for kind := range min(others, dataKept) {
			offset := t.word(f + funcFixed + 4*tablesByPC + 4*kind)
			if kind == dataDefers-1 {
				offset = noData // inlined calls
			}
			order.PutUint32(r[at+4*kind:], offset)
			if offset == noData {
				continue
			}
			r[funcData] = byte(kind + 1)
			if !t.keep(kept, data, int(offset), kind) {
				return generated{}, false
			}
		}
		clear(r[at+4*int(r[funcData]):])
	}
	if values.bad || len(values.new) > len(values.old) {
		return generated{}, false
	}
	clear(t.bytes[t.at(funcNames):list])
	copy(t.bytes[t.at(funcNames)+ofRuntimeAt:], ofRuntime)
	copy(values.old, values.new)
	clear(t.bytes[list : list+t.count*funcEntries])
	clear(t.bytes[list+t.count*funcEntries+4 : data]) // behind the number that ends the list
	copy(t.bytes[g.records-t.base:], records)
	for i, k := range kept {
		if !k {
			t.bytes[data+i] = 0
		}
	}
	clear(t.bytes[buckets:][:g.distance*t.count])
	return g, true
}

// generates reports whether function i has the number and the bucket that will be
// written for it.
func (t tables) generates(i, buckets int) bool {
	list := t.at(funcTable)
	return t.word(list+funcEntries*i) == uint32(firstFunction+i) &&
		t.word(buckets+i*bucketBytes*bucketsByFunc) == uint32(i) && t.bytes[buckets+i*bucketBytes*bucketsByFunc+4] == 0
}

// keep marks the bytes of a table; kept begins at data.
func (t tables) keep(kept []bool, data, offset, kind int) bool {
	if offset > len(kept) {
		return false
	}
	b := t.bytes[data+offset : data+len(kept)]
	size := 0
	switch {
	case kind == dataDefers: // two numbers
		_, n := binary.Uvarint(b)
		_, m := binary.Uvarint(b[max(n, 0):])
		size = n + m
	case len(b) < 8:
	case kind == dataArgs, kind == dataLocals: // runtime.stackmap
		size = 8 + int(order.Uint32(b))*((int(order.Uint32(b[4:]))+7)/8)
	case kind == dataObjects: // a number, then runtime.stackObjectRecord
		size = 8 + 16*int(order.Uint64(b))
	}
	if size <= 0 || size > len(b) {
		return false
	}
	for i := range size {
		kept[offset+i] = true
	}
	return true
}

// findTables finds the one header in memory and the runtime.moduledata that names it.
func findTables(m image) (found tables, ok bool) {
	memory := m.bytes
	for i := 0; i+headerSize <= len(memory); i++ {
		if order.Uint32(memory[i:]) != headerMagic || memory[i+instructionAt] != wasmMinimumPC || memory[i+pointerAt] != wasmPointer {
			continue
		}
		t := tables{image: m, header: i}
		size := uint64(len(memory) - i)
		count := order.Uint64(memory[i+countOfFuncs:])
		last := uint64(headerSize)
		for _, field := range [...]int{funcNames, unitTable, fileNames, pcTable, funcTable} {
			v := order.Uint64(memory[i+field:])
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
	return found, ok && found.findModule()
}

func (t *tables) findModule() bool {
	found := 0
	for i := -t.base & 7; i+8*moduleWords <= len(t.bytes); i += 8 {
		if order.Uint64(t.bytes[i+8*moduleHeader:]) == uint64(t.base+t.header) && order.Uint64(t.bytes[i+8*moduleNames:]) == uint64(t.base+t.at(funcNames)) {
			t.module = i
			found++
		}
	}
	return found == 1
}

// isType reports whether descriptions of types, and constants, are at a place in bytes.
func (t tables) isType(at int) bool {
	return at+t.base >= int(order.Uint64(t.bytes[t.module+8*moduleTypes:])) && at+t.base < int(order.Uint64(t.bytes[t.module+8*moduleTypesEnd:]))
}

// at returns where a table begins.
func (t tables) at(field int) int {
	return t.header + int(order.Uint64(t.bytes[t.header+field:]))
}

func (t tables) word(at int) uint32 { return order.Uint32(t.bytes[at:]) }

// function returns where the fields of function i begin.
func (t tables) function(i int) (int, bool) {
	list := t.at(funcTable)
	f := list + int(t.word(list+funcEntries*i+4))
	if f+funcFixed > len(t.bytes) {
		return 0, false
	}
	end := f + funcFixed + 4*int(t.word(f+funcPCData)) + 4*int(t.bytes[f+funcData])
	return f, end <= len(t.bytes)
}

// valueTables collects the tables of values by program counter that are kept.
type valueTables struct {
	old, new []byte
	moved    map[uint32]uint32
	bad      bool
}

// move returns where a table is in new: pairs of numbers up to a value step of 0
// that is not the first. Offset 0 is no table.
func (v *valueTables) move(offset uint32) uint32 {
	if offset == 0 {
		return 0
	}
	if to, there := v.moved[offset]; there {
		return to
	}
	end := int(offset)
	for first := true; ; first = false {
		if end >= len(v.old) {
			v.bad = true
			return 0
		}
		step, n := binary.Uvarint(v.old[end:])
		end += max(n, 0)
		if step == 0 && !first {
			break
		}
		_, k := binary.Uvarint(v.old[min(end, len(v.old)):])
		if end += max(k, 0); n <= 0 || k <= 0 {
			v.bad = true
			return 0
		}
	}
	to := uint32(len(v.new))
	v.new = append(v.new, v.old[offset:end]...)
	v.moved[offset] = to
	return to
}
