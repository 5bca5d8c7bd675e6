package update

import (
	"bytes"
	"crypto"
	"crypto/ecdsa"
	"crypto/ed25519"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/rsa"
	"crypto/sha256"
	"crypto/sha512"
	"encoding/pem"
	"strings"
	"testing"

	"github.com/sigstore/sigstore/pkg/cryptoutils"
	"github.com/sigstore/sigstore/pkg/signature"
)

// The module that replaces sigstore drops that project's own checks, so these
// are ours. The tests stand here because the replaced module is not part of ./...

const canary = "canary-7f3a91"

func must[T any](v T, err error) T {
	if err != nil {
		panic(err)
	}
	return v
}

func TestStubVerifiers(t *testing.T) {
	message := []byte("signed " + canary)
	edPublic, edPrivate, _ := ed25519.GenerateKey(rand.Reader)
	p256 := must(ecdsa.GenerateKey(elliptic.P256(), rand.Reader))
	p384 := must(ecdsa.GenerateKey(elliptic.P384(), rand.Reader))
	rsaKey := must(rsa.GenerateKey(rand.Reader, 2048))
	sum256 := sha256.Sum256(message)
	sum384 := sha512.Sum384(message)
	pss := &rsa.PSSOptions{Hash: crypto.SHA256}

	tests := []struct {
		name     string
		verifier signature.Verifier
		good     []byte
	}{
		{"ed25519", must(signature.LoadVerifier(edPublic, 0)), ed25519.Sign(edPrivate, message)},
		{"p256", must(signature.LoadVerifier(&p256.PublicKey, crypto.SHA256)), must(ecdsa.SignASN1(rand.Reader, p256, sum256[:]))},
		{"p384", must(signature.LoadVerifier(&p384.PublicKey, crypto.SHA384)), must(ecdsa.SignASN1(rand.Reader, p384, sum384[:]))},
		{"rsa-pss", must(signature.LoadRSAPSSVerifier(&rsaKey.PublicKey, crypto.SHA256, pss)), must(rsa.SignPSS(rand.Reader, rsaKey, crypto.SHA256, sum256[:], pss))},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			verify := func(sig, msg []byte) error {
				return tt.verifier.VerifySignature(bytes.NewReader(sig), bytes.NewReader(msg))
			}
			if err := verify(tt.good, message); err != nil {
				t.Fatalf("good signature refused: %v", err)
			}
			if key, err := tt.verifier.PublicKey(); err != nil || key == nil {
				t.Fatalf("PublicKey: %v, %v", key, err)
			}
			flipped := bytes.Clone(tt.good)
			flipped[len(flipped)/2] ^= 1
			bad := map[string][]byte{
				"empty":     nil,
				"truncated": tt.good[:len(tt.good)-1],
				"trailing":  append(bytes.Clone(tt.good), 0),
				"flipped":   flipped,
			}
			for name, sig := range bad {
				err := verify(sig, message)
				if err == nil {
					t.Errorf("%s signature accepted", name)
				} else if strings.Contains(err.Error(), canary) {
					t.Errorf("%s: error quotes the message", name)
				}
			}
			if verify(tt.good, append(bytes.Clone(message), '!')) == nil {
				t.Error("signature accepted for another message")
			}
		})
	}
}

