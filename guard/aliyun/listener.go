package aliyun

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"kmsguard/guard/aliyun/acs"
)

// listener is a port of a load balancer that speaks TLS.
type listener struct {
	name string // "lb-bp1/443", for people
	id   string // of an ALB listener; empty for CLB
	cert string // what CLB calls its certificate; empty for ALB
}

const balancerPage = "100" // largest page of both

// Protocols and states that the two products document; the secured ones carry certificates.
var (
	protocols = []string{"tcp", "udp", "http", "https", "quic"}
	secured   = []string{"https", "quic"}
)

// listenerRow is a listener as either product lists it.
type listenerRow struct {
	BalancerID string `json:"LoadBalancerId"`
	ID         string `json:"ListenerId"`
	Port       int    `json:"ListenerPort"`
	Protocol   string `json:"ListenerProtocol"`
	HTTPS      struct {
		Certificate string `json:"ServerCertificateId"`
	} `json:"HTTPSListenerConfig"`
	source
}

func (l listenerRow) name() string {
	if l.BalancerID == "" {
		return ""
	}
	return fmt.Sprintf("%s/%d/%s", l.BalancerID, l.Port, strings.ToLower(l.Protocol))
}

// tlsListeners returns the listeners of the region's load balancers, classic
// and application, that speak TLS.
func (r *reading) tlsListeners(ctx context.Context) ([]listener, error) {
	var all []listener
	for _, p := range []struct {
		in     regionList
		action string
	}{{slbRegions, "DescribeLoadBalancerListeners"}, {albRegions, "ListListeners"}} {
		exists, err := r.account.regions.of(p.in)
		if err != nil {
			return nil, err
		}
		if !slices.Contains(exists, r.region) {
			continue
		}
		found, err := r.listenersOf(ctx, p.in.product, p.action)
		if err != nil {
			return nil, err
		}
		all = append(all, found...)
	}
	return all, nil
}

func (r *reading) listenersOf(ctx context.Context, product acs.Product, action string) ([]listener, error) {
	l := tokened(r.caller, string(product)+" listeners", acs.Request{Product: product, Action: action, Region: r.region},
		balancerPage, shape{rows: "Listeners", total: "TotalCount", next: "NextToken"}, listenerRow.name)
	rows, err := l.read(ctx)
	if err != nil {
		return nil, err
	}
	var speaking []listener
	for _, row := range rows {
		if !slices.Contains(protocols, strings.ToLower(row.Protocol)) {
			return nil, incomplete("listeners", fmt.Sprintf("a listener of %s has the protocol %q, which is not known", row.BalancerID, row.Protocol), row.requestID)
		}
		if slices.Contains(secured, strings.ToLower(row.Protocol)) {
			name := fmt.Sprintf("%s/%d", row.BalancerID, row.Port)
			speaking = append(speaking, listener{name: name, id: row.ID, cert: row.HTTPS.Certificate})
		}
	}
	return speaking, nil
}
