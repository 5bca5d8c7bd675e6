package slim

import (
	"bytes"
	"errors"
	"testing"
)

// segment encodes one active segment.
func segment(at int64, data string) []byte {
	b := appendSigned([]byte{activeSegment, constant}, at)
	b = appendNumber(append(b, endOfOffset), uint64(len(data)))
	return append(b, data...)
}

func section(segments ...[]byte) []byte {
	return append(appendNumber(nil, uint64(len(segments))), bytes.Join(segments, nil)...)
}

func TestSegmentsAreJoinedWithoutChangingMemory(t *testing.T) {
	far := int64(4096 + 40 + 2*shortGap)
	m, ok := readImage(section(segment(4096, "ab"), segment(4098, "c"), segment(4130, "d"), segment(far, "e"), segment(4100, "f")))
	if !ok {
		t.Fatal("refused")
	}
	if !bytes.HasPrefix(m.bytes, []byte("abc\x00f\x00")) {
		t.Errorf("memory begins with %q", m.bytes[:6])
	}
	joined := m.section()
	if joined[0] != 2 {
		t.Errorf("%d segments, want 2", joined[0])
	}
	again, ok := readImage(joined)
	if !ok || again.base != m.base || !bytes.Equal(again.bytes, m.bytes) {
		t.Errorf("memory differs: %q, want %q", again.bytes, m.bytes)
	}
}

func TestOtherSectionsAreRefused(t *testing.T) {
	for name, s := range map[string][]byte{
		"passive":  {1, 1, 1, 'x'},
		"cut off":  section(segment(8, "ab"))[:5],
		"far away": section(segment(8, "ab"), segment(1<<30, "c")),
		"too long": append(section(segment(8, "ab")), 0),
	} {
		if _, ok := readImage(s); ok {
			t.Errorf("%s: accepted", name)
		}
	}
}

func TestSignedNumbers(t *testing.T) {
	for _, v := range []int64{0, 1, 63, 64, 127, 128, 8191, 8192, 1 << 20, -1, -64, -65} {
		r := &reader{rest: appendSigned(nil, v)}
		if got := r.signed(); r.bad || int64(got) != v || len(r.rest) > 0 {
			t.Errorf("%d became %d", v, got)
		}
	}
}

// Where the parts of world are, in bytes from base.
const (
	base        = maxOffset
	namesAt     = 16 + headerSize
	valuesAt    = namesAt + 22
	listAt      = valuesAt + 26
	recordsAt   = listAt + 2*funcEntries + 8
	dataAt      = recordsAt + 2*(funcStride+32)
	bucketsAt   = dataAt + 64
	moduleAt    = bucketsAt + 2*bucketBytes*bucketsByFunc
	unsafe      = "\x06\x09\x00"
	frames      = "\x00\x05\x06\x07\x00"
	lines       = "\x04\x09\x00"
	heights     = "\x02\x01\x03\x02\x00"
	inlined     = 36
	pointersTwo = 20
)

