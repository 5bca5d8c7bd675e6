package update

import (
	"bytes"
	"errors"
	"maps"
	"strings"
	"testing"

	"github.com/theupdateframework/go-tuf/v2/metadata"
)

// Validly signed and yet malformed: whoever holds an online key could otherwise
// crash every client.
func TestSignedButMalformed(t *testing.T) {
	type object = map[string]any
	at := func(s object, path ...string) object {
		for _, p := range path {
			s = s[p].(object)
		}
		return s
	}
	first := func(s object) string {
		for k := range s {
			return k
		}
		return ""
	}
	tests := []struct {
		role, name string
		edit       func(object)
	}{
		{"timestamp", "without snapshot", func(s object) { delete(at(s, "meta"), "snapshot.json") }},
		{"timestamp", "snapshot null", func(s object) { at(s, "meta")["snapshot.json"] = nil }},
		{"timestamp", "meta null", func(s object) { s["meta"] = nil }},
		{"timestamp", "other entry null", func(s object) { at(s, "meta")["x.json"] = nil }},
		{"timestamp", "version 0", func(s object) { s["version"] = 0 }},
		{"timestamp", "version beyond 2^53-1", func(s object) { s["version"] = int64(maxVersion + 1) }},
		{"timestamp", "version as text", func(s object) { s["version"] = "2" }},
		{"timestamp", "version in other case", func(s object) { s["Version"] = s["version"]; delete(s, "version") }},
		{"timestamp", "length 0", func(s object) { at(s, "meta", "snapshot.json")["length"] = 0 }},
		{"timestamp", "no length", func(s object) { delete(at(s, "meta", "snapshot.json"), "length") }},
		{"timestamp", "no hash", func(s object) { delete(at(s, "meta", "snapshot.json"), "hashes") }},
		{"timestamp", "hash null", func(s object) { at(s, "meta", "snapshot.json", "hashes")["sha256"] = nil }},
		{"timestamp", "short hash", func(s object) { at(s, "meta", "snapshot.json", "hashes")["sha256"] = "00" }},
		{"timestamp", "spec of another time", func(s object) { s["spec_version"] = "2.0.0" }},
		{"timestamp", "fraction of a second", func(s object) { s["expires"] = "2026-11-27T12:00:00.5Z" }},
		{"timestamp", "other type", func(s object) { s["_type"] = "snapshot" }},
		{"timestamp", "nested too deep", func(s object) {
			var deep any
			for range maxDepth {
				deep = []any{deep}
			}
			s["x"] = deep
		}},
		{"snapshot", "without targets", func(s object) { delete(at(s, "meta"), "targets.json") }},
		{"snapshot", "targets null", func(s object) { at(s, "meta")["targets.json"] = nil }},
		{"snapshot", "meta null", func(s object) { s["meta"] = nil }},
		{"snapshot", "version 0", func(s object) { at(s, "meta", "targets.json")["version"] = 0 }},
		{"targets", "target null", func(s object) { at(s, "targets")["rules/2.pack"] = nil }},
		{"targets", "targets null", func(s object) { s["targets"] = nil }},
		{"targets", "no hashes", func(s object) { delete(at(s, "targets", "channels/all.json"), "hashes") }},
		{"targets", "negative length", func(s object) { at(s, "targets", "channels/all.json")["length"] = -1 }},
		{"targets", "delegations null", func(s object) { s["delegations"] = nil }},
		{"targets", "delegation with key null", func(s object) {
			s["delegations"] = object{"keys": object{"a": nil}, "roles": []any{}}
		}},
		{"targets", "delegation without keys", func(s object) {
			s["delegations"] = object{"keys": object{}, "roles": []any{object{"name": "x", "keyids": []any{}, "threshold": 1}}}
		}},
		{"root", "key null", func(s object) { at(s, "keys")["a"] = nil }},
		{"root", "short key", func(s object) { at(s, "keys", first(at(s, "keys")), "keyval")["public"] = "00ff" }},
		{"root", "unused short key", func(s object) {
			at(s, "keys")["a"] = object{"keytype": "ed25519", "scheme": "ed25519", "keyval": object{"public": "00ff"}}
		}},
		{"root", "unknown key type", func(s object) { at(s, "keys", first(at(s, "keys")))["keytype"] = "rot13" }},
		{"root", "unknown scheme", func(s object) { at(s, "keys", first(at(s, "keys")))["scheme"] = "none" }},
		{"root", "role null", func(s object) { at(s, "roles")["targets"] = nil }},
		{"root", "role missing", func(s object) { delete(at(s, "roles"), "timestamp") }},
		{"root", "threshold 0", func(s object) { at(s, "roles", "root")["threshold"] = 0 }},
		{"root", "threshold out of reach", func(s object) { at(s, "roles", "targets")["threshold"] = 2 }},
		{"root", "unknown key id", func(s object) { at(s, "roles", "targets")["keyids"] = []any{"a"} }},
		{"root", "key id twice", func(s object) {
			ids := at(s, "roles", "targets")["keyids"].([]any)
			at(s, "roles", "targets")["keyids"] = append(ids, ids[0])
		}},
		{"root", "without consistent snapshots", func(s object) { s["consistent_snapshot"] = false }},
	}
	base := newPublisher(t)
	base.publish("rules 1", start)
	held := base.device()
	held.wantRules(t, base, "rules 1")
	for _, tt := range tests {
		t.Run(tt.role+" "+tt.name, func(t *testing.T) {
			p := &publisher{t: t, keys: base.keys, root: base.root, served: maps.Clone(base.served), repo: must(Open(base.root, base.source))}
			switch tt.role {
			case "timestamp":
				p.served["metadata/timestamp.json"] = forge(t, p.served["metadata/timestamp.json"], p.keys.Timestamp, func(s object) { s["version"] = 2; tt.edit(s) })
			case "snapshot":
				snapshot := forge(t, p.served["metadata/1.snapshot.json"], p.keys.Snapshot, func(s object) { s["version"] = 2; tt.edit(s) })
				p.served["metadata/2.snapshot.json"] = snapshot
				stamp := must(stamp(metaFile(2, snapshot), 2, p.keys, start))
				p.served[stamp.Path] = stamp.Body
			case "targets":
				p.served["metadata/2.targets.json"] = forge(t, p.served["metadata/1.targets.json"], p.keys.Targets, func(s object) { s["version"] = 2; tt.edit(s) })
				p.resignOnline(2)
			case "root":
				p.served["metadata/2.root.json"] = forge(t, p.root, p.keys.Root, func(s object) { s["version"] = 2; tt.edit(s) })
			}
			fresh := p.device()
			fresh.wantRefusal(t, p, CodeMalformed)
			follows := p.device()
			follows.stored = maps.Clone(held.stored)
			follows.wantRefusal(t, p, CodeMalformed)

			// Stored, the same bytes count as absent.
			poisoned := base.device()
			name, published := tt.role+".json", rolePath(2, tt.role)
			switch tt.role {
			case "timestamp":
				published = "metadata/timestamp.json"
			case "root":
				name = "2.root.json"
			}
			poisoned.stored[name] = p.served[published]
			poisoned.wantRules(t, base, "rules 1")
		})
	}
}

