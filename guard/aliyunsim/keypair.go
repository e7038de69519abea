package aliyunsim

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/sha256"
	"crypto/x509"
	"encoding/pem"
	"fmt"
)

// keyPair returns the P-256 key pair that belongs to seed, the same one every
// time. KMS answers GetPublicKey of a SIGN/VERIFY key with the public half of
// keyPair(KeyId), and a certificate of the world that names that key carries
// it too, so that a client can join the two by comparing public keys.
//
// It protects nothing: anyone who knows the seed has the private half.
func keyPair(seed string) *ecdsa.PrivateKey {
	for n := 0; ; n++ {
		scalar := sha256.Sum256(fmt.Appendf(nil, "aliyunsim key pair %d %s", n, seed))
		// The scalar is refused when it is zero or not below the curve's
		// order: about once in 2^32 seeds, and then the next one is taken.
		if key, err := ecdsa.ParseRawPrivateKey(elliptic.P256(), scalar[:]); err == nil {
			return key
		}
	}
}

// publicKeyPEM encodes a public key the way GetPublicKey answers it: PKIX in
// PEM.
func publicKeyPEM(key *ecdsa.PublicKey) (string, error) {
	der, err := x509.MarshalPKIXPublicKey(key)
	if err != nil {
		return "", fmt.Errorf("encode public key: %w", err)
	}
	return string(pem.EncodeToMemory(&pem.Block{Type: "PUBLIC KEY", Bytes: der})), nil
}
