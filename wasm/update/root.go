package update

import (
	"crypto"
	"crypto/ecdsa"
	"crypto/ed25519"
	"crypto/elliptic"
	"errors"
	"time"

	"github.com/theupdateframework/go-tuf/v2/metadata"
)

// Lifetimes of signed metadata. Expiry is what ends a freeze: whoever withholds
// newer files can do so no longer than this.
const (
	rootLifetime      = 365 * 24 * time.Hour
	targetsLifetime   = 90 * 24 * time.Hour
	snapshotLifetime  = 14 * 24 * time.Hour
	timestampLifetime = 3 * 24 * time.Hour
)

// expires is now plus a lifetime, in whole seconds.
func expires(now time.Time, lifetime time.Duration) time.Time {
	return now.UTC().Truncate(time.Second).Add(lifetime)
}

// NewRoot returns metadata/1.root.json of a new repository: every key of its
// role, threshold one.
func NewRoot(keys Keys, now time.Time) ([]byte, error) {
	root := metadata.Root(expires(now, rootLifetime))
	if err := appoint(root, keys); err != nil {
		return nil, err
	}
	return signed(root, keys.Root)
}

// NextRoot returns the root that follows current and appoints keys in place of
// all earlier ones. It is signed by the holders of the current root and of the
// next, so that clients of either follow.
func NextRoot(current []byte, holders []crypto.Signer, keys Keys, now time.Time) ([]byte, error) {
	if !rootSane(current) {
		return nil, errors.New("the current root is not well-formed")
	}
	root, err := metadata.Root().FromBytes(current)
	if err != nil {
		return nil, errors.New("the current root is not well-formed")
	}
	root.Signed.Version++
	root.Signed.Expires = expires(now, rootLifetime)
	root.Signed.Keys = map[string]*metadata.Key{}
	for _, role := range root.Signed.Roles {
		role.KeyIDs = nil
	}
	if err := appoint(root, keys); err != nil {
		return nil, err
	}
	return signed(root, append(append([]crypto.Signer{}, holders...), keys.Root...))
}

// appoint enters the public keys of each role.
func appoint(root *metadata.Metadata[metadata.RootType], keys Keys) error {
	for role, signers := range map[string][]crypto.Signer{
		metadata.ROOT: keys.Root, metadata.TARGETS: keys.Targets,
		metadata.SNAPSHOT: keys.Snapshot, metadata.TIMESTAMP: keys.Timestamp,
	} {
		if len(signers) == 0 {
			return errors.New("no key for role " + role)
		}
		for _, s := range signers {
			key, err := publicKey(s)
			if err != nil {
				return err
			}
			if err := root.Signed.AddKey(key, role); err != nil {
				return err
			}
		}
	}
	return nil
}

// publicKey returns the public half as TUF writes it.
func publicKey(s crypto.Signer) (*metadata.Key, error) {
	switch key := s.Public().(type) {
	case ed25519.PublicKey:
		return metadata.KeyFromPublicKey(key)
	case *ecdsa.PublicKey:
		if key.Curve == elliptic.P256() {
			return metadata.KeyFromPublicKey(key)
		}
	}
	return nil, errKey
}

// signed replaces all signatures and returns the bytes to publish.
func signed[T metadata.Roles](m *metadata.Metadata[T], signers []crypto.Signer) ([]byte, error) {
	m.ClearSignatures()
	seen := map[string]bool{}
	for _, s := range signers {
		key, err := publicKey(s)
		if err != nil {
			return nil, err
		}
		id, err := key.ID()
		if err != nil {
			return nil, errKey
		}
		if seen[id] { // clients refuse a second signature of one key
			continue
		}
		seen[id] = true
		if _, err := m.Sign(signer{s}); err != nil {
			return nil, errors.New("a key did not sign")
		}
	}
	return m.ToBytes(false)
}
