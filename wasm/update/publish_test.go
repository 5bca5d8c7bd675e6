package update

import (
	"bytes"
	"crypto"
	"crypto/ecdsa"
	"crypto/ed25519"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/rsa"
	"crypto/x509"
	"encoding/pem"
	"errors"
	"maps"
	"regexp"
	"strings"
	"testing"
	"time"
)

func TestPublishOrder(t *testing.T) {
	p := newPublisher(t)
	files := p.publish("rules 1", start, func(r *Release) {
		r.Notice, r.Model, r.Sites = &Notice{1, "2026-11-24T12:00:00Z", "<p>Neu</p>", "<p>New</p>"}, []byte("names 1"), []byte("{}")
	})
	want := []string{
		`^metadata/1\.root\.json$`,
		`^targets/rules/[0-9a-f]{64}\.1\.pack$`,
		`^targets/notices/[0-9a-f]{64}\.1\.json$`,
		`^targets/names/[0-9a-f]{64}\.1\.model$`,
		`^targets/sites/[0-9a-f]{64}\.1\.json$`,
		`^targets/channels/[0-9a-f]{64}\.all\.json$`,
		`^metadata/1\.targets\.json$`,
		`^metadata/1\.snapshot\.json$`,
		`^metadata/timestamp\.json$`,
	}
	if len(files) != len(want) {
		t.Fatalf("%d files, want %d", len(files), len(want))
	}
	for i, f := range files {
		if !regexp.MustCompile(want[i]).MatchString(f.Path) {
			t.Errorf("file %d is %s, want %s", i, f.Path, want[i])
		}
	}
}

// A client that reads between any two writes finds the old rules or the new.
func TestReadingWhilePublishing(t *testing.T) {
	p := newPublisher(t)
	p.publish("rules 1", start)
	before := maps.Clone(p.served)
	files := p.publish("rules 2", start)
	for n := range files {
		d := p.device()
		d.server = maps.Clone(before)
		for _, f := range files[:n] {
			d.server[f.Path] = f.Body
		}
		d.wantRules(t, p, "rules 1")
	}
}

func TestPublishRefuses(t *testing.T) {
	p := newPublisher(t)
	p.publish("rules 1", start)
	p.publish("rules 2", start, func(r *Release) { r.Floor = 2 })
	pack := []byte("x")
	for name, release := range map[string]Release{
		"a serial used before":     {Channel: "all", Serial: 2, Floor: 2, Pack: pack},
		"a floor above the serial": {Channel: "all", Serial: 3, Floor: 4, Pack: pack},
		"no floor":                 {Channel: "all", Serial: 3, Pack: pack},
		"a lower floor":            {Channel: "all", Serial: 3, Floor: 1, Pack: pack},
		"no rules":                 {Channel: "all", Serial: 3, Floor: 2},
		"huge rules":               {Channel: "all", Serial: 3, Floor: 2, Pack: make([]byte, maxPack+1)},
		"no channel":               {Serial: 3, Floor: 2, Pack: pack},
		"a notice without number":  {Channel: "all", Serial: 3, Floor: 2, Pack: pack, Notice: &Notice{}},
		"a malformed notice":       {Channel: "all", Serial: 3, Floor: 2, Pack: pack, Notice: &Notice{ID: 1, Published: "today"}},
		"a huge model":             {Channel: "all", Serial: 3, Floor: 2, Pack: pack, Model: make([]byte, maxModel+1)},
		"huge tables of sites":     {Channel: "all", Serial: 3, Floor: 2, Pack: pack, Sites: make([]byte, maxSites+1)},
		"a huge notice":            {Channel: "all", Serial: 3, Floor: 2, Pack: pack, Notice: &Notice{1, "2026-11-24T12:00:00Z", strings.Repeat("x", maxNotice), ""}},
	} {
		if _, err := p.repo.Publish(release, p.keys, start); err == nil {
			t.Errorf("%s published", name)
		}
	}
	if _, err := p.repo.Publish(Release{Channel: "all", Serial: 3, Floor: 2, Pack: pack}, p.keys, start); err != nil {
		t.Errorf("after refusals: %v", err)
	}
}

