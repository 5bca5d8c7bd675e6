package pack

import (
	"encoding/binary"
	"errors"

	"deckname/wasm/internal/scan"
	"deckname/wasm/wordlist"
)

var errLists = errors.New("pack: the company lists are beyond their limits; see docs/spec/rule-pack.md")

// appendLists writes the company lists; nil is none.
func appendLists(dst []byte, l *wordlist.Lists) ([]byte, error) {
	if l == nil {
		return append(dst, 0), nil
	}
	if !l.Valid() {
		return nil, errLists
	}
	dst = binary.AppendUvarint(dst, uint64(len(l.Hashes)))
	dst = append(dst, l.Key[:]...)
	dst = binary.LittleEndian.AppendUint64(dst, l.Lengths)
	for _, list := range l.Hashes {
		dst = binary.AppendUvarint(dst, uint64(len(list)))
		last := uint64(0)
		for _, h := range list {
			dst = binary.AppendUvarint(dst, h-last)
			last = h
		}
	}
	return dst, nil
}

func readLists(r *scan.Reader) (l *wordlist.Lists, ok bool) {
	n := r.Count(wordlist.MaxLists, 1)
	if n == 0 {
		return nil, !r.Failed()
	}
	l = &wordlist.Lists{Hashes: make([][]uint64, n)}
	copy(l.Key[:], r.Bytes(wordlist.KeySize))
	if lengths := r.Bytes(8); lengths != nil {
		l.Lengths = binary.LittleEndian.Uint64(lengths)
	}
	for i := range l.Hashes {
		list := make([]uint64, r.Count(wordlist.MaxEntries, 1))
		last := 0
		for k := range list {
			last += r.Number(1<<wordlist.HashBits - 1)
			list[k] = uint64(last)
		}
		if len(list) > 0 {
			l.Hashes[i] = list
		}
	}
	return l, !r.Failed() && l.Valid()
}
