package bench

import (
	"bytes"
	"math/rand/v2"
	"strings"
)

// Text is a named text to measure on.
type Text struct {
	Name string
	Text []byte
}

// hostileUnits are repeated: the strings that were worst for earlier designs of
// the scanner, and those that give the steps behind it much to do.
var hostileUnits = []string{
	"a.", "a-", "a@a.", "sk-", "eyJabcdefghij.", "1.", "DE89 3704 ", "http://a:a@", "password=", "http://a:", "12", "A1", "Aa",
	"1-", "1 2", "a@", "+1", "(", "0", "1:", "Herr A", "\u00e4", "12.12.2012", "DE89 3704 0044 0532 0130 00", "\xff", "\x00",
	"geb. 12.12.2012 ", "Herr Muster, ", "a@b.example ", "Steuer-ID 12345678901 ", "IBAN;Name;E-Mail\n", "Weg 1, 04109 Ulm ",
	"089/1234567 ", "192.168.17.44 ", "https://a.example/?mail=a@b.example&",
}

// hostileAlphabets are drawn from: the characters that identifiers are made of.
var hostileAlphabets = []string{
	"0123456789", "0123456789 -./:", "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789", "ADE0123456789 .-", "aA1@.-_ ", "0123456789abcdefABCDEF:.-/+ @_=",
}

// Hostile returns texts of size bytes that are made to cost much.
func Hostile(size int) []Text {
	var all []Text
	named := func(kind, what string, text []byte) {
		all = append(all, Text{kind + " " + strings.ReplaceAll(what, "/", "|"), text})
	}
	for _, unit := range hostileUnits {
		named("repeat", unit, Repeat(unit, size))
	}
	for _, chars := range hostileAlphabets {
		named("noise", chars, noise(chars, size))
	}
	return all
}

// Repeat returns size bytes of one string after the other.
func Repeat(unit string, size int) []byte { return bytes.Repeat([]byte(unit), size/len(unit)+1)[:size] }

func noise(chars string, size int) []byte {
	r := rand.New(rand.NewPCG(9, 9))
	text := make([]byte, size)
	for i := range text {
		text[i] = chars[r.IntN(len(chars))]
	}
	return text
}