func TestStubRefusesKeys(t *testing.T) {
	p224 := must(ecdsa.GenerateKey(elliptic.P224(), rand.Reader))
	p256 := must(ecdsa.GenerateKey(elliptic.P256(), rand.Reader))
	p384 := must(ecdsa.GenerateKey(elliptic.P384(), rand.Reader))
	rsaKey := must(rsa.GenerateKey(rand.Reader, 2048))
	small := &rsa.PublicKey{N: must(rsa.GenerateKey(rand.Reader, 1024)).N, E: 65537}
	edPublic, _, _ := ed25519.GenerateKey(rand.Reader)

	tests := []struct {
		name string
		key  crypto.PublicKey
		hash crypto.Hash
	}{
		{"ed25519 short", edPublic[:31], 0},
		{"ed25519 long", append(bytes.Clone(edPublic), 0), 0},
		{"ed25519 empty", ed25519.PublicKey(nil), 0},
		{"ed25519 with hash", edPublic, crypto.SHA256},
		{"p224", &p224.PublicKey, crypto.SHA256},
		{"p256 with SHA-384", &p256.PublicKey, crypto.SHA384},
		{"p256 without hash", &p256.PublicKey, 0},
		{"p384 with SHA-256", &p384.PublicKey, crypto.SHA256},
		{"nil p256", (*ecdsa.PublicKey)(nil), crypto.SHA256},
		{"p256 without curve", &ecdsa.PublicKey{}, crypto.SHA256},
		{"rsa as PKCS #1", &rsaKey.PublicKey, crypto.SHA256},
		{"nothing", nil, 0},
		{"text", canary, 0},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			_, err := signature.LoadVerifier(tt.key, tt.hash)
			if err == nil {
				t.Fatal("accepted")
			}
			if strings.Contains(err.Error(), canary) {
				t.Error("error quotes the key")
			}
		})
	}

	pss := &rsa.PSSOptions{Hash: crypto.SHA256}
	for name, load := range map[string]func() (signature.Verifier, error){
		"rsa 1024": func() (signature.Verifier, error) { return signature.LoadRSAPSSVerifier(small, crypto.SHA256, pss) },
		"rsa nil":  func() (signature.Verifier, error) { return signature.LoadRSAPSSVerifier(nil, crypto.SHA256, pss) },
		"rsa SHA-1": func() (signature.Verifier, error) {
			return signature.LoadRSAPSSVerifier(&rsaKey.PublicKey, crypto.SHA1, pss)
		},
		"rsa no options": func() (signature.Verifier, error) {
			return signature.LoadRSAPSSVerifier(&rsaKey.PublicKey, crypto.SHA256, nil)
		},
		"rsa other option": func() (signature.Verifier, error) {
			return signature.LoadRSAPSSVerifier(&rsaKey.PublicKey, crypto.SHA256, &rsa.PSSOptions{Hash: crypto.SHA512})
		},
	} {
		if _, err := load(); err == nil {
			t.Errorf("%s accepted", name)
		}
	}
}

func TestStubPEM(t *testing.T) {
	key := must(ecdsa.GenerateKey(elliptic.P256(), rand.Reader)).PublicKey
	text := must(cryptoutils.MarshalPublicKeyToPEM(&key))
	back, err := cryptoutils.UnmarshalPEMToPublicKey(text)
	if err != nil || !key.Equal(back) {
		t.Fatalf("round trip: %v", err)
	}
	block, _ := pem.Decode(text)
	for name, bad := range map[string][]byte{
		"empty":    nil,
		"no PEM":   []byte(canary),
		"trailing": append(bytes.Clone(text), canary...),
		"leading":  append([]byte(canary+"\n"), text...),
		"type":     pem.EncodeToMemory(&pem.Block{Type: "RSA PUBLIC KEY", Bytes: block.Bytes}),
		"headers":  pem.EncodeToMemory(&pem.Block{Type: "PUBLIC KEY", Bytes: block.Bytes, Headers: map[string]string{"a": canary}}),
		"body":     pem.EncodeToMemory(&pem.Block{Type: "PUBLIC KEY", Bytes: block.Bytes[1:]}),
	} {
		_, err := cryptoutils.UnmarshalPEMToPublicKey(bad)
		if err == nil {
			t.Errorf("%s accepted", name)
		} else if strings.Contains(err.Error(), canary) {
			t.Errorf("%s: error quotes input", name)
		}
	}
	if _, err := cryptoutils.MarshalPublicKeyToPEM(canary); err == nil || strings.Contains(err.Error(), canary) {
		t.Errorf("text as key: %v", err)
	}
}
