package server

import (
	"container/list"
	"net"
	"net/http"
	"net/netip"
	"sync"
	"time"

	"golang.org/x/time/rate"
)

// budget names what a request is charged to. Routes of one budget share it.
type budget int

const (
	budgetFetch   budget = iota // public files
	budgetConnect               // opening a WebSocket
	budgetReport
	budgetPublish
	budgetPage
	budgetEnter // trying a dashboard key
	budgets
)

// Rate is how often one address may use a budget: Burst at once, Every after.
type Rate struct {
	Every time.Duration
	Burst int
}

// Limits bounds what one address, and all together, can make the server do.
// Offices share an address, so the budgets are meant against floods, not
// against use.
type Limits struct {
	Rates     [budgets]Rate
	Addresses int   // remembered at once for each budget; the longest unseen is forgotten
	Report    int64 // bytes of a report
	Publish   int64 // bytes of a publication as sent
}

var defaultRates = [budgets]Rate{
	budgetFetch:   {10 * time.Millisecond, 1000},
	budgetConnect: {20 * time.Millisecond, 500},
	budgetReport:  {50 * time.Millisecond, 200},
	budgetPublish: {time.Second, 60},
	budgetPage:    {100 * time.Millisecond, 100},
	budgetEnter:   {2 * time.Second, 10},
}

func (l Limits) withDefaults() Limits {
	for b, r := range l.Rates {
		if r == (Rate{}) {
			l.Rates[b] = defaultRates[b]
		}
	}
	if l.Addresses == 0 {
		l.Addresses = 10_000
	}
	if l.Report == 0 {
		l.Report = 4096
	}
	if l.Publish == 0 {
		l.Publish = 16 << 20
	}
	return l
}

// limiters is one limiter for each budget.
type limiters [budgets]*limiter

func newLimiters(l Limits) *limiters {
	var all limiters
	for b := range all {
		all[b] = &limiter{rate: l.Rates[b], max: l.Addresses, seen: map[string]*list.Element{}}
	}
	return &all
}

func (l *limiters) allow(b budget, address string, now time.Time) bool {
	return l[b].allow(address, now)
}

// limiter keeps one token bucket for each address, at most max of them.
type limiter struct {
	rate Rate
	max  int

	mu    sync.Mutex               // guards what follows
	seen  map[string]*list.Element // of bucket
	order list.List                // most recently seen first
}

type bucket struct {
	address string
	tokens  *rate.Limiter
}

func (l *limiter) allow(address string, now time.Time) bool {
	l.mu.Lock()
	defer l.mu.Unlock()
	e := l.seen[address]
	if e == nil {
		if l.order.Len() >= l.max {
			last := l.order.Back()
			delete(l.seen, l.order.Remove(last).(*bucket).address)
		}
		e = l.order.PushFront(&bucket{address, rate.NewLimiter(rate.Every(l.rate.Every), l.rate.Burst)})
		l.seen[address] = e
	} else {
		l.order.MoveToFront(e)
	}
	return e.Value.(*bucket).tokens.AllowN(now, 1)
}

// PeerAddress is the address of whoever opened the connection.
func PeerAddress(r *http.Request) string {
	host, _, err := net.SplitHostPort(r.RemoteAddr)
	if err != nil {
		host = r.RemoteAddr
	}
	return AddressGroup(host)
}

// AddressGroup returns what counts as one address: an IPv4 address, or the
// 64-bit network of an IPv6 address, which one subscriber holds completely.
func AddressGroup(host string) string {
	ip, err := netip.ParseAddr(host)
	if err != nil {
		return "unknown"
	}
	ip = ip.Unmap()
	if ip.Is6() {
		if p, err := ip.WithZone("").Prefix(64); err == nil {
			return p.String()
		}
	}
	return ip.String()
}