// world is a memory with tables for two functions. It starts with something
// that looks like a header and is none.
func world() image {
	b := make([]byte, moduleAt+8*moduleWords)
	order.PutUint32(b[4:], headerMagic)
	h := b[16:]
	order.PutUint32(h, headerMagic)
	h[instructionAt], h[pointerAt] = wasmMinimumPC, wasmPointer
	order.PutUint64(h[countOfFuncs:], 2)
	for field, at := range map[int]int{funcNames: namesAt, unitTable: namesAt + 14, fileNames: namesAt + 16, pcTable: valuesAt, funcTable: listAt} {
		order.PutUint64(h[field:], uint64(at-16))
	}
	copy(b[namesAt:], "runtime.x\x00m.y\x00UUone\x00")
	order.PutUint32(b[recordsAt+funcStride+32+funcName:], 10)
	copy(b[valuesAt:], "\x00"+heights+lines+unsafe+frames)
	function := func(i, at int, byCounter, others []uint32) {
		order.PutUint32(b[listAt+8*i:], uint32(firstFunction+i))
		order.PutUint32(b[listAt+8*i+4:], uint32(at-listAt))
		order.PutUint32(b[bucketsAt+i*bucketBytes*bucketsByFunc:], uint32(i))
		f := b[at:]
		for field, v := range map[int]uint32{funcEntry: uint32(firstFunction + i), funcArgs: 8, funcStack: 1, 20: 6, 24: 6, funcPCData: uint32(len(byCounter))} {
			order.PutUint32(f[field:], v)
		}
		f[funcKind], f[funcData] = 7, byte(len(others))
		for k, v := range append(byCounter, others...) {
			order.PutUint32(f[funcFixed+4*k:], v)
		}
	}
	function(0, recordsAt, []uint32{9, 12, 6}, []uint32{0, pointersTwo, noData, inlined, noData, inlined})
	function(1, recordsAt+funcStride+32, nil, []uint32{0})
	order.PutUint32(b[listAt+16:], firstFunction+2)
	data := b[dataAt:]
	order.PutUint32(data, 1) // a map of nine bits
	order.PutUint32(data[4:], 9)
	data[8], data[9] = 0xFF, 1
	order.PutUint32(data[pointersTwo:], 2) // two maps of one bit
	order.PutUint32(data[pointersTwo+4:], 1)
	data[pointersTwo+8], data[pointersTwo+9] = 1, 1
	copy(data[inlined:], "inlined calls")
	for word, v := range map[int]int{moduleHeader: 16, moduleNames: namesAt, moduleFuncs: listAt, moduleBuckets: bucketsAt, moduleTypes: 0, moduleTypesEnd: 16, moduleFuncData: dataAt} {
		order.PutUint64(b[moduleAt+8*word:], uint64(base+v))
	}
	order.PutUint64(b[moduleAt+8*moduleFuncCount:], 3)
	return image{base, b}
}

func all(int) bool { return true }

func strip(m image, needed func(int) bool) (generated, bool) {
	t, ok := findTables(m)
	if !ok {
		return generated{}, false
	}
	return t.strip(needed)
}

// start runs the start function in memory.
func (g generated) start(m image) {
	_, list, _ := body(startFunction(g))
	var stack []int64
	local := int64(0)
	pop := func() int64 {
		v := stack[len(stack)-1]
		stack = stack[:len(stack)-1]
		return v
	}
	for i := 0; i < len(list); i++ {
		switch in := list[i]; in.op {
		case opLocalGet:
			stack = append(stack, local)
		case opLocalTee:
			local = stack[len(stack)-1]
		case opI32Const:
			stack = append(stack, in.operand)
		case opI32Mul:
			stack = append(stack, pop()*pop())
		case opI32Add:
			stack = append(stack, pop()+pop())
		case opI32LtU:
			less := int64(0)
			if y, x := pop(), pop(); x < y {
				less = 1
			}
			stack = append(stack, less)
		case opI32Store:
			v, at := pop(), pop()
			order.PutUint32(m.bytes[at+in.operand-int64(m.base):], uint32(v))
		case opBrIf:
			if pop() != 0 {
				i = 0 // behind the loop
			}
		}
	}
}

