// Command benchnative measures the engine and Go's regexp natively, on the texts
// of package bench and a built rule pack, and prints one JSON object a line:
// {"name","value"} for a figure, {"note"} for people. `make bench` runs it.
package main

import (
	"encoding/json"
	"flag"
	"fmt"
	"log"
	"os"
	"regexp"
	"runtime"
	"time"

	"deckname/wasm/detect"
	"deckname/wasm/model"
	"deckname/wasm/model/shipped"
	"deckname/wasm/pack"
	"deckname/wasm/rulefile"
	"deckname/wasm/rules"
	"deckname/wasm/testdata/bench"
)

func main() {
	path := flag.String("pack", "bin/rules.pack", "built rule pack")
	flag.Parse()
	body, err := os.ReadFile(*path)
	if err != nil {
		log.Fatal(err)
	}
	b := bencher{body}
	b.cold()
	b.memory()
	b.speed()
	b.adversarial()
	if err := goRegexp(); err != nil {
		log.Fatal(err)
	}
}

type bencher struct{ pack []byte }

// fresh makes an engine as the product does at its start.
func (b bencher) fresh() *detect.Detector {
	p, err := pack.Load(b.pack)
	if err != nil {
		log.Fatal(err)
	}
	d, err := detect.New(p)
	if err != nil {
		log.Fatal(err)
	}
	return d
}

// full makes an engine with the model of names.
func (b bencher) full() *detect.Detector {
	d := b.fresh()
	m, err := model.Load(shipped.Names)
	if err != nil {
		log.Fatal(err)
	}
	d.Learn(m)
	return d
}

// scanner returns a function that scans with one engine and keeps its memory.
func scanner(d *detect.Detector, all bool) func([]byte) {
	var found []detect.Finding
	return func(text []byte) { found = d.Find(found[:0], text, all) }
}

// cold is the time to a usable engine and of its first scan.
func (b bencher) cold() {
	var ready, first []time.Duration
	for range batches {
		start := time.Now()
		d := b.full()
		ready = append(ready, time.Since(start))
		first = append(first, timed(1, func() { d.Find(nil, bench.Prompt, false) }))
	}
	figure("cold_ready_ms", ms(median(ready)))
	figure("cold_first_scan_ms", ms(median(first)))
}

// memory is what the runtime holds after many prompts and one long paste. It
// runs before anything else that needs much.
func (b bencher) memory() {
	d := b.full()
	scan := scanner(d, false)
	for range 10_000 {
		scan(bench.Prompt)
	}
	scan(bench.Corpus(bench.Seed, bench.Size))
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	runtime.KeepAlive(d)
	figure("memory_after_soak_mib", float64(m.HeapInuse)/(1<<20))
}

func (b bencher) speed() {
	b.speedOf("rules", b.fresh())
	b.speedOf("full", b.full())
}

func (b bencher) speedOf(what string, d *detect.Detector) {
	typed, pasted := scanner(d, false), scanner(d, true)
	corpus := bench.Corpus(bench.Seed, bench.Size)
	pasted(corpus)
	figure("prompt508_"+what+"_us", us(perCall(40*time.Millisecond, func() { typed(bench.Prompt) })))
	figure("paste100k_"+what+"_ms", ms(perCall(40*time.Millisecond, func() { pasted(corpus[:100_000]) })))
	figure("paste1m_"+what+"_mbs", mbs(corpus, perCall(40*time.Millisecond, func() { pasted(corpus) })))
	for _, kind := range bench.Kinds(100_000) {
		pasted(kind.Text)
		figure(kind.Name+"_"+what+"_mbs", mbs(kind.Text, perCall(20*time.Millisecond, func() { pasted(kind.Text) })))
	}
}

// adversarial looks for the hostile text that is slowest.
func (b bencher) adversarial() {
	rules, full := scanner(b.fresh(), true), scanner(b.full(), true)
	warm, taught, cold := worst{}, worst{}, worst{}
	for _, h := range bench.Hostile(100_000) {
		rules(h.Text)
		warm.see(h, best(3, func() { rules(h.Text) }))
		full(h.Text)
		taught.see(h, best(3, func() { full(h.Text) }))
		fresh := b.fresh()
		cold.see(h, timed(1, func() { fresh.Find(nil, h.Text, true) }))
	}
	warm.print("adversarial_mbs")
	taught.print("adversarial_full_mbs")
	cold.print("adversarial_cold_mbs")
}

type worst struct {
	text string
	mbs  float64
}

func (w *worst) see(t bench.Text, spent time.Duration) {
	if v := mbs(t.Text, spent); w.text == "" || v < w.mbs {
		*w = worst{t.Name, v}
	}
}

func (w *worst) print(name string) {
	figure(name, w.mbs)
	note(fmt.Sprintf("%s is that of %q", name, w.text))
}

// part is how much of a text Go's regexp gets: it takes milliseconds for 500 bytes.
const part = 10_000

// goRegexp runs the same rules one by one with the standard library.
func goRegexp() error {
	set, err := rulefile.Load(rules.FS)
	if err != nil {
		return err
	}
	var expressions []*regexp.Regexp
	for _, r := range set.Rules() {
		if r.Learned {
			continue
		}
		e, err := regexp.Compile(r.Pattern)
		if err != nil {
			return err
		}
		e.Longest()
		expressions = append(expressions, e)
	}
	match := func(text []byte) func() {
		return func() {
			for _, e := range expressions {
				e.FindAllIndex(text, -1)
			}
		}
	}
	figure("prompt508_go_regexp_us", us(perCall(20*time.Millisecond, match(bench.Prompt))))
	corpus := bench.Corpus(bench.Seed, part)
	figure("paste1m_go_regexp_mbs", mbs(corpus, best(3, match(corpus))))
	for _, kind := range bench.Kinds(part) {
		text := kind.Text[:part]
		figure(kind.Name+"_go_regexp_mbs", mbs(text, best(2, match(text))))
	}
	note(fmt.Sprintf("go_regexp: throughput measured on the first %d kB of each text", part/1000))
	return nil
}

func us(d time.Duration) float64               { return float64(d.Nanoseconds()) / 1e3 }
func ms(d time.Duration) float64               { return float64(d.Nanoseconds()) / 1e6 }
func mbs(text []byte, d time.Duration) float64 { return float64(len(text)) / 1e6 / d.Seconds() }

var lines = json.NewEncoder(os.Stdout)

func figure(name string, value float64) {
	emit(struct {
		Name  string  `json:"name"`
		Value float64 `json:"value"`
	}{name, value})
}

func note(text string) {
	emit(struct {
		Note string `json:"note"`
	}{text})
}

func emit(line any) {
	if err := lines.Encode(line); err != nil {
		log.Fatal(err)
	}
}
