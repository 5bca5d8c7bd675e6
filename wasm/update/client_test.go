package update

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"maps"
	"slices"
	"strings"
	"testing"
	"time"
)

func TestFirstInstall(t *testing.T) {
	p := newPublisher(t)
	p.publish("rules 1", start)
	d := p.device()
	result := d.wantRules(t, p, "rules 1")
	if want := (Versions{1, 1, 1, 1}); result.Versions != want || result.Serial != 1 || result.Notice != nil {
		t.Errorf("got %+v", result)
	}
	want := []string{"metadata/2.root.json", "metadata/timestamp.json", "metadata/1.snapshot.json", "metadata/1.targets.json"}
	if !slices.Equal(d.requests[:4], want) {
		t.Errorf("order of requests %v, want %v", d.requests, want)
	}
	for _, target := range d.requests[4:] {
		if !strings.HasPrefix(target, "targets/channels/") && !strings.HasPrefix(target, "targets/rules/") {
			t.Errorf("asked for %s", target)
		}
	}
}

func TestPinByHash(t *testing.T) {
	p := newPublisher(t)
	p.publish("rules 1", start)
	sum := sha256.Sum256(p.root)
	pin := hex.EncodeToString(sum[:])

	d := p.device()
	if _, err := Refresh(d, Wanted{RootSHA256: strings.ToUpper(pin), Channel: "all"}); err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(d.stored["1.root.json"], p.root) {
		t.Fatal("the pinned root was not kept")
	}
	// From here on the stored root is enough, and only while it is the pinned one.
	delete(d.server, "metadata/1.root.json")
	if _, err := Refresh(d, Wanted{RootSHA256: pin, Channel: "all"}); err != nil {
		t.Fatal(err)
	}
	other := newPublisher(t)
	d.stored["1.root.json"] = other.root
	d.server["metadata/1.root.json"] = other.root
	if _, err := Refresh(d, Wanted{RootSHA256: pin, Channel: "all"}); CodeOf(err) != CodePin {
		t.Fatalf("another root under the pinned name: %v", err)
	}
}

func TestRequestsAreChecked(t *testing.T) {
	p := newPublisher(t)
	p.publish("rules 1", start)
	for name, wanted := range map[string]Wanted{
		"no pin":         {Channel: "all"},
		"two pins":       {Root: p.root, RootSHA256: strings.Repeat("0", 64), Channel: "all"},
		"short pin":      {RootSHA256: "abcd", Channel: "all"},
		"pin not hex":    {RootSHA256: strings.Repeat("x", 64), Channel: "all"},
		"no channel":     {Root: p.root},
		"channel path":   {Root: p.root, Channel: "../all"},
		"channel escape": {Root: p.root, Channel: "%2e"},
	} {
		if _, err := Refresh(p.device(), wanted); CodeOf(err) != CodeRequest {
			t.Errorf("%s: %v", name, err)
		}
	}
	if _, err := Refresh(p.device(), Wanted{Root: p.root, Channel: "ring-1"}); CodeOf(err) != CodeTarget {
		t.Errorf("channel that nobody signed: %v", err)
	}
	if _, err := Refresh(p.device(), Wanted{Root: []byte("{}"), Channel: "all"}); CodeOf(err) != CodePin {
		t.Errorf("broken pinned root: %v", err)
	}
}

func TestUpdate(t *testing.T) {
	p := newPublisher(t)
	p.publish("rules 1", start)
	d := p.device()
	d.wantRules(t, p, "rules 1")
	p.publish("rules 2", start)
	d.wantRules(t, p, "rules 2")

	// Nothing new: two small requests, no more.
	d.wantRules(t, p, "rules 2")
	if want := []string{"metadata/2.root.json", "metadata/timestamp.json"}; !slices.Equal(d.requests, want) {
		t.Errorf("requests %v, want %v", d.requests, want)
	}
}

