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

// world is a memory with tables for two functions. It starts with something
// that looks like a header and is none.
func world() []byte {
	b := make([]byte, 16, 400)
	order.PutUint32(b[4:], headerMagic)
	h := make([]byte, headerSize)
	order.PutUint32(h, headerMagic)
	h[instruction], h[pointer] = wasmMinimumPC, wasmPointer
	const (
		names  = "main.one\x00main.two\x00"
		units  = "UUUU"
		files  = "one.go\x00"
		values = "\x00" + "\x02\x01\x03\x02\x00" + "\x04\x09\x00" + "\x00\x05\x06\x07\x00"
	)
	order.PutUint64(h[countOfFuncs:], 2)
	at := headerSize
	for _, table := range []struct {
		field int
		data  string
	}{{funcNames, names}, {unitTable, units}, {fileNames, files}, {pcTable, values}} {
		order.PutUint64(h[table.field:], uint64(at))
		at += len(table.data)
	}
	order.PutUint64(h[funcTable:], uint64(at))
	list := make([]byte, 2*funcEntries)
	function := func(name, stack, file, line, other uint32) []byte {
		f := make([]byte, funcFixed+4)
		for field, v := range map[int]uint32{funcName: name, funcStack: stack, funcFile: file, funcLine: line, funcTables: 1, funcFixed: other} {
			order.PutUint32(f[field:], v)
		}
		return f
	}
	one := function(0, 1, 6, 6, 0)
	two := function(9, 1, 6, 6, 9)
	order.PutUint32(list[4:], uint32(len(list)))
	order.PutUint32(list[funcEntries+4:], uint32(len(list)+len(one)))
	return append(b, bytes.Join([][]byte{h, []byte(names + units + files + values), list, one, two}, nil)...)
}

func TestOnlyWhatTracesNeedIsCleared(t *testing.T) {
	m := world()
	if !stripTables(m) {
		t.Fatal("refused")
	}
	for _, gone := range []string{"main.one", "one.go", "UUUU", "\x04\x09"} {
		if bytes.Contains(m, []byte(gone)) {
			t.Errorf("%q is left", gone)
		}
	}
	tables, ok := findTables(m)
	if !ok {
		t.Fatal("no tables")
	}
	kept := string(tables.bytes[tables.at(pcTable):tables.at(funcTable)])
	if want := "\x00" + "\x02\x01\x03\x02\x00" + "\x00\x00\x00" + "\x00\x05\x06\x07\x00"; kept != want {
		t.Errorf("values are %q, want %q", kept, want)
	}
}

func TestForeignTablesAreRefused(t *testing.T) {
	for name, change := range map[string]func(m []byte) []byte{
		"none":        func(m []byte) []byte { return m[:16] },
		"two":         func(m []byte) []byte { return append(m, m...) },
		"unsorted":    func(m []byte) []byte { m[16+pcTable+1] = 0xff; return m },
		"no function": func(m []byte) []byte { m[16+countOfFuncs] = 0; return m },
		"cut off":     func(m []byte) []byte { return m[:len(m)-6] },
		"far table":   func(m []byte) []byte { m[len(m)-2] = 1; return m },
	} {
		if stripTables(change(world())) {
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
