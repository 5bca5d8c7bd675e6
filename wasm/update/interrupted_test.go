package update

import (
	"bytes"
	"maps"
	"testing"
)

// Every fetch, load and store fails once. Whatever breaks, nothing is half
// applied, and the next run reaches the newest rules.
func TestInterruptedAtEachStep(t *testing.T) {
	p := newPublisher(t)
	p.publish("rules 1", start)
	held := p.device()
	held.wantRules(t, p, "rules 1")
	if err := p.repo.Rotate(must(NextRoot(p.root, p.keys.Root, p.keys, start))); err != nil {
		t.Fatal(err)
	}
	p.publish("rules 2", start, func(r *Release) {
		r.Notice = &Notice{1, "2026-11-24T12:00:00Z", "<p>Neu</p>", "<p>New</p>"}
	})

	for broke := 1; ; broke++ {
		d := p.device()
		d.stored = maps.Clone(held.stored)
		d.broke = broke
		before := maps.Clone(d.stored)
		_, err := d.refresh(p)
		if d.step < broke {
			if broke < 15 {
				t.Fatalf("only %d steps", d.step)
			}
			return // every step has had its turn
		}
		if code := CodeOf(err); code != CodeNetwork && code != CodeStorage {
			t.Fatalf("step %d: %v", broke, err)
		}
		if !maps.EqualFunc(before, d.stored, bytes.Equal) {
			t.Fatalf("step %d: something was stored", broke)
		}
		d.wantRules(t, p, "rules 2")
	}
}

func TestRootRotation(t *testing.T) {
	p := newPublisher(t)
	first := p.keys
	p.publish("rules 1", start)
	follows := p.device()
	follows.wantRules(t, p, "rules 1")

	// Everybody changes keys, twice.
	for range 2 {
		old := p.keys
		p.keys = newPublisher(t).keys
		newest := p.repo.roots[len(p.repo.roots)-1].Body
		if err := p.repo.Rotate(must(NextRoot(newest, old.Root, p.keys, start))); err != nil {
			t.Fatal(err)
		}
	}
	p.publish("rules 2", start)
	if got := follows.wantRules(t, p, "rules 2").Versions.Root; got != 3 {
		t.Errorf("root version %d", got)
	}
	p.device().wantRules(t, p, "rules 2") // from the first root on

	// A device that has followed cannot be led back by hiding the rotation.
	hidden := maps.Clone(p.served)
	delete(hidden, "metadata/2.root.json")
	delete(hidden, "metadata/3.root.json")
	follows.server = hidden
	follows.wantRules(t, p, "rules 2")

	// A new one sees signatures of keys that it does not know.
	fresh := p.device()
	fresh.server = hidden
	fresh.wantRefusal(t, p, CodeSignature)
	fresh.get = func(path string, max int64) (int, []byte, error) {
		if path == "metadata/2.root.json" {
			return 503, nil, nil
		}
		return fresh.serve(path, max)
	}
	fresh.wantRefusal(t, p, CodeStatus)

	// What the revoked keys signed is void.
	stale := maps.Clone(p.served)
	revoked := must(stamp(metaFile(1, p.served["metadata/1.snapshot.json"]), 99, first, start))
	stale[revoked.Path] = revoked.Body
	fresh = p.device()
	fresh.server = stale
	fresh.wantRefusal(t, p, CodeSignature)
}

func TestRootsOutOfOrder(t *testing.T) {
	p := newPublisher(t)
	p.publish("rules 1", start)
	second := must(NextRoot(p.root, p.keys.Root, p.keys, start))
	third := must(NextRoot(second, p.keys.Root, p.keys, start))
	thief := newPublisher(t).keys

	for name, tt := range map[string]struct {
		root []byte
		code Code
	}{
		"skips one":               {third, CodeRollback},
		"the same again":          {p.root, CodeRollback},
		"signed by new keys only": {must(NextRoot(p.root, thief.Root, thief, start)), CodeSignature},
		"signed by old keys only": {forge(t, must(NextRoot(p.root, p.keys.Root, thief, start)), p.keys.Root, func(map[string]any) {}), CodeSignature},
	} {
		t.Run(name, func(t *testing.T) {
			d := p.device()
			d.server = maps.Clone(p.served)
			d.server["metadata/2.root.json"] = tt.root
			d.wantRefusal(t, p, tt.code)
		})
	}
}

