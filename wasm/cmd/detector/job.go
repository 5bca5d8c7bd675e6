package main

import "iter"

// An operation on a long text is a job: it runs in a coroutine of its own and
// hands over after every stretch of work, so that its caller has the processor
// back after about 2 ms. One job at a time; every other operation is refused
// meanwhile.
type job struct {
	input []byte // cleared with the last step
	more  func() (struct{}, bool)
	stop  func()
	count func() int // what there is of the result, once code is ok
	code  code
}

// The operations that can be done in steps. The numbers are a contract.
const (
	opScan uint32 = 1 + iota
	opTable
	opMask
	opUnmask
	opSave
)

// begin makes a job of an operation; nil means that there is none of this number.
func (e *engine) begin(op uint32, input []byte, flags uint32) *job {
	triples := func() int { return len(e.out) / triple }
	quintuples := func() int { return len(e.out) / quintuple }
	switch op {
	case opScan:
		return e.start(input, func(text []byte) code { return e.scan(text, flags&everyClass != 0) }, triples)
	case opTable:
		return e.start(input, e.setTable, func() int { return 0 })
	case opMask:
		return e.start(input, func(text []byte) code { return e.mask(text, flags) }, quintuples)
	case opUnmask:
		return e.start(input, e.unmask, quintuples)
	case opSave:
		return e.start(input, func([]byte) code { return e.save() }, func() int { return len(e.text) })
	}
	return nil
}

// abandoned unwinds a job that nobody wants any more.
type abandoned struct{}

// start makes a job that does nothing before its first step.
func (e *engine) start(input []byte, run func(input []byte) code, count func() int) *job {
	j := &job{input: input, count: count}
	j.more, j.stop = iter.Pull(func(yield func(struct{}) bool) {
		defer func() {
			e.pace.pause = nil
			switch cause := recover(); cause.(type) {
			case nil:
			case abandoned:
				e.drop()
			default:
				panic(cause)
			}
		}()
		e.pace.left = stretch
		e.pace.pause = func() {
			if !yield(struct{}{}) {
				panic(abandoned{})
			}
		}
		j.code = run(input)
		for rest := input; len(rest) > 0; {
			n := min(len(rest), stretch)
			clear(rest[:n])
			rest = rest[n:]
			e.pace.spend(n / clearing)
		}
	})
	return j
}

// clearing is how many times faster bytes are cleared than scanned.
const clearing = 16

// step goes on until the next hand-over and reports whether there is more to do.
func (j *job) step() bool {
	_, more := j.more()
	return more
}

// abort ends a job in the middle; what it has found out is lost.
func (j *job) abort() {
	j.stop()
	clear(j.input)
}

// drop clears what an operation that was left in the middle has in its hands.
func (e *engine) drop() {
	if e.detector != nil {
		e.detector.Forget()
	}
	e.out = e.out[:0]
	e.forget()
}
