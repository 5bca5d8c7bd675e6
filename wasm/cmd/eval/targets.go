package main

import (
	"bytes"
	"compress/gzip"
	"fmt"
	"io"
	"math"
	"path/filepath"
	"strings"

	"deckname/wasm/model/shipped"
)

// target is one row of the table of aims. Of its figures each must be on the right
// side of the aim; they are those of the record, by name.
type target struct {
	what    string
	figures []string
	aim     float64
	most    bool // the aim is a maximum
	unit    string
}

// targets are the aims on the development sets, in the order of the table.
var targets = []target{
	{"e-mail in prompts", prompts("f1_email"), 99, false, ""},
	{"IBAN in prompts", prompts("f1_iban"), 99, false, ""},
	{"card in prompts", prompts("f1_card"), 99, false, ""},
	{"IP and MAC in prompts", prompts("f1_ip"), 99, false, ""},
	{"phone in prompts", prompts("f1_phone"), 95, false, ""},
	{"identifiers in prompts, precision", prompts("precision_id"), 98, false, ""},
	{"identifiers with check digit, recall", prompts("recall_id_checked"), 95, false, ""},
	{"identifiers by context, recall", prompts("recall_id_context"), 90, false, ""},
	{"plate in prompts", []string{"f1_plate_prompts_de"}, 90, false, ""},
	{"date of birth in prompts", prompts("f1_dob"), 94, false, ""},
	{"address in prompts", prompts("f1_address"), 92, false, ""},
	{"secrets in prompts", prompts("f1_secret"), 92, false, ""},
	{"secrets, rule examples of a scanner (`secrets`)", []string{"f1_secret_secrets"}, 92, false, ""},
	{"person in prompts", prompts("f1_person"), 95, false, ""},
	{"person, GermEval 2014", []string{"f1_person_germeval14"}, 80, false, ""},
	{"person, SmartData", []string{"f1_person_smartdata"}, 80, false, ""},
	{"person, Universal NER EWT", []string{"f1_person_uner_ewt"}, 82, false, ""},
	{"any label, recall in prompts", prompts("recall_any"), 98.5, false, ""},
	{"near-misses flagged in prompts, %", prompts("near_misses"), 1, true, ""},
	{"model and dictionaries, gzip", []string{modelSize}, 1000, true, " kB"},
	{"rules and model, prompt of 508 characters, Chromium", []string{promptTime}, 40, true, " µs"},
}

// Figures that are not measured on texts.
const (
	modelSize  = "names_gzip_kb"
	promptTime = "prompt508_full_us"
)

func prompts(figure string) []string {
	return []string{figure + "_prompts_de", figure + "_prompts_en"}
}

// checkedIDs are the kinds of identifiers in the prompts that have a check digit.
var checkedIDs = map[string]bool{
	"steuer_id": true, "kvnr": true, "ust_id": true, "svnr": true, "uk_nhs": true, "personalausweis": true, "passport": true,
}

// modelFigure is the size of what would be sent of the model.
func modelFigure() figure {
	var packed bytes.Buffer
	z, _ := gzip.NewWriterLevel(&packed, gzip.BestCompression) // the level is a valid one
	_, _ = z.Write(shipped.Names)                              // into memory
	_ = z.Close()
	return figure{modelSize, "file", math.Round(float64(packed.Len())/10) / 100, "kB"}
}

// timeFigure is the time that the last record of speed has, if any.
func timeFigure(folder string) (figure, bool) {
	figures, _, err := lastRecord(filepath.Join(folder, "..", "speed"))
	if err != nil {
		return figure{}, false
	}
	for _, f := range figures {
		if f.Name == promptTime && f.Runtime == "chromium" {
			return f, true
		}
	}
	return figure{}, false
}

// printTargets prints the aims as a table in Markdown, beside the peers, and says
// which are missed.
func printTargets(w io.Writer, figures []figure, peers []string) {
	values := map[string]float64{}
	for _, f := range figures {
		values[f.Name] = f.Value
	}
	fmt.Fprintf(w, "\n| class (F1, unless it says otherwise) | ours | target |")
	for _, peer := range peers {
		fmt.Fprintf(w, " %s |", peer)
	}
	fmt.Fprintf(w, "\n|---|---|---|%s\n", strings.Repeat("---|", len(peers)))
	for _, t := range targets {
		ours, measured, met := t.of(values, "")
		if !measured {
			continue
		}
		bound, note := "≥ ", ""
		if t.most {
			bound = "≤ "
		}
		if !met {
			note = " **missed**"
		}
		fmt.Fprintf(w, "| %s | %s%s%s | %s%v%s |", t.what, ours, t.unit, note, bound, t.aim, t.unit)
		for _, peer := range peers {
			theirs, there, _ := t.of(values, "_"+peer)
			if !there {
				theirs = "–"
			}
			fmt.Fprintf(w, " %s |", theirs)
		}
		fmt.Fprintln(w)
	}
}

// of writes the figures of one engine, and reports whether any was measured and
// whether all are on the right side of the aim.
func (t target) of(values map[string]float64, engine string) (text string, measured, met bool) {
	met = true
	var parts []string
	for _, name := range t.figures {
		v, there := values[name+engine]
		if !there {
			parts = append(parts, "–")
			continue
		}
		measured = true
		met = met && (t.most && v <= t.aim || !t.most && v >= t.aim)
		parts = append(parts, fmt.Sprintf("%.1f", v))
	}
	return strings.Join(parts, " / "), measured, met
}