// After a fast-forward with stolen online keys, new keys are enough to recover.
func TestFastForwardRecovery(t *testing.T) {
	p := newPublisher(t)
	p.publish("rules 1", start)
	d := p.device()
	targets := metaFile(1, p.served["metadata/1.targets.json"])
	p.serve(must(online(targets, 1<<31, 1<<31, p.keys, start)))
	d.wantRules(t, p, "rules 1")

	old := p.keys
	p.keys.Snapshot, p.keys.Timestamp = newPublisher(t).keys.Snapshot, newPublisher(t).keys.Timestamp
	if err := p.repo.Rotate(must(NextRoot(p.root, old.Root, p.keys, start))); err != nil {
		t.Fatal(err)
	}
	p.publish("rules 2", start)
	if got := d.wantRules(t, p, "rules 2").Versions.Timestamp; got != 2 {
		t.Errorf("timestamp version %d", got)
	}
}

// A world that returns more than it was asked for is stopped by Go as well.
func TestEndlessBodies(t *testing.T) {
	p := newPublisher(t)
	p.publish("rules 1", start)
	for path := range p.served {
		if path == "metadata/1.root.json" {
			continue
		}
		d := p.device()
		d.get = func(asked string, max int64) (int, []byte, error) {
			if asked == path {
				return 200, make([]byte, max+1), nil
			}
			return d.serve(asked, max)
		}
		d.wantRefusal(t, p, CodeTooLong)
	}

	// A stolen online key cannot order a huge download either.
	timestamp := forge(t, p.served["metadata/timestamp.json"], p.keys.Timestamp, func(s map[string]any) {
		huge := entry(2, nil)
		huge["length"] = int64(1) << 40
		s["version"] = 2
		s["meta"].(map[string]any)["snapshot.json"] = huge
	})
	d := p.device()
	d.server = maps.Clone(p.served)
	d.server["metadata/timestamp.json"] = timestamp
	d.wantRefusal(t, p, CodeTooLong)
}

func TestStatus(t *testing.T) {
	p := newPublisher(t)
	p.publish("rules 1", start)
	for path := range p.served {
		if path == "metadata/1.root.json" {
			continue
		}
		for _, status := range []int{0, 204, 206, 304, 403, 404, 500} {
			d := p.device()
			d.get = func(asked string, max int64) (int, []byte, error) {
				if asked == path {
					return status, []byte(canary), nil
				}
				return d.serve(asked, max)
			}
			d.wantRefusal(t, p, CodeStatus)
		}
	}
	// A web server that answers 403 for what is not there.
	d := p.device()
	d.get = func(path string, max int64) (int, []byte, error) {
		if path == "metadata/2.root.json" {
			return 403, nil, nil
		}
		return d.serve(path, max)
	}
	d.wantRules(t, p, "rules 1")
}

func TestStoredGarbageCountsAsAbsent(t *testing.T) {
	p := newPublisher(t)
	p.publish("rules 1", start, func(r *Release) {
		r.Notice = &Notice{1, "2026-11-24T12:00:00Z", "<p>Neu</p>", "<p>New</p>"}
	})
	if err := p.repo.Rotate(must(NextRoot(p.root, p.keys.Root, p.keys, start))); err != nil {
		t.Fatal(err)
	}
	p.publish("rules 2", start)
	held := p.device()
	held.wantRules(t, p, "rules 2")
	if len(held.stored) != 8 {
		t.Fatalf("stored %d files", len(held.stored))
	}
	for name := range held.stored {
		for _, garbage := range []string{"", "null", "{}", canary, `{"signed":{},"signatures":[]}`, `{"signed":null}`, `{"accepted":"x"}`} {
			d := p.device()
			d.stored = maps.Clone(held.stored)
			d.stored[name] = []byte(garbage)
			d.wantRules(t, p, "rules 2")
			if !bytes.Equal(d.stored[name], held.stored[name]) {
				t.Errorf("%s was not repaired", name)
			}
		}
		d := p.device()
		d.stored = maps.Clone(held.stored)
		delete(d.stored, name)
		d.wantRules(t, p, "rules 2")
	}
}
