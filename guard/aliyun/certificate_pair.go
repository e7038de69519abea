package aliyun

import (
	"context"
	"crypto"
	"crypto/x509"
	"encoding/pem"
	"sync"

	"golang.org/x/sync/errgroup"

	"kmsguard/guard/aliyun/acs"
)

// certificateSet is the account's certificates, compared with a signing key.
type certificateSet struct {
	matching   map[string]certificate // by number: those that carry a public half of the key
	read       map[string]bool        // numbers of all that could be compared
	unreadable int                    // those that could not
}

type certificate struct {
	name, commonName string
	requestID        string
}

// readCertificates reads the public halves of all versions of the key and of
// every certificate of the account, and compares them.
func (a *audit) readCertificates(ctx context.Context) (certificateSet, error) {
	set := certificateSet{matching: map[string]certificate{}, read: map[string]bool{}}
	orders, err := a.orders(ctx)
	if err != nil {
		return set, err
	}
	ours, readable, err := a.publicKeys(ctx)
	if err != nil {
		return set, err
	}
	if !readable { // SM2, which the standard library does not know
		set.unreadable = len(orders)
		return set, nil
	}
	var mu sync.Mutex
	g, ctx := errgroup.WithContext(ctx)
	g.SetLimit(cap(a.budgets.slots))
	for _, o := range orders {
		g.Go(func() error {
			text, requestID, err := a.certificateText(ctx, o.number())
			if err != nil {
				return err
			}
			mu.Lock()
			defer mu.Unlock()
			set.compare(o, text, requestID, ours)
			return nil
		})
	}
	return set, g.Wait()
}

// compare files one certificate.
func (s *certificateSet) compare(o order, text, requestID string, ours []crypto.PublicKey) {
	theirs, err := certificateKey(text)
	if err != nil {
		s.unreadable++
		return
	}
	s.read[o.number()] = true
	for _, key := range ours {
		if k, ok := key.(interface{ Equal(crypto.PublicKey) bool }); ok && k.Equal(theirs) {
			s.matching[o.number()] = certificate{o.Name, o.CommonName, requestID}
		}
	}
}

// certificateKey returns the public half that a certificate in PEM carries.
func certificateKey(text string) (crypto.PublicKey, error) {
	block, _ := pem.Decode([]byte(text))
	if block == nil {
		return nil, errNoPEM
	}
	c, err := x509.ParseCertificate(block.Bytes)
	if err != nil {
		return nil, err
	}
	return c.PublicKey, nil
}

// publicKeys reads the public half of each version of the key; readable is
// false when one has a form that cannot be compared.
func (a *audit) publicKeys(ctx context.Context) (keys []crypto.PublicKey, readable bool, err error) {
	versions, err := a.versions(ctx)
	if err != nil {
		return nil, false, err
	}
	for _, version := range versions {
		reply, err := a.keys(ctx, "GetPublicKey", a.key.Ref.Region, func(k acs.Keys) (acs.Reply, error) {
			return k.GetPublicKey(ctx, a.key.Ref.ID, version)
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

func (a *audit) versions(ctx context.Context) ([]string, error) {
	ref := a.key.Ref
	l := numbered("key versions", kmsPage, func(ctx context.Context, n int) (page[string], error) {
		reply, err := a.keys(ctx, "ListKeyVersions", ref.Region, func(k acs.Keys) (acs.Reply, error) {
			return k.ListKeyVersions(ctx, ref.ID, n, kmsPage)
		})
		if err != nil {
			return page[string]{}, err
		}
		return versionRows(reply)
	})
	l.id = func(id string) string { return id }
	return l.read(ctx)
}

func versionRows(reply acs.Reply) (page[string], error) {
	var v struct {
		TotalCount  int
		KeyVersions *struct {
			KeyVersion []struct {
				ID string `json:"KeyVersionId"`
			}
		}
	}
	if err := reply.Decode(&v); err != nil {
		return page[string]{}, err
	}
	if v.KeyVersions == nil || len(v.KeyVersions.KeyVersion) == 0 {
		return page[string]{}, incomplete("ListKeyVersions", "the answer holds no version", reply.RequestID)
	}
	p := page[string]{total: v.TotalCount}
	for _, k := range v.KeyVersions.KeyVersion {
		p.rows = append(p.rows, k.ID)
	}
	return p, nil
}
