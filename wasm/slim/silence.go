package slim

import "strings"

// The runtime can trace, profile, check and print itself. Nobody sees that here: what it
// writes is thrown away because it may quote a prompt. The functions that do
// nothing else are emptied. Should one be called after all, for a fatal error, the
// instance traps at once instead of after it has printed.

// silentPrefixes begin the names of such functions, as the linker writes them in
// the name section: with a low line for what is neither letter, digit nor dot.
var silentPrefixes = []string{
	"runtime.trace", "runtime.__trace", "runtime.makeTrace", "runtime.fpTraceback",
	"runtime.print", "runtime.preprint", "runtime.__hexdumper_", "runtime.hexdump",
	"runtime.dump", "runtime.gcDumpObject", "runtime.goroutineheader", "runtime.schedtrace",
	"runtime.dopanic_m", "runtime.badPointer", "runtime.__mspan_.reportZombies", "runtime.__Frames_", "runtime.showfuncinfo",
	"runtime.checkFinalizersAndCleanups", "runtime.setCheckmark", "runtime.runCheckmark",
	"runtime.__TypeAssertionError_.Error", "runtime.boundsError.Error",
	"runtime.__profBuf_", "runtime.doRecordGoroutineProfile", "runtime.tryRecordGoroutineProfile",
	"runtime.funcNameForPrint", "runtime.funcNamePiecesForPrint", "runtime.funcpkgpath",
	"internal_strconv.fmt", "internal_strconv.genericFtoa", "internal_strconv.fixedFtoa", "internal_strconv.dbox",
	"internal_strconv.bigFtoa", "internal_strconv.roundShortest", "internal_strconv.AppendComplex", "internal_strconv.AppendFloat",
}

// asked are the functions among them that are called to know that nothing is
// traced.
var asked = map[string]bool{
	"runtime.traceEnabled": true, "runtime.traceAcquire": true, "runtime.traceShuttingDown": true,
	"runtime.traceAllocFreeEnabled": true, "runtime.traceLockInit": true, "runtime.traceLocker.ok": true,
	"runtime.traceRelease": true, "runtime.tracebackPCs": true,
}

func silent(name string) bool {
	if asked[name] {
		return false
	}
	for _, p := range silentPrefixes {
		if strings.HasPrefix(name, p) {
			return true
		}
	}
	return false
}

// emptied is a body without locals that traps.
var emptied = []byte{0, opUnreachable, opEnd}

// names reads the names of functions out of the custom section "name", and the
// number of imported functions out of the import section.
func names(module []byte) (imported int, byNumber map[int]string) {
	const ofFunctions = 1
	for r := (&reader{rest: module}); len(r.rest) > 0; {
		id := r.byte()
		s := &reader{rest: r.bytes(r.number())}
		switch {
		case id == importSection: // Go imports functions only
			imported = s.number()
		case id == customSection && string(s.bytes(s.number())) == "name":
			for len(s.rest) > 0 {
				part := s.byte()
				list := &reader{rest: s.bytes(s.number())}
				if part != ofFunctions {
					continue
				}
				byNumber = map[int]string{}
				for n := list.number(); n > 0 && !list.bad; n-- {
					number := list.number()
					byNumber[number] = string(list.bytes(list.number()))
				}
			}
		}
	}
	return imported, byNumber
}
