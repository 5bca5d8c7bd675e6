//go:build js && wasm

package main

import (
	"bytes"
	"net/http"
	"syscall/js"
)

// The bridge between src/app.mjs and the handler. JavaScript puts an object
// named context into the global scope of this instance alone; Go sets
// context.binding.handle and .resign and calls context.ready. Bodies are
// buffered: the largest is a publication.

// serve answers requests, and renews signatures when asked, until the object is
// stopped.
func serve(handler http.Handler, resign func() error) {
	ctx := js.Global().Get("context")
	ctx.Get("binding").Set("handle", js.FuncOf(func(_ js.Value, args []js.Value) any {
		// Never block in here: database and hub need JavaScript's event loop.
		go answer(handler, args[0], args[1])
		return nil
	}))
	ctx.Get("binding").Set("resign", js.FuncOf(func(_ js.Value, args []js.Value) any {
		go func() {
			if err := resign(); err != nil {
				args[0].Invoke(err.Error())
				return
			}
			args[0].Invoke()
		}()
		return nil
	}))
	ctx.Call("ready")
	select {}
}

// failed reports that the instance cannot serve.
func failed(err error) { js.Global().Get("context").Call("ready", err.Error()) }

// answer serves {method, url, headers: [k, v, …], body: Uint8Array} and calls
// done(status, [k, v, …], Uint8Array).
func answer(handler http.Handler, in, done js.Value) {
	out := &response{header: http.Header{}}
	defer func() {
		if recover() != nil { // the handler recovers; this is the net below
			out = &response{header: http.Header{}, status: http.StatusInternalServerError}
		}
		done.Invoke(out.status, pairs(out.header), toJS(out.body.Bytes()))
	}()
	body := make([]byte, in.Get("body").Length())
	js.CopyBytesToGo(body, in.Get("body"))
	r, err := http.NewRequest(in.Get("method").String(), in.Get("url").String(), bytes.NewReader(body))
	if err != nil {
		out.status = http.StatusBadRequest
		return
	}
	headers := in.Get("headers")
	for i := 0; i+1 < headers.Length(); i += 2 {
		r.Header.Add(headers.Index(i).String(), headers.Index(i+1).String())
	}
	handler.ServeHTTP(out, r)
	out.WriteHeader(http.StatusOK) // unless there is a status already
}

// response collects what the handler writes.
type response struct {
	header http.Header
	status int
	body   bytes.Buffer
}

func (r *response) Header() http.Header { return r.header }

func (r *response) WriteHeader(status int) {
	if r.status == 0 {
		r.status = status
	}
}

func (r *response) Write(p []byte) (int, error) {
	r.WriteHeader(http.StatusOK)
	return r.body.Write(p)
}

func pairs(h http.Header) []any {
	list := []any{} // never nil: JavaScript would see null
	for name, values := range h {
		for _, value := range values {
			list = append(list, name, value)
		}
	}
	return list
}

func toJS(b []byte) js.Value {
	array := js.Global().Get("Uint8Array").New(len(b))
	js.CopyBytesToJS(array, b)
	return array
}
