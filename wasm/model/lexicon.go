package model

import "slices"

// Class is a set of properties of a word, from lists and from counts over the
// training texts. The tagger uses them as features: none is a verdict.
type Class uint8

// What a word can be. A word is often several of these.
const (
	FirstDE   Class = 1 << iota // first name in German lists
	FirstEN                     // first name in English lists
	Surname                     // surname in the lists of moderate size
	Brand                       // company, product or institution
	SurnameXL                   // surname in the largest list, which holds many nouns
	Place                       // place
	Lower                       // seen in lower case in the training texts
	Common                      // seen with a capital in the training texts, as no name
)

// Given is any first name.
const Given = FirstDE | FirstEN

// Family is any surname.
const Family = Surname | SurnameXL

// keyBits is the length of a fingerprint: with 200,000 words, one unknown word
// in 80 is taken for a known one. That is good enough for a feature.
const keyBits = 24

// The upper bits of a fingerprint choose its bucket.
const (
	lowBits   = 8
	buckets   = 1 << (keyBits - lowBits)
	maxBucket = 1<<lowBits - 1
)

// Lexicon maps hashed words to classes. It does not hold the words.
type Lexicon struct {
	keys    []byte              // lower bits of the fingerprints, ascending in every bucket
	classes []byte              // never 0
	index   [buckets + 1]uint32 // where the words of a bucket begin
}

// Key returns the fingerprint of a word, given its hash.
func Key(hash uint32) uint32 {
	hash ^= hash >> 15
	return hash * 0x9E3779B1 >> (32 - keyBits)
}

// NewLexicon returns the lexicon of the words with these fingerprints. A bucket
// holds at most maxBucket words.
func NewLexicon(words map[uint32]Class) *Lexicon {
	keys := make([]uint32, 0, len(words))
	for key, class := range words {
		if class != 0 {
			keys = append(keys, key)
		}
	}
	slices.Sort(keys)
	l := &Lexicon{}
	for _, key := range keys {
		if b := key >> lowBits; l.index[b+1] < maxBucket {
			l.index[b+1]++
			l.keys = append(l.keys, byte(key))
			l.classes = append(l.classes, byte(words[key]))
		}
	}
	for b := range buckets {
		l.index[b+1] += l.index[b]
	}
	return l
}

// ascends reports whether the fingerprints of every bucket are in order and differ.
func (l *Lexicon) ascends() bool {
	at := uint32(0)
	for _, end := range l.index[1:] {
		last := -1
		for ; at < end; at++ {
			key := int(l.keys[at])
			if key <= last {
				return false
			}
			last = key
		}
	}
	return true
}

// Len returns the number of fingerprints.
func (l *Lexicon) Len() int { return len(l.keys) }

// Class returns what is known of the word with this hash, 0 for nothing.
func (l *Lexicon) Class(hash uint32) Class {
	key := Key(hash)
	b := key >> lowBits
	for i := l.index[b]; i < l.index[b+1]; i++ {
		if k := l.keys[i]; k >= byte(key) {
			if k == byte(key) {
				return Class(l.classes[i])
			}
			break
		}
	}
	return 0
}
