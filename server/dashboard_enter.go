package server

import (
	"net/http"
	"time"
)

// enterDashboard exchanges the key of the printed link for a cookie, and leads
// on to an address without the key.
func (s *server) enterDashboard(w http.ResponseWriter, r *http.Request) error {
	if !sameKey(r.URL.Query().Get("key"), s.DashboardKey) {
		return errUnauthorised
	}
	http.SetCookie(w, &http.Cookie{
		Name: cookieName, Value: s.ticket(s.Now().Add(cookieLife).Unix()), Path: "/dashboard",
		MaxAge: int(cookieLife / time.Second), HttpOnly: true, Secure: isHTTPS(r), SameSite: http.SameSiteLaxMode,
	})
	w.Header().Set("Location", "/dashboard")
	w.WriteHeader(http.StatusSeeOther)
	return nil
}

// getHome leads people to the dashboard.
func (s *server) getHome(w http.ResponseWriter, _ *http.Request) error {
	w.Header().Set("Location", "/dashboard")
	w.WriteHeader(http.StatusSeeOther)
	return nil
}
