package aliyunsim

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
)

// slbAPI is the catalogue of CLB, whose API is still named SLB. No answer of it
// names a KMS key.
func slbAPI() product {
	region := []string{"RegionId"}
	return product{
		code: "slb", service: "Slb", version: "2014-05-15", denied: "Forbidden.RAM",
		actions: []action{
			{name: "DescribeRegions", optional: []string{"AcceptLanguage", "RegionId"}, handle: describeRegions("Regions", "Region")},
			{name: "DescribeServerCertificates", required: region, optional: []string{"ServerCertificateId"}, handle: slbDescribeCertificates},
			{name: "DescribeCACertificates", required: region, optional: []string{"CACertificateId"}, handle: slbDescribeCACertificates},
			{
				name: "DescribeLoadBalancers", required: region,
				optional: []string{"LoadBalancerId", "LoadBalancerStatus", "PageNumber", "PageSize"}, handle: slbDescribeBalancers,
			},
			{
				name: "DescribeLoadBalancerListeners", required: region,
				optional: []string{"LoadBalancerId.N", "ListenerProtocol", "ListenerPort", "MaxResults", "NextToken"}, handle: slbDescribeListeners,
			},
		},
	}
}

// slbDescribeCertificates serves DescribeServerCertificates, which is not paged:
// the certificates of the region that a CLB listener serves.
func slbDescribeCertificates(s *Sim, c *call) (any, *apiError) {
	id, rows := c.str("ServerCertificateId"), []object{}
	match := func(r Certificate) bool { return r.Region == c.region && startsWith(prefixCLB)(r.Listener) }
	for r := range s.tables.certificates.all(match) {
		if id != "" && id != s.slbCertificateID(r.ID) {
			continue
		}
		row, err := s.slbCertificate(r)
		if err != nil {
			return nil, err
		}
		rows = append(rows, row)
	}
	return object{"ServerCertificates": object{"ServerCertificate": rows}}, nil
}

// slbCertificateID is what CLB calls a certificate that was deployed to it.
func (s *Sim) slbCertificateID(name string) string {
	return fmt.Sprintf("%s_%x", s.account, certificateNumber(name))
}

// slbCertificate is a certificate as CLB shows it. EncryptionKeyLength is about
// the certificate's own key; it says nothing of KMS.
func (s *Sim) slbCertificate(r Certificate) (object, *apiError) {
	x, err := s.x509(r)
	if err != nil {
		return nil, err
	}
	return object{
		"ServerCertificateId": s.slbCertificateID(r.ID), "ServerCertificateName": firstOf(r.Name, r.ID), "RegionId": r.Region,
		"CommonName": x.commonName, "Fingerprint": x.fingerprint, "IsAliCloudCertificate": 1,
		"AliCloudCertificateId": strconv.FormatInt(certificateNumber(r.ID), 10), "AliCloudCertificateName": firstOf(r.Name, r.ID),
		"EncryptionAlgorithm": "ECC", "EncryptionKeyLength": 256, "ExpireTime": stamp(x.to), "ExpireTimeStamp": x.to.UnixMilli(),
		"CreateTime": stamp(x.from), "CreateTimeStamp": x.from.UnixMilli(), "ResourceGroupId": "rg-default",
		"SubjectAlternativeNames": object{"SubjectAlternativeName": []string{x.commonName}}, "Tags": tagList{tagRows(r.Tags)},
	}, nil
}

// slbDescribeCACertificates serves DescribeCACertificates. A world has no CA
// certificates: they hold public keys only.
func slbDescribeCACertificates(*Sim, *call) (any, *apiError) {
	return object{"CACertificates": object{"CACertificate": []object{}}}, nil
}

// slbDescribeBalancers serves DescribeLoadBalancers. SLB: 1 to 100 rows a page,
// 50 by default.
func slbDescribeBalancers(s *Sim, c *call) (any, *apiError) {
	number, size, err := c.paged(50, 1)
	if err != nil {
		return nil, err
	}
	status := c.str("LoadBalancerStatus")
	match := func(b LoadBalancer) bool {
		return b.Region == c.region && (status == "" || status == firstOf(b.Status, "active"))
	}
	all := s.balancers(prefixCLB)
	rows, total := all.page(match, (number-1)*size, size)
	if id := c.str("LoadBalancerId"); id != "" {
		found := byIDs(all, []string{id}, match)
		rows, total = cut(found, (number-1)*size, size), len(found)
	}
	return object{
		"PageNumber": number, "PageSize": size, "TotalCount": total,
		"LoadBalancers": object{"LoadBalancer": objects(rows, slbBalancer)},
	}, nil
}

func slbBalancer(b LoadBalancer) object {
	return object{
		"LoadBalancerId": b.ID, "LoadBalancerName": firstOf(b.Name, b.ID), "LoadBalancerStatus": firstOf(b.Status, "active"),
		"RegionId": b.Region, "AddressType": "intranet", "NetworkType": "vpc", "PayType": "PayOnDemand",
		"Tags": tagList{tagRows(b.Tags)},
	}
}

// slbDescribeListeners serves DescribeLoadBalancerListeners. SLB: 1 to 100 rows,
// 20 by default, of at most ten load balancers if any are named.
func slbDescribeListeners(s *Sim, c *call) (any, *apiError) {
	size, err := c.integer("MaxResults", 20, 1, 100)
	if err != nil {
		return nil, err
	}
	wantPort, err := c.integer("ListenerPort", 0, 1, 65535)
	if err != nil {
		return nil, err
	}
	query := queryPrint(c)
	offset, err := pageOffset(c, query)
	if err != nil {
		return nil, err
	}
	ids := c.list("LoadBalancerId")
	if len(ids) > 10 {
		return nil, invalidParameter("LoadBalancerId", "takes at most 10 values")
	}
	protocol := c.str("ListenerProtocol")
	match := func(p port) bool {
		return p.balancer.Region == c.region && (protocol == "" || protocol == strings.ToLower(p.protocol)) && (wantPort == 0 || wantPort == p.number)
	}
	rows, total := pageSpans(onlyBalancers(s.ports(prefixCLB), ids), match, offset, size)
	out := object{"Listeners": objects(rows, s.slbListener), "TotalCount": total, "MaxResults": size}
	if offset+size < total {
		out["NextToken"] = pageToken(query, offset+size)
	}
	return out, nil
}

// onlyBalancers narrows listeners to load balancers by ID; none named is all.
func onlyBalancers(ports []span[port], ids []string) []span[port] {
	if len(ids) == 0 {
		return ports
	}
	var out []span[port]
	for i, id := range ids {
		if slices.Contains(ids[:i], id) {
			continue
		}
		for _, p := range ports {
			if p.covers(id) {
				out = append(out, span[port]{base: p.base.named(id)})
			}
		}
	}
	return out
}

// slbListener is a listener as CLB shows it, its settings under the name of its
// protocol.
func (s *Sim) slbListener(p port) object {
	row := object{
		"LoadBalancerId": p.balancer.ID, "ListenerPort": p.number, "ListenerProtocol": strings.ToLower(p.protocol), "Status": "running",
		"BackendServerPort": 80, "Scheduler": "wrr", "Description": "",
	}
	if p.protocol == "HTTPS" && len(p.certs) > 0 {
		row["HTTPSListenerConfig"] = object{
			"ServerCertificateId": s.slbCertificateID(p.certs[0].at(0).ID), "TLSCipherPolicy": "tls_cipher_policy_1_2",
		}
	}
	return row
}
