package tagger

import "deckname/wasm/model"

// recurring counts words of persons: a name masked once and shown twice is a leak.
type recurring struct {
	slots [1024]recurrence
	used  []*recurrence // at most half of the slots
}

type recurrence struct {
	hash    uint32
	yes, no uint16
}

func (s *recurring) find(h uint32) *recurrence {
	for i := h * 0x9E3779B1 >> 22; ; i = (i + 1) & 1023 {
		if s.slots[i].hash == h || s.slots[i].hash == 0 {
			return &s.slots[i]
		}
	}
}

// recur labels words that are persons elsewhere in the block, when they are
// persons at least as often as not.
func (t *Tagger) recur(n int) {
	s, ks := &t.seen, t.reader.tokens[pad:pad+n]
	for _, e := range s.used {
		*e = recurrence{}
	}
	s.used = s.used[:0]
	for i := range ks {
		if y := t.labels[i]; (y == model.BeginPerson || y == model.InPerson) && repeats(&ks[i]) && len(s.used) < len(s.slots)/2 {
			e := s.find(ks[i].hash)
			if e.hash == 0 {
				e.hash = ks[i].hash
				s.used = append(s.used, e)
			}
			e.yes++
		}
	}
	if len(s.used) == 0 {
		return
	}
	missed := false
	for i := range ks {
		if y := t.labels[i]; y != model.BeginPerson && y != model.InPerson && repeats(&ks[i]) {
			if e := s.find(ks[i].hash); e.hash != 0 {
				e.no++
				missed = true
			}
		}
	}
	if !missed {
		return
	}
	for i := range ks {
		if t.labels[i] == model.None && repeats(&ks[i]) {
			if e := s.find(ks[i].hash); e.hash != 0 && e.yes >= e.no {
				t.labels[i] = model.BeginPerson
				t.sure[i] = t.unit
				if i > 0 && (t.labels[i-1] == model.BeginPerson || t.labels[i-1] == model.InPerson) {
					t.labels[i] = model.InPerson
				}
			}
		}
	}
}

// repeats reports whether a word is worth finding again.
func repeats(k *token) bool {
	return k.flags&(candidate|capital) == candidate|capital && k.end-k.start >= 3 && k.class&model.Lower == 0
}
