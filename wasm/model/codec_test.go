package model_test

import (
	"bytes"
	"compress/gzip"
	"encoding/binary"
	"errors"
	"testing"

	"deckname/wasm/model"
	"deckname/wasm/model/shipped"
)

// small is a model with something of everything.
func small() *model.Model {
	m := &model.Model{
		Names:    model.NewLexicon(map[uint32]model.Class{model.Key(1): model.FirstDE, model.Key(2): model.Place | model.Common, 0: model.Lower, 1<<24 - 1: 255}),
		Spelling: model.NewSpelling(),
		Weights: model.NewWeights(6, func(i int) uint64 {
			switch i {
			case 0, 63:
				return 0x0180808080808081
			case 17:
				return 0x80808080FF808080
			}
			return model.ZeroRow
		}),
		Unit: 64,
	}
	m.Spelling.Rows[5] = 0x8180807F
	m.Spelling.Base = [model.Sorts]int16{-3, 0, 7, 16384}
	m.Next[0][1], m.Next[8][8] = -16384, 16384
	return m
}

func TestLoadReadsWhatEncodeWrites(t *testing.T) {
	data := model.Encode(small())
	m, err := model.Load(data)
	if err != nil {
		t.Fatal(err)
	}
	if again := model.Encode(m); !bytes.Equal(again, data) {
		t.Error("another encoding after loading")
	}
	if m.Names.Len() != 4 || m.Names.Class(1) != model.FirstDE || m.Names.Class(2) != model.Place|model.Common || m.Names.Class(3) != 0 {
		t.Error("lexicon differs")
	}
	if m.Next[0][1] != -16384 || m.Next[8][8] != 16384 || m.Unit != 64 {
		t.Error("transitions or unit differ")
	}
	if sum := m.Spelling.Sum([]uint32{5, 6}); sum != [model.Sorts]int32{-4, 0, 7, 16385} {
		t.Errorf("spelling sums to %v", sum)
	}
	even, odd, rows := m.Weights.Sum([]uint32{0, 17, 18, 64 + 63})
	if rows != 3 || m.Weights.Len() != 3 {
		t.Fatalf("%d rows of %d", rows, m.Weights.Len())
	}
	lane := func(v uint64, i int) int { return int(v>>(16*i)&0xFFFF) - 128*rows }
	if lane(even, 0) != 2 || lane(odd, 1) != 127 || lane(odd, 3) != -254 || lane(even, 1) != 0 {
		t.Errorf("weights sum to %x %x", even, odd)
	}
}

// Where the parts of small begin; it has four words.
const (
	unitAt     = 28
	nextAt     = unitAt + 2
	spellingAt = nextAt + 2*model.Labels*model.Labels
	bucketsAt  = spellingAt + 2*model.Sorts + 4*model.SpellingRows
	keysAt     = bucketsAt + 1<<16
	lanesAt    = keysAt + 2*4 + 2 + 8
)

// sealed sets size and checksum, so that only what is inside is wrong.
func sealed(data []byte) []byte {
	binary.LittleEndian.PutUint32(data[16:], uint32(len(data)))
	h := uint64(0xCBF29CE484222325)
	for _, part := range [][]byte{data[:20], data[28:]} {
		part = append(bytes.Clone(part), make([]byte, 8)...)
		for ; len(part) >= 8; part = part[8:] {
			h = (h ^ binary.LittleEndian.Uint64(part)) * 0x100000001B3
			h ^= h >> 32
		}
	}
	binary.LittleEndian.PutUint64(data[20:], h)
	return data
}

