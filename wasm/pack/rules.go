package pack

import (
	"encoding/binary"
	"errors"
	"unicode/utf8"

	"deckname/wasm/internal/scan"
	"deckname/wasm/rule"
)

// Limits of the texts of a rule.
const (
	maxText  = 255 // bytes of an id, a label, a name or a context word
	maxWords = 1 << 12
)

// Bits of the flags of a rule.
const (
	flagNearRequired = 1 << iota
	flagSecret
	flagLearned
	flagNearPerson
	flagsEnd
)

func appendRules(dst []byte, rules []rule.Rule) ([]byte, error) {
	dst = binary.AppendUvarint(dst, uint64(len(rules)))
	for i := range rules {
		r := &rules[i]
		if !fits(r) {
			return nil, errors.New("pack: rule " + r.ID + " has a field that does not fit the format; see docs/spec/rule-pack.md")
		}
		dst = appendText(dst, r.ID)
		dst = append(dst, byte(r.Class))
		dst = appendText(dst, r.Label)
		dst = append(dst, byte(r.Stage))
		dst = appendText(dst, r.Tail)
		dst = append(dst, byte(r.Keep))
		dst = appendText(dst, r.Check)
		dst = appendWords(dst, r.Near)
		dst = append(dst, r.NearLeft, r.NearRight)
		dst = appendWords(dst, r.Avoid)
		flags := byte(0)
		if r.NearRequired {
			flags |= flagNearRequired
		}
		if r.Secret {
			flags |= flagSecret
		}
		if r.Learned {
			flags |= flagLearned
		}
		if r.NearPerson {
			flags |= flagNearPerson
		}
		dst = append(dst, flags, r.Score, r.NearScore, r.FailScore, r.Priority)
	}
	return dst, nil
}

func appendText(dst []byte, s string) []byte {
	return append(append(dst, byte(len(s))), s...)
}

func appendWords(dst []byte, words []string) []byte {
	dst = binary.AppendUvarint(dst, uint64(len(words)))
	for _, w := range words {
		dst = appendText(dst, w)
	}
	return dst
}

func readRules(r *scan.Reader) ([]rule.Rule, bool) {
	const smallest = 16 // bytes of a rule with empty texts
	rules := make([]rule.Rule, r.Count(scan.MaxRules, smallest))
	for i := range rules {
		u := &rules[i]
		u.ID = readText(r)
		u.Class = rule.Class(readByte(r))
		u.Label = readText(r)
		u.Stage = rule.Stage(readByte(r))
		u.Tail = readText(r)
		u.Keep = rule.Keep(readByte(r))
		u.Check = readText(r)
		u.Near = readWords(r)
		u.NearLeft, u.NearRight = readByte(r), readByte(r)
		u.Avoid = readWords(r)
		flags := readByte(r)
		u.NearRequired = flags&flagNearRequired != 0
		u.Secret = flags&flagSecret != 0
		u.Learned = flags&flagLearned != 0
		u.NearPerson = flags&flagNearPerson != 0
		u.Score, u.NearScore, u.FailScore, u.Priority = readByte(r), readByte(r), readByte(r), readByte(r)
		if flags >= flagsEnd || !fits(u) {
			return nil, false
		}
	}
	return rules, !r.Failed()
}

func readByte(r *scan.Reader) byte {
	if b := r.Bytes(1); b != nil {
		return b[0]
	}
	return 0
}

func readWords(r *scan.Reader) []string {
	n := r.Count(maxWords, 1)
	if n == 0 {
		return nil
	}
	words := make([]string, n)
	for i := range words {
		words[i] = readText(r)
	}
	return words
}

func readText(r *scan.Reader) string { return string(r.Bytes(int(readByte(r)))) }

// fits reports whether a rule has only values that this version knows.
func fits(r *rule.Rule) bool {
	return int(r.Class) < rule.Classes && r.Stage <= rule.Block && r.Keep <= rule.KeepTail &&
		r.Score <= 100 && r.NearScore <= 100 && r.FailScore <= 100 &&
		r.ID != "" && isText(r.ID) && isText(r.Label) && isText(r.Tail) && isText(r.Check) &&
		areWords(r.Near) && areWords(r.Avoid)
}

func areWords(words []string) bool {
	for _, w := range words {
		if w == "" || !isText(w) {
			return false
		}
	}
	return len(words) <= maxWords
}

func isText(s string) bool { return len(s) <= maxText && utf8.ValidString(s) }
