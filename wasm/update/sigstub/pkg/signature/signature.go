// Package signature verifies the signatures of TUF metadata. It is Deckname's own
// stand-in for the sigstore package of the same path and holds just what go-tuf
// calls; the original brings protobuf, scrypt and a container registry along and
// more than doubles the size of agent.wasm.
//
// # Algorithms
//
// Ed25519 over the raw message, ECDSA on P-256 with SHA-256 (ASN.1 DER) and on
// P-384 with SHA-384, RSA-PSS with SHA-256 and keys of 2048 to 8192 bits. Every
// other key, curve or hash is refused when the verifier is made, not when it is
// used.
//
// # Refusals
//
// One opaque error each for keys and for signatures; none of them quotes input.
// A key of the wrong length never reaches crypto/ed25519, which would panic.
package signature

import (
	"crypto"
	"crypto/ecdsa"
	"crypto/ed25519"
	"crypto/elliptic"
	"crypto/rsa"
	"errors"
	"io"
)

// Options of the calls below. go-tuf passes none.
type (
	SignOption      any
	VerifyOption    any
	PublicKeyOption any
)

// PublicKeyProvider names the key that a signer or verifier stands for.
type PublicKeyProvider interface {
	PublicKey(...PublicKeyOption) (crypto.PublicKey, error)
}

// Signer signs whole messages; hashing is its own affair.
type Signer interface {
	PublicKeyProvider
	SignMessage(message io.Reader, opts ...SignOption) ([]byte, error)
}

// Verifier checks one signature over one message.
type Verifier interface {
	PublicKeyProvider
	VerifySignature(signature, message io.Reader, opts ...VerifyOption) error
}

var (
	errKey       = errors.New("public key not supported")
	errSignature = errors.New("signature not valid")
)

// LoadVerifier returns the verifier of an Ed25519 key (hash 0) or an ECDSA key
// (the hash that belongs to its curve).
func LoadVerifier(key crypto.PublicKey, hash crypto.Hash) (Verifier, error) {
	switch key := key.(type) {
	case ed25519.PublicKey:
		if len(key) != ed25519.PublicKeySize || hash != 0 {
			return nil, errKey
		}
		return verifier{key: key, check: func(message, signature []byte) bool {
			return len(signature) == ed25519.SignatureSize && ed25519.Verify(key, message, signature)
		}}, nil
	case *ecdsa.PublicKey:
		if key == nil || key.Curve == nil {
			return nil, errKey
		}
		if !(key.Curve == elliptic.P256() && hash == crypto.SHA256 || key.Curve == elliptic.P384() && hash == crypto.SHA384) {
			return nil, errKey
		}
		return verifier{key: key, hash: hash, check: func(digest, signature []byte) bool {
			return ecdsa.VerifyASN1(key, digest, signature)
		}}, nil
	}
	return nil, errKey
}

// LoadRSAPSSVerifier returns the verifier of an RSA key for PSS with SHA-256.
func LoadRSAPSSVerifier(key *rsa.PublicKey, hash crypto.Hash, opts *rsa.PSSOptions) (Verifier, error) {
	if key == nil || key.N == nil || hash != crypto.SHA256 || opts == nil || opts.Hash != hash {
		return nil, errKey
	}
	if bits := key.N.BitLen(); bits < 2048 || bits > 8192 {
		return nil, errKey
	}
	return verifier{key: key, hash: hash, check: func(digest, signature []byte) bool {
		return rsa.VerifyPSS(key, hash, digest, signature, opts) == nil
	}}, nil
}

// verifier hashes the message if a hash is given and asks check.
type verifier struct {
	key   crypto.PublicKey
	hash  crypto.Hash
	check func(message, signature []byte) bool
}

func (v verifier) PublicKey(...PublicKeyOption) (crypto.PublicKey, error) { return v.key, nil }

func (v verifier) VerifySignature(signature, message io.Reader, _ ...VerifyOption) error {
	sig, err := io.ReadAll(signature)
	if err != nil {
		return errSignature
	}
	msg, err := io.ReadAll(message)
	if err != nil {
		return errSignature
	}
	if v.hash != 0 {
		h := v.hash.New()
		h.Write(msg)
		msg = h.Sum(nil)
	}
	if !v.check(msg, sig) {
		return errSignature
	}
	return nil
}
