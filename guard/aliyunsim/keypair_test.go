package aliyunsim

import (
	"crypto/ecdsa"
	"crypto/x509"
	"encoding/pem"
	"testing"
)

func TestKeyPairIsAFunctionOfItsSeed(t *testing.T) {
	one, again, other := keyPair("key-a"), keyPair("key-a"), keyPair("key-b")
	if !one.Equal(again) {
		t.Error("the same seed gave two key pairs")
	}
	if one.Equal(other) {
		t.Error("two seeds gave one key pair")
	}
}

func TestPublicKeyPEMIsReadBack(t *testing.T) {
	key := keyPair("key-a")
	text, err := publicKeyPEM(&key.PublicKey)
	if err != nil {
		t.Fatal(err)
	}
	block, rest := pem.Decode([]byte(text))
	if block == nil || len(rest) != 0 {
		t.Fatalf("no single PEM block in %q", text)
	}
	public, err := x509.ParsePKIXPublicKey(block.Bytes)
	if err != nil {
		t.Fatal(err)
	}
	got, ok := public.(*ecdsa.PublicKey)
	if !ok || !got.Equal(&key.PublicKey) {
		t.Errorf("public key read back as %T %v, want %v", public, public, key.PublicKey)
	}
}
