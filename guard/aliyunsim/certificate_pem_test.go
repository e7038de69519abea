package aliyunsim

import (
	"crypto/ecdsa"
	"crypto/x509"
	"encoding/pem"
	"testing"
)

func parseCertificate(t *testing.T, text string) *x509.Certificate {
	t.Helper()
	block, _ := pem.Decode([]byte(text))
	if block == nil {
		t.Fatalf("no PEM block in %q", text)
	}
	cert, err := x509.ParseCertificate(block.Bytes)
	if err != nil {
		t.Fatal(err)
	}
	return cert
}

func TestIssueCarriesThePublicKeyOfItsKMSKey(t *testing.T) {
	got, err := issue(Certificate{ID: "cert-1"}, "cert-1", "key-sign")
	if err != nil {
		t.Fatal(err)
	}
	public, ok := parseCertificate(t, got.pem).PublicKey.(*ecdsa.PublicKey)
	if !ok || !public.Equal(&keyPair("key-sign").PublicKey) {
		t.Error("the certificate does not carry the public key of key-sign")
	}
	if got.privateKey != "" {
		t.Error("a private key that KMS holds was handed out")
	}
}

func TestIssueIsAFunctionOfTheRow(t *testing.T) {
	row := Certificate{ID: "cert-1", CommonName: "shop.example.com"}
	first, err := issue(row, "cert-1", "")
	if err != nil {
		t.Fatal(err)
	}
	second, err := issue(row, "cert-1", "")
	if err != nil {
		t.Fatal(err)
	}
	if first != second {
		t.Error("the same row was issued twice with different bytes")
	}
	other, err := issue(row, "cert-2", "")
	if err != nil {
		t.Fatal(err)
	}
	if first.pem == other.pem || first.fingerprint == other.fingerprint {
		t.Error("two rows share a certificate")
	}
	if cert := parseCertificate(t, first.pem); cert.Subject.CommonName != "shop.example.com" {
		t.Errorf("common name %q, want shop.example.com", cert.Subject.CommonName)
	}
}