func TestNotice(t *testing.T) {
	p := newPublisher(t)
	notice := &Notice{ID: 1, Published: "2026-11-24T12:00:00Z", DE: "<p>Neu</p>", EN: "<p>New</p>"}
	p.publish("rules 1", start, func(r *Release) { r.Notice = notice })
	d := p.device()
	if got := d.wantRules(t, p, "rules 1").Notice; got == nil || *got != *notice {
		t.Fatalf("notice %+v", got)
	}
	p.publish("rules 2", start) // stays in force
	if got := d.wantRules(t, p, "rules 2").Notice; got == nil || *got != *notice {
		t.Fatalf("notice after new rules %+v", got)
	}
	p.publish("rules 3", start, func(r *Release) { r.Withdraw = true })
	if got := d.wantRules(t, p, "rules 3").Notice; got != nil {
		t.Fatalf("notice after withdrawal %+v", got)
	}
}

// TestModel: the model of names comes with the rules, is fetched once while it
// stays the same, and is gone when a publication has none.
func TestModel(t *testing.T) {
	p := newPublisher(t)
	with := func(model string) func(*Release) { return func(r *Release) { r.Model = []byte(model) } }
	want := func(d *device, rules, model string) {
		t.Helper()
		if got := d.wantRules(t, p, rules).Model; string(got) != model {
			t.Fatalf("model %q, want %q", got, model)
		}
	}
	p.publish("rules 1", start)
	d := p.device()
	want(d, "rules 1", "")
	p.publish("rules 2", start, with("one"))
	want(d, "rules 2", "one")
	if *p.repo.Channel().Model != "names/1.model" || !p.repo.InForce(p.served[objectPath("rules/2.pack", p.repo.targets.Signed.Targets["rules/2.pack"])], []byte("one"), start) {
		t.Error("the model is not in force")
	}
	p.publish("rules 3", start, with("one"))
	if *p.repo.Channel().Model != "names/1.model" {
		t.Errorf("the same model moved to %s", *p.repo.Channel().Model)
	}
	d.server = maps.Clone(p.served) // a device that has it does not ask for it
	for path := range d.server {
		if strings.HasPrefix(path, "targets/names/") {
			delete(d.server, path)
		}
	}
	want(d, "rules 3", "one")
	d.server = p.served
	p.publish("rules 4", start, with("two"))
	want(d, "rules 4", "two")
	pack := p.served[objectPath("rules/4.pack", p.repo.targets.Signed.Targets["rules/4.pack"])]
	for model, in := range map[string]bool{"two": true, "one": false} {
		if p.repo.InForce(pack, []byte(model), start) != in {
			t.Errorf("model %q in force: %t", model, !in)
		}
	}
	if p.repo.InForce(pack, nil, start) {
		t.Error("no model in force")
	}
	p.publish("rules 5", start)
	want(d, "rules 5", "")
}

// TestSites: tables of sites stay in force over later publications, until they are
// replaced or withdrawn; the next publisher knows them from the repository alone.
func TestSites(t *testing.T) {
	p := newPublisher(t)
	d := p.device()
	want := func(rules, sites, path string) {
		t.Helper()
		if got := d.wantRules(t, p, rules).Sites; string(got) != sites {
			t.Errorf("sites %q, want %q", got, sites)
		}
		if in := p.repo.Channel().Sites; (in == nil) != (path == "") || in != nil && *in != path {
			t.Errorf("sites at %v, want %s", in, path)
		}
	}
	with := func(sites string) func(*Release) { return func(r *Release) { r.Sites = []byte(sites) } }
	p.publish("rules 1", start)
	want("rules 1", "", "")
	p.publish("rules 2", start, with("one"))
	want("rules 2", "one", "sites/1.json")
	p.repo = must(Open(p.root, func(path string) ([]byte, error) { return p.served[path], nil }))
	p.publish("rules 3", start)
	want("rules 3", "one", "sites/1.json")
	p.publish("rules 4", start, with("one"))
	want("rules 4", "one", "sites/1.json")
	p.publish("rules 5", start, with("two"))
	want("rules 5", "two", "sites/2.json")
	p.publish("rules 6", start, func(r *Release) { r.WithdrawSites = true })
	want("rules 6", "", "")
}

