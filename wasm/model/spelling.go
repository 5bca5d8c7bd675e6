package model

// Sorts is the number of sorts of words that spelling tells apart.
const Sorts = 4

// The sorts.
const (
	SortGiven = iota
	SortFamily
	SortPlace
	SortCommon
)

// SpellingRows is the number of rows for groups of letters.
const SpellingRows = 1 << 15

// SpellingUnit is the weight that stands for odds of e to one.
const SpellingUnit = 32

// Spelling tells by their letters what unknown words may be.
type Spelling struct {
	Rows [SpellingRows]uint32 // four weights of eight bits, each with 128 added
	Base [Sorts]int16
}

// ZeroSpelling is a row without weights.
const ZeroSpelling = 0x80808080

// NewSpelling returns a spelling that knows nothing.
func NewSpelling() *Spelling {
	s := &Spelling{}
	for i := range s.Rows {
		s.Rows[i] = ZeroSpelling
	}
	return s
}

// Sum adds the rows of groups of letters, 257 at most.
func (s *Spelling) Sum(grams []uint32) (sum [Sorts]int32) {
	var even, odd uint32
	less := 128 * int32(len(grams))
	for len(grams) >= 3 { // Go's wasm pays for every jump
		g := grams[:3:3]
		a, b, c := s.Rows[g[0]%SpellingRows], s.Rows[g[1]%SpellingRows], s.Rows[g[2]%SpellingRows]
		even += a&0x00FF00FF + b&0x00FF00FF + c&0x00FF00FF
		odd += a>>8&0x00FF00FF + b>>8&0x00FF00FF + c>>8&0x00FF00FF
		grams = grams[3:]
	}
	for _, g := range grams {
		row := s.Rows[g%SpellingRows]
		even += row & 0x00FF00FF
		odd += row >> 8 & 0x00FF00FF
	}
	return [Sorts]int32{
		int32(even&0xFFFF) - less + int32(s.Base[0]),
		int32(odd&0xFFFF) - less + int32(s.Base[1]),
		int32(even>>16) - less + int32(s.Base[2]),
		int32(odd>>16) - less + int32(s.Base[3]),
	}
}
