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
		exists, err := r.regions.of(p.in)
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
	l := list[listenerRow]{
		what: string(product) + " listeners",
		id:   listenerRow.name,
		fetch: func(ctx context.Context, token string) (page[listenerRow], error) {
			reply, err := r.call(ctx, acs.Request{
				Product: product, Action: action, Region: r.region, Query: present("MaxResults", balancerPage, "NextToken", token),
			})
			if err != nil {
				return page[listenerRow]{}, err
			}
			return listenerRows(reply)
		},
	}
	rows, err := l.read(ctx)
	if err != nil {
		return nil, err
	}
	var speaking []listener
	for _, row := range rows {
		if slices.Contains(secured, strings.ToLower(row.Protocol)) {
			name := fmt.Sprintf("%s/%d", row.BalancerID, row.Port)
			speaking = append(speaking, listener{name: name, id: row.ID, cert: row.HTTPS.Certificate})
		}
	}
	return speaking, nil
}

func listenerRows(reply acs.Reply) (page[listenerRow], error) {
	var v struct {
		NextToken  string
		TotalCount int
		Listeners  *[]listenerRow
	}
	if err := reply.Decode(&v); err != nil {
		return page[listenerRow]{}, err
	}
	if v.Listeners == nil {
		return page[listenerRow]{}, incomplete("listeners", "the answer holds no list of listeners", reply.RequestID)
	}
	for _, l := range *v.Listeners {
		if !slices.Contains(protocols, strings.ToLower(l.Protocol)) {
			return page[listenerRow]{}, incomplete("listeners", fmt.Sprintf("a listener of %s has the protocol %q, which is not known", l.BalancerID, l.Protocol), reply.RequestID)
		}
	}
	return page[listenerRow]{rows: *v.Listeners, next: v.NextToken, total: v.TotalCount}, nil
}
