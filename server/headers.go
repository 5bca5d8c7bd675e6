package server

import (
	"net/http"
	"strings"
)

const (
	cspPage = "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'"
	cspNone = "default-src 'none'; frame-ancestors 'none'"
)

// setHeaders sets what every response of a route carries. Handlers only loosen
// caching, and only for what is public.
func setHeaders(w http.ResponseWriter, r *http.Request, rt *route) {
	h := w.Header()
	h.Set("X-Content-Type-Options", "nosniff")
	h.Set("Referrer-Policy", "no-referrer")
	h.Set("Cache-Control", "no-store")
	if isHTTPS(r) {
		h.Set("Strict-Transport-Security", "max-age=31536000")
	}
	if rt.kind == page {
		h.Set("Content-Security-Policy", cspPage)
		h.Set("Cross-Origin-Opener-Policy", "same-origin")
		h.Set("Permissions-Policy", "camera=(), microphone=(), geolocation=()")
		h.Set("X-Frame-Options", "DENY")
	} else {
		h.Set("Content-Security-Policy", cspNone)
	}
	switch rt.kind {
	case feed:
		h.Set("Cross-Origin-Resource-Policy", "cross-origin")
		h.Set("Access-Control-Allow-Origin", "*")
	case form:
		h.Set("Cross-Origin-Resource-Policy", "cross-origin")
		h.Add("Vary", "Origin")
		if origin := r.Header.Get("Origin"); fromExtension(origin) {
			h.Set("Access-Control-Allow-Origin", origin)
		}
	default:
		h.Set("Cross-Origin-Resource-Policy", "same-origin")
	}
}

// preflight answers what a browser asks before a request of another origin.
// Credentials are never allowed: nothing that extensions call knows a cookie.
func preflight(w http.ResponseWriter, r *http.Request, rt *route, allowed string) error {
	h := w.Header()
	if h.Get("Access-Control-Allow-Origin") == "" {
		return errOrigin
	}
	h.Set("Access-Control-Allow-Methods", allowed)
	if rt.kind == form {
		h.Set("Access-Control-Allow-Headers", "Authorization, Content-Type")
	}
	h.Set("Access-Control-Max-Age", "600")
	// A server on the company's network or on this machine is private to
	// Chromium, which asks for consent by this header.
	if r.Header.Get("Access-Control-Request-Private-Network") == "true" {
		h.Set("Access-Control-Allow-Private-Network", "true")
	}
	w.WriteHeader(http.StatusNoContent)
	return nil
}

// fromExtension reports whether an Origin header names a browser extension.
// Which one is decided by the enrolment key: in Firefox the origin differs for
// every installation.
func fromExtension(origin string) bool {
	id, ok := strings.CutPrefix(origin, "chrome-extension://")
	if !ok {
		id, ok = strings.CutPrefix(origin, "moz-extension://")
	}
	if !ok || id == "" || len(id) > 64 {
		return false
	}
	for _, c := range id {
		if (c < '0' || c > '9') && (c < 'a' || c > 'z') && c != '-' {
			return false
		}
	}
	return true
}

// isHTTPS reports whether the client spoke TLS, to us or to the proxy in front.
// A client that lies about it only changes its own cookie.
func isHTTPS(r *http.Request) bool {
	return r.TLS != nil || r.URL.Scheme == "https" || r.Header.Get("X-Forwarded-Proto") == "https"
}
