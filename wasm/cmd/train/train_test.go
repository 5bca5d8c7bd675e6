package main

import (
	"bytes"
	"compress/gzip"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"deckname/wasm/internal/tagger"
	"deckname/wasm/model"
)

// data writes a folder like the real one, with invented texts.
func data(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	write := func(name, text string) {
		var b bytes.Buffer
		z := gzip.NewWriter(&b)
		io.WriteString(z, text)
		z.Close()
		path := filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, b.Bytes(), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	for _, c := range corpora {
		write("train/"+c+".jsonl.gz", `{"text":"Gestern traf Karin Vossbeck den Bürgermeister.","lang":"de","spans":[{"start":13,"end":27,"label":"PERSON"}]}
{"text":"Der Bürgermeister traf gestern niemanden.","lang":"de","spans":[]}
{"text":"broken
{"text":"short","spans":[{"start":3,"end":9,"label":"PERSON"}]}
`)
	}
	for _, l := range lists {
		write("lexicon/"+l.file, "Karin\nVossbeck\nHenrike\nOldigs\n")
	}
	for _, land := range []string{"de", "at", "ch"} {
		write("lexicon/postal_codes_"+land+".tsv.gz", "12345\tHinterzarnow\tLand\n")
	}
	return dir
}

func quick(dir, out string) options {
	o := options{data: dir, out: out, settings: defaults}
	o.rowBits, o.epochs = 14, 3
	return o
}

func TestTrainingTwiceGivesTheSameBytes(t *testing.T) {
	dir := data(t)
	var files [2][]byte
	for i := range files {
		out := filepath.Join(t.TempDir(), "names.model")
		if err := build(quick(dir, out), io.Discard); err != nil {
			t.Fatal(err)
		}
		files[i], _ = os.ReadFile(out)
	}
	if len(files[0]) == 0 || !bytes.Equal(files[0], files[1]) {
		t.Error("two runs, two models")
	}
	m, err := model.Load(files[0])
	if err != nil {
		t.Fatal(err)
	}
	text := "Gestern traf Karin Vossbeck den Bürgermeister."
	spans := tagger.New(m).Tag(nil, []byte(text), idle)
	if len(spans) != 1 || text[spans[0].Start:spans[0].End] != "Karin Vossbeck" || spans[0].Label != tagger.Person {
		t.Errorf("not learned: %+v", spans)
	}
}

func TestBrokenLinesAreNamedSkippedAndCounted(t *testing.T) {
	var report strings.Builder
	docs, err := readFile(filepath.Join(data(t), "train", "btc.jsonl.gz"), &report)
	if err != nil || len(docs) != 2 {
		t.Fatalf("%d records, %v", len(docs), err)
	}
	for _, want := range []string{"btc.jsonl.gz:3: broken record, skipped", "btc.jsonl.gz:4: broken record, skipped", "2 broken records skipped, 2 read"} {
		if !strings.Contains(report.String(), want) {
			t.Errorf("no line %q in\n%s", want, &report)
		}
	}
}

func TestWithoutDataTheModelStays(t *testing.T) {
	out := filepath.Join(t.TempDir(), "names.model")
	var report strings.Builder
	if err := build(quick(t.TempDir(), out), &report); err != nil {
		t.Fatal(err)
	}
	if strings.Count(report.String(), "\n") != 1 || !strings.Contains(report.String(), "no training data") {
		t.Errorf("says %q", &report)
	}
	if _, err := os.Stat(out); err == nil {
		t.Error("wrote a model without data")
	}
}

func TestMend(t *testing.T) {
	for name, c := range map[string]struct {
		corpus, text string
		span         span
		keep         bool
		spans        int
	}{
		"role in a contract":   {"sec_filings", "The Borrower pays.", span{4, 12, "PERSON"}, true, 0},
		"handle":               {"btc", "thanks @ somebody", span{9, 17, "PERSON"}, true, 0},
		"initial for a name":   {"german_ler", "Der K. klagt.", span{4, 6, "PERSON"}, false, 1},
		"person stays":         {"btc", "thanks Henrike", span{7, 14, "PERSON"}, true, 1},
		"stop becomes a place": {"mobie", "ab Hinterzarnow", span{3, 15, "X-STOP"}, true, 1},
	} {
		d := document{Text: c.text, Spans: []span{c.span}}
		if keep := mend(c.corpus, &d); keep != c.keep || keep && len(d.Spans) != c.spans {
			t.Errorf("%s: kept %v with %d spans", name, keep, len(d.Spans))
		}
		if c.span.Label == "X-STOP" && d.Spans[0].Label != "LOCATION" {
			t.Errorf("%s: label %s", name, d.Spans[0].Label)
		}
	}
}

func TestOwnSentencesAreSound(t *testing.T) {
	words, err := readVocabulary(data(t))
	if err != nil {
		t.Fatal(err)
	}
	g := random(1)
	docs := words.sentences(g)
	if len(docs) != copiesOfSentences*strings.Count(ownSentences, "\n") {
		t.Errorf("%d documents", len(docs))
	}
	for i := range docs {
		if !docs[i].sound() || strings.ContainsAny(docs[i].Text, "{}⟦⟧") {
			t.Fatalf("%q %v", docs[i].Text, docs[i].Spans)
		}
	}
}
