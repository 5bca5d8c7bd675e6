// Command eval measures the built product on annotated texts, and npm packages of
// the same purpose beside it: precision, recall, F1 and F2 by class, data set and
// language, near-misses that are flagged, and what leaks. Every engine runs in Node
// behind the lines of `deckname scan --jsonl` (extension/bench/annotate.ts).
//
//	eval [-data FOLDER] [-own FOLDER] [-peers NAMES] [-record FOLDER] [-errors CLASS [-n N]]
//
// It writes the record of the day, or fails and leaves the record alone when a
// class is more than one point of F1 below the last one. Without the data it says
// so, measures on the prompts of this repository alone and records nothing: users
// have no data. With -errors it records nothing and prints faults with excerpts of
// the texts, for whoever mends rules.
package main

import (
	"errors"
	"flag"
	"fmt"
	"os"
	"strings"
	"time"

	"deckname/wasm/eval"
)

func main() {
	o := options{}
	flag.StringVar(&o.data, "data", "../shared/data/dev", "folder with annotated texts, *.jsonl.gz")
	flag.StringVar(&o.own, "own", "wasm/testdata/prompts", "folder with annotated texts of this repository")
	flag.StringVar(&o.record, "record", "wasm/testdata/record/quality", "folder of records")
	flag.StringVar(&o.ours, "ours", "shipped", "our engine: shipped, or rules without the model of names")
	flag.StringVar(&o.peers, "peers", "redact_pii,openredaction,compromise", "engines to set beside it")
	flag.StringVar(&o.errors, "errors", "", "print faults of this class, or of all with \"all\", and record nothing")
	flag.IntVar(&o.most, "n", 40, "print at most this many faults of a data set")
	flag.Parse()
	if err := run(o); err != nil {
		fmt.Fprintln(os.Stderr, "eval:", err)
		os.Exit(1)
	}
}

type options struct {
	data, own, record, ours, peers, errors string
	most                                   int
}

func run(o options) error {
	sets, err := readSets(o.data)
	missing := errors.Is(err, os.ErrNotExist)
	if missing {
		fmt.Printf("eval: %s is not there: measured is only %s, and nothing is recorded\n", o.data, o.own)
	} else if err != nil {
		return err
	}
	if sets, err = withOwn(sets, o.own); err != nil || len(sets) == 0 {
		return err
	}
	if o.errors != "" {
		return showErrors(sets, o)
	}
	engines := []string{o.ours}
	if o.peers != "" {
		engines = append(engines, strings.Split(o.peers, ",")...)
	}
	results, err := measure(sets, engines)
	if err != nil {
		return err
	}
	for _, set := range results {
		printSet(os.Stdout, set, engines)
	}
	if o.ours != "shipped" || missing {
		return nil
	}
	rows := append(rowsOf(results, engines), modelFigure())
	shown := rows
	if f, known := timeFigure(o.record); known {
		shown = append(shown, f)
	}
	printTargets(os.Stdout, shown, engines[1:])
	last, name, err := lastRecord(o.record)
	if err != nil {
		return err
	}
	if fallen := worse(last, rows); len(fallen) > 0 {
		return fmt.Errorf("worse than %s by more than one point, nothing was recorded:\n  %s", name, strings.Join(fallen, "\n  "))
	}
	path, err := writeRecord(o.record, time.Now(), rows)
	if err != nil {
		return err
	}
	fmt.Println("\nrecorded in", path)
	return nil
}

// scored is what engines did on the texts of one data set or language.
type scored struct {
	name    string
	texts   int
	engines map[string]*eval.Result
}

// measure asks all engines at once about all texts.
func measure(sets []dataSet, engines []string) ([]scored, error) {
	answers := make([]map[string][][]eval.Span, len(engines))
	errs := make(chan error, len(engines))
	for i, name := range engines {
		go func() {
			var err error
			answers[i], err = annotate(name, sets)
			errs <- err
		}()
	}
	var failed error
	for range engines {
		failed = errors.Join(failed, <-errs)
	}
	if failed != nil {
		return nil, failed
	}
	var all []scored
	byLanguage := map[string]*scored{}
	for _, set := range sets {
		one := scored{set.name, len(set.documents), map[string]*eval.Result{}}
		for i, engine := range engines {
			one.engines[engine] = eval.NewResult()
			for k := range set.documents {
				d := &set.documents[k]
				one.engines[engine].Add(d, answers[i][set.name][k])
				if set.own {
					continue
				}
				of := language(byLanguage, d.Lang, engines)
				of.engines[engine].Add(d, answers[i][set.name][k])
				if i == 0 {
					of.texts++
				}
			}
		}
		all = append(all, one)
	}
	for _, code := range []string{"de", "en"} {
		if of := byLanguage[code]; of != nil {
			all = append(all, *of)
		}
	}
	return all, nil
}

func language(all map[string]*scored, code string, engines []string) *scored {
	if all[code] == nil {
		s := scored{name: code, engines: map[string]*eval.Result{}}
		for _, e := range engines {
			s.engines[e] = eval.NewResult()
		}
		all[code] = &s
	}
	return all[code]
}
