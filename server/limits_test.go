package server_test

import (
	"fmt"
	"net/http"
	"testing"
	"time"

	"deckname/server"
)

// flood sends requests that need no key until one is refused, and returns how
// many went through.
func (k *kit) flood(path, address string, most int) int {
	k.t.Helper()
	for n := range most {
		r, err := http.NewRequest(http.MethodGet, k.URL+path, nil)
		if err != nil {
			k.t.Fatal(err)
		}
		r.Header.Set("X-Test-Address", address)
		w, err := k.do(r)
		if err != nil {
			k.t.Fatal(err)
		}
		w.Body.Close()
		if w.StatusCode == http.StatusTooManyRequests {
			if w.Header.Get("Retry-After") == "" {
				k.t.Error("refused without Retry-After")
			}
			return n
		}
	}
	return most
}

func limited(burst, addresses int) func(*server.Config) {
	return func(c *server.Config) {
		for b := range c.Limits.Rates {
			c.Limits.Rates[b] = server.Rate{Every: time.Minute, Burst: burst}
		}
		c.Limits.Addresses = addresses
		c.Address = func(r *http.Request) string { return r.Header.Get("X-Test-Address") }
	}
}

func TestAnAddressThatFloodsIsRefusedAloneAndForATime(t *testing.T) {
	k := newKit(t, limited(3, 100))
	if got := k.flood("/healthz", "a", 10); got != 3 {
		t.Errorf("%d requests went through, want 3", got)
	}
	if got := k.flood("/healthz", "b", 1); got != 1 {
		t.Error("another address was refused, too")
	}
	if got := k.flood("/dashboard/enter?key=x", "a", 1); got != 1 {
		t.Error("another budget was refused, too")
	}
	k.clock = k.clock.Add(2 * time.Minute)
	if got := k.flood("/healthz", "a", 10); got != 2 {
		t.Errorf("after two minutes %d requests went through, want 2", got)
	}
}

func TestUnknownAddressesAndWrongMethodsCostTheSame(t *testing.T) {
	k := newKit(t, limited(3, 100))
	if got := k.flood("/nothing/here", "a", 10); got != 3 {
		t.Errorf("%d requests for nothing went through, want 3", got)
	}
}

func TestTheMemoryForAddressesIsBounded(t *testing.T) {
	k := newKit(t, limited(1, 2))
	for i := range 3 {
		if got := k.flood("/healthz", fmt.Sprint("address ", i), 1); got != 1 {
			t.Errorf("address %d was refused at once", i)
		}
	}
	// Room for two: the first is forgotten, the last two are not. Asking for 2
	// before 1 makes 2 the longest unseen, which goes when 0 comes back.
	for i := 2; i >= 1; i-- {
		if got := k.flood("/healthz", fmt.Sprint("address ", i), 1); got != 0 {
			t.Errorf("address %d was forgotten", i)
		}
	}
	if got := k.flood("/healthz", "address 0", 1); got != 1 {
		t.Error("address 0 was remembered beyond the bound")
	}
	if got := k.flood("/healthz", "address 1", 1); got != 0 {
		t.Error("address 1 was forgotten although it was seen after 2")
	}
}

func TestAddressGroup(t *testing.T) {
	for given, want := range map[string]string{
		"192.0.2.7":              "192.0.2.7",
		"::ffff:192.0.2.7":       "192.0.2.7",
		"2001:db8:1:2:3:4:5:6":   "2001:db8:1:2::/64",
		"2001:db8:1:2:ffff::":    "2001:db8:1:2::/64",
		"fe80::1%eth0":           "fe80::/64",
		"not an address at all":  "unknown",
		"":                       "unknown",
		"2001:db8:1:2:3:4:5:6:7": "unknown",
	} {
		if got := server.AddressGroup(given); got != want {
			t.Errorf("AddressGroup(%q) = %q, want %q", given, got, want)
		}
	}
}
