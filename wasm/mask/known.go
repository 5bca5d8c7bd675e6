package mask

import "unicode/utf8"

// minKnown is the shortest original, in bytes, that is looked for by itself:
// shorter ones are syllables of ordinary words too often.
const minKnown = 3

// lookup finds originals in a text: by their first word the lengths that they
// have, and by all of their bytes the entry. It is brought up to date when a text
// is masked, because restoring does not need it.
type lookup struct {
	upTo    int // entries[:upTo] are in
	starts  [256]bool
	longest int   // first word, in bytes
	byFirst index // words
	byWhole index // entries
	words   []word
	lengths []length
}

// word is the first word of an original: originals[at : at+size].
type word struct {
	at, size uint32
	lengths  int32 // of originals that begin with it, ascending; -1 = no more
}

type length struct {
	bytes uint32
	next  int32
}

// update takes the entries in that are new since the last time.
func (t *Table) update() {
	k := &t.lookup
	for ; k.upTo < len(t.entries); k.upTo++ {
		t.work(perEntry)
		e := &t.entries[k.upTo]
		if e.kind != restorable || e.size < minKnown {
			continue
		}
		whole := t.original(e)
		k.starts[whole[0]] = true
		k.byWhole.set(mixed(hashed(seed, whole)), k.upTo, func(n int) bool { return string(t.original(&t.entries[n])) == string(whole) }, t.work)
		first := whole[:t.wordEnd(whole, 0)]
		k.longest = max(k.longest, len(first))
		hash := mixed(hashed(seed, first))
		n, seen := k.byFirst.find(hash, func(n int) bool { return string(t.word(n)) == string(first) })
		if !seen {
			n = len(k.words)
			k.words = append(k.words, word{e.at, uint32(len(first)), -1})
			k.byFirst.add(hash, n, t.work)
		}
		k.insert(&k.words[n].lengths, e.size)
	}
}

func (t *Table) word(n int) []byte {
	w := &t.lookup.words[n]
	return t.originals[w.at : w.at+w.size]
}

// insert files a length in the ascending list that begins at *head.
func (k *lookup) insert(head *int32, bytes uint32) {
	before := int32(-1)
	at := *head
	for at >= 0 && k.lengths[at].bytes < bytes {
		before, at = at, k.lengths[at].next
	}
	if at >= 0 && k.lengths[at].bytes == bytes {
		return
	}
	n := int32(len(k.lengths))
	k.lengths = append(k.lengths, length{bytes, at})
	if before < 0 {
		*head = n
	} else {
		k.lengths[before].next = n
	}
}

// again appends to dst the edits of t.found and, between them, edits for the
// places where an original of the table stands again, spelled as before and as a
// whole word, outside the edits there are and the placeholders to be kept. It
// reads each word of the text once and what may begin there once more, so that
// many originals cost no more than one.
func (t *Table) again(dst []Edit, text []byte, labels *Labels, ids []uint32) []Edit {
	t.update()
	found, kept := t.found, t.kept
	if t.lookup.byWhole.used == 0 {
		return append(dst, found...)
	}
	rules := t.firstRules(labels, ids)
	done := 0
	for i := 0; i < len(text); {
		for done < len(found) && found[done].End <= i {
			dst = append(dst, found[done])
			done++
		}
		for len(kept) > 0 && kept[0].end <= i {
			kept = kept[1:]
		}
		end := t.wordEnd(text, i)
		if !t.lookup.starts[text[i]] || end-i > t.lookup.longest {
			i = end
			continue
		}
		limit := len(text)
		if done < len(found) {
			limit = min(limit, found[done].Start)
		}
		if len(kept) > 0 {
			limit = min(limit, kept[0].start)
		}
		if n, stop := t.longest(text, i, end, limit); stop > i {
			e := &t.entries[n]
			dst = append(dst, Edit{Start: i, End: stop, Rule: rules[e.label], Class: e.class, Score: 100, entry: uint32(n)})
			end = stop
		}
		i = end
	}
	return append(dst, found[done:]...)
}

// longest returns the longest original that stands at text[i:] as a whole word and
// ends before limit, and where it ends; text[i:end] is the word there.
func (t *Table) longest(text []byte, i, end, limit int) (n, stop int) {
	k := &t.lookup
	h := hashed(seed, text[i:end])
	w, seen := k.byFirst.find(mixed(h), func(n int) bool { return string(t.word(n)) == string(text[i:end]) })
	if !seen {
		return 0, 0
	}
	for at := k.words[w].lengths; at >= 0; at = k.lengths[at].next {
		to := i + int(k.lengths[at].bytes)
		if to > limit {
			break
		}
		h = hashed(h, text[end:to])
		t.work(perLookup + to - end)
		end = to
		whole, known := k.byWhole.find(mixed(h), func(n int) bool { return string(t.original(&t.entries[n])) == string(text[i:to]) })
		if known && !splitsWord(text, to) {
			n, stop = whole, to
		}
	}
	return n, stop
}

// firstRules returns, by label of the table, the first rule of the pack that gives
// it. A label that the pack no longer has counts as its first rule.
func (t *Table) firstRules(labels *Labels, ids []uint32) []int {
	rules := make([]int, len(t.labels))
	for i, id := range ids {
		rules[id] = labels.first[i]
	}
	return rules
}

// wordEnd returns the end of the word at text[i:], or of the one character there if it is none.
func (t *Table) wordEnd(text []byte, i int) int {
	start := i
	for i < len(text) && isWord(text[i]) {
		i++
		if i%perBatch == 0 {
			t.work(perBatch)
		}
	}
	if i > start {
		return i
	}
	_, size := utf8.DecodeRune(text[i:])
	return i + size
}

// isWord reports the bytes of letters and digits; all runes beyond ASCII count as letters.
func isWord(c byte) bool {
	return c|0x20 >= 'a' && c|0x20 <= 'z' || c >= '0' && c <= '9' || c >= utf8.RuneSelf
}

// splitsWord reports whether a cut at i would leave a piece of a word behind. A
// German genitive s is left to stand after the placeholder.
func splitsWord(text []byte, i int) bool {
	if i == 0 || i >= len(text) || !isWord(text[i-1]) || !isWord(text[i]) {
		return false
	}
	e, _ := genitive(text, i)
	return e != plainS
}
