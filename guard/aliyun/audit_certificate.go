package aliyun

import (
	"context"
	"fmt"
	"maps"
	"slices"

	"kmsguard/guard"
)

// readCertificate looks at certificates whose private half may be a key. No
// API names a certificate's KMS key. For a key that does not sign, an HTTPS
// listener makes that unknowable; for one that signs, public halves are compared.
func readCertificate(ctx context.Context, r *reading) error {
	listeners, err := r.tlsListeners(ctx)
	if err != nil {
		return err
	}
	served, err := r.allServed(ctx, listeners)
	if err != nil {
		return err
	}
	for _, f := range r.findings {
		if f.subject.encrypts() {
			f.unknowable(len(listeners), "certificates of "+count(len(listeners), "HTTPS listener"), listenersWith(served)...)
			continue
		}
		if err := r.signing(ctx, f, served); err != nil {
			return err
		}
	}
	return nil
}

// signing compares certificates and what listeners serve with a signing key.
func (r *reading) signing(ctx context.Context, f *finding, served []service) error {
	p, err := r.pairWith(ctx, f.subject)
	if err != nil {
		return err
	}
	if r.account.home && r.region == f.subject.key.Ref.Region {
		f.certificates(p)
	}
	for _, s := range served {
		f.served(s, p)
	}
	return nil
}

// certificates records the certificates that carry the key's public half. They
// belong to the account; they are told in the key's region.
func (f *finding) certificates(p pair) {
	var unread []string
	for _, number := range slices.Sorted(maps.Keys(p.all)) {
		c := p.all[number]
		switch matches, told := p.matches(number); {
		case !told:
			unread = append(unread, "certificate "+number+" for "+c.about())
		case matches:
			f.depends(guard.Dependency{
				ID: number, Name: c.name, Relation: "certificate", Severity: guard.AtRest, Onset: guard.AtOnce, Detail: "certificate for " + c.about(),
				CloudRequestID: c.requestID, OnDisable: certificateDisabled, OnDeletion: certificateDeleted,
			})
		}
	}
	f.unknowable(len(unread), count(len(unread), "certificate")+" whose public half cannot be read", unread...)
}

const (
	certificateDisabled = "signatures with the private key fail at once, and with them new TLS connections"
	certificateDeleted  = "the private key is lost; the certificate must be issued anew"
)

// served records a listener that serves a matching certificate.
func (f *finding) served(s service, p pair) {
	if len(s.numbers) == 0 {
		f.unknowable(1, "the certificate of the listener "+s.name, s.String())
	}
	for _, number := range s.numbers {
		switch matches, told := p.matches(number); {
		case !told:
			f.unknowable(1, "the certificate of the listener "+s.name, s.String())
		case matches:
			c := p.all[number]
			f.depends(guard.Dependency{
				ID: s.name, Name: c.name, Group: number, Relation: "served certificate", Severity: guard.InUse, Onset: guard.AtOnce, CloudRequestID: s.requestID,
				Detail: fmt.Sprintf("HTTPS listener %s serves %s", s.name, c.about()), OnDisable: certificateDisabled, OnDeletion: certificateDeleted,
			})
		}
	}
}

// listenersWith names listeners with the certificates that they serve.
func listenersWith(served []service) []string {
	names := make([]string, len(served))
	for i, s := range served {
		names[i] = s.String()
	}
	return names
}
