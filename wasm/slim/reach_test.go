package slim

import (
	"slices"
	"testing"
)

func TestReachedFunctions(t *testing.T) {
	address := func(i int) []byte {
		return appendSigned([]byte{opI64Const}, int64(firstFunction+i)<<placeBits)
	}
	function := func(parts ...[]byte) []byte {
		return slices.Concat([]byte{0}, slices.Concat(parts...), []byte{opEnd})
	}
	bodies := make([][]byte, 12)
	for i := range bodies {
		bodies[i] = function(address(i)) // its own places say nothing
	}
	bodies[0] = function([]byte{opCall, 2 + 1}) // there are two imported functions
	bodies[1] = function(address(2), []byte{opDrop})
	bodies[3] = function([]byte{opCall, 1})
	bodies[7] = function([]byte{opCall, 2 + 8})
	m := image{base: 1<<16 + 4, bytes: make([]byte, 64)}
	order.PutUint64(m.bytes[4:], (firstFunction+4)<<placeBits)
	order.PutUint64(m.bytes[20:], (firstFunction+9)<<placeBits|1<<40)
	order.PutUint64(m.bytes[28:], (firstFunction+10)<<placeBits|1)
	order.PutUint32(m.bytes[40:], firstFunction+5)
	order.PutUint32(m.bytes[52:], firstFunction+6)
	got, ok := program{2, bodies}.reached([]int{2, 2 + 3}, m, func(at int) bool { return at < 48 })
	if !ok {
		t.Fatal("refused")
	}
	for i, want := range []bool{true, true, true, true, true, true, false, false, false, false, false, false} {
		if got[i] != want {
			t.Errorf("function %d: %v", i, got[i])
		}
	}
}

func TestTypeOfStart(t *testing.T) {
	types, number, ok := typeOfStart([]byte{1, 0x60, 1, 0x7f, 0})
	if want := []byte{2, 0x60, 1, 0x7f, 0, 0x60, 0, 0}; !ok || number != 1 || !slices.Equal(types, want) {
		t.Errorf("type %d of % x", number, types)
	}
	if again, number, ok := typeOfStart(types); !ok || number != 1 || !slices.Equal(again, types) {
		t.Errorf("type %d of % x", number, again)
	}
	if _, _, ok := typeOfStart([]byte{1, 0x5f, 0}); ok {
		t.Error("a type that is no function is accepted")
	}
	if list, ok := grown([]byte{2, 7, 8}, []byte{9}); !ok || !slices.Equal(list, []byte{3, 7, 8, 9}) {
		t.Errorf("% x", list)
	}
}
