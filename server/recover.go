package server

import (
	"net/http"
	"runtime"
	"strconv"
	"strings"
)

// recovered turns a panic into an internal error. The panic's value may quote a
// request and is dropped; the log gets the places in the code only.
func (s *server) recovered(next http.Handler) http.Handler {
	lost := &route{method: "*", pattern: "/"}
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		defer func() {
			if v := recover(); v != nil {
				if v == http.ErrAbortHandler { //nolint:errorlint // a sentinel that net/http compares like this
					panic(v)
				}
				s.Log.Error("panic", "at", frames())
				s.fail(w, r, lost, errInternal)
			}
		}()
		next.ServeHTTP(w, r)
	})
}

// frames names the calls that led to a panic, innermost first.
func frames() string {
	pcs := make([]uintptr, 16)
	walk := runtime.CallersFrames(pcs[:runtime.Callers(3, pcs)])
	var calls []string
	for {
		f, more := walk.Next()
		calls = append(calls, f.Function+":"+strconv.Itoa(f.Line))
		if !more {
			return strings.Join(calls, " < ")
		}
	}
}
