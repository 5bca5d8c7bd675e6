package server

import (
	"bytes"
	"net/http"

	"deckname/web"
)

// sendPage renders completely before anything is sent, in the reader's language.
func (s *server) sendPage(w http.ResponseWriter, r *http.Request, status int, render func(out *bytes.Buffer, lang string) error) error {
	var page bytes.Buffer
	lang := web.Language(r.URL.Query().Get("lang"), r.Header.Get("Accept-Language"))
	if err := render(&page, lang); err != nil {
		return err
	}
	h := w.Header()
	h.Set("Content-Type", "text/html; charset=utf-8")
	h.Set("Content-Language", lang)
	h.Add("Vary", "Accept-Language")
	send(w, r, status, page.Bytes())
	return nil
}

// failPage shows an error to a person.
func (s *server) failPage(w http.ResponseWriter, r *http.Request, e *Error) {
	err := s.sendPage(w, r, e.Status, func(out *bytes.Buffer, lang string) error { return s.pages.Message(out, lang, e.Code) })
	if err != nil {
		s.Log.Error("render message", "error", err.Error())
		w.WriteHeader(http.StatusInternalServerError)
	}
}

// getAsset sends what pages refer to. Names carry a checksum.
func (s *server) getAsset(w http.ResponseWriter, r *http.Request) error {
	asset, ok := s.pages.Asset(r.PathValue("name"))
	if !ok {
		return errNotFound
	}
	w.Header().Set("Content-Type", asset.Type)
	w.Header().Set("Cache-Control", cacheForever)
	send(w, r, http.StatusOK, asset.Body)
	return nil
}
