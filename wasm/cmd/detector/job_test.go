package main

import (
	"bytes"
	"fmt"
	"runtime"
	"slices"
	"testing"
)

// long is a text of many stretches with many findings.
func long(lines int) []byte {
	var b bytes.Buffer
	for i := range lines {
		fmt.Fprintf(&b, "Zeile %d: Vorgang V-%04d liegt vor – 🙂 P-%04d; siehe V-%04d und [CASE_%d].\n", i, i%10000, i%7000, i/7%10000, i%40+1)
	}
	return b.Bytes()
}

// run does a job to its end and returns what it left and in how many steps.
func run(t *testing.T, e *engine, op uint32, input []byte) (out []uint32, text []byte, steps int) {
	t.Helper()
	j := e.begin(op, slices.Clone(input), everyClass)
	for j.step() {
		steps++
	}
	if j.code != ok {
		t.Fatalf("operation %d: code %d", op, j.code)
	}
	if len(bytes.Trim(j.input, "\x00")) > 0 {
		t.Fatalf("operation %d: the input is not cleared", op)
	}
	return slices.Clone(e.out), slices.Clone(e.text), steps
}

func TestStepsGiveWhatOneCallGives(t *testing.T) {
	one, stepped := loaded(t), loaded(t)
	for _, text := range [][]byte{nil, []byte("V-1234"), long(1), long(30_000), bytes.Repeat([]byte("x"), 3<<20), bytes.Repeat([]byte("V-1234 "), 200_000)} {
		one.scan(text, true)
		out, _, steps := run(t, stepped, opScan, text)
		if !slices.Equal(out, one.out) || steps < len(text)/stretch {
			t.Errorf("scan of %d bytes: %d steps, %d numbers, want %d", len(text), steps, len(out), len(one.out))
		}

		one.setTable(nil)
		one.mask(text, everyClass)
		run(t, stepped, opTable, nil)
		out, placeholders, steps := run(t, stepped, opMask, text)
		if !slices.Equal(out, one.out) || !bytes.Equal(placeholders, one.text) || steps < len(text)/stretch {
			t.Errorf("mask of %d bytes: %d steps, %d numbers, want %d", len(text), steps, len(out), len(one.out))
		}

		one.save()
		_, table, _ := run(t, stepped, opSave, nil)
		if !bytes.Equal(table, one.text) {
			t.Errorf("save after %d bytes: %d bytes, want %d", len(text), len(table), len(one.text))
		}

		one.setTable(table)
		answer := bytes.ReplaceAll(text, []byte("V-"), []byte("[CASE_1] "))
		one.unmask(answer)
		run(t, stepped, opTable, table)
		out, originals, _ := run(t, stepped, opUnmask, answer)
		if !slices.Equal(out, one.out) || !bytes.Equal(originals, one.text) {
			t.Errorf("unmask of %d bytes: %d numbers, want %d", len(answer), len(out), len(one.out))
		}
	}
}

// TestAnAbandonedJobLeavesNothing ends a job after each of its steps: its
// coroutine is gone, its input is cleared, and the engine answers as before.
func TestAnAbandonedJobLeavesNothing(t *testing.T) {
	e, fresh := loaded(t), loaded(t)
	text := long(12_000)
	probe := long(50)
	fresh.scan(probe, true)
	before := runtime.NumGoroutine()
	run(t, e, opTable, nil)
	_, _, steps := run(t, e, opMask, text)
	if steps < 10 {
		t.Fatalf("only %d steps", steps)
	}
	for after := range steps + 1 {
		run(t, e, opTable, nil)
		j := e.begin(opMask, slices.Clone(text), everyClass)
		for range after {
			j.step()
		}
		j.abort()
		if len(bytes.Trim(j.input, "\x00")) > 0 {
			t.Fatalf("after %d steps: the input is not cleared", after)
		}
		if after > 0 && (e.table != nil || len(bytes.Trim(e.text[:cap(e.text)], "\x00")) > 0) {
			t.Fatalf("after %d steps: a table or a text is left", after)
		}
		if e.scan(probe, true); !slices.Equal(e.out, fresh.out) {
			t.Fatalf("after %d steps: %d numbers, want %d", after, len(e.out), len(fresh.out))
		}
	}
	if n := runtime.NumGoroutine(); n > before {
		t.Errorf("%d goroutines, %d before", n, before)
	}
}

// TestADefectReachesTheCaller: what goes wrong in the middle of a job comes out of
// the step that met it, so that the rim can give the instance up.
func TestADefectReachesTheCaller(t *testing.T) {
	e := loaded(t)
	j := e.start([]byte("x"), func([]byte) code {
		e.pace.spend(stretch)
		panic("defect")
	}, func() int { return 0 })
	if !j.step() {
		t.Fatal("the job was over before its defect")
	}
	defer func() {
		if recover() == nil {
			t.Error("the defect was swallowed")
		}
	}()
	j.step()
}

func TestThereIsNoOtherJob(t *testing.T) {
	e := loaded(t)
	for _, op := range []uint32{0, opSave + 1, 1 << 31} {
		if e.begin(op, nil, 0) != nil {
			t.Errorf("operation %d", op)
		}
	}
}

func TestAJobFailsAsTheCallDoes(t *testing.T) {
	for op, want := range map[uint32]code{opScan: noRules, opMask: noRules, opUnmask: badTable, opSave: badTable} {
		j := (&engine{}).begin(op, []byte("V-1234"), 0)
		if j.step() || j.code != want {
			t.Errorf("operation %d: code %d, want %d", op, j.code, want)
		}
	}
	j := loaded(t).begin(opTable, []byte{1, 2, 3}, 0)
	if j.step() || j.code != badTable {
		t.Errorf("code %d", j.code)
	}
}
