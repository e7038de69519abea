package aliyun

import (
	"context"
	"strconv"

	"kmsguard/guard/aliyun/acs"
)

// orderPage is the page size that the certificate service documents.
const orderPage = 50

// order is a row of ListUserCertificateOrder.
type order struct {
	Number     int64 `json:"CertificateId"`
	Name       string
	CommonName string
}

func (o order) number() string { return strconv.FormatInt(o.Number, 10) }

// orders lists every certificate of the account, issued and uploaded: those in
// force, and, since the list leaves them out, the expired ones.
func (s *sweep) orders(ctx context.Context) ([]order, error) {
	var all []order
	seen := map[int64]bool{}
	for _, status := range []string{"", "EXPIRED"} {
		rows, err := s.ordersIn(ctx, status)
		if err != nil {
			return nil, err
		}
		for _, o := range rows {
			if !seen[o.Number] {
				seen[o.Number] = true
				all = append(all, o)
			}
		}
	}
	return all, nil
}

func (s *sweep) ordersIn(ctx context.Context, status string) ([]order, error) {
	l := numbered("certificates", orderPage, func(ctx context.Context, n int) (page[order], error) {
		reply, err := s.call(ctx, acs.Request{
			Product: acs.CAS, Action: "ListUserCertificateOrder", Region: s.o.DefaultRegion,
			// The default order type lists what was bought and no certificate.
			Query: present("OrderType", "CERT", "Status", status, "CurrentPage", strconv.Itoa(n), "ShowSize", strconv.Itoa(orderPage)),
		})
		if err != nil {
			return page[order]{}, err
		}
		return readPage[order]("ListUserCertificateOrder", reply, shape{rows: "CertificateOrderList", total: "TotalCount"})
	})
	l.id = order.number
	return l.read(ctx)
}

// certificateText reads a certificate in PEM. Of the answer only that field is
// decoded: for an uploaded certificate it also holds the private key.
func (s *sweep) certificateText(ctx context.Context, number string) (text, requestID string, err error) {
	reply, err := s.call(ctx, acs.Request{
		Product: acs.CAS, Action: "GetUserCertificateDetail", Region: s.o.DefaultRegion, Subject: "certificate " + number,
		Query: map[string]string{"CertId": number},
	})
	if err != nil {
		return "", "", err
	}
	var v struct{ Cert string }
	err = reply.Decode(&v)
	return v.Cert, reply.RequestID, err
}
