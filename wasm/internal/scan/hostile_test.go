package scan_test

import (
	"bytes"
	"math/rand/v2"
	"strings"
)

type hostileText struct {
	name string
	text []byte
}

// hostile are texts made to cost much: the strings that were worst for earlier
// designs, and noise over the characters that identifiers are made of.
func hostile(size int) []hostileText {
	var all []hostileText
	for _, unit := range []string{
		"a.", "a-", "a@a.", "sk-", "eyJabcdefghij.", "1.", "DE89 3704 ", "http://a:a@", "password=", "http://a:", "12", "A1", "Aa",
		"1-", "1 2", "a@", "+1", "(", "0", "1:", "Herr A", "\u00e4", "12.12.2012", "DE89 3704 0044 0532 0130 00", "\xff", "\x00",
	} {
		all = append(all, hostileText{"repeat " + strings.ReplaceAll(unit, "/", "_"), repeat(unit, size)})
	}
	for _, chars := range []string{"0123456789", "0123456789 -./:", "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789", "ADE0123456789 .-", "aA1@.-_ ", "0123456789abcdefABCDEF:.-/+ @_="} {
		all = append(all, hostileText{"noise " + strings.ReplaceAll(chars, "/", "|"), noise(chars, size)})
	}
	return all
}

func repeat(unit string, size int) []byte { return bytes.Repeat([]byte(unit), size/len(unit)+1)[:size] }

func noise(chars string, size int) []byte {
	r := rand.New(rand.NewPCG(9, 9))
	text := make([]byte, size)
	for i := range text {
		text[i] = chars[r.IntN(len(chars))]
	}
	return text
}

// randomBytes is noise over characters that change with the seed.
func randomBytes(seed uint64, size int) []byte {
	r := rand.New(rand.NewPCG(seed, 9))
	chars := []byte("0123456789 -./:")
	for range r.IntN(8) {
		chars = append(chars, "ADEFZaez_@+,;"[r.IntN(13)])
	}
	text := make([]byte, size)
	for i := range text {
		text[i] = chars[r.IntN(len(chars))]
	}
	return text
}