// A second version in front of the signed one: signatures cover the value that
// was parsed, so they still fit.
func TestRepeatedKeys(t *testing.T) {
	p := newPublisher(t)
	p.publish("rules 1", start)
	for name, change := range map[string][2]string{
		"version":               {`"version":1}`, `"version":7,"version":1}`},
		"version in other case": {`"version":1}`, `"version":1,"Version":7}`},
		"signed":                {`{"signatures"`, `{"signed":{},"signatures"`},
		"long s":                {`"signed":`, "\"\u017figned\":1,\"signed\":"},
	} {
		t.Run(name, func(t *testing.T) {
			d := p.device()
			d.server = maps.Clone(p.served)
			was := string(p.served["metadata/timestamp.json"])
			d.server["metadata/timestamp.json"] = []byte(strings.Replace(was, change[0], change[1], 1))
			if string(d.server["metadata/timestamp.json"]) == was {
				t.Fatal("nothing was replaced")
			}
			d.wantRefusal(t, p, CodeMalformed)
		})
	}
}

func TestStrictJSON(t *testing.T) {
	nested := func(n int) string { return strings.Repeat("[", n) + strings.Repeat("]", n) }
	for _, good := range []string{`{}`, `[]`, `0`, `"x"`, `null`, ` {"a":{"b":1},"c":{"b":1}} `, nested(maxDepth)} {
		if !strictJSON([]byte(good)) {
			t.Errorf("%s refused", good)
		}
	}
	for name, bad := range map[string]string{
		"empty": ``, "two values": `{}{}`, "trailing text": `{} x`, "open": `{`, "comma": `[1,]`,
		"repeated key": `{"a":1,"a":1}`, "repeated key in case": `{"a":1,"A":1}`, "repeated escaped key": `{"a":1,"\u0061":1}`,
		"repeated key inside": `[{"x":{"a":1,"a":2}}]`, "kelvin sign": "{\"k\":1,\"\u212a\":2}",
		"bad UTF-8": "\"\xff\"", "too deep": nested(maxDepth + 1), "very deep": nested(100_000),
	} {
		if strictJSON([]byte(bad)) {
			t.Errorf("%s accepted", name)
		}
	}
}

func TestPanicsAreRefusals(t *testing.T) {
	if err := guarded(func() error { panic(canary) }); err != error(CodeInternal) {
		t.Errorf("panic became %v", err)
	}
	if err := guarded(func() error { var m *metadata.MetaFiles; return m.VerifyLengthHashes(nil) }); err != error(CodeInternal) {
		t.Errorf("nil dereference became %v", err)
	}
	if err := guarded(func() error { return errors.New(canary) }); err != error(CodeMalformed) {
		t.Errorf("error of go-tuf became %v", err)
	}
}

func FuzzRefresh(f *testing.F) {
	p := newPublisher(&testing.T{})
	release := Release{Channel: "all", Serial: 1, Floor: 1, Pack: []byte("rules 1")}
	files := must(p.repo.Publish(release, p.keys, start))
	p.serve(files)
	for i, file := range files {
		f.Add(i, file.Body)
	}
	f.Fuzz(func(t *testing.T, which int, body []byte) {
		if which < 1 || which >= len(files) {
			return
		}
		d := p.device()
		d.server = maps.Clone(p.served)
		d.server[files[which].Path] = body
		result, err := d.refresh(p)
		if err == nil && string(result.Pack) != "rules 1" {
			t.Fatal("other rules accepted")
		}
		if err != nil && (CodeOf(err) == CodeInternal || len(d.stored) != 0) {
			t.Fatalf("%v, %d files stored", err, len(d.stored))
		}
		if err == nil && strings.HasPrefix(files[which].Path, "targets/") && !bytes.Equal(body, files[which].Body) {
			t.Fatal("altered target accepted")
		}
	})
}
