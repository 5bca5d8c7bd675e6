//go:build js && wasm

package main

import (
	"errors"
	"strings"
	"syscall/js"
	"time"

	"deckname/wasm/update"
)

// world lets the state machine ask the host. Each call waits for the promise
// that the host returns.
type world struct{ host js.Value }

var errHost = errors.New("the host refused") // its reason may quote input

// Get splits the path as the host wants it: the kind of file, then the rest.
func (w world) Get(path string, max int64) (int, []byte, error) {
	kind, rest, _ := strings.Cut(path, "/")
	if kind == "targets" {
		kind = "target"
	}
	answer, err := await(w.host, "get", kind, rest, max)
	if err != nil {
		return 0, nil, err
	}
	return answer.Get("status").Int(), bytes(answer.Get("body")), nil
}

func (w world) Load(name string) ([]byte, error) {
	stored, err := await(w.host, "load", name)
	if err != nil {
		return nil, err
	}
	return bytes(stored), nil
}

func (w world) Store(files []update.File) error {
	for _, f := range files {
		if _, err := await(w.host, "store", f.Path, array(f.Body)); err != nil {
			return err
		}
	}
	return nil
}

func (w world) Now() time.Time {
	return time.Unix(int64(w.host.Call("now").Float()), 0)
}

// await calls a method of the host and waits until its promise settles.
func await(host js.Value, method string, args ...any) (value js.Value, err error) {
	defer func() {
		if recover() != nil { // the method threw instead of returning a promise
			err = errHost
		}
	}()
	type settled struct {
		value js.Value
		err   error
	}
	done := make(chan settled, 1)
	resolve := js.FuncOf(func(_ js.Value, args []js.Value) any {
		done <- settled{value: args[0]}
		return nil
	})
	defer resolve.Release()
	reject := js.FuncOf(func(_ js.Value, args []js.Value) any {
		done <- settled{err: reason(args)}
		return nil
	})
	defer reject.Release()
	promise := js.Global().Get("Promise").Call("resolve", host.Call(method, args...))
	promise.Call("then", resolve, reject)
	s := <-done
	return s.value, s.err
}

// reason keeps of a rejection only whether a body was too long.
func reason(args []js.Value) error {
	if len(args) == 1 && args[0].Type() == js.TypeObject && strings.HasSuffix(text(args[0].Get("message")), "too-long") {
		return update.ErrTooLong
	}
	return errHost
}

// bytes copies a Uint8Array; anything else is nil.
func bytes(v js.Value) []byte {
	if !v.InstanceOf(js.Global().Get("Uint8Array")) {
		return nil
	}
	b := make([]byte, v.Length())
	js.CopyBytesToGo(b, v)
	return b
}

func array(b []byte) js.Value {
	v := js.Global().Get("Uint8Array").New(len(b))
	js.CopyBytesToJS(v, b)
	return v
}

// text returns a string; anything else is "".
func text(v js.Value) string {
	if v.Type() != js.TypeString {
		return ""
	}
	return v.String()
}