func TestRefusals(t *testing.T) {
	good := model.Encode(small())
	if _, err := model.Load(sealed(bytes.Clone(good))); err != nil {
		t.Fatalf("sealing changes a good file: %v", err)
	}
	changed := func(change func(d []byte) []byte) []byte { return change(bytes.Clone(good)) }
	var version *model.VersionError
	for name, c := range map[string]struct {
		data []byte
		want error
	}{
		"empty":            {nil, model.ErrNoModel},
		"another file":     {[]byte("PK\x03\x04 something that is long enough for a header"), model.ErrNoModel},
		"cut in header":    {good[:22], model.ErrSize},
		"cut in the body":  {good[:len(good)-1], model.ErrSize},
		"byte too many":    {append(bytes.Clone(good), 0), model.ErrSize},
		"flipped bit":      {changed(func(d []byte) []byte { d[len(d)-3] ^= 1; return d }), model.ErrDamaged},
		"rest behind":      {sealed(append(bytes.Clone(good), 0)), model.ErrDamaged},
		"unit 0":           {sealed(changed(func(d []byte) []byte { d[unitAt] = 0; return d })), model.ErrDamaged},
		"large transition": {sealed(changed(func(d []byte) []byte { d[nextAt+1] = 0x41; return d })), model.ErrDamaged},
		"spelling of −128": {sealed(changed(func(d []byte) []byte { d[spellingAt+8] = 0x80; return d })), model.ErrDamaged},
		"a word more":      {sealed(changed(func(d []byte) []byte { d[bucketsAt+1]++; return d })), model.ErrDamaged},
		"word of no class": {sealed(changed(func(d []byte) []byte { d[keysAt+4] = 0; return d })), model.ErrDamaged},
		"wide table":       {sealed(changed(func(d []byte) []byte { d[keysAt+8] = 23; return d })), model.ErrDamaged},
		"narrow table":     {sealed(changed(func(d []byte) []byte { d[keysAt+8] = 5; return d })), model.ErrDamaged},
		"row less":         {sealed(changed(func(d []byte) []byte { d[keysAt+10] = 0; return d })), model.ErrDamaged},
		"row of nothing":   {sealed(changed(func(d []byte) []byte { d[lanesAt+1] = 0; return d[:len(d)-1] })), model.ErrDamaged},
		"weight missing":   {sealed(changed(func(d []byte) []byte { return d[:len(d)-1] })), model.ErrDamaged},
		"weight 0":         {sealed(changed(func(d []byte) []byte { d[len(d)-1] = 0; return d })), model.ErrDamaged},
		"weight −128":      {sealed(changed(func(d []byte) []byte { d[len(d)-1] = 0x80; return d })), model.ErrDamaged},
	} {
		if _, err := model.Load(c.data); !errors.Is(err, c.want) {
			t.Errorf("%s: %v, want %v", name, err, c.want)
		}
	}
	for what, at := range map[string]int{"format": 8, "features": 12} {
		data := sealed(changed(func(d []byte) []byte { d[at]++; return d }))
		if _, err := model.Load(data); !errors.As(err, &version) || version.What != what || version.Model != version.Engine+1 {
			t.Errorf("other %s: %v", what, err)
		}
	}
}

func TestWordsOutOfOrderAreRefused(t *testing.T) {
	m := small()
	m.Names = model.NewLexicon(map[uint32]model.Class{7: 1, 8: 2})
	data := model.Encode(m)
	for _, c := range []struct {
		first, second byte
		want          error
	}{{7, 8, nil}, {0, 255, nil}, {8, 8, model.ErrDamaged}, {8, 7, model.ErrDamaged}} {
		data[keysAt], data[keysAt+1] = c.first, c.second
		if _, err := model.Load(sealed(data)); !errors.Is(err, c.want) {
			t.Errorf("%d, %d: %v, want %v", c.first, c.second, err, c.want)
		}
	}
}

func TestBucketsAreBounded(t *testing.T) {
	words := map[uint32]model.Class{}
	for key := range uint32(257) {
		words[key] = 1
	}
	m := small()
	m.Names = model.NewLexicon(words)
	m, err := model.Load(model.Encode(m))
	if err != nil || m.Names.Len() != 256 {
		t.Fatalf("%d words, %v", m.Names.Len(), err)
	}
}

func TestShippedModelFits(t *testing.T) {
	m, err := model.Load(shipped.Names)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(model.Encode(m), shipped.Names) {
		t.Error("the shipped model is not canonical")
	}
	var b bytes.Buffer
	z := gzip.NewWriter(&b)
	z.Write(shipped.Names)
	z.Close()
	if b.Len() > 1_000_000 {
		t.Errorf("%d bytes in gzip; raise -shrink or -prune of the trainer", b.Len())
	}
}

func FuzzLoad(f *testing.F) {
	good := model.Encode(small())
	f.Add(good[28:])
	f.Fuzz(func(t *testing.T, body []byte) {
		data := sealed(append(bytes.Clone(good[:28]), body...))
		if m, err := model.Load(data); err == nil && !bytes.Equal(model.Encode(m), data) {
			t.Error("accepted another encoding of the same model")
		}
	})
}

func BenchmarkLoad(b *testing.B) {
	for b.Loop() {
		if _, err := model.Load(shipped.Names); err != nil {
			b.Fatal(err)
		}
	}
}