// Every served file in turn is altered; each time the update is refused for the
// expected reason and the device goes on with what it has.
func TestTamperedBytes(t *testing.T) {
	p := newPublisher(t)
	notice := &Notice{1, "2026-11-24T12:00:00Z", "<p>Neu</p>", "<p>New</p>"}
	p.publish("rules 1", start)
	d := p.device()
	d.wantRules(t, p, "rules 1")
	next := must(NextRoot(p.root, p.keys.Root, p.keys, start))
	if err := p.repo.Rotate(next); err != nil {
		t.Fatal(err)
	}
	files := p.publish("rules 2", start, func(r *Release) { r.Notice, r.Model, r.Sites = notice, []byte("names 1"), []byte("sites 1") })

	tested := 0
	for _, f := range files {
		if f.Path == "metadata/1.root.json" {
			continue // the pin is in the hands of the client
		}
		tested++
		online := strings.Contains(f.Path, ".root.") || strings.Contains(f.Path, "timestamp")
		damage := map[string]func([]byte) []byte{
			"one digit": func(b []byte) []byte { return alterDigit(t, b) },
			"truncated": func(b []byte) []byte { return b[:len(b)-1] },
			"empty":     func(b []byte) []byte { return nil },
			"html":      func(b []byte) []byte { return []byte("<!doctype html>") },
		}
		for name, change := range damage {
			t.Run(f.Path[strings.LastIndex(f.Path, "/")+1:]+" "+name, func(t *testing.T) {
				bad := p.device()
				bad.stored = maps.Clone(d.stored)
				bad.server = maps.Clone(p.served)
				bad.server[f.Path] = change(bytes.Clone(f.Body))
				code := CodeMismatch
				switch {
				case online && name == "one digit":
					code = CodeSignature
				case online:
					code = CodeMalformed
				}
				if name == "html" && len("<!doctype html>") > len(f.Body) {
					code = CodeTooLong
				}
				bad.wantRefusal(t, p, code)
				bad.server = p.served
				bad.wantRules(t, p, "rules 2")
			})
		}
	}
	if tested != 9 { // root, pack, notice, model, sites, channel, targets, snapshot, timestamp
		t.Errorf("%d files, want 9", tested)
	}
}

// alterDigit changes one digit of the last number that JSON leaves readable.
func alterDigit(t *testing.T, b []byte) []byte {
	at := bytes.LastIndexAny(b, "0123456789")
	if i := bytes.Index(b, []byte(`"expires":"20`)); i >= 0 {
		at = i + len(`"expires":"20`)
	}
	if at < 0 {
		t.Fatal("no digit to alter")
	}
	b[at] = '0' + (b[at]-'0'+1)%10
	return b
}

func TestRollback(t *testing.T) {
	p := newPublisher(t)
	p.publish("rules 1", start)
	old := maps.Clone(p.served)
	d := p.device()
	p.publish("rules 2", start)
	d.wantRules(t, p, "rules 2")

	t.Run("whole repository", func(t *testing.T) {
		d.server = old
		d.wantRefusal(t, p, CodeRollback)
	})
	t.Run("snapshot signed again with older targets", func(t *testing.T) {
		d.server = maps.Clone(p.served)
		targets := metaFile(1, p.served["metadata/1.targets.json"])
		for _, f := range must(online(targets, 3, 3, p.keys, start)) {
			d.server[f.Path] = f.Body
		}
		d.wantRefusal(t, p, CodeRollback)
	})
	t.Run("timestamp signed again with older snapshot", func(t *testing.T) {
		d.server = maps.Clone(p.served)
		f := must(stamp(metaFile(1, p.served["metadata/1.snapshot.json"]), 3, p.keys, start))
		d.server[f.Path] = f.Body
		d.wantRefusal(t, p, CodeRollback)
	})
	t.Run("older pack under the new name", func(t *testing.T) {
		fresh := p.device()
		fresh.server = maps.Clone(p.served)
		var names []string
		for path := range fresh.server {
			if strings.HasSuffix(path, ".pack") {
				names = append(names, path)
			}
		}
		fresh.server[names[0]], fresh.server[names[1]] = fresh.server[names[1]], fresh.server[names[0]]
		fresh.wantRefusal(t, p, CodeMismatch)
	})
	d.server = p.served
	d.wantRules(t, p, "rules 2")
}

