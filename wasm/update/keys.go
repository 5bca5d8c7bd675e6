package update

import (
	"crypto"
	"crypto/ed25519"
	"crypto/rand"
	"crypto/x509"
	"encoding/pem"
	"errors"
	"io"

	"github.com/sigstore/sigstore/pkg/signature"
)

// Keys holds the signers of each role. One person may hold all of them; a
// publisher needs only those of the roles it signs.
type Keys struct {
	Root, Targets, Snapshot, Timestamp []crypto.Signer
}

// NewKey returns a fresh Ed25519 key.
func NewKey() (crypto.Signer, error) {
	_, private, err := ed25519.GenerateKey(rand.Reader)
	if err != nil {
		return nil, errors.New("no random numbers for a key")
	}
	return private, nil
}

const keyBlock = "PRIVATE KEY"

// EncodeKey writes a key as one PEM block with PKCS #8 inside.
func EncodeKey(key crypto.Signer) ([]byte, error) {
	der, err := x509.MarshalPKCS8PrivateKey(key)
	if err != nil {
		return nil, errKey
	}
	return pem.EncodeToMemory(&pem.Block{Type: keyBlock, Bytes: der}), nil
}

// DecodeKey reads what EncodeKey wrote. RSA keys are refused: deckname creates
// none and clients accept none.
func DecodeKey(text []byte) (crypto.Signer, error) {
	block, _ := pem.Decode(text)
	if block == nil || block.Type != keyBlock {
		return nil, errKey
	}
	key, err := x509.ParsePKCS8PrivateKey(block.Bytes)
	if err != nil {
		return nil, errKey
	}
	signer, ok := key.(crypto.Signer)
	if !ok {
		return nil, errKey
	}
	if _, err := publicKey(signer); err != nil {
		return nil, err
	}
	return signer, nil
}

// errKey says no more: whatever was in the file may be a secret.
var errKey = errors.New("not a private key in PEM with PKCS #8, Ed25519 or ECDSA P-256")

// signer lets go-tuf sign with any crypto.Signer: a file, a token, a KMS.
type signer struct{ crypto.Signer }

func (s signer) PublicKey(...signature.PublicKeyOption) (crypto.PublicKey, error) {
	return s.Public(), nil
}

func (s signer) SignMessage(message io.Reader, _ ...signature.SignOption) ([]byte, error) {
	b, err := io.ReadAll(message)
	if err != nil {
		return nil, err
	}
	if _, ok := s.Public().(ed25519.PublicKey); ok {
		return s.Sign(rand.Reader, b, crypto.Hash(0))
	}
	h := crypto.SHA256.New()
	h.Write(b)
	return s.Sign(rand.Reader, h.Sum(nil), crypto.SHA256)
}
