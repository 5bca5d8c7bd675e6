package server

import (
	"net/http"
	"sort"
	"strings"
)

// who may call a route.
type who int

const (
	anyone    who = iota
	publisher     // Authorization: Bearer <publish key>
	enrolled      // Authorization: Bearer <enrolment key>
	viewer        // cookie of the dashboard
)

// kind is what a route answers with; it decides headers and error form.
type kind int

const (
	api  kind = iota // JSON for programs, no other origin
	feed             // public files, readable from every origin
	form             // JSON from extensions, their origins only
	page             // HTML for people
)

// route is one line of the table below.
type route struct {
	method, pattern string
	who             who
	kind            kind
	budget          budget
	handle          func(http.ResponseWriter, *http.Request) error
}

func (r *route) name() string { return r.method + " " + r.pattern }

// routes is everything the server answers to. docs/spec/http-api.md describes
// each line; a test compares the two.
func (s *server) routes() []*route {
	return []*route{
		{"GET", "/v1/updates/metadata/{name}", anyone, feed, budgetFetch, s.getMetadata},
		{"GET", "/v1/updates/targets/{path...}", anyone, feed, budgetFetch, s.getTarget},
		{"GET", "/v1/events", anyone, api, budgetConnect, s.getEvents},
		{"POST", "/v1/reports", enrolled, form, budgetReport, s.addReport},
		{"POST", "/v1/publish", publisher, api, budgetPublish, s.publish},
		{"GET", "/dashboard", viewer, page, budgetPage, s.getDashboard},
		{"GET", "/dashboard/enter", anyone, page, budgetEnter, s.enterDashboard},
		{"GET", "/assets/{name}", anyone, feed, budgetFetch, s.getAsset},
		{"GET", "/{$}", anyone, page, budgetPage, s.getHome},
		{"GET", "/healthz", anyone, api, budgetFetch, s.getHealth},
	}
}

// mux serves the table. It registers patterns without a method, so that a
// wrong method and an unknown address get the same kind of answer as the rest.
func (s *server) mux() http.Handler {
	limits := newLimiters(s.Limits)
	byPattern := map[string]map[string]*route{}
	for _, r := range s.routes() {
		if byPattern[r.pattern] == nil {
			byPattern[r.pattern] = map[string]*route{}
		}
		byPattern[r.pattern][r.method] = r
	}
	mux := http.NewServeMux()
	for pattern, methods := range byPattern {
		var handler http.Handler = s.dispatch(methods, limits)
		if hasCookie(methods) {
			// Only here: it would refuse the extensions' own origins, which prove
			// themselves with a key and carry no cookie.
			handler = http.NewCrossOriginProtection().Handler(handler)
		}
		mux.Handle(pattern, handler)
	}
	lost := &route{method: "*", pattern: "/", budget: budgetFetch}
	mux.HandleFunc("/", func(w http.ResponseWriter, r *http.Request) {
		setHeaders(w, r, lost)
		if !limits.allow(lost.budget, s.Address(r), s.Now()) {
			s.fail(w, r, lost, errRate)
			return
		}
		s.fail(w, r, lost, errNotFound)
	})
	return mux
}

// dispatch takes a request through the steps that every route has in common:
// headers, budget, method, caller, and then the handler.
func (s *server) dispatch(methods map[string]*route, limits *limiters) http.HandlerFunc {
	allowed, first := allowedMethods(methods)
	return func(w http.ResponseWriter, r *http.Request) {
		method := r.Method
		if method == http.MethodHead {
			method = http.MethodGet
		}
		rt, ok := methods[method]
		if !ok {
			rt = first
		}
		setHeaders(w, r, rt)
		var err error
		switch {
		case !limits.allow(rt.budget, s.Address(r), s.Now()):
			err = errRate
		case method == http.MethodOptions && rt.kind != page && r.Header.Get("Access-Control-Request-Method") != "":
			err = preflight(w, r, rt, allowed)
		case !ok:
			w.Header().Set("Allow", allowed)
			err = errMethod
		default:
			if err = s.admit(r, rt); err == nil {
				err = rt.handle(w, r)
			}
		}
		if err != nil {
			s.fail(w, r, rt, err)
		}
	}
}

// allowedMethods lists the methods of one pattern and picks the route that
// speaks for it when the method is none of them.
func allowedMethods(methods map[string]*route) (list string, first *route) {
	var names []string
	for name, r := range methods {
		names = append(names, name)
		if name == http.MethodGet {
			names = append(names, http.MethodHead)
		}
		if first == nil || name < first.method {
			first = r
		}
	}
	sort.Strings(names)
	return strings.Join(names, ", "), first
}

func hasCookie(methods map[string]*route) bool {
	for _, r := range methods {
		if r.who == viewer {
			return true
		}
	}
	return false
}