func TestMixAndMatch(t *testing.T) {
	p := newPublisher(t)
	p.publish("rules 1", start)
	p.publish("rules 2", start)
	for _, role := range []string{"targets", "snapshot"} {
		d := p.device()
		d.server = maps.Clone(p.served)
		d.server["metadata/2."+role+".json"] = d.server["metadata/1."+role+".json"]
		d.wantRefusal(t, p, CodeMismatch)
	}
}

// Two snapshots of one version, both signed: the one that the timestamp names
// counts, whatever is stored.
func TestSnapshotTwiceInOneVersion(t *testing.T) {
	p := newPublisher(t)
	p.publish("rules 1", start)
	d := p.device()
	d.wantRules(t, p, "rules 1")
	p.publish("rules 2", start)
	files := must(online(metaFile(2, p.served["metadata/2.targets.json"]), 1, 2, p.keys, start))
	p.serve(files)
	d.wantRules(t, p, "rules 2")
}

func TestFreeze(t *testing.T) {
	p := newPublisher(t)
	p.publish("rules 1", start)
	d := p.device()
	d.wantRules(t, p, "rules 1")

	d.now = start.Add(timestampLifetime)
	d.wantRules(t, p, "rules 1")
	d.now = d.now.Add(time.Second)
	d.wantRefusal(t, p, CodeExpired) // the same version, replayed
	d.wantRefusal(t, p, CodeExpired)

	// The publisher is back: what expired is no obstacle.
	p.publish("rules 2", d.now)
	d.wantRules(t, p, "rules 2")
}

func TestExpiryOfEachRole(t *testing.T) {
	for name, age := range map[string]time.Duration{"snapshot": snapshotLifetime, "targets": targetsLifetime, "root": rootLifetime} {
		t.Run(name, func(t *testing.T) {
			p := newPublisher(t)
			p.publish("rules 1", start)
			d := p.device()
			d.now = start.Add(age + time.Second)
			// Everything that is signed more often is signed again.
			if name != "snapshot" {
				targets := metaFile(1, p.served["metadata/1.targets.json"])
				p.serve(must(online(targets, 2, 2, p.keys, d.now)))
			} else {
				p.serve([]File{must(stamp(metaFile(1, p.served["metadata/1.snapshot.json"]), 2, p.keys, d.now))})
			}
			d.wantRefusal(t, p, CodeExpired)
		})
	}
}

func TestClockSetBack(t *testing.T) {
	p := newPublisher(t)
	p.publish("rules 1", start)
	d := p.device()
	d.wantRules(t, p, "rules 1")
	d.now = start.Add(-clockSlack)
	d.wantRules(t, p, "rules 1")
	d.now = start.Add(-2*clockSlack - time.Second)
	d.wantRefusal(t, p, CodeClock)
	d.now = start
	d.wantRules(t, p, "rules 1")
}

