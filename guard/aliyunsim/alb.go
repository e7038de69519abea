package aliyunsim

import (
	"fmt"
	"net/http"
	"strconv"
	"strings"
)

// albAPI is the catalogue of ALB. No answer of it names a KMS key.
func albAPI() product {
	paging := []string{"MaxResults", "NextToken"}
	with := func(more ...string) []string { return append(more, paging...) }
	return product{
		code: "alb", service: "Alb", version: "2020-06-16",
		actions: []action{
			{name: "DescribeRegions", optional: []string{"AcceptLanguage"}, handle: albDescribeRegions},
			{name: "ListLoadBalancers", optional: with("LoadBalancerIds.N", "LoadBalancerStatus"), handle: albListBalancers},
			{name: "ListListeners", optional: with("LoadBalancerIds.N", "ListenerIds.N", "ListenerProtocol"), handle: albListListeners},
			{name: "ListListenerCertificates", required: []string{"ListenerId"}, optional: with("CertificateType"), handle: albListCertificates},
		},
	}
}

func albDescribeRegions(s *Sim, _ *call) (any, *apiError) {
	rows := []object{}
	for _, region := range s.regions.all() {
		rows = append(rows, object{"RegionId": region, "LocalName": region, "RegionEndpoint": "alb." + region + ".aliyuncs.com"})
	}
	return object{"Regions": rows}, nil
}

// albPage is what part of a list a call asks for. ALB: 1 to 100 rows, 20 by default.
type albPage struct {
	query         string
	offset, limit int
}

func pageOfALB(c *call) (albPage, *apiError) {
	limit, err := c.integer("MaxResults", 20, 1, 100)
	if err != nil {
		return albPage{}, err
	}
	query := queryPrint(c)
	offset, err := pageOffset(c, query)
	return albPage{query, offset, limit}, err
}

// reply is a page of rows. The last page has no token.
func (p albPage) reply(list string, rows []object, total int) object {
	out := object{list: rows, "TotalCount": total, "MaxResults": p.limit}
	if end := p.offset + p.limit; end < total {
		out["NextToken"] = pageToken(p.query, end)
	}
	return out
}

// albNames reads a repeated parameter that takes up to 20 values.
func albNames(c *call, name string) ([]string, *apiError) {
	values := c.list(name)
	if len(values) > 20 {
		return nil, invalidParameter(name, "takes at most 20 values")
	}
	return values, nil
}

func albListBalancers(s *Sim, c *call) (any, *apiError) {
	page, err := pageOfALB(c)
	if err != nil {
		return nil, err
	}
	ids, err := albNames(c, "LoadBalancerIds")
	if err != nil {
		return nil, err
	}
	status := c.str("LoadBalancerStatus")
	match := func(b LoadBalancer) bool {
		return b.Region == c.region && (status == "" || status == albStatus(b))
	}
	all := s.balancers(prefixALB)
	rows, total := all.page(match, page.offset, page.limit)
	if len(ids) > 0 {
		found := byIDs(all, ids, match)
		rows, total = cut(found, page.offset, page.limit), len(found)
	}
	return page.reply("LoadBalancers", objects(rows, albBalancer), total), nil
}

// albStatus is a balancer's state in the words of ALB.
func albStatus(b LoadBalancer) string {
	if b.Status == "" || b.Status == "active" {
		return "Active"
	}
	return b.Status
}

func albBalancer(b LoadBalancer) object {
	return object{
		"LoadBalancerId": b.ID, "LoadBalancerName": firstOf(b.Name, b.ID), "LoadBalancerStatus": albStatus(b),
		"LoadBalancerBussinessStatus": "Normal", "LoadBalancerEdition": "Standard", "AddressType": "Intranet", "Tags": tagPairs(b.Tags),
	}
}

func albListListeners(s *Sim, c *call) (any, *apiError) {
	page, err := pageOfALB(c)
	if err != nil {
		return nil, err
	}
	balancers, err := albNames(c, "LoadBalancerIds")
	if err != nil {
		return nil, err
	}
	listeners, err := albNames(c, "ListenerIds")
	if err != nil {
		return nil, err
	}
	protocol := c.str("ListenerProtocol")
	match := func(p port) bool {
		return p.balancer.Region == c.region && (protocol == "" || protocol == p.protocol)
	}
	ports := onlyBalancers(s.ports(prefixALB), balancers)
	if len(listeners) > 0 {
		ports = onlyListeners(ports, listeners)
	}
	rows, total := pageSpans(ports, match, page.offset, page.limit)
	return page.reply("Listeners", objects(rows, albListener), total), nil
}

// onlyListeners narrows listeners to those of the IDs.
func onlyListeners(ports []span[port], ids []string) []span[port] {
	var out []span[port]
	for _, id := range ids {
		if p, ok := findListener(ports, id); ok {
			out = append(out, span[port]{base: p})
		}
	}
	return out
}

// listenerID is what ALB calls a listener. It can be traced back to the
// balancer and port, so that no index is needed.
func (p port) listenerID() string {
	return fmt.Sprintf("lsn-%s-%d", strings.TrimPrefix(p.balancer.ID, prefixALB), p.number)
}

// findListener undoes listenerID.
func findListener(ports []span[port], id string) (port, bool) {
	rest, ok := strings.CutPrefix(id, "lsn-")
	dash := strings.LastIndexByte(rest, '-')
	if !ok || dash < 0 {
		return port{}, false
	}
	number, err := strconv.Atoi(rest[dash+1:])
	if err != nil {
		return port{}, false
	}
	balancer := prefixALB + rest[:dash]
	for _, p := range ports {
		if p.base.number == number && p.covers(balancer) {
			return p.base.named(balancer), true
		}
	}
	return port{}, false
}

func albListener(p port) object {
	row := object{
		"ListenerId": p.listenerID(), "LoadBalancerId": p.balancer.ID, "ListenerProtocol": p.protocol, "ListenerPort": p.number,
		"ListenerStatus": "Running", "ListenerDescription": "", "Tags": []object{},
	}
	if p.protocol == "HTTPS" {
		row["SecurityPolicyId"] = "tls_cipher_policy_1_2"
	}
	return row
}

// albListCertificates serves ListListenerCertificates, for HTTPS and QUIC
// listeners only. The code that refuses another protocol is not published.
func albListCertificates(s *Sim, c *call) (any, *apiError) {
	page, err := pageOfALB(c)
	if err != nil {
		return nil, err
	}
	kind := firstOf(c.str("CertificateType"), "Server")
	if !is("Server", "Ca")(kind) {
		return nil, invalidParameter("CertificateType", "must be Server or Ca")
	}
	p, ok := findListener(s.ports(prefixALB), c.str("ListenerId"))
	if !ok || p.balancer.Region != c.region {
		return nil, refuse(http.StatusNotFound, "ResourceNotFound.Listener", "The specified listener %s does not exist.", c.str("ListenerId"))
	}
	if !is("HTTPS", "QUIC")(p.protocol) {
		return nil, refuse(http.StatusBadRequest, "OperationDenied.ListenerProtocolNotSupport", "The listener protocol %s has no certificates.", p.protocol)
	}
	match := func(Certificate) bool { return kind == "Server" }
	rows, total := pageSpans(p.certs, match, page.offset, page.limit)
	list := []object{}
	for i, r := range rows {
		list = append(list, object{
			"CertificateId": fmt.Sprintf("%d-%s", certificateNumber(r.ID), r.Region), "CertificateType": kind,
			"IsDefault": page.offset+i == 0, "Status": "Associated",
		})
	}
	return page.reply("Certificates", list, total), nil
}
