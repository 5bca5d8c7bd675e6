// Package cryptoutils moves public keys between PEM and Go. It is Deckname's own
// stand-in for the sigstore package of the same path (see ../signature): the two
// functions that go-tuf calls, and nothing else.
package cryptoutils

import (
	"bytes"
	"crypto"
	"crypto/x509"
	"encoding/pem"
	"errors"
)

// PEMType is the one block type read and written: PKIX, without an algorithm in
// its name.
const PEMType = "PUBLIC KEY"

// errPEM is all that a caller learns about bytes that are no public key.
var errPEM = errors.New("not a PEM public key")

// UnmarshalPEMToPublicKey reads exactly one PEM block with a PKIX public key.
// Bytes before or after the block are refused: they would be signed for by no one.
func UnmarshalPEMToPublicKey(text []byte) (crypto.PublicKey, error) {
	block, rest := pem.Decode(text)
	if block == nil || block.Type != PEMType || len(block.Headers) != 0 {
		return nil, errPEM
	}
	if len(bytes.TrimSpace(rest)) != 0 || !bytes.HasPrefix(bytes.TrimSpace(text), []byte("-----BEGIN ")) {
		return nil, errPEM
	}
	key, err := x509.ParsePKIXPublicKey(block.Bytes)
	if err != nil {
		return nil, errPEM
	}
	return key, nil
}

// MarshalPublicKeyToPEM writes a public key as one PKIX block.
func MarshalPublicKeyToPEM(key crypto.PublicKey) ([]byte, error) {
	der, err := x509.MarshalPKIXPublicKey(key)
	if err != nil {
		return nil, errPEM
	}
	return pem.EncodeToMemory(&pem.Block{Type: PEMType, Bytes: der}), nil
}