func TestWrongKey(t *testing.T) {
	p, thief := newPublisher(t), newPublisher(t)
	p.publish("rules 1", start)
	tests := []struct {
		name  string
		steal func(k *Keys)
	}{
		{"timestamp", func(k *Keys) { k.Timestamp = thief.keys.Timestamp }},
		{"snapshot", func(k *Keys) { k.Snapshot = thief.keys.Snapshot }},
		{"targets", func(k *Keys) { k.Targets = thief.keys.Targets }},
		{"targets by the online key", func(k *Keys) { k.Targets = k.Timestamp }},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			keys := p.keys
			tt.steal(&keys)
			d := p.device()
			d.wantRules(t, p, "rules 1")
			d.server = maps.Clone(p.served)
			targets := forge(t, p.served["metadata/1.targets.json"], keys.Targets, func(s map[string]any) { s["version"] = 2 })
			d.server["metadata/2.targets.json"] = targets
			for _, f := range must(online(metaFile(2, targets), 2, 2, keys, start)) {
				d.server[f.Path] = f.Body
			}
			d.wantRefusal(t, p, CodeSignature)
		})
	}
	if _, err := p.repo.Publish(Release{Channel: "all", Serial: 2, Floor: 1, Pack: []byte("x")}, thief.keys, start); CodeOf(err) != CodeSignature {
		t.Errorf("publishing with the wrong keys: %v", err)
	}
}

func TestThreshold(t *testing.T) {
	p := newPublisher(t)
	second := must(NewKey())
	p.keys.Targets = append(p.keys.Targets, second)
	p.root = forge(t, must(NewRoot(p.keys, start)), p.keys.Root, func(s map[string]any) {
		s["roles"].(map[string]any)["targets"].(map[string]any)["threshold"] = 2
	})
	p.served["metadata/1.root.json"] = p.root
	p.repo = must(Open(p.root, p.source))
	p.publish("rules 1", start)
	d := p.device()
	d.wantRules(t, p, "rules 1")

	one := forge(t, p.served["metadata/1.targets.json"], p.keys.Targets[:1], func(s map[string]any) { s["version"] = 2 })
	p.served["metadata/2.targets.json"] = one
	p.resignOnline(2)
	d.wantRefusal(t, p, CodeSignature)
}

func TestOneKeyUnderTwoIDs(t *testing.T) {
	p := newPublisher(t)
	p.root = forge(t, p.root, p.keys.Root, func(s map[string]any) {
		keys := s["keys"].(map[string]any)
		targets := s["roles"].(map[string]any)["targets"].(map[string]any)
		id := targets["keyids"].([]any)[0].(string)
		keys["other"] = keys[id]
		targets["keyids"] = []any{id, "other"}
		targets["threshold"] = 2
	})
	p.served["metadata/1.root.json"] = p.root
	p.repo = must(Open(p.root, p.source))
	_, err := p.repo.Publish(Release{Channel: "all", Serial: 1, Floor: 1, Pack: []byte("x")}, p.keys, start)
	if CodeOf(err) != CodeSignature {
		t.Fatalf("one key counted twice: %v", err)
	}
}

