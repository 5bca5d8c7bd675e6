package detect

import (
	"deckname/wasm/check"
	"deckname/wasm/internal/tail"
	"deckname/wasm/rule"
)

// facts is what the way from a hit to a finding needs of a rule, side by side.
type facts struct {
	tail  tail.Func
	check check.Func
	is    uint16 // flags

	priority, score, nearScore, failScore uint8
	left, right                           uint8 // window of context words in bytes
	before, behind                        int32 // how many bytes to both sides of a hit its tail is shown
}

// Flags of facts.
const (
	masked     = 1 << iota // found under the default policy
	counted                // found when all classes are asked for
	keepTail               // the finding is what the tail took
	wholeTail              // what the tail takes is one word, accepted or not
	speaks                 // context words count
	required               // without a context word there is no finding
	inColumn               // only the head of a column can be that word
	nearPerson             // or a person beside
	inList                 // only the heading of a list can be that word, or with right = 1 the head of a column
)

// first is the priority that what the default policy masks has before everything
// else: what is only counted takes nothing away from it.
const first = 1 << 7

// Windows in bytes around a finding in which context words count, unless the
// rule says otherwise.
const (
	windowLeft  = 40
	windowRight = 20
)

// factsOf reports false when a rule needs a check or tail that is not known.
func factsOf(r *rule.Rule) (f facts, known bool) {
	f = facts{priority: r.Priority, score: r.Score, nearScore: r.NearScore, failScore: r.FailScore, left: windowLeft, right: windowRight}
	known = true
	if r.Check != "" {
		f.check, known = check.Lookup(r.Check)
	}
	if r.Tail != "" && known {
		var whole bool
		if f.tail, whole, known = tail.Lookup(r.Tail); whole {
			f.is |= wholeTail
		}
		before, behind := tail.Reach(r.Tail)
		f.before, f.behind = int32(before), int32(behind)
	}
	if r.NearLeft > 0 || r.NearRight > 0 {
		f.left, f.right = r.NearLeft, r.NearRight
	}
	f.set(masked, r.Stage >= rule.Mask && r.Class.MaskedByDefault())
	if f.is&masked != 0 {
		f.priority |= first
	}
	f.set(counted, r.Stage > rule.Off)
	f.set(keepTail, r.Keep == rule.KeepTail)
	f.set(speaks, len(r.Near) > 0 || len(r.Avoid) > 0)
	f.set(required, r.NearRequired)
	f.set(nearPerson, r.NearPerson)
	// A word ends before a finding and begins behind it: nothing is in such a window.
	f.set(inColumn, r.NearRequired && f.left == 0 && f.right <= 1)
	f.set(inList, r.NearRequired && f.left == 1 && f.right <= 1)
	return f, known
}

func (f *facts) set(flag uint16, on bool) {
	if on {
		f.is |= flag
	}
}

// wanted is the flag of the rules whose findings are asked for.
func wanted(all bool) uint16 {
	if all {
		return counted
	}
	return masked
}
