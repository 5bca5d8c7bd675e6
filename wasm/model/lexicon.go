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

// indexBits is how many of them choose the bucket.
const indexBits = 16

// Lexicon maps hashed words to classes. It does not hold the words.
type Lexicon struct {
	entries []uint32 // fingerprint<<8 | class, sorted
	index   []uint32 // where the fingerprints with these first bits begin
}

// Key returns the fingerprint of a word, given its hash.
func Key(hash uint32) uint32 {
	hash ^= hash >> 15
	return hash * 0x9E3779B1 >> (32 - keyBits)
}

// NewLexicon returns the lexicon of the words with these fingerprints.
func NewLexicon(words map[uint32]Class) *Lexicon {
	l := &Lexicon{entries: make([]uint32, 0, len(words))}
	for key, class := range words {
		if class != 0 {
			l.entries = append(l.entries, key<<8|uint32(class))
		}
	}
	l.sort()
	return l
}

// sort orders the entries and fills the index. It returns false when a fingerprint
// is there twice. Entries go to their buckets first: that is faster than sorting
// all of them, and start-up time is visible.
func (l *Lexicon) sort() bool {
	const shift = 8 + keyBits - indexBits
	l.index = make([]uint32, 1<<indexBits+1)
	for _, e := range l.entries {
		l.index[e>>shift+1]++
	}
	for b := range 1 << indexBits {
		if l.index[b+1] > 1<<(keyBits-indexBits) {
			return false
		}
		l.index[b+1] += l.index[b]
	}
	sorted := make([]uint32, len(l.entries))
	for _, e := range l.entries {
		b := e >> shift
		sorted[l.index[b]] = e
		l.index[b]++
	}
	copy(l.index[1:], l.index)
	l.index[0] = 0
	l.entries = sorted
	for b := range 1 << indexBits {
		slices.Sort(sorted[l.index[b]:l.index[b+1]])
	}
	for i := 1; i < len(sorted); i++ {
		if sorted[i]>>8 == sorted[i-1]>>8 {
			return false
		}
	}
	return true
}

// Len returns the number of fingerprints.
func (l *Lexicon) Len() int { return len(l.entries) }

// Class returns what is known of the word with this hash, 0 for nothing.
func (l *Lexicon) Class(hash uint32) Class {
	key := Key(hash)
	b := key >> (keyBits - indexBits)
	for _, e := range l.entries[l.index[b]:l.index[b+1]] {
		if e>>8 >= key {
			if e>>8 == key {
				return Class(e)
			}
			break
		}
	}
	return 0
}
