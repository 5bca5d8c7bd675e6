package promptgen

import (
	"math/rand/v2"
	"strings"
)

// dice draws what kinds are made of.
type dice struct{ *rand.Rand }

// chance is true in so many of a hundred cases.
func (r dice) chance(percent int) bool { return r.IntN(100) < percent }

// between returns a number from lo to hi, both included.
func (r dice) between(lo, hi int) int { return lo + r.IntN(hi-lo+1) }

// pick returns one of the list.
func (r dice) pick(list ...string) string { return list[r.IntN(len(list))] }

const (
	digitSet    = "0123456789"
	upperSet    = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
	lowerSet    = "abcdefghijklmnopqrstuvwxyz"
	hexSet      = "0123456789abcdef"
	documentSet = "0123456789CFGHJKLMNPRTVWXYZ" // of German documents
	vehicleSet  = "0123456789ABCDEFGHJKLMNPRSTUVWXYZ"
	tokenSet    = digitSet + upperSet + lowerSet
)

// string returns n characters of a set.
func (r dice) string(set string, n int) string {
	var b strings.Builder
	for range n {
		b.WriteByte(set[r.IntN(len(set))])
	}
	return b.String()
}

// shape fills a pattern: # any digit, ^ a digit but zero, @ a capital, & a small
// letter, ~ a hexadecimal digit, $ a character of German documents, % one of
// vehicle numbers, * a letter or digit. Everything else stands for itself.
func (r dice) shape(pattern string) string {
	sets := map[byte]string{'#': digitSet, '^': digitSet[1:], '@': upperSet, '&': lowerSet, '~': hexSet, '$': documentSet, '%': vehicleSet, '*': tokenSet}
	b := []byte(pattern)
	for i, c := range b {
		if set, ok := sets[c]; ok {
			b[i] = set[r.IntN(len(set))]
		}
	}
	return string(b)
}

// until draws from make until the check says want.
func until(want bool, check func([]byte) bool, make func() string) string {
	for range 1 << 20 {
		if s := make(); check([]byte(s)) == want {
			return s
		}
	}
	panic("promptgen: a kind never satisfies its check")
}

// grouped puts sep between groups of the given sizes; what is left over forms
// the last group.
func grouped(s, sep string, sizes ...int) string {
	var b strings.Builder
	for _, n := range sizes {
		if n >= len(s) {
			break
		}
		b.WriteString(s[:n])
		b.WriteString(sep)
		s = s[n:]
	}
	b.WriteString(s)
	return b.String()
}

// everyFour groups like a card or an account number.
func everyFour(s, sep string) string {
	return grouped(s, sep, 4, 4, 4, 4, 4, 4, 4, 4)
}
