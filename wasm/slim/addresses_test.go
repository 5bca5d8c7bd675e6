package slim

import (
	"bytes"
	"slices"
	"testing"
)

// Instructions as they are written.
var (
	stack   = []byte{opLocalGet, 1}
	extend  = []byte{opI64ExtendU}
	add16   = []byte{opI64Const, 16, opI64Add, opI32Wrap}
	load    = []byte{0x29, 3, 0}
	load16  = []byte{0x29, 3, 16}
	store8  = []byte{0x37, 3, 8}
	store24 = []byte{0x37, 3, 24}
	value   = []byte{opLocalGet, 2, opI64Const, 1, opI64Add}
	plus16  = []byte{opI32Const, 16, opI32Add}
	wrap    = []byte{opI32Wrap}
	call    = []byte{opCall, 3}
	end     = []byte{opEnd}
)

func TestAddresses(t *testing.T) {
	for name, c := range map[string]struct{ in, want [][]byte }{
		"load from the stack":    {[][]byte{stack, extend, add16, load}, [][]byte{stack, load16}},
		"load by a pointer":      {[][]byte{value, add16, load}, [][]byte{value, wrap, load16}},
		"store":                  {[][]byte{stack, extend, add16, value, store8}, [][]byte{stack, value, store24}},
		"store of what is read":  {[][]byte{stack, extend, add16, stack, extend, add16, load, store8}, [][]byte{stack, stack, load16, store24}},
		"address is stored":      {[][]byte{stack, stack, extend, add16, store8}, [][]byte{stack, stack, plus16, store8}},
		"address of a call":      {[][]byte{stack, extend, add16, call, load}, [][]byte{stack, plus16, call, load}},
		"more values in between": {[][]byte{stack, extend, add16, value, value, store8}, [][]byte{stack, plus16, value, value, store8}},
		"end of a block":         {[][]byte{stack, extend, add16, end, load}, [][]byte{stack, plus16, end, load}},
		"far":                    {[][]byte{value, {opI64Const, 0x80, 0x80, 0x02, opI64Add}, wrap, load}, [][]byte{value, {opI64Const, 0x80, 0x80, 0x02, opI64Add}, wrap, load}},
		"before":                 {[][]byte{value, {opI64Const, 0x78, opI64Add}, wrap, load}, [][]byte{value, {opI64Const, 0x78, opI64Add}, wrap, load}},
		"no more than added":     {[][]byte{value, {opI64Const, 16, opI64Add}, load}, [][]byte{value, {opI64Const, 16, opI64Add}, load}},
		"fixed address":          {[][]byte{{opI64Const, 0x80, 0x80, 0x04}, wrap, load}, [][]byte{{opI32Const, 0x80, 0x80, 0x04}, load}},
		"wrapped after extended": {[][]byte{stack, extend, wrap, load}, [][]byte{stack, load}},
		"lower half":             {[][]byte{value, {opI64Const, 0xff, 0xff, 0xff, 0xff, 0x0f, opI64And, opI64Eqz}}, [][]byte{value, wrap, {opI32Eqz}}},
		"set and got":            {[][]byte{value, {opLocalSet, 5, opLocalGet, 5}}, [][]byte{value, {opLocalTee, 5}}},
		"set and another got":    {[][]byte{value, {opLocalSet, 5, opLocalGet, 6}}, [][]byte{value, {opLocalSet, 5, opLocalGet, 6}}},
	} {
		_, list, ok := body(append([]byte{0}, slices.Concat(c.in...)...))
		got := write(nil, foldAddresses(list))
		if want := slices.Concat(c.want...); !ok || !bytes.Equal(got, want) {
			t.Errorf("%s: % x, want % x", name, got, want)
		}
	}
}
