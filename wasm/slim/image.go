package slim

// Encoding of a segment: active, in memory 0, at a constant.
const (
	activeSegment = 0x00
	constant      = 0x41
	endOfOffset   = 0x0b
)

// maxMemory bounds the image, so that a damaged offset asks for no more.
const maxMemory = 64 << 20

// shortGap is the number of zeros that may stand within a segment. More are
// rare enough for a header of their own.
const shortGap = 64

// image is what memory holds after the segments were written, from base on.
type image struct {
	base  int
	bytes []byte
}

// readImage writes the segments one after the other, as an engine does: they
// need not be in order.
func readImage(section []byte) (m image, ok bool) {
	type segment struct {
		at   int
		data []byte
	}
	var segments []segment
	first, last := maxMemory, 0
	r := &reader{rest: section}
	for n := r.number(); n > 0 && !r.bad; n-- {
		if r.byte() != activeSegment || r.byte() != constant {
			return image{}, false
		}
		at := r.signed()
		if r.byte() != endOfOffset {
			return image{}, false
		}
		data := r.bytes(r.number())
		if r.bad || at < 0 || at+len(data) > maxMemory {
			return image{}, false
		}
		first, last = min(first, at), max(last, at+len(data))
		segments = append(segments, segment{at, data})
	}
	if r.bad || len(r.rest) > 0 || len(segments) == 0 {
		return image{}, false
	}
	m = image{first, make([]byte, last-first)}
	for _, s := range segments {
		copy(m.bytes[s.at-first:], s.data)
	}
	return m, true
}

// section encodes the image in as few segments as are worth it.
func (m image) section() []byte {
	var segments []byte
	count := uint64(0)
	for i := 0; i < len(m.bytes); {
		if m.bytes[i] == 0 {
			i++
			continue
		}
		end := i + 1 // behind the last byte that is not 0
		for k := end; k < len(m.bytes) && k-end <= shortGap; k++ {
			if m.bytes[k] != 0 {
				end = k + 1
			}
		}
		count++
		segments = append(segments, activeSegment, constant)
		segments = appendSigned(segments, int64(m.base+i))
		segments = append(segments, endOfOffset)
		segments = appendNumber(segments, uint64(end-i))
		segments = append(segments, m.bytes[i:end]...)
		i = end
	}
	return append(appendNumber(nil, count), segments...)
}
