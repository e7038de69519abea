package aliyun

import (
	"context"
	"crypto"
	"crypto/x509"
	"encoding/pem"
	"sync"
	"time"

	"golang.org/x/sync/errgroup"

	"kmsguard/guard/aliyun/acs"
)

// certificates are those of the home account by their numbers, with what can be
// compared with a signing key.
type certificates map[string]certificate

type certificate struct {
	name, commonName string
	public           crypto.PublicKey // nil: it cannot be read
	until            time.Time        // after which it is not valid; zero where it cannot be read
	requestID        string
}

// about is what the certificate is for, and until when.
func (c certificate) about() string {
	if c.until.IsZero() {
		return c.commonName
	}
	return c.commonName + ", valid until " + c.until.UTC().Format(time.DateOnly)
}

// readCertificates reads the public halves of every certificate of the account.
func (s *sweep) readCertificates(ctx context.Context) (certificates, error) {
	orders, err := s.orders(ctx)
	if err != nil {
		return nil, err
	}
	var mu sync.Mutex
	all := certificates{}
	g, ctx := errgroup.WithContext(ctx)
	g.SetLimit(s.budgets.gate.size)
	for _, o := range orders {
		g.Go(func() error {
			text, requestID, err := s.certificateText(ctx, o.number())
			if err != nil {
				return err
			}
			mu.Lock()
			defer mu.Unlock()
			c := certificate{name: o.Name, commonName: o.CommonName, requestID: requestID}
			c.public, c.until = certificateKey(text)
			all[o.number()] = c
			return nil
		})
	}
	return all, g.Wait()
}

// pair is a signing key beside the certificates.
type pair struct {
	all  certificates
	ours []crypto.PublicKey // of each version of the key
	// readable is false when a version has a form that cannot be compared: SM2,
	// which the standard library does not know.
	readable bool
}

// pairWith compares the certificates with a signing key.
func (r *reading) pairWith(ctx context.Context, k *subject) (pair, error) {
	all, err := r.pairs()
	if err != nil {
		return pair{}, err
	}
	ours, readable, err := r.publicKeys(ctx, k)
	return pair{all, ours, readable}, err
}

// matches reports whether a certificate carries a public half of the key; told
// is false where that cannot be told.
func (p pair) matches(number string) (matches, told bool) {
	c, known := p.all[number]
	if !known || c.public == nil || !p.readable {
		return false, false
	}
	for _, key := range p.ours {
		if k, ok := key.(interface{ Equal(crypto.PublicKey) bool }); ok && k.Equal(c.public) {
			return true, true
		}
	}
	return false, true
}

// certificateKey returns the public half that a certificate in PEM carries, and
// until when it is valid; nil if it cannot be read.
func certificateKey(text string) (public crypto.PublicKey, until time.Time) {
	block, _ := pem.Decode([]byte(text))
	if block == nil {
		return nil, time.Time{}
	}
	c, err := x509.ParseCertificate(block.Bytes)
	if err != nil {
		return nil, time.Time{}
	}
	return c.PublicKey, c.NotAfter
}

// publicKeys reads the public half of each version of a key; readable is false
// when one has a form that cannot be compared.
func (r *reading) publicKeys(ctx context.Context, k *subject) (keys []crypto.PublicKey, readable bool, err error) {
	ref := k.key.Ref
	versions, err := r.versions(ctx, k)
	if err != nil {
		return nil, false, err
	}
	for _, version := range versions {
		reply, err := r.Client.kms(ctx, "GetPublicKey", ref.Region, func(k acs.Keys) (acs.Reply, error) {
			return k.GetPublicKey(ctx, ref.ID, version)
		})
		if err != nil {
			return nil, false, err
		}
		var v struct{ PublicKey string }
		if err := reply.Decode(&v); err != nil {
			return nil, false, err
		}
		block, _ := pem.Decode([]byte(v.PublicKey))
		if block == nil {
			return nil, false, incomplete("GetPublicKey", "the answer holds no public key", reply.RequestID)
		}
		key, err := x509.ParsePKIXPublicKey(block.Bytes)
		if err != nil {
			return nil, false, nil //nolint:nilerr // a form that cannot be compared is an answer, see readable
		}
		keys = append(keys, key)
	}
	return keys, true, nil
}

// version is a row of ListKeyVersions.
type version struct {
	ID string `json:"KeyVersionId"`
}

func (v version) id() string { return v.ID }

func (r *reading) versions(ctx context.Context, k *subject) ([]string, error) {
	ref := k.key.Ref
	l := numbered("key versions", kmsPage, func(ctx context.Context, n int) (page[version], error) {
		reply, err := r.Client.kms(ctx, "ListKeyVersions", ref.Region, func(k acs.Keys) (acs.Reply, error) {
			return k.ListKeyVersions(ctx, ref.ID, n, kmsPage)
		})
		if err != nil {
			return page[version]{}, err
		}
		return readPage[version]("ListKeyVersions", reply, shape{rows: "KeyVersions.KeyVersion", total: "TotalCount"})
	})
	l.id = version.id
	rows, err := l.read(ctx)
	if err == nil && len(rows) == 0 {
		err = incomplete("ListKeyVersions", "the answer holds no version", "")
	}
	ids := make([]string, len(rows))
	for i, v := range rows {
		ids[i] = v.ID
	}
	return ids, err
}
