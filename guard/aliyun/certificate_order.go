package aliyun

import (
	"context"
	"errors"
	"strconv"

	"kmsguard/guard/aliyun/acs"
)

// orderPage is the page size that the certificate service documents.
const orderPage = 50

var errNoPEM = errors.New("the text holds no PEM block")

// order is a row of ListUserCertificateOrder.
type order struct {
	Number     int64 `json:"CertificateId"`
	Name       string
	CommonName string
}

func (o order) number() string { return strconv.FormatInt(o.Number, 10) }

// orders lists every certificate of the account, issued and uploaded: those in
// force, and, since the list leaves them out, the expired ones.
func (a *audit) orders(ctx context.Context) ([]order, error) {
	var all []order
	seen := map[int64]bool{}
	for _, status := range []string{"", "EXPIRED"} {
		rows, err := a.ordersIn(ctx, status)
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

func (a *audit) ordersIn(ctx context.Context, status string) ([]order, error) {
	l := numbered("certificates", orderPage, func(ctx context.Context, n int) (page[order], error) {
		reply, err := a.call(ctx, acs.Request{
			Product: acs.CAS, Action: "ListUserCertificateOrder", Region: a.key.Ref.Region,
			// The default order type lists what was bought and no certificate.
			Query: present("OrderType", "CERT", "Status", status, "CurrentPage", strconv.Itoa(n), "ShowSize", strconv.Itoa(orderPage)),
		})
		if err != nil {
			return page[order]{}, err
		}
		return orderRows(reply)
	})
	l.id = order.number
	return l.read(ctx)
}

func orderRows(reply acs.Reply) (page[order], error) {
	var v struct {
		TotalCount int
		Orders     *[]order `json:"CertificateOrderList"`
	}
	if err := reply.Decode(&v); err != nil {
		return page[order]{}, err
	}
	if v.Orders == nil {
		return page[order]{}, incomplete("ListUserCertificateOrder", "the answer holds no list of certificates", reply.RequestID)
	}
	return page[order]{rows: *v.Orders, total: v.TotalCount}, nil
}

// certificateText reads a certificate in PEM. Of the answer only that field is
// decoded: for an uploaded certificate it also holds the private key.
func (a *audit) certificateText(ctx context.Context, number string) (text, requestID string, err error) {
	reply, err := a.call(ctx, acs.Request{
		Product: acs.CAS, Action: "GetUserCertificateDetail", Region: a.key.Ref.Region, Subject: "certificate " + number,
		Query: map[string]string{"CertId": number},
	})
	if err != nil {
		return "", "", err
	}
	var v struct{ Cert string }
	err = reply.Decode(&v)
	return v.Cert, reply.RequestID, err
}
