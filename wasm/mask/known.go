package mask

import (
	"slices"
	"unicode/utf8"
)

// minKnown is the shortest original, in bytes, that is looked for by itself:
// shorter ones are syllables of ordinary words too often.
const minKnown = 3

// known appends edits for the places where an original of the table stands
// again, spelled as before and as a whole word, outside the edits there are and
// the placeholders to be kept. It reads each word of the text once and looks up
// what begins there in the lengths that originals with this first word have, so
// that many originals cost no more than one.
func (t *Table) known(dst []Edit, text []byte, edits []Edit, kept []span) []Edit {
	lengths := map[string][]int{} // by first word, longest first: it says most
	byOriginal := map[string]int{}
	for i := range t.entries {
		e := &t.entries[i]
		if e.kind != restorable || len(e.original) < minKnown {
			continue
		}
		byOriginal[e.original] = i
		w := firstWord(e.original)
		at, seen := slices.BinarySearchFunc(lengths[w], len(e.original), func(a, b int) int { return b - a })
		if !seen {
			lengths[w] = slices.Insert(lengths[w], at, len(e.original))
		}
	}
	if len(byOriginal) == 0 {
		return dst
	}
	taken := make([]span, 0, len(edits)+len(kept))
	for _, e := range edits {
		taken = append(taken, span{e.Start, e.End})
	}
	taken = append(taken, kept...)
	slices.SortFunc(taken, func(a, b span) int { return a.start - b.start })

	for i := 0; i < len(text); {
		end := wordEnd(text, i)
		for _, n := range lengths[string(text[i:end])] {
			stop := i + n
			if stop > len(text) {
				continue
			}
			at, known := byOriginal[string(text[i:stop])]
			if known && !splitsWord(text, stop) && !touches(taken, i, stop) {
				e := &t.entries[at]
				dst = append(dst, Edit{i, stop, write(e.label, e.number), e.label, e.class, -1, 100})
				end = stop
				break
			}
		}
		i = end
	}
	return dst
}

// firstWord is what wordEnd cuts from the front of an original.
func firstWord(original string) string { return original[:wordEnd([]byte(original), 0)] }

// wordEnd returns the end of the word at text[i:], or of the one character there if it is none.
func wordEnd(text []byte, i int) int {
	start := i
	for i < len(text) && isWord(text[i]) {
		i++
	}
	if i > start {
		return i
	}
	_, size := utf8.DecodeRune(text[i:])
	return i + size
}

// isWord reports the bytes of letters and digits; all runes beyond ASCII count as letters.
func isWord(c byte) bool {
	return c|0x20 >= 'a' && c|0x20 <= 'z' || c >= '0' && c <= '9' || c >= utf8.RuneSelf
}

// splitsWord reports whether a cut at i would leave a piece of a word behind. A
// German genitive s is left to stand after the placeholder.
func splitsWord(text []byte, i int) bool {
	if i == 0 || i >= len(text) || !isWord(text[i-1]) || !isWord(text[i]) {
		return false
	}
	ending, _ := genitive(text, i)
	return ending != "s"
}