func TestFloorsAndTargets(t *testing.T) {
	p := newPublisher(t)
	p.publish("rules 1", start)
	p.publish("rules 2", start)
	d := p.device()
	d.wantRules(t, p, "rules 2")

	if _, err := Refresh(d, Wanted{Root: p.root, Channel: "all", Floor: 2}); err != nil {
		t.Errorf("rules at the floor of the policy: %v", err)
	}
	if _, err := Refresh(d, Wanted{Root: p.root, Channel: "all", Floor: 3}); CodeOf(err) != CodeFloor {
		t.Errorf("rules below the floor of the policy: %v", err)
	}

	// What a signed channel may and may not say.
	for name, tt := range map[string]struct {
		channel string
		code    Code
	}{
		"below its own floor":   {`{"rules":{"current":1,"floor":2},"notice":null}`, CodeFloor},
		"rules not listed":      {`{"rules":{"current":99,"floor":1},"notice":null}`, CodeTarget},
		"notice not listed":     {`{"rules":{"current":2,"floor":1},"notice":"notices/9.json"}`, CodeTarget},
		"notice with a path":    {`{"rules":{"current":2,"floor":1},"notice":"notices/../rules/2.pack"}`, CodeMalformed},
		"notice of rules":       {`{"rules":{"current":2,"floor":1},"notice":"rules/2.pack"}`, CodeMalformed},
		"model not listed":      {`{"rules":{"current":2,"floor":1},"notice":null,"model":"names/9.model"}`, CodeTarget},
		"model with a path":     {`{"rules":{"current":2,"floor":1},"notice":null,"model":"names/../rules/2.pack"}`, CodeMalformed},
		"model of rules":        {`{"rules":{"current":2,"floor":1},"notice":null,"model":"rules/2.pack"}`, CodeMalformed},
		"model as number":       {`{"rules":{"current":2,"floor":1},"notice":null,"model":1}`, CodeMalformed},
		"model null":            {`{"rules":{"current":2,"floor":1},"notice":null,"model":null}`, ""},
		"sites not listed":      {`{"rules":{"current":2,"floor":1},"notice":null,"sites":"sites/9.json"}`, CodeTarget},
		"sites of notices":      {`{"rules":{"current":2,"floor":1},"notice":null,"sites":"notices/9.json"}`, CodeMalformed},
		"serial zero":           {`{"rules":{"current":0,"floor":0},"notice":null}`, CodeMalformed},
		"serial negative":       {`{"rules":{"current":-1,"floor":1},"notice":null}`, CodeMalformed},
		"serial too great":      {`{"rules":{"current":9007199254740993,"floor":1},"notice":null}`, CodeMalformed},
		"serial with exponent":  {`{"rules":{"current":2e0,"floor":1},"notice":null}`, CodeMalformed},
		"serial as text":        {`{"rules":{"current":"2","floor":1},"notice":null}`, CodeMalformed},
		"serial twice":          {`{"rules":{"current":2,"current":1,"floor":1},"notice":null}`, CodeMalformed},
		"serial in other case":  {`{"rules":{"Current":2,"floor":1},"notice":null}`, CodeMalformed},
		"notice missing":        {`{"rules":{"current":2,"floor":1}}`, CodeMalformed},
		"no rules":              {`{"notice":null}`, CodeMalformed},
		"null":                  {`null`, CodeMalformed},
		"rollback to older one": {`{"rules":{"current":1,"floor":1},"notice":null}`, ""},
		"fields of later days":  {`{"rules":{"current":2,"floor":1},"notice":null,"percent":10}`, ""},
	} {
		t.Run(name, func(t *testing.T) {
			q := &publisher{t: t, keys: p.keys, root: p.root, served: maps.Clone(p.served), repo: must(Open(p.root, p.source))}
			q.repointed(t, tt.channel)
			fresh := q.device()
			fresh.stored = maps.Clone(d.stored)
			if tt.code != "" {
				fresh.wantRefusal(t, q, tt.code)
			} else if _, err := fresh.refresh(q); err != nil {
				t.Error(err)
			}
		})
	}
}

// repointed serves newer targets whose channel has this content.
func (p *publisher) repointed(t *testing.T, channel string) {
	t.Helper()
	targets := p.repo.targets
	version := targets.Signed.Version + 1
	sum := sha256.Sum256([]byte(channel))
	p.served["targets/channels/"+hex.EncodeToString(sum[:])+".all.json"] = []byte(channel)
	p.served[rolePath(version, "targets")] = forge(t, must(targets.ToBytes(false)), p.keys.Targets, func(s map[string]any) {
		s["version"] = version
		s["targets"].(map[string]any)["channels/all.json"] = map[string]any{
			"length": len(channel), "hashes": map[string]any{"sha256": hex.EncodeToString(sum[:])},
		}
	})
	p.resignOnline(version)
}
