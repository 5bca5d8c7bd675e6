package main

import (
	"slices"
	"time"
)

// batches of one figure; their median counts.
const batches = 9

// perCall returns the time of one call: the median over batches that are long
// enough for the clock.
func perCall(least time.Duration, run func()) time.Duration {
	calls := 1
	for {
		if spent := timed(calls, run); spent >= least {
			break
		} else {
			calls = max(calls+1, int(float64(calls)*1.2*float64(least)/float64(max(spent, time.Microsecond))))
		}
	}
	times := make([]time.Duration, batches)
	for i := range times {
		times[i] = timed(calls, run) / time.Duration(calls)
	}
	return median(times)
}

// best returns the fastest of a few single calls: a hostile text is to show what
// the engine does, not what else the machine did.
func best(calls int, run func()) time.Duration {
	least := timed(1, run)
	for range calls - 1 {
		least = min(least, timed(1, run))
	}
	return least
}

func timed(calls int, run func()) time.Duration {
	start := time.Now()
	for range calls {
		run()
	}
	return time.Since(start)
}

func median(times []time.Duration) time.Duration {
	slices.Sort(times)
	return times[len(times)/2]
}
