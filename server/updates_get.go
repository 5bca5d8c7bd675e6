package server

import (
	"errors"
	"net/http"
	"path"
	"strconv"
	"strings"
)

const (
	// The timestamp is the one file that changes; a client revalidates it.
	cacheTimestamp = "public, max-age=60, stale-if-error=86400"
	// Everything else is named by its version or its hash.
	cacheForever = "public, max-age=31536000, immutable"
	// A client asks for the next root until it meets a 404, on every check.
	cacheAbsent = "public, max-age=30"
)

func (s *server) getMetadata(w http.ResponseWriter, r *http.Request) error {
	return s.sendFile(w, r, "metadata/"+r.PathValue("name"))
}

func (s *server) getTarget(w http.ResponseWriter, r *http.Request) error {
	return s.sendFile(w, r, "targets/"+r.PathValue("path"))
}

// sendFile answers with a published file, compressed if the client can read that.
func (s *server) sendFile(w http.ResponseWriter, r *http.Request, name string) error {
	h := w.Header()
	if !validPath(name) {
		return errNotFound
	}
	file, err := s.Store.File(r.Context(), name)
	if errors.Is(err, ErrNothing) {
		h.Set("Cache-Control", cacheAbsent)
		return errNotFound
	}
	if err != nil {
		return err
	}
	h.Set("Vary", "Accept-Encoding")
	h.Set("Cache-Control", cacheForever)
	if name == TimestampPath {
		h.Set("Cache-Control", cacheTimestamp)
	}
	plain, packed := `"`+file.SHA256+`"`, `"`+file.SHA256+`-gzip"`
	tag := plain
	if acceptsGzip(r) {
		tag = packed
	}
	h.Set("ETag", tag)
	if matches(r, plain, packed) {
		w.WriteHeader(http.StatusNotModified)
		return nil
	}
	body := file.Gzip
	if tag == packed {
		h.Set("Content-Encoding", "gzip")
	} else if body, err = file.Body(); err != nil {
		return err
	}
	h.Set("Content-Type", "application/octet-stream")
	if path.Ext(name) == ".json" {
		h.Set("Content-Type", "application/json")
	}
	send(w, r, http.StatusOK, body)
	return nil
}

// send writes a body of known length, or only its headers for HEAD.
func send(w http.ResponseWriter, r *http.Request, status int, body []byte) {
	w.Header().Set("Content-Length", strconv.Itoa(len(body)))
	w.WriteHeader(status)
	if r.Method != http.MethodHead {
		_, _ = w.Write(body) // the client may be gone
	}
}

// acceptsGzip reads Accept-Encoding: gzip must be named and not refused.
func acceptsGzip(r *http.Request) bool {
	for item := range strings.SplitSeq(r.Header.Get("Accept-Encoding"), ",") {
		coding, params, _ := strings.Cut(item, ";")
		if strings.EqualFold(strings.TrimSpace(coding), "gzip") {
			q, isQ := strings.CutPrefix(strings.ReplaceAll(params, " ", ""), "q=")
			weight, err := strconv.ParseFloat(q, 64)
			return !isQ || (err == nil && weight > 0)
		}
	}
	return false
}

// matches reports whether If-None-Match names one of the tags.
func matches(r *http.Request, tags ...string) bool {
	for item := range strings.SplitSeq(r.Header.Get("If-None-Match"), ",") {
		item = strings.TrimPrefix(strings.TrimSpace(item), "W/")
		for _, tag := range tags {
			if item == tag || item == "*" {
				return true
			}
		}
	}
	return false
}

// validPath accepts the names that published files can have: metadata/<name>,
// targets/<dir>/…/<name>, in lower-case letters, digits, dot, dash, underscore.
func validPath(name string) bool {
	if len(name) > 200 {
		return false
	}
	parts := strings.Split(name, "/")
	if len(parts) < 2 || (parts[0] != "metadata" && parts[0] != "targets") || (parts[0] == "metadata" && len(parts) != 2) {
		return false
	}
	for _, part := range parts {
		if part == "" || part[0] == '.' {
			return false
		}
		for _, c := range part {
			if (c < 'a' || c > 'z') && (c < '0' || c > '9') && c != '.' && c != '-' && c != '_' {
				return false
			}
		}
	}
	return true
}
