package aliyun

import (
	"context"
	"strings"

	"kmsguard/guard/aliyun/acs"
)

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
	certs := list[albCertificate]{
		what: "certificates of " + l.name,
		id:   func(c albCertificate) string { return c.ID },
		fetch: func(ctx context.Context, token string) (page[albCertificate], error) {
			reply, err := r.call(ctx, acs.Request{
				Product: acs.ALB, Action: "ListListenerCertificates", Region: r.region, Subject: l.name,
				Query: present("ListenerId", l.id, "CertificateType", "Server", "MaxResults", balancerPage, "NextToken", token),
			})
			if err != nil {
				return page[albCertificate]{}, err
			}
			requestID = reply.RequestID
			return albCertificateRows(reply)
		},
	}
	rows, err := certs.read(ctx)
	for _, c := range rows {
		numbers = append(numbers, c.number())
	}
	return numbers, requestID, err
}

type albCertificate struct {
	ID string `json:"CertificateId"` // NUMBER-REGION
}

func (c albCertificate) number() string {
	number, _, _ := strings.Cut(c.ID, "-")
	return number
}

func albCertificateRows(reply acs.Reply) (page[albCertificate], error) {
	var v struct {
		NextToken    string
		TotalCount   int
		Certificates *[]albCertificate
	}
	if err := reply.Decode(&v); err != nil {
		return page[albCertificate]{}, err
	}
	if v.Certificates == nil {
		return page[albCertificate]{}, incomplete("ListListenerCertificates", "the answer holds no list of certificates", reply.RequestID)
	}
	return page[albCertificate]{rows: *v.Certificates, next: v.NextToken, total: v.TotalCount}, nil
}
