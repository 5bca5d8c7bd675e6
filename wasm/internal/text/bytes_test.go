package text

import (
	"testing"
	"unicode/utf16"
)

func TestUnitsCountsAsUTF16Does(t *testing.T) {
	text := "Größe 5 €, „gut“ 🙂🙂 und 👩‍👩‍👧 xy plain ascii behind it"
	for i := range len(text) + 1 {
		for k := i; k <= len(text); k++ {
			part := text[i:k]
			want := len(utf16.Encode([]rune(part)))
			if whole(part) {
				if got := Units([]byte(part)); got != want {
					t.Fatalf("%q: %d units, want %d", part, got, want)
				}
			}
		}
	}
}

// whole reports whether s neither begins nor ends inside a character.
func whole(s string) bool {
	for _, r := range s {
		if r == 0xfffd {
			return false
		}
	}
	return true
}
