package slim

// Columns of the function tables that are plain sequences are written by a
// function that runs when the module starts: the tables of a module with 2,800
// functions become 0.9 MB shorter.

// startFunction returns the body that fills in what was left out.
func startFunction(g generated) []byte {
	b := []byte{1, 1, 0x7f, opLoop, noResult} // one local of type i32: the number of a function
	column := func(first, distance, value, step int) {
		b = append(b, opLocalGet, 0)
		b = append(appendSigned(append(b, opI32Const), int64(distance)), opI32Mul)
		b = append(b, opLocalGet, 0)
		b = append(appendSigned(append(b, opI32Const), int64(step)), opI32Mul)
		b = append(appendSigned(append(b, opI32Const), int64(value)), opI32Add)
		b = appendNumber(append(b, opI32Store, 2), uint64(first))
	}
	column(g.funcs, funcEntries, firstFunction, 1)
	column(g.funcs+4, funcEntries, g.firstRecord, funcStride)
	column(g.records+funcEntry, funcStride, firstFunction, 1)
	column(g.buckets, g.distance, 0, 1)
	b = append(b, opLocalGet, 0, opI32Const, 1, opI32Add, opLocalTee, 0)
	b = appendSigned(append(b, opI32Const), int64(g.count))
	return append(b, opI32LtU, opBrIf, 0, opEnd, opEnd)
}

// typeOfStart returns the type section with a function type of no parameters and
// no results, and its number.
func typeOfStart(section []byte) (types []byte, number int, ok bool) {
	const function = 0x60
	r := &reader{rest: section}
	n := r.number()
	list := r.rest
	for i := range n {
		if r.byte() != function {
			return nil, 0, false
		}
		parameters := len(r.bytes(r.number()))
		results := len(r.bytes(r.number()))
		if parameters+results == 0 && !r.bad {
			return section, i, true
		}
	}
	if r.bad || len(r.rest) > 0 {
		return nil, 0, false
	}
	types = append(appendNumber(nil, uint64(n+1)), list...)
	return append(types, function, 0, 0), n, true
}

// grown returns a section that is a list, with one more element.
func grown(section []byte, element []byte) ([]byte, bool) {
	r := &reader{rest: section}
	n := r.number()
	return append(append(appendNumber(nil, uint64(n+1)), r.rest...), element...), !r.bad
}