func TestFloorEndsOldRules(t *testing.T) {
	p := newPublisher(t)
	p.publish("rules 1", start)
	p.publish("rules 2", start)
	if p.repo.targets.Signed.Targets["rules/1.pack"] == nil {
		t.Error("rules at the floor are not listed: no rollback")
	}
	p.publish("rules 3", start, func(r *Release) { r.Floor = 2 })
	if p.repo.targets.Signed.Targets["rules/1.pack"] != nil {
		t.Error("rules below the floor are still signed")
	}
}

func TestOpenContinues(t *testing.T) {
	p := newPublisher(t)
	p.publish("rules 1", start, func(r *Release) {
		r.Notice = &Notice{1, "2026-11-24T12:00:00Z", "<p>Neu</p>", "<p>New</p>"}
	})
	// Years later, on another machine.
	late := start.Add(300 * day)
	p.repo = must(Open(p.root, p.source))
	if p.repo.NextSerial() != 2 || p.repo.NextNotice() != 2 || p.repo.Channel().Rules.Current != 1 {
		t.Fatalf("serial %d, notice %d", p.repo.NextSerial(), p.repo.NextNotice())
	}
	p.publish("rules 2", late)
	d := p.device()
	d.now = late
	if got := d.wantRules(t, p, "rules 2"); got.Notice == nil || got.Versions != (Versions{1, 2, 2, 2}) {
		t.Errorf("%+v", got)
	}
	for path, damage := range map[string]string{"metadata/timestamp.json": "{}", "metadata/2.snapshot.json": "", "metadata/2.targets.json": "x"} {
		broken := maps.Clone(p.served)
		broken[path] = []byte(damage)
		if _, err := Open(p.root, func(path string) ([]byte, error) { return broken[path], nil }); err == nil {
			t.Errorf("opened with a broken %s", path)
		}
	}
	if _, err := Open(p.root, func(string) ([]byte, error) { return nil, errBroken }); CodeOf(err) != CodeNetwork {
		t.Errorf("source that fails: %v", err)
	}
}

// Another machine published meanwhile, and the server signed timestamps.
func TestFollow(t *testing.T) {
	p := newPublisher(t)
	p.publish("rules 1", start)
	mine := must(Open(p.root, p.source))
	p.publish("rules 2", start)
	p.resignOnline(2)

	mine.Follow(must(Open(p.root, p.source)))
	p.repo = mine
	if got := mine.NextSerial(); got != 3 {
		t.Fatalf("next serial %d", got)
	}
	held := p.device()
	held.wantRules(t, p, "rules 2")
	p.publish("rules 3", start)
	held.wantRules(t, p, "rules 3")
}

func TestVerify(t *testing.T) {
	p := newPublisher(t)
	first := p.publish("rules 1", start)
	second := p.publish("rules 2", start)

	result, err := Verify(p.root, nil, first, start)
	if err != nil || result.Serial != 1 {
		t.Fatalf("first: %v", err)
	}
	if result, err = Verify(p.root, first, second, start); err != nil || result.Serial != 2 || result.Versions.Timestamp != 2 {
		t.Fatalf("second: %v", err)
	}
	if _, err = Verify(p.root, second, second, start); err != nil {
		t.Errorf("the same again: %v", err)
	}
	if _, err = Verify(p.root, append(first, second...)[:len(first)+len(second)-1], second[len(second)-1:], start); err != nil {
		t.Errorf("timestamp alone on held files: %v", err)
	}

	thief := newPublisher(t)
	altered := append([]File{}, second...)
	altered[0] = File{altered[0].Path, append(bytes.Clone(altered[0].Body), ' ')}
	other := thief.publish("rules of others", start)
	for name, tt := range map[string]struct {
		held, staged []File
		want         error
	}{
		"an older publication":     {append(append([]File{}, first...), second...), first, CodeRollback},
		"a changed file":           {first, altered, ErrChanged},
		"another repository":       {nil, other, CodeSignature},
		"nothing":                  {nil, nil, CodeStatus},
		"half of it":               {nil, second[:3], CodeStatus},
		"a file that nobody wants": {first, append(append([]File{}, second...), File{"targets/rules/x.pack", []byte("x")}), ErrUnused},
		"a path outside":           {first, append(append([]File{}, second...), File{"../index.html", []byte("x")}), ErrUnused},
		"a file twice":             {first, append(append([]File{}, second...), second[1]), ErrUnused},
	} {
		if _, err := Verify(p.root, tt.held, tt.staged, start); !errors.Is(err, tt.want) {
			t.Errorf("%s: %v, want %v", name, err, tt.want)
		}
	}
	if _, err := Verify(p.root, nil, second, start.Add(timestampLifetime+time.Second)); CodeOf(err) != CodeExpired {
		t.Errorf("too late: %v", err)
	}
	rotated := must(NextRoot(p.root, p.keys.Root, p.keys, start))
	if err := p.repo.Rotate(rotated); err != nil {
		t.Fatal(err)
	}
	third := p.publish("rules 3", start)
	if result, err := Verify(p.root, second, third, start); err != nil || result.Versions.Root != 2 {
		t.Errorf("with a new root: %v", err)
	}
}

