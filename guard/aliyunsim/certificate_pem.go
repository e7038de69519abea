package aliyunsim

import (
	"crypto/sha1" //nolint:gosec // the certificate service publishes SHA-1 fingerprints
	"crypto/sha256"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/hex"
	"encoding/pem"
	"fmt"
	"math/big"
	"strings"
	"time"
)

// issued is the X.509 side of a certificate of the world.
type issued struct {
	pem         string // the certificate
	privateKey  string // PEM of its private key; empty when KMS holds that
	fingerprint string // SHA-1 in upper-case hex
	sha256      string
	serial      string // lower-case hex
	commonName  string
	from, to    time.Time
}

// issue makes the self-signed certificate of a row, byte for byte the same
// every time. It carries the public key of the KMS key keyID, or one of its own
// when keyID is empty.
func issue(c Certificate, id, keyID string) (issued, error) {
	seed := "certificate " + id
	if keyID != "" {
		seed = keyID
	}
	key := keyPair(seed)
	hash := sha256.Sum256([]byte("serial " + id))
	template := certificateTemplate(c, new(big.Int).SetBytes(hash[:8]))
	// With a nil source of randomness ECDSA signs deterministically (RFC 6979).
	der, err := x509.CreateCertificate(nil, template, template, &key.PublicKey, key)
	if err != nil {
		return issued{}, fmt.Errorf("certificate %s: %w", id, err)
	}
	private, err := x509.MarshalPKCS8PrivateKey(key)
	if err != nil {
		return issued{}, fmt.Errorf("private key of certificate %s: %w", id, err)
	}
	short, long := sha1.Sum(der), sha256.Sum256(der) //nolint:gosec // published form of the fingerprint
	out := issued{
		pem:         string(pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: der})),
		fingerprint: strings.ToUpper(hex.EncodeToString(short[:])),
		sha256:      strings.ToUpper(hex.EncodeToString(long[:])),
		serial:      template.SerialNumber.Text(16),
		commonName:  template.Subject.CommonName,
		from:        template.NotBefore,
		to:          template.NotAfter,
	}
	if keyID == "" {
		out.privateKey = string(pem.EncodeToMemory(&pem.Block{Type: "PRIVATE KEY", Bytes: private}))
	}
	return out, nil
}

// certificateTemplate fixes names and dates: twenty years from 2020 on, or five
// that are over.
func certificateTemplate(c Certificate, serial *big.Int) *x509.Certificate {
	name := firstOf(c.CommonName, "example.com")
	from := time.Date(2020, 1, 1, 0, 0, 0, 0, time.UTC)
	to := from.AddDate(20, 0, 0)
	if c.Expired {
		to = from.AddDate(5, 0, 0)
	}
	return &x509.Certificate{
		SerialNumber: serial,
		Subject:      pkix.Name{CommonName: name, Organization: []string{"Simulated"}, Country: []string{"CN"}},
		DNSNames:     []string{name},
		NotBefore:    from,
		NotAfter:     to,
		KeyUsage:     x509.KeyUsageDigitalSignature,
		ExtKeyUsage:  []x509.ExtKeyUsage{x509.ExtKeyUsageServerAuth},
	}
}
