package update

import (
	"encoding/hex"
	"encoding/json"
	"strings"
)

// The shape of each role, checked on bytes before go-tuf parses them: go-tuf
// dereferences entries that may be null, accepts version 0, any spec_version
// and unknown schemes, and fractions of seconds. Length and hash are mandatory
// in every entry; TUF leaves them optional, our repositories do not.

func rootSane(b []byte) bool {
	s, signed := open(b, "root")
	if string(signed["consistent_snapshot"]) != "true" {
		return false
	}
	keys := s.object(signed["keys"])
	s.keys(keys)
	roles := s.object(signed["roles"])
	for _, name := range []string{"root", "targets", "snapshot", "timestamp"} {
		s.holders(s.object(roles[name]), keys)
	}
	for _, role := range roles {
		s.object(role)
	}
	return !s.bad
}

func timestampSane(b []byte) bool {
	s, signed := open(b, "timestamp")
	s.meta(s.object(signed["meta"]), "snapshot.json")
	return !s.bad
}

func snapshotSane(b []byte) bool {
	s, signed := open(b, "snapshot")
	s.meta(s.object(signed["meta"]), "targets.json")
	return !s.bad
}

func targetsSane(b []byte) bool {
	s, signed := open(b, "targets")
	for _, entry := range s.object(signed["targets"]) {
		target := s.object(entry)
		s.whole(target["length"], 0)
		s.hashes(target["hashes"])
	}
	if raw, there := signed["delegations"]; there {
		delegations := s.object(raw)
		keys := s.object(delegations["keys"])
		s.keys(keys)
		for _, raw := range s.list(delegations["roles"]) {
			role := s.object(raw)
			s.require(s.text(role["name"]) != "")
			s.holders(role, keys)
		}
	}
	return !s.bad
}

// open checks what all roles share and returns the signed part.
func open(b []byte, role string) (*shape, map[string]json.RawMessage) {
	s := &shape{bad: !strictJSON(b)}
	if s.bad {
		return s, nil
	}
	file := s.object(b)
	for _, raw := range s.list(file["signatures"]) {
		signature := s.object(raw)
		s.require(s.text(signature["keyid"]) != "")
		_, err := hex.DecodeString(s.text(signature["sig"]))
		s.require(err == nil)
	}
	signed := s.object(file["signed"])
	s.require(s.text(signed["_type"]) == role)
	s.require(strings.HasPrefix(s.text(signed["spec_version"]), "1."))
	s.whole(signed["version"], 1)
	s.require(wholeSeconds(s.text(signed["expires"]))) // go-tuf writes fractions unless told otherwise
	return s, signed
}

// shape reads parts of a document by their exact names and remembers whether
// one was missing, null or of another type.
type shape struct{ bad bool }

func (s *shape) require(ok bool) { s.bad = s.bad || !ok }

func (s *shape) read(raw json.RawMessage, into any) {
	s.require(len(raw) != 0 && string(raw) != "null" && json.Unmarshal(raw, into) == nil)
}

func (s *shape) object(raw json.RawMessage) (m map[string]json.RawMessage) { s.read(raw, &m); return }
func (s *shape) list(raw json.RawMessage) (l []json.RawMessage)            { s.read(raw, &l); return }
func (s *shape) text(raw json.RawMessage) (t string)                       { s.read(raw, &t); return }

// whole reads an integer from least to maxVersion, written without fraction or
// exponent.
func (s *shape) whole(raw json.RawMessage, least int64) (n int64) {
	s.read(raw, &n)
	s.require(n >= least && n <= maxVersion)
	return n
}

func (s *shape) hashes(raw json.RawMessage) {
	hashes := s.object(raw)
	sum, err := hex.DecodeString(s.text(hashes["sha256"]))
	s.require(err == nil && len(sum) == 32)
}

// meta checks the entries of a timestamp or snapshot, of which wanted must be one.
func (s *shape) meta(entries map[string]json.RawMessage, wanted string) {
	_, there := entries[wanted]
	s.require(there)
	for _, raw := range entries {
		entry := s.object(raw)
		s.whole(entry["version"], 1)
		s.whole(entry["length"], 1)
		s.hashes(entry["hashes"])
	}
}

// keys allows Ed25519 and ECDSA on P-256.
func (s *shape) keys(keys map[string]json.RawMessage) {
	for id, raw := range keys {
		key := s.object(raw)
		public := s.text(s.object(key["keyval"])["public"])
		switch kind, scheme := s.text(key["keytype"]), s.text(key["scheme"]); {
		case kind == "ed25519" && scheme == "ed25519":
			b, err := hex.DecodeString(public)
			s.require(err == nil && len(b) == 32)
		case (kind == "ecdsa" || kind == "ecdsa-sha2-nistp256") && scheme == "ecdsa-sha2-nistp256":
			s.require(public != "")
		default:
			s.bad = true
		}
		s.require(id != "")
	}
}

// holders checks who may sign for a role: known keys, none twice, and a
// threshold that they can reach.
func (s *shape) holders(role, keys map[string]json.RawMessage) {
	seen := map[string]bool{}
	for _, raw := range s.list(role["keyids"]) {
		id := s.text(raw)
		_, known := keys[id]
		s.require(known && !seen[id])
		seen[id] = true
	}
	s.require(s.whole(role["threshold"], 1) <= int64(len(seen)))
}