func TestResign(t *testing.T) {
	p := newPublisher(t)
	p.publish("rules 1", start)
	online := Keys{Snapshot: p.keys.Snapshot, Timestamp: p.keys.Timestamp}
	d := p.device()
	d.wantRules(t, p, "rules 1")

	// A month of a server that looks every half day, and of a client that does.
	signatures := 0
	for now := start; now.Before(start.Add(30 * day)); now = now.Add(day / 2) {
		files, err := Resign(p.root, p.source, online, now)
		if err != nil {
			t.Fatal(err)
		}
		signatures += len(files)
		p.serve(files)
		d.now = now
		d.wantRules(t, p, "rules 1")
	}
	if signatures < 15 || signatures > 30 {
		t.Errorf("%d signatures in a month", signatures)
	}
	if files, err := Resign(p.root, p.source, online, start.Add(29*day+day/2)); err != nil || files != nil {
		t.Errorf("signed again too early: %d files, %v", len(files), err)
	}

	thief := newPublisher(t).keys
	due := start.Add(60 * day)
	if _, err := Resign(p.root, p.source, thief, due); CodeOf(err) != CodeSignature {
		t.Errorf("with the wrong key: %v", err)
	}
	if _, err := Resign(p.root, p.source, online, start.Add(91*day)); CodeOf(err) != CodeExpired {
		t.Errorf("when the rules themselves have expired: %v", err)
	}
	if _, err := Resign(p.root, func(string) ([]byte, error) { return nil, nil }, online, due); err == nil {
		t.Error("signed nothing")
	}
}

func TestKeys(t *testing.T) {
	key := must(NewKey())
	text := must(EncodeKey(key))
	back := must(DecodeKey(text))
	if !key.Public().(ed25519.PublicKey).Equal(back.Public()) {
		t.Fatal("another key came back")
	}
	p256 := must(ecdsa.GenerateKey(elliptic.P256(), rand.Reader))
	if _, err := DecodeKey(must(EncodeKey(p256))); err != nil {
		t.Errorf("P-256: %v", err)
	}
	rsaKey := must(x509.MarshalPKCS8PrivateKey(must(rsa.GenerateKey(rand.Reader, 2048))))
	p384 := must(x509.MarshalPKCS8PrivateKey(must(ecdsa.GenerateKey(elliptic.P384(), rand.Reader))))
	for name, bad := range map[string][]byte{
		"empty": nil, "text": []byte(canary),
		"rsa":    pem.EncodeToMemory(&pem.Block{Type: "PRIVATE KEY", Bytes: rsaKey}),
		"p384":   pem.EncodeToMemory(&pem.Block{Type: "PRIVATE KEY", Bytes: p384}),
		"public": pem.EncodeToMemory(&pem.Block{Type: "PUBLIC KEY", Bytes: rsaKey}),
		"broken": pem.EncodeToMemory(&pem.Block{Type: "PRIVATE KEY", Bytes: []byte(canary)}),
	} {
		if _, err := DecodeKey(bad); err == nil || strings.Contains(err.Error(), canary) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// A root of P-256 keys, as a KMS holds them.
func TestP256(t *testing.T) {
	p := &publisher{t: t, served: map[string][]byte{}}
	key := func() []crypto.Signer {
		return []crypto.Signer{must(ecdsa.GenerateKey(elliptic.P256(), rand.Reader))}
	}
	p.keys = Keys{key(), key(), key(), key()}
	p.root = must(NewRoot(p.keys, start))
	p.repo = must(Open(p.root, p.source))
	p.publish("rules 1", start)
	p.device().wantRules(t, p, "rules 1")

	p.keys.Root = nil
	if _, err := NewRoot(p.keys, start); err == nil {
		t.Error("a root without root keys")
	}
}
