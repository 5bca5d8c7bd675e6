package update

import (
	"bytes"
	"crypto"
	"crypto/ed25519"
	"encoding/hex"
	"encoding/json"
	"errors"
	"maps"
	"strings"
	"testing"
	"time"

	"github.com/secure-systems-lab/go-securesystemslib/cjson"
	"github.com/theupdateframework/go-tuf/v2/metadata"
)

// start is when every fixture is signed.
var start = time.Date(2026, 11, 24, 12, 0, 0, 0, time.UTC)

const day = 24 * time.Hour

// publisher is a repository with its keys and everything it ever published.
type publisher struct {
	t      *testing.T
	keys   Keys
	root   []byte
	repo   *Repository
	served map[string][]byte
}

func newPublisher(t *testing.T) *publisher {
	p := &publisher{t: t, served: map[string][]byte{}}
	key := func() []crypto.Signer { return []crypto.Signer{must(NewKey())} }
	p.keys = Keys{key(), key(), key(), key()}
	p.root = must(NewRoot(p.keys, start))
	p.served["metadata/1.root.json"] = p.root
	p.repo = must(Open(p.root, p.source))
	return p
}

func (p *publisher) source(path string) ([]byte, error) { return p.served[path], nil }

// publish signs rules with the given content and serves them.
func (p *publisher) publish(content string, at time.Time, change ...func(*Release)) []File {
	p.t.Helper()
	release := Release{Channel: "all", Serial: p.repo.NextSerial(), Floor: 1, Pack: []byte(content)}
	for _, c := range change {
		c(&release)
	}
	files, err := p.repo.Publish(release, p.keys, at)
	if err != nil {
		p.t.Fatalf("publish %q: %v", content, err)
	}
	p.serve(files)
	return files
}

func (p *publisher) serve(files []File) {
	for _, f := range files {
		p.served[f.Path] = f.Body
	}
}

// device is a client: what is stored on it, its clock, and its view of a server.
type device struct {
	server   map[string][]byte
	stored   map[string][]byte
	now      time.Time
	requests []string

	get   func(path string, max int64) (int, []byte, error) // nil serves server
	step  int
	broke int // the step that fails, counted from 1; 0 for none
}

var errBroken = errors.New("broken " + canary)

func (p *publisher) device() *device {
	return &device{server: p.served, stored: map[string][]byte{}, now: start}
}

func (d *device) broken() bool {
	d.step++
	return d.step == d.broke
}

func (d *device) Get(path string, max int64) (int, []byte, error) {
	d.requests = append(d.requests, path)
	if d.broken() {
		return 0, nil, errBroken
	}
	if d.get != nil {
		return d.get(path, max)
	}
	return d.serve(path, max)
}

func (d *device) serve(path string, max int64) (int, []byte, error) {
	body, there := d.server[path]
	if !there {
		return 404, nil, nil
	}
	if int64(len(body)) > max {
		return 0, nil, ErrTooLong
	}
	return 200, body, nil
}

func (d *device) Load(name string) ([]byte, error) {
	if d.broken() {
		return nil, errBroken
	}
	return d.stored[name], nil
}

func (d *device) Store(files []File) error {
	if d.broken() {
		return errBroken
	}
	for _, f := range files {
		d.stored[f.Path] = bytes.Clone(f.Body)
	}
	return nil
}

func (d *device) Now() time.Time { return d.now }

func (d *device) refresh(p *publisher) (*Result, error) {
	d.requests = nil
	return Refresh(d, Wanted{Root: p.root, Channel: "all"})
}

// wantRules refreshes and expects rules of this content.
func (d *device) wantRules(t *testing.T, p *publisher, content string) *Result {
	t.Helper()
	result, err := d.refresh(p)
	if err != nil {
		t.Fatalf("refresh: %v (requests %v)", err, d.requests)
	}
	if string(result.Pack) != content {
		t.Fatalf("rules %q, want %q", result.Pack, content)
	}
	return result
}

// wantRefusal refreshes, expects a code, and that nothing on the device changed.
func (d *device) wantRefusal(t *testing.T, p *publisher, code Code) {
	t.Helper()
	before := maps.Clone(d.stored)
	result, err := d.refresh(p)
	if err == nil {
		t.Fatalf("accepted serial %d, want refusal %q", result.Serial, code)
	}
	if CodeOf(err) != code {
		t.Fatalf("refused with %q, want %q", err, code)
	}
	if err != error(CodeOf(err)) || strings.Contains(err.Error(), canary) {
		t.Fatalf("error %#v is not a bare code", err)
	}
	if !maps.EqualFunc(before, d.stored, bytes.Equal) {
		t.Fatal("a refused update changed what is stored")
	}
}

// forge edits signed metadata and signs it again with keys, however malformed.
func forge(t *testing.T, b []byte, signers []crypto.Signer, edit func(signed map[string]any)) []byte {
	t.Helper()
	var file struct {
		Signed map[string]any `json:"signed"`
	}
	d := json.NewDecoder(bytes.NewReader(b))
	d.UseNumber()
	if err := d.Decode(&file); err != nil {
		t.Fatal(err)
	}
	edit(file.Signed)
	payload, err := cjson.EncodeCanonical(file.Signed)
	if err != nil {
		t.Fatal(err)
	}
	signatures := []any{}
	for _, s := range signers {
		key := must(metadata.KeyFromPublicKey(s.Public().(ed25519.PublicKey)))
		sig := must(s.Sign(nil, payload, crypto.Hash(0)))
		signatures = append(signatures, map[string]any{"keyid": must(key.ID()), "sig": hex.EncodeToString(sig)})
	}
	return must(json.Marshal(map[string]any{"signed": file.Signed, "signatures": signatures}))
}

// entry describes b as a snapshot or timestamp does.
func entry(version int64, b []byte) map[string]any {
	m := metaFile(version, b)
	return map[string]any{"version": version, "length": m.Length, "hashes": map[string]any{"sha256": hex.EncodeToString(m.Hashes["sha256"])}}
}

// resignOnline makes snapshot and timestamp vouch for whatever targets are served.
func (p *publisher) resignOnline(targetsVersion int64) {
	p.repo.snapshot++
	p.repo.timestamp++
	targets := metaFile(targetsVersion, p.served[rolePath(targetsVersion, "targets")])
	p.serve(must(online(targets, p.repo.snapshot, p.repo.timestamp, p.keys, start)))
}
