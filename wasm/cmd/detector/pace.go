package main

// perRecord is what one record of results costs, in bytes that take about as
// long to scan; stretch is the work between two hand-overs, about 2 ms.
const (
	perRecord = 32
	stretch   = 128 << 10
)

// pace hands the processor over after every stretch of work, while a job runs.
type pace struct {
	pause func() // nil: nobody waits for a hand-over
	left  int
}

// spend notes work that was done.
func (p *pace) spend(bytes int) {
	if p.left -= bytes; p.left <= 0 {
		p.left = stretch
		if p.pause != nil {
			p.pause()
		}
	}
}
