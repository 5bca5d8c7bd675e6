package server

import (
	"crypto/hmac"
	"crypto/sha256"
	"crypto/subtle"
	"encoding/hex"
	"net/http"
	"strconv"
	"strings"
	"time"
)

// admit decides whether the caller may use the route. It sees headers only.
func (s *server) admit(r *http.Request, rt *route) error {
	if rt.kind == form {
		if origin := r.Header.Get("Origin"); origin != "" && !fromExtension(origin) {
			return errOrigin
		}
	}
	switch rt.who {
	case publisher:
		return bearer(r, s.PublishKey)
	case enrolled:
		return bearer(r, s.EnrolmentKey)
	case viewer:
		if !s.viewing(r) {
			return errUnauthorised
		}
	}
	return nil
}

// bearer compares the Authorization header with the key.
func bearer(r *http.Request, key string) error {
	scheme, given, _ := strings.Cut(r.Header.Get("Authorization"), " ")
	if !strings.EqualFold(scheme, "Bearer") || !sameKey(given, key) {
		return errUnauthorised
	}
	return nil
}

// sameKey compares in constant time, whatever the lengths. An empty key is
// never the same.
func sameKey(given, key string) bool {
	a, b := sha256.Sum256([]byte(given)), sha256.Sum256([]byte(key))
	return subtle.ConstantTimeCompare(a[:], b[:]) == 1 && key != ""
}

const (
	cookieName = "deckname_dashboard"
	cookieLife = 12 * time.Hour
)

// ticket is the value of the dashboard's cookie: when it ends, and a code that
// only the holder of the dashboard key can make.
func (s *server) ticket(end int64) string {
	mac := hmac.New(sha256.New, []byte(s.DashboardKey))
	mac.Write([]byte("deckname dashboard cookie 1\n" + strconv.FormatInt(end, 10)))
	return strconv.FormatInt(end, 10) + "." + hex.EncodeToString(mac.Sum(nil))
}

// viewing reports whether the request carries a valid ticket.
func (s *server) viewing(r *http.Request) bool {
	cookie, err := r.Cookie(cookieName)
	if err != nil || s.DashboardKey == "" {
		return false
	}
	head, _, _ := strings.Cut(cookie.Value, ".")
	end, err := strconv.ParseInt(head, 10, 64)
	return err == nil && hmac.Equal([]byte(s.ticket(end)), []byte(cookie.Value)) && s.Now().Unix() < end
}
