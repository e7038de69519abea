package aliyunsim

import (
	"slices"
	"strconv"
	"strings"
)

// port is a listener as the load balancers show it: of one balancer, or of each
// of a counted row.
type port struct {
	balancer LoadBalancer
	number   int
	protocol string
	certs    []span[Certificate] // first the default one
}

func (p port) row() rowKey          { return p.balancer.row() }
func (p port) named(id string) port { p.balancer.ID = id; return p }

// The prefixes of IDs that tell the two kinds of load balancer apart.
const (
	prefixCLB = "lb-"
	prefixALB = "alb-"
)

// balancers is the load balancers of one kind: those written, and those that
// only a certificate's listener names.
func (s *Sim) balancers(prefix string) *table[LoadBalancer] {
	all := &table[LoadBalancer]{}
	all.replace(0, 0, slices.DeleteFunc(slices.Clone(s.tables.loadBalancers.spans), func(p span[LoadBalancer]) bool {
		return !strings.HasPrefix(p.at(0).ID, prefix)
	}))
	for _, c := range s.tables.certificates.spans {
		id, _, ok := splitListener(c.base.Listener)
		if _, known := all.get(id); known || !ok || !strings.HasPrefix(id, prefix) {
			continue
		}
		// Refused only where the name is a counted row's, whose balancers are there already.
		_ = all.add(LoadBalancer{ID: id, Region: c.base.Region})
	}
	return all
}

// ports is the listeners of the load balancers of one kind, each with the
// certificates that name it. It costs what was written, not what count makes.
func (s *Sim) ports(prefix string) []span[port] {
	var out []span[port]
	for _, b := range s.balancers(prefix).spans {
		for _, l := range b.base.Listeners {
			p := port{balancer: b.base, number: l.Port, protocol: firstOf(l.Protocol, "HTTPS")}
			out = append(out, span[port]{base: p, first: b.first, last: b.last})
		}
	}
	for _, c := range s.tables.certificates.spans {
		id, number, ok := splitListener(c.base.Listener)
		if ok && strings.HasPrefix(id, prefix) {
			out = addCertificate(out, LoadBalancer{ID: id, Region: c.base.Region}, number, c)
		}
	}
	return out
}

// addCertificate gives the listener its certificate; one that no load balancer
// declares is made, as HTTPS.
func addCertificate(ports []span[port], b LoadBalancer, number int, c span[Certificate]) []span[port] {
	for i, p := range ports {
		if p.base.number == number && p.covers(b.ID) {
			ports[i].base.certs = append(ports[i].base.certs, c)
			return ports
		}
	}
	return append(ports, span[port]{base: port{balancer: b, number: number, protocol: "HTTPS", certs: []span[Certificate]{c}}})
}

// covers says whether the row of that name is in the span. A certificate of one
// balancer of a counted row is shown for each of them.
func (s span[T]) covers(name string) bool {
	base := s.base.row().name
	if s.last == 0 {
		return base == name
	}
	prefix, n := splitNumbered(name)
	return prefix == base && s.first <= n && n <= s.last
}

// splitListener reads LOADBALANCER/PORT.
func splitListener(text string) (id string, number int, ok bool) {
	id, port, found := strings.Cut(text, "/")
	number, err := strconv.Atoi(port)
	return id, number, found && err == nil && id != ""
}

// pageSpans is table.page for spans that stand in no table.
func pageSpans[T tableRow[T]](spans []span[T], match func(T) bool, offset, limit int) ([]T, int) {
	t := table[T]{spans: spans}
	return t.page(match, offset, limit)
}
