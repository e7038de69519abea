package aliyun

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"
	"sync"

	"kmsguard/guard/aliyun/acs"
)

// service is a listener with the numbers of the certificates that it serves.
type service struct {
	listener
	numbers   []string // none where they cannot be told
	requestID string
}

// String names the listener and what it serves.
func (s service) String() string {
	if len(s.numbers) == 0 {
		return fmt.Sprintf("listener %s, certificate %s", s.name, cmp.Or(s.cert, "not told"))
	}
	return fmt.Sprintf("listener %s, certificate %s", s.name, strings.Join(s.numbers, ", "))
}

// allServed reads which certificates the listeners serve.
func (r *reading) allServed(ctx context.Context, listeners []listener) ([]service, error) {
	names, err := r.clbCertificates(ctx, listeners)
	if err != nil {
		return nil, err
	}
	var mu sync.Mutex
	var all []service
	err = each(ctx, r, listeners, func(ctx context.Context, l listener) error {
		numbers, requestID, err := r.servedBy(ctx, l, names)
		if err != nil {
			return err
		}
		mu.Lock()
		defer mu.Unlock()
		all = append(all, service{l, numbers, requestID})
		return nil
	})
	slices.SortFunc(all, func(a, b service) int { return strings.Compare(a.name, b.name) })
	return all, err
}

// clbNames are the numbers of certificates by the names that CLB gives them. A
// certificate that was uploaded to CLB alone has no number.
type clbNames struct {
	numbers   map[string]string
	requestID string
}

// clbCertificates reads the certificates of the region's classic load
// balancers, if any listener there is one. The list is not paged.
func (r *reading) clbCertificates(ctx context.Context, listeners []listener) (clbNames, error) {
	for _, l := range listeners {
		if l.id == "" {
			reply, err := r.call(ctx, acs.Request{Product: acs.SLB, Action: "DescribeServerCertificates", Region: r.region})
			if err != nil {
				return clbNames{}, err
			}
			return clbCertificateRows(reply)
		}
	}
	return clbNames{}, nil
}

func clbCertificateRows(reply acs.Reply) (clbNames, error) {
	var v struct {
		ServerCertificates *struct {
			ServerCertificate []struct {
				Name   string `json:"ServerCertificateId"`
				Number string `json:"AliCloudCertificateId"`
			}
		}
	}
	if err := reply.Decode(&v); err != nil {
		return clbNames{}, err
	}
	if v.ServerCertificates == nil {
		return clbNames{}, incomplete("DescribeServerCertificates", "the answer holds no list of certificates", reply.RequestID)
	}
	names := clbNames{map[string]string{}, reply.RequestID}
	for _, c := range v.ServerCertificates.ServerCertificate {
		if c.Number != "" {
			names.numbers[c.Name] = c.Number
		}
	}
	return names, nil
}

// servedBy returns the numbers of the certificates that a listener serves; none
// where they cannot be told.
func (r *reading) servedBy(ctx context.Context, l listener, names clbNames) (numbers []string, requestID string, err error) {
	if l.id == "" {
		if number := names.numbers[l.cert]; number != "" {
			return []string{number}, names.requestID, nil
		}
		return nil, names.requestID, nil
	}
	certs := tokened(r.caller, "certificates of "+l.name, acs.Request{
		Product: acs.ALB, Action: "ListListenerCertificates", Region: r.region, Subject: l.name,
		Query: present("ListenerId", l.id, "CertificateType", "Server"),
	}, balancerPage, shape{rows: "Certificates", total: "TotalCount", next: "NextToken"}, albCertificate.id)
	rows, err := certs.read(ctx)
	for _, c := range rows {
		numbers, requestID = append(numbers, c.number()), c.requestID
	}
	return numbers, requestID, err
}

type albCertificate struct {
	ID string `json:"CertificateId"` // NUMBER-REGION
	source
}

func (c albCertificate) id() string { return c.ID }

func (c albCertificate) number() string {
	number, _, _ := strings.Cut(c.ID, "-")
	return number
}
