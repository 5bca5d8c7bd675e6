package pack_test

import (
	"bytes"
	"encoding/binary"
	"encoding/json"
	"errors"
	"flag"
	"os"
	"slices"
	"testing"

	"deckname/wasm/compile"
	"deckname/wasm/internal/scan"
	"deckname/wasm/pack"
	"deckname/wasm/rule"
)

// update rewrites the vectors of this version: only after a change of Version.
var update = flag.Bool("update", false, "rewrite the pack vectors")

const vectorFile = "../testdata/vectors/pack/vectors.json"

// vector is one case of vectors.json.
type vector struct {
	Name string `json:"name"`
	Pack []byte `json:"pack"`

	// Refusal is why the pack is refused: "no pack", "version" or "damaged".
	// A pack without one is valid and has all of the rest.
	Refusal string   `json:"refusal,omitempty"`
	Serial  uint64   `json:"serial,omitempty"`
	IDs     []string `json:"ids,omitempty"`
	Text    string   `json:"text,omitempty"`
	Hits    [][3]int `json:"hits,omitempty"` // start, end, rule
}

func TestVectors(t *testing.T) {
	if *update {
		writeVectors(t)
	}
	data, err := os.ReadFile(vectorFile)
	if err != nil {
		t.Fatal(err)
	}
	var all []vector
	if err := json.Unmarshal(data, &all); err != nil {
		t.Fatal(err)
	}
	refused := 0
	for _, v := range all {
		p, err := pack.Load(v.Pack)
		if v.Refusal != "" {
			refused++
			if got := refusal(err); got != v.Refusal {
				t.Errorf("%s: refused as %q, want %q", v.Name, got, v.Refusal)
			}
			continue
		}
		if err != nil {
			t.Errorf("%s: %v", v.Name, err)
			continue
		}
		var ids []string
		for _, r := range p.Rules {
			ids = append(ids, r.ID)
		}
		if hits := find(p, v.Text); p.Serial != v.Serial || !slices.Equal(ids, v.IDs) || !slices.Equal(hits, v.Hits) {
			t.Errorf("%s: serial %d, rules %v, hits %v", v.Name, p.Serial, ids, hits)
		}
	}
	if refused < 10 || len(all)-refused < 3 {
		t.Errorf("only %d valid and %d invalid vectors", len(all)-refused, refused)
	}
}

func refusal(err error) string {
	var version *pack.VersionError
	switch {
	case err == nil:
		return ""
	case errors.As(err, &version):
		return "version"
	case errors.Is(err, pack.ErrNoPack):
		return "no pack"
	case errors.Is(err, pack.ErrDamaged):
		return "damaged"
	}
	return err.Error()
}

func find(p *pack.Pack, text string) [][3]int {
	var hits [][3]int
	for _, h := range scan.New(p.Program).Scan(nil, []byte(text)) {
		hits = append(hits, [3]int{h.Start, h.End, int(h.Rule)})
	}
	return hits
}

func writeVectors(t *testing.T) {
	t.Helper()
	const text = "ab abb äab, anna@example.org \u0130 86 095 742 719"
	var all []vector
	keep := func(name string, serial uint64, rules []rule.Rule, data []byte, err error) []byte {
		if err != nil {
			t.Fatal(err)
		}
		p, err := pack.Load(data)
		if err != nil {
			t.Fatal(err)
		}
		v := vector{Name: name, Pack: data, Serial: serial, Text: text, Hits: find(p, text)}
		for _, r := range rules {
			v.IDs = append(v.IDs, r.ID)
		}
		all = append(all, v)
		return data
	}
	valid := func(name string, serial uint64, rules []rule.Rule, warm ...string) []byte {
		var texts [][]byte
		for _, w := range warm {
			texts = append(texts, []byte(w))
		}
		data, err := compile.Pack(rules, serial, texts)
		return keep(name, serial, rules, data, err)
	}
	invalid := func(name, refusal string, data []byte) {
		all = append(all, vector{Name: name, Pack: data, Refusal: refusal})
	}
	one := []rule.Rule{{ID: "a", Pattern: `\bab{1,5}\b`}}
	small := valid("one rule", 1, one)
	valid("no rules", 1<<63, nil)
	valid("every field", 7, rules())
	valid("warm states", 8, rules(), text)
	data, err := compile.PackLists(one, 9, nil, dictionaries(), lists(t))
	listed := keep("company lists", 9, append(one, dictionaries()...), data, err)

	changed := func(at int, b byte) []byte {
		data := bytes.Clone(small)
		data[at] = b
		return data
	}
	const body = 28 // bytes of the header
	invalid("empty", "no pack", nil)
	invalid("another file", "no pack", []byte("PK\x03\x04 this is a ZIP archive"))
	invalid("newer format", "version", changed(8, 3))
	invalid("older format", "version", changed(8, 1))
	invalid("half a header", "damaged", small[:20])
	invalid("cut off", "damaged", small[:len(small)-1])
	invalid("one byte more", "damaged", append(bytes.Clone(small), 0))
	invalid("serial changed", "damaged", changed(12, 9))
	invalid("table changed", "damaged", changed(len(small)-9, small[len(small)-9]^1))
	invalid("more rules than bytes", "damaged", pack.Seal(changed(body, 0x7F)))
	invalid("number in a longer form than needed", "damaged", pack.Seal(slices.Concat(small[:body], []byte{0x81, 0x00}, small[body+1:])))
	invalid("rule without an id", "damaged", pack.Seal(changed(body+1, 0)))
	invalid("unknown class", "damaged", pack.Seal(changed(body+3, 15)))
	invalid("byte class skipped", "damaged", pack.Seal(changed(classesAt(small), 1)))

	// Behind key and lengths: 1 allowed entry, then its hash.
	first := bytes.Index(listed, []byte(listKey)) + len(listKey) + 8
	replaced := func(at, length int, by ...byte) []byte {
		return pack.Seal(slices.Concat(listed[:at], by, listed[at+length:]))
	}
	invalid("more lists than rules without patterns", "damaged", replaced(first-8-len(listKey)-1, 1, 4))
	invalid("fewer lists", "damaged", replaced(first-8-len(listKey)-1, 1, 2))
	invalid("an entry twice", "damaged", replaced(first, 1, 2, 1, 0))
	invalid("an entry of more than 48 bits", "damaged", replaced(first, 1, 2, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x40))
	invalid("more entries than bytes", "damaged", replaced(first, 1, 0xFF, 0x7F))

	data, err = json.MarshalIndent(all, "", "  ")
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(vectorFile, append(data, '\n'), 0o644); err != nil {
		t.Fatal(err)
	}
}

// classesAt finds the table of byte classes: 48 bytes of class 0 before the ten
// digits, which are the first of class 1.
func classesAt(data []byte) int {
	return bytes.Index(data, slices.Concat(make([]byte, 48), bytes.Repeat([]byte{1}, 10)))
}

func TestVersionIsInTheHeader(t *testing.T) {
	if got := binary.LittleEndian.Uint32(encoded(t)[8:]); got != pack.Version {
		t.Errorf("version %d in the header, want %d", got, pack.Version)
	}
}