func TestOnlyWhatTracesNeedIsCleared(t *testing.T) {
	m := world()
	g, ok := strip(m, all)
	if !ok {
		t.Fatal("refused")
	}
	for _, gone := range []string{"runtime.x", "m.y", "one", "UU", lines, unsafe, "inlined calls"} {
		if bytes.Contains(m.bytes, []byte(gone)) {
			t.Errorf("%q is left", gone)
		}
	}
	g.start(m)
	tables, ok := findTables(m)
	if !ok {
		t.Fatal("no tables")
	}
	f, ok := tables.function(0)
	if !ok || tables.word(f+funcEntry) != firstFunction || tables.word(f+funcArgs) != 8 || m.bytes[f+funcKind] != 7 {
		t.Errorf("function 0 has number %x, %d bytes of arguments, kind %d", tables.word(f+funcEntry), tables.word(f+funcArgs), m.bytes[f+funcKind])
	}
	if name := m.bytes[tables.at(funcNames)+int(tables.word(f+funcName)):]; !bytes.HasPrefix(name, []byte("runtime.\x00")) {
		t.Errorf("name is %q", name[:9])
	}
	values := m.bytes[tables.at(pcTable):]
	if v := values[tables.word(f+funcStack):]; !bytes.HasPrefix(v, []byte(heights)) {
		t.Errorf("heights are %q", v[:8])
	}
	if v := values[tables.word(f+funcFixed+4*pcDataFrames):]; tables.word(f+funcPCData) != 2 || tables.word(f+funcFixed) != 0 || !bytes.HasPrefix(v, []byte(frames)) {
		t.Errorf("frames are %q", v[:8])
	}
	if at := f + funcFixed + 8; m.bytes[f+funcData] != 2 || tables.word(at) != 0 || tables.word(at+4) != pointersTwo {
		t.Errorf("%d tables: %d, %d", m.bytes[f+funcData], tables.word(at), tables.word(at+4))
	}
	second, ok := tables.function(1)
	if name := m.bytes[tables.at(funcNames)+int(tables.word(second+funcName))]; name != 0 {
		t.Error("function 1 has a name")
	}
	if !ok || tables.word(second+funcEntry) != firstFunction+1 || m.bytes[second+funcData] != 1 || tables.word(second+funcPCData) != 0 {
		t.Error("function 1 differs")
	}
	before := world()
	if !bytes.Equal(m.bytes[bucketsAt:], before.bytes[bucketsAt:]) || !bytes.Equal(m.bytes[dataAt:dataAt+inlined], before.bytes[dataAt:dataAt+inlined]) {
		t.Error("buckets or maps of pointers differ")
	}
}

func TestFunctionsThatNeverRunHaveNoTables(t *testing.T) {
	m := world()
	g, ok := strip(m, func(i int) bool { return i == 1 })
	if !ok {
		t.Fatal("refused")
	}
	g.start(m)
	first := m.bytes[recordsAt : recordsAt+funcStride]
	if order.Uint32(first) != firstFunction || !bytes.Equal(first[4:], make([]byte, funcStride-4)) {
		t.Errorf("% x", first)
	}
	if order.Uint32(m.bytes[dataAt+pointersTwo:]) != 0 || m.bytes[dataAt+8] != 0xFF {
		t.Error("maps of pointers")
	}
}

func TestForeignTablesAreRefused(t *testing.T) {
	put := func(at int, v uint32) func(m *image) { return func(m *image) { order.PutUint32(m.bytes[at:], v) } }
	for name, change := range map[string]func(m *image){
		"none":                func(m *image) { m.bytes = m.bytes[:16] },
		"two":                 func(m *image) { m.bytes = append(m.bytes, m.bytes...) },
		"unsorted":            func(m *image) { m.bytes[16+pcTable+1] = 0xff },
		"no function":         put(16+countOfFuncs, 0),
		"cut off":             func(m *image) { m.bytes = m.bytes[:len(m.bytes)-6] },
		"no module":           put(moduleAt+8*moduleNames, 0),
		"another list":        put(moduleAt+8*moduleFuncs, 0),
		"a function more":     put(moduleAt+8*moduleFuncCount, 4),
		"other number":        put(listAt+8, firstFunction+7),
		"other bucket":        put(bucketsAt+bucketBytes*bucketsByFunc, 0),
		"second in bucket":    func(m *image) { m.bytes[bucketsAt+4] = 1 },
		"far record":          put(listAt+4, 1<<30),
		"far values":          put(recordsAt+funcStack, 1<<20),
		"values without end":  put(recordsAt+funcStack, 26),
		"far data":            put(recordsAt+funcFixed+4*3, 1<<20),
		"data larger than it": put(dataAt, 1<<20),
		"no room":             put(moduleAt+8*moduleFuncData, base+recordsAt+8),
	} {
		m := world()
		change(&m)
		if _, ok := strip(m, all); ok {
			t.Errorf("%s: accepted", name)
		}
	}
}

func TestModulesThatAreNone(t *testing.T) {
	for _, m := range []string{"", "\x00asm\x02\x00\x00\x00", "\x00asm\x01\x00\x00\x00", "\x00asm\x01\x00\x00\x00\x01\x05"} {
		if _, err := Module([]byte(m)); !errors.Is(err, ErrModule) {
			t.Errorf("%q: %v", m, err)
		}
	}
}
