// Package model reads and writes what the tagger of names has learned: the words
// it knows, how names are spelled, and the weights of its features.
//
// # Format         docs/spec/model.md, byte by byte
// # Refusals       another format version, other features than this engine computes, a wrong size,
// ## any damage, any other encoding of the same content
// # Compatibility  an engine reads exactly one format and one set of features and names both
// ## when it meets others; it then works on with its rules alone
// # Trust          the checksum finds accidents; who made a model is decided by the signatures
// ## around it (package update)
//
// A model holds no text: words are 24 bits of a hash, everything else is numbers.
package model

// Labels is the number of labels: none, then begin and inside of each kind.
const Labels = 9

// Label of a word. A row of weights has one lane for each but None, whose weight
// is always zero.
type Label = uint8

// The labels.
const (
	None Label = iota
	BeginPerson
	InPerson
	BeginPlace
	InPlace
	BeginOrg
	InOrg
	BeginStreet
	InStreet
)

// Model is what the tagger has learned.
type Model struct {
	Names    *Lexicon
	Spelling *Spelling
	Weights  *Weights
	// Next is the weight of a label behind another.
	Next [Labels][Labels]int16
	// Unit is the weight that stands for odds of e to one.
	Unit uint16
}
