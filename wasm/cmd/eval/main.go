// Command eval measures the shipped rules on annotated texts: precision, recall
// and F1 by class, near-misses and leaked bytes.
//
//	eval [-rules-only] [-faults CLASS] [-n N] FILE.jsonl.gz…
//
// The texts it reads are synthetic or published; with -faults it prints excerpts
// of them, for whoever mends rules.
package main

import (
	"bufio"
	"compress/gzip"
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"deckname/wasm/compile"
	"deckname/wasm/detect"
	"deckname/wasm/eval"
	"deckname/wasm/model"
	"deckname/wasm/model/shipped"
	"deckname/wasm/pack"
	"deckname/wasm/rule"
	"deckname/wasm/rulefile"
	"deckname/wasm/rules"
)

func main() {
	show := flag.String("faults", "", "print faults of this class, or of all with \"all\"")
	most := flag.Int("n", 40, "print at most this many faults")
	rulesOnly := flag.Bool("rules-only", false, "without the model of names")
	flag.Parse()
	if err := run(flag.Args(), *show, *most, *rulesOnly); err != nil {
		fmt.Fprintln(os.Stderr, "eval:", err)
		os.Exit(1)
	}
}

func run(files []string, show string, most int, rulesOnly bool) error {
	d, err := engine(rulesOnly)
	if err != nil {
		return err
	}
	for _, name := range files {
		docs, err := read(name)
		if err != nil {
			return err
		}
		result := eval.NewResult()
		for i := range docs {
			faults := result.Add(&docs[i], predict(d, docs[i].Text))
			for _, f := range faults {
				if most > 0 && (show == "all" || show == f.Span.Label) {
					most--
					printFault(f)
				}
			}
		}
		fmt.Printf("%s, %d texts\n", strings.TrimSuffix(filepath.Base(name), ".jsonl.gz"), len(docs))
		print(result)
	}
	return nil
}

func engine(rulesOnly bool) (*detect.Detector, error) {
	set, err := rulefile.Load(rules.FS)
	if err != nil {
		return nil, err
	}
	data, err := compile.Pack(set.Rules(), 1, nil)
	if err != nil {
		return nil, err
	}
	p, err := pack.Load(data)
	if err != nil {
		return nil, err
	}
	d, err := detect.New(p)
	if err != nil || rulesOnly {
		return d, err
	}
	m, err := model.Load(shipped.Names)
	if err != nil {
		return nil, err
	}
	d.Learn(m)
	return d, nil
}

func predict(d *detect.Detector, text string) []eval.Span {
	var spans []eval.Span
	for _, f := range d.Find(nil, []byte(text), false) {
		r := d.Rules()[f.Rule]
		spans = append(spans, eval.Span{Start: f.Start, End: f.End, Label: r.Class.String(), Kind: r.ID})
	}
	return spans
}

func read(name string) ([]eval.Document, error) {
	f, err := os.Open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	z, err := gzip.NewReader(f)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	var docs []eval.Document
	lines := bufio.NewScanner(z)
	lines.Buffer(nil, 1<<24)
	for n := 1; lines.Scan(); n++ {
		var d eval.Document
		if err := json.Unmarshal(lines.Bytes(), &d); err != nil {
			return nil, fmt.Errorf("%s:%d: no valid record", name, n)
		}
		docs = append(docs, d)
	}
	return docs, lines.Err()
}

func print(r *eval.Result) {
	fmt.Println("  class      gold  found   pred  right      R      P     F1")
	line := func(name string, c *eval.Count) {
		fmt.Printf("  %-9s %5d  %5d  %5d  %5d  %5.1f  %5.1f  %5.1f\n", name, c.Gold, c.Found, c.Predicted, c.Right, c.Recall(), c.Precision(), c.F1())
	}
	for c := range rule.Classes {
		if row := r.Rows[rule.Class(c).String()]; row != nil {
			line(rule.Class(c).String(), row)
		}
	}
	if row := r.Rows[eval.Any]; row != nil {
		line(eval.Any, row)
	}
	if all := r.Misses[eval.Any]; all != nil {
		fmt.Printf("  near-misses flagged: %d of %d;", all.Found, all.Gold)
		var kinds []string
		for k, c := range r.Misses {
			if k != eval.Any && c.Found > 0 {
				kinds = append(kinds, fmt.Sprintf(" %s %d/%d", k, c.Found, c.Gold))
			}
		}
		slices.Sort(kinds)
		fmt.Println(strings.Join(kinds, ","))
	}
	fmt.Printf("  leaked %d of %d bytes\n", r.Leaked, r.GoldBytes)
}

func printFault(f eval.Fault) {
	kind := "wrong  " + f.Span.Kind
	if f.Missed {
		kind = "missed"
	}
	t := f.Document.Text
	s, e := max(0, f.Span.Start-40), min(len(t), f.Span.End+25)
	fmt.Printf("%-8s %-8s %q\n", f.Span.Label, kind, t[s:f.Span.Start]+rulefile.Open+t[f.Span.Start:f.Span.End]+rulefile.Close+t[f.Span.End:e])
}
