package server

import (
	"encoding/json"
	"errors"
	"io"
	"net/http"
)

// readBody reads at most limit bytes.
func readBody(w http.ResponseWriter, r *http.Request, limit int64) ([]byte, error) {
	if r.ContentLength > limit {
		w.Header().Set("Connection", "close") // do not wait for the rest
		return nil, errTooLarge
	}
	body, err := io.ReadAll(http.MaxBytesReader(w, r.Body, limit))
	var tooLarge *http.MaxBytesError
	switch {
	case errors.As(err, &tooLarge):
		return nil, errTooLarge
	case err != nil:
		return nil, refuse(http.StatusBadRequest, "unreadable", "The body did not arrive completely.")
	}
	return body, nil
}

// decodeStrict reads exactly one JSON value with no unknown field. The error of
// the decoder quotes its input and is dropped.
func decodeStrict(r io.Reader, into any) bool {
	d := json.NewDecoder(r)
	d.DisallowUnknownFields()
	if d.Decode(into) != nil {
		return false
	}
	_, err := d.Token()
	return errors.Is(err, io.EOF)
}
