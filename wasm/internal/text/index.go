package text

import "slices"

// Index turns places in a text under edit from UTF-16 units to bytes and back,
// reading a few kilobytes whatever the length of the text.
type Index struct {
	chunks []chunk
	fresh  []chunk
}

type chunk struct{ bytes, units int32 }

// chunkSize is the length of a chunk in bytes; some have up to twice that.
const chunkSize = 1024

// Edit brings the index up to date: c has turned the text before into t.
func (x *Index) Edit(t []byte, c Change) {
	i, from := 0, 0
	for i < len(x.chunks) && from+int(x.chunks[i].bytes) < c.At {
		from += int(x.chunks[i].bytes)
		i++
	}
	j, to := i, from
	for j < len(x.chunks) && to < c.Old {
		to += int(x.chunks[j].bytes)
		j++
	}
	if j < len(x.chunks) { // so that small chunks do not stay
		to += int(x.chunks[j].bytes)
		j++
	}
	to += c.By()
	x.fresh = x.fresh[:0]
	for n := max(1, (to-from)/chunkSize); n > 0 && from < to; n-- {
		size := (to - from) / n
		x.fresh = append(x.fresh, chunk{int32(size), int32(Units(t[from : from+size]))})
		from += size
	}
	x.chunks = slices.Replace(x.chunks, i, j, x.fresh...)
}

// Bytes returns where in t the unit begins; the length of t for those beyond.
func (x *Index) Bytes(t []byte, unit int) int {
	at := 0
	for _, c := range x.chunks {
		if unit < int(c.units) {
			break
		}
		unit -= int(c.units)
		at += int(c.bytes)
	}
	for ; at < len(t); at++ {
		if unit -= width(t[at]); unit < 0 {
			break
		}
	}
	return at
}

// Units returns how many units are before the byte at of t.
func (x *Index) Units(t []byte, at int) int {
	from, units := 0, 0
	for _, c := range x.chunks {
		if from+int(c.bytes) > at {
			break
		}
		from += int(c.bytes)
		units += int(c.units)
	}
	return units + Units(t[from:at])
}

func width(c byte) int {
	switch {
	case c&0xC0 == 0x80:
		return 0
	case c >= 0xF0:
		return 2
	}
	return 1
}
