package update

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"strings"

	"github.com/theupdateframework/go-tuf/v2/metadata/trustedmetadata"
)

// metadata brings the four top-level roles up to date.
func (r *run) metadata() error {
	for _, step := range []func() error{r.pin, r.roots, r.timestamp, r.snapshot, r.targets} {
		if err := step(); err != nil {
			return err
		}
	}
	return nil
}

// pin makes the pinned root the first trusted one.
func (r *run) pin() error {
	root := r.wanted.Root
	switch {
	case len(root) != 0 && r.wanted.RootSHA256 != "":
		return CodeRequest
	case len(root) == 0:
		var err error
		if root, err = r.pinned(); err != nil {
			return err
		}
	}
	if !rootSane(root) {
		return CodePin
	}
	err := guarded(func() (err error) {
		r.trusted, err = trustedmetadata.New(root)
		return err
	})
	if err != nil {
		return CodePin
	}
	r.trusted.RefTime = r.now
	return nil
}

// pinned finds the root of the wanted hash, on the device or at its address.
func (r *run) pinned() ([]byte, error) {
	hash, err := hex.DecodeString(strings.ToLower(r.wanted.RootSHA256))
	if err != nil || len(hash) != sha256.Size {
		return nil, CodeRequest
	}
	is := func(b []byte) bool {
		sum := sha256.Sum256(b)
		return bytes.Equal(sum[:], hash)
	}
	root, err := r.load("1.root.json")
	if err != nil {
		return nil, err
	}
	if root != nil && is(root) {
		return root, nil
	}
	if root, err = r.fetch(rolePath(1, "root"), maxRoot); err != nil {
		return nil, err
	}
	if !is(root) {
		return nil, CodePin
	}
	r.stage("1.root.json", root)
	return root, nil
}

// roots walks from the pin to the newest root. Each is first looked for on the
// device, so that a network which hides a rotation cannot undo it, and checked
// in either case.
func (r *run) roots() error {
	for range maxRoots {
		next := r.trusted.Root.Signed.Version + 1
		name := strings.TrimPrefix(rolePath(next, "root"), "metadata/")
		held, err := r.load(name)
		if err != nil {
			return err
		}
		if held != nil && r.root(held) == nil {
			continue
		}
		body, status, err := r.ask(rolePath(next, "root"), maxRoot)
		if err != nil {
			return err
		}
		if status == 404 || status == 403 {
			return nil
		}
		if status != 200 {
			return CodeStatus
		}
		if err := r.root(body); err != nil {
			return err
		}
		r.stage(name, body)
	}
	return nil
}

func (r *run) root(b []byte) error {
	if !rootSane(b) {
		return CodeMalformed
	}
	return guarded(func() error {
		_, err := r.trusted.UpdateRoot(b)
		return err
	})
}

// timestamp loads the stored timestamp first, whatever its age: it is the memory
// against rollback, and the expiry of an unchanged version shows only on it.
func (r *run) timestamp() error {
	held, err := r.load("timestamp.json")
	if err != nil {
		return err
	}
	update := func(b []byte) error {
		return guarded(func() error {
			_, err := r.trusted.UpdateTimestamp(b)
			return err
		})
	}
	if held != nil && timestampSane(held) {
		_ = update(held) // not signed by today's keys: absent; expired: loaded
	}
	body, err := r.fetch("metadata/timestamp.json", maxTimestamp)
	if err != nil {
		return err
	}
	if !timestampSane(body) {
		return CodeMalformed
	}
	switch err := update(body); {
	case err == nil:
		r.stage("timestamp.json", body)
	case !errors.Is(err, errEqual):
		return err
	}
	return nil
}

func (r *run) snapshot() error {
	held, err := r.load("snapshot.json")
	if err != nil {
		return err
	}
	update := func(b []byte, stored bool) error {
		return guarded(func() error {
			_, err := r.trusted.UpdateSnapshot(b, stored)
			return err
		})
	}
	entry := r.trusted.Timestamp.Signed.Meta["snapshot.json"]
	if held != nil && snapshotSane(held) {
		err := update(held, true) // an old one is memory against rollback
		if err == nil && entry.VerifyLengthHashes(held) == nil {
			return nil
		}
	}
	body, err := r.signed(rolePath(entry.Version, "snapshot"), entry.Length, maxMetadata, entry)
	if err != nil {
		return err
	}
	if !snapshotSane(body) {
		return CodeMalformed
	}
	if err := update(body, false); err != nil {
		return err
	}
	r.stage("snapshot.json", body)
	return nil
}

func (r *run) targets() error {
	held, err := r.load("targets.json")
	if err != nil {
		return err
	}
	update := func(b []byte) error {
		return guarded(func() error {
			_, err := r.trusted.UpdateTargets(b)
			return err
		})
	}
	entry := r.trusted.Snapshot.Signed.Meta["targets.json"]
	if held != nil && targetsSane(held) && update(held) == nil {
		return nil
	}
	body, err := r.signed(rolePath(entry.Version, "targets"), entry.Length, maxMetadata, entry)
	if err != nil {
		return err
	}
	if !targetsSane(body) {
		return CodeMalformed
	}
	if err := update(body); err != nil {
		return err
	}
	r.stage("targets.json", body)
	return nil
}
