package scan_test

import "math/rand/v2"

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
