package server

import (
	"encoding/json"
	"errors"
	"net/http"
	"strconv"
)

// Error is a refusal with a stable code. The message is written here, never
// taken from a request, and ends with what to do when there is something.
type Error struct {
	Status  int
	Code    string
	Message string
}

func (e *Error) Error() string { return e.Code + ": " + e.Message }

// refuse makes an Error.
func refuse(status int, code, message string) *Error {
	return &Error{Status: status, Code: code, Message: message}
}

var (
	errInternal     = refuse(http.StatusInternalServerError, "internal", "The server could not do this. Its log says why.")
	errNotFound     = refuse(http.StatusNotFound, "not_found", "There is nothing at this address.")
	errMethod       = refuse(http.StatusMethodNotAllowed, "method_not_allowed", "This address does not take this method; see the Allow header.")
	errUnauthorised = refuse(http.StatusUnauthorized, "unauthorised", "The key is missing or wrong.")
	errTooLarge     = refuse(http.StatusRequestEntityTooLarge, "too_large", "The body is larger than this route takes.")
	errRate         = refuse(http.StatusTooManyRequests, "rate_limited", "Too many requests from this address. Wait, then try again.")
	errOrigin       = refuse(http.StatusForbidden, "origin_refused", "Requests from this origin are not taken.")
)

// fail is the one place where an error becomes a response. What has no code is
// internal: logged here, opaque outside.
func (s *server) fail(w http.ResponseWriter, r *http.Request, rt *route, err error) {
	var e *Error
	if !errors.As(err, &e) {
		s.Log.Error("request failed", "route", rt.name(), "error", err.Error())
		e = errInternal
	}
	switch e.Status {
	case http.StatusUnauthorized:
		if rt.kind != page {
			w.Header().Set("WWW-Authenticate", "Bearer")
		}
	case http.StatusTooManyRequests:
		w.Header().Set("Retry-After", "10")
	}
	w.Header().Del("ETag")
	if rt.kind == page {
		s.failPage(w, r, e)
		return
	}
	writeJSON(w, e.Status, map[string]any{
		"error": map[string]string{"code": e.Code, "message": e.Message},
	})
}

// writeJSON sends one small value.
func writeJSON(w http.ResponseWriter, status int, value any) {
	body, err := json.Marshal(value)
	if err != nil {
		status, body = http.StatusInternalServerError, []byte(`{"error":{"code":"internal","message":""}}`)
	}
	h := w.Header()
	h.Set("Content-Type", "application/json; charset=utf-8")
	h.Set("Content-Length", strconv.Itoa(len(body)+1))
	w.WriteHeader(status)
	_, _ = w.Write(append(body, '\n')) // the client may be gone
}
