package detect

// Costs of work in bytes that take about as long to scan.
const (
	block      = 16 << 10
	perHit     = 64
	perFinding = 16
)

// stretch is the work between two pauses: about 2 ms.
const stretch = 128 << 10

// pace lets somebody else have the processor while a long text is worked on.
type pace struct {
	pause func()
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

// OnPause makes Find call pause every few milliseconds; nil stops that. While
// pause runs, the detector must not be used.
func (d *Detector) OnPause(pause func()) { d.pace = pace{pause, stretch} }
