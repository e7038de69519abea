package aliyun

import (
	"context"
	"fmt"
	"maps"
	"slices"

	"kmsguard/guard"
)

// readCertificate looks at certificates whose private half may be the key. No
// API names a certificate's KMS key. For a key that does not sign, an HTTPS
// listener makes that unknowable; for one that signs, public halves are compared.
func readCertificate(ctx context.Context, r *reading) error {
	listeners, err := r.tlsListeners(ctx)
	if err != nil {
		return err
	}
	if r.encrypts() {
		r.unknowable(len(listeners), "certificates of "+count(len(listeners), "HTTPS listener"))
		return nil
	}
	set, err := r.pairs()
	if err != nil {
		return err
	}
	if r.region == r.key.Ref.Region {
		r.certificates(set)
	}
	return r.servedCertificates(ctx, listeners, set)
}

// certificates records the certificates that carry the key's public half. They
// belong to the account; they are told in the key's region.
func (r *reading) certificates(set certificateSet) {
	for _, number := range slices.Sorted(maps.Keys(set.matching)) {
		c := set.matching[number]
		r.depends(guard.Dependency{
			ID: number, Name: c.name, Relation: "certificate", Severity: guard.AtRest, Detail: "certificate for " + c.commonName,
			CloudRequestID: c.requestID, OnDisable: certificateDisabled, OnDeletion: certificateDeleted,
		})
	}
	r.unknowable(set.unreadable, count(set.unreadable, "certificate")+" whose public half cannot be read")
}

const (
	certificateDisabled = "signatures with the private key fail at once, and with them new TLS connections"
	certificateDeleted  = "the private key is lost; the certificate must be issued anew"
)

// servedCertificates records the listeners that serve a matching certificate.
func (r *reading) servedCertificates(ctx context.Context, listeners []listener, set certificateSet) error {
	names, err := r.clbCertificates(ctx, listeners)
	if err != nil {
		return err
	}
	return each(ctx, r, listeners, func(ctx context.Context, l listener) error {
		served, requestID, err := r.servedBy(ctx, l, names)
		if err != nil {
			return err
		}
		for _, number := range served {
			r.served(l, number, requestID, set)
		}
		if len(served) == 0 {
			r.unknowable(1, "the certificate of the listener "+l.name)
		}
		return nil
	})
}

func (r *reading) served(l listener, number, requestID string, set certificateSet) {
	c, matches := set.matching[number]
	if !matches {
		if !set.read[number] {
			r.unknowable(1, "the certificate of the listener "+l.name)
		}
		return
	}
	r.depends(guard.Dependency{
		ID: l.name, Name: c.name, Group: number, Relation: "served certificate", Severity: guard.InUse, CloudRequestID: requestID,
		Detail: fmt.Sprintf("HTTPS listener %s serves %s", l.name, c.commonName), OnDisable: certificateDisabled, OnDeletion: certificateDeleted,
	})
}
