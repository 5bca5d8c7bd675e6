package main

import (
	"bufio"
	"bytes"
	"encoding/json"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"strings"
	"time"

	"deckname/wasm/eval"
)

// figure is one line of a record. Names are stable: f1_person_prompts_de, and
// f1_person_prompts_de_compromise for a peer.
type figure struct {
	Name    string  `json:"name"`
	Runtime string  `json:"runtime"`
	Value   float64 `json:"value"`
	Unit    string  `json:"unit"`
}

// tolerance is how many points of F1 a class may fall.
const tolerance = 1.0

// Parts of the identifiers.
const (
	checked = "checked"
	context = "context"
)

// identifiers adds up those with a check digit and those by context.
func identifiers(r *eval.Result) map[string]eval.Count {
	all := map[string]eval.Count{}
	for kind, c := range r.Kinds {
		name := context
		if checkedIDs[kind] {
			name = checked
		}
		sum := all[name]
		sum.Gold += c.Gold
		sum.Found += c.Found
		all[name] = sum
	}
	return all
}

// rowsOf makes the record: all figures of the first engine, F1 and rates of the others.
func rowsOf(results []scored, engines []string) []figure {
	var all []figure
	for _, s := range results {
		for i, engine := range engines {
			r, end := s.engines[engine], "_"+s.name
			if i > 0 {
				end += "_" + engine
			}
			add := func(name string, value float64) {
				all = append(all, figure{name + end, "node", math.Round(value*100) / 100, "%"})
			}
			for _, class := range classes() {
				c := row(r, class)
				if row(s.engines[engines[0]], class).Gold == 0 {
					continue
				}
				class := strings.ToLower(class)
				add("f1_"+class, c.F1())
				if i == 0 {
					add("precision_"+class, c.Precision())
					add("recall_"+class, c.Recall())
					add("f2_"+class, c.F2())
				}
			}
			if i == 0 {
				by := identifiers(r)
				for _, name := range []string{checked, context} {
					if c := by[name]; c.Gold > 0 {
						add("recall_id_"+name, c.Recall())
					}
				}
			}
			if r.Misses[eval.Any] != nil {
				add("near_misses", r.NearMissRate())
			}
			add("leak_rate", r.LeakRate())
			add("leaked_bytes", r.LeakedBytes())
		}
	}
	return all
}

// lastRecord returns the newest record and its path; none is an empty one.
func lastRecord(folder string) ([]figure, string, error) {
	paths, err := filepath.Glob(filepath.Join(folder, "*.jsonl"))
	if err != nil || len(paths) == 0 {
		return nil, "", err
	}
	path := paths[len(paths)-1] // dates sort by name
	body, err := os.ReadFile(path)
	if err != nil {
		return nil, "", err
	}
	var figures []figure
	lines := bufio.NewScanner(bytes.NewReader(body))
	for n := 1; lines.Scan(); n++ {
		var f figure
		if json.Unmarshal(lines.Bytes(), &f) != nil {
			return nil, "", fmt.Errorf("%s:%d: no valid figure", path, n)
		}
		figures = append(figures, f)
	}
	return figures, path, lines.Err()
}

// worse names our figures that are more than tolerance worse than in the last record,
// and those that are measured no longer: F1 of a class, near-misses, what leaks.
func worse(last, now []figure) []string {
	values := map[string]float64{}
	for _, f := range now {
		values[f.Name] = f.Value
	}
	var fallen []string
	for _, f := range last {
		better, guarded := guard(f.Name)
		if !guarded {
			continue
		}
		if v, measured := values[f.Name]; !measured {
			fallen = append(fallen, f.Name+" is not measured any more")
		} else if (v-f.Value)*better < -tolerance {
			fallen = append(fallen, fmt.Sprintf("%s went from %.2f to %.2f", f.Name, f.Value, v))
		}
	}
	return fallen
}

// guard reports whether a figure is guarded, and the sign of what is better.
func guard(name string) (better float64, guarded bool) {
	for _, peer := range []string{"_redact_pii", "_openredaction", "_compromise"} {
		if strings.HasSuffix(name, peer) {
			return 0, false
		}
	}
	switch {
	case strings.HasPrefix(name, "f1_"):
		return 1, true
	case strings.HasPrefix(name, "near_misses_"), strings.HasPrefix(name, "leak_rate_"):
		return -1, true
	}
	return 0, false
}

func writeRecord(folder string, day time.Time, rows []figure) (string, error) {
	if err := os.MkdirAll(folder, 0o755); err != nil {
		return "", err
	}
	var body bytes.Buffer
	lines := json.NewEncoder(&body)
	for _, r := range rows {
		if err := lines.Encode(r); err != nil {
			return "", err
		}
	}
	path := filepath.Join(folder, day.UTC().Format("2006-01-02")+".jsonl")
	return path, os.WriteFile(path, body.Bytes(), 0o644)
}
