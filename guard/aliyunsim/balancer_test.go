package aliyunsim

import (
	"crypto/ecdsa"
	"fmt"
	"net/http"
	"testing"

	"github.com/google/go-cmp/cmp"
)

const (
	slbVersion = "2014-05-15"
	albVersion = "2020-06-16"
	casVersion = "2020-04-07"
)

func certificateWorld() World {
	return World{
		Keys: []Key{{ID: testKey, Region: "cn-hangzhou", Spec: "EC_P256"}},
		Resources: Resources{
			LoadBalancers: []LoadBalancer{
				{ID: "lb-1", Region: "cn-hangzhou", Listeners: []Listener{{Port: 80, Protocol: "HTTP"}, {Port: 443}}},
				{ID: "alb-1", Region: "cn-hangzhou", Listeners: []Listener{{Port: 443}, {Port: 80, Protocol: "HTTP"}}},
			},
			Certificates: []Certificate{
				{ID: "cert-kms", Region: "cn-hangzhou", Listener: "lb-1/443", Key: testKey},
				{ID: "cert-own", Region: "cn-hangzhou", Listener: "alb-1/443"},
				{ID: "cert-implied", Region: "cn-hangzhou", Listener: "lb-2/8443"},
				{ID: "cert-old", Region: "cn-hangzhou", Expired: true},
				{ID: "cert-bj", Region: "cn-beijing", Listener: "alb-bj/443"},
			},
		},
	}
}

func TestSLBListeners(t *testing.T) {
	c := serveProducts(t, certificateWorld())
	type list struct {
		NextToken  string
		TotalCount int
		Listeners  []struct {
			LoadBalancerID      string `json:"LoadBalancerId"`
			ListenerPort        int
			ListenerProtocol    string
			HTTPSListenerConfig struct {
				ServerCertificateID string `json:"ServerCertificateId"`
			}
		}
	}
	var got []string
	certificates := map[string]bool{}
	for _, l := range read[list](c, slbVersion, "DescribeLoadBalancerListeners").Listeners {
		got = append(got, fmt.Sprint(l.LoadBalancerID, " ", l.ListenerProtocol, " ", l.ListenerPort))
		certificates[l.HTTPSListenerConfig.ServerCertificateID] = true
	}
	if diff := cmp.Diff([]string{"lb-1 http 80", "lb-1 https 443", "lb-2 https 8443"}, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if n := read[list](c, slbVersion, "DescribeLoadBalancerListeners", "ListenerProtocol=https", "LoadBalancerId.1=lb-2").TotalCount; n != 1 {
		t.Errorf("lb-2 has %d HTTPS listeners, want 1", n)
	}
	type served struct {
		ServerCertificates struct {
			ServerCertificate []struct {
				ServerCertificateID   string `json:"ServerCertificateId"`
				AliCloudCertificateID string `json:"AliCloudCertificateId"`
			}
		}
	}
	rows := read[served](c, slbVersion, "DescribeServerCertificates").ServerCertificates.ServerCertificate
	if len(rows) != 2 {
		t.Fatalf("%d certificates are deployed to CLB, want 2", len(rows))
	}
	for _, r := range rows {
		if !certificates[r.ServerCertificateID] {
			t.Errorf("no listener serves %s", r.ServerCertificateID)
		}
	}
	c.refused(http.StatusBadRequest, "MissingParameter", slbVersion, "DescribeServerCertificates", "RegionId=")
	balancers := read[struct{ TotalCount int }](c, slbVersion, "DescribeLoadBalancers").TotalCount
	if balancers != 2 {
		t.Errorf("%d load balancers, want the written one and the implied one", balancers)
	}
}

type albListeners struct {
	NextToken  string
	TotalCount int
	Listeners  []struct {
		ListenerID       string `json:"ListenerId"`
		LoadBalancerID   string `json:"LoadBalancerId"`
		ListenerProtocol string
		ListenerPort     int
	}
}

func TestALBFromBalancerToCertificate(t *testing.T) {
	c := serveProducts(t, certificateWorld())
	balancers := read[struct {
		LoadBalancers []struct {
			LoadBalancerID string `json:"LoadBalancerId"`
		}
	}](c, albVersion, "ListLoadBalancers").LoadBalancers
	if len(balancers) != 1 || balancers[0].LoadBalancerID != "alb-1" {
		t.Fatalf("load balancers of cn-hangzhou are %v, want alb-1", balancers)
	}
	https := read[albListeners](c, albVersion, "ListListeners", "LoadBalancerIds.1=alb-1", "ListenerProtocol=HTTPS").Listeners
	if len(https) != 1 || https[0].ListenerPort != 443 {
		t.Fatalf("HTTPS listeners are %+v, want the one on 443", https)
	}
	type list struct {
		Certificates []struct {
			CertificateID string `json:"CertificateId"`
			IsDefault     bool
		}
	}
	got := read[list](c, albVersion, "ListListenerCertificates", "ListenerId="+https[0].ListenerID).Certificates
	want := fmt.Sprintf("%d-cn-hangzhou", certificateNumber("cert-own"))
	if len(got) != 1 || got[0].CertificateID != want || !got[0].IsDefault {
		t.Errorf("certificates are %+v, want %s as default", got, want)
	}
	http80 := read[albListeners](c, albVersion, "ListListeners", "ListenerProtocol=HTTP").Listeners[0].ListenerID
	c.refused(http.StatusBadRequest, "OperationDenied.ListenerProtocolNotSupport", albVersion, "ListListenerCertificates", "ListenerId="+http80)
	c.refused(http.StatusNotFound, "ResourceNotFound.Listener", albVersion, "ListListenerCertificates", "ListenerId=lsn-ghost-1")
	c.refused(http.StatusBadRequest, "InvalidParameter", albVersion, "ListLoadBalancers", "MaxResults=101")
}

func TestCountedBalancersAndCertificates(t *testing.T) {
	c := serveProducts(t, World{Resources: Resources{
		LoadBalancers: []LoadBalancer{{ID: "alb", Region: "cn-hangzhou", Listeners: []Listener{{Port: 443}, {Port: 8443}}, Count: 100}},
		Certificates:  []Certificate{{ID: "many", Region: "cn-hangzhou", Listener: "alb-x/443", Count: 150}},
	}})
	seen := map[string]bool{}
	for token := ""; ; {
		params := []string{"MaxResults=70"}
		if token != "" {
			params = append(params, "NextToken="+token)
		}
		page := read[albListeners](c, albVersion, "ListListeners", params...)
		for _, l := range page.Listeners {
			seen[l.ListenerID] = true
		}
		if token = page.NextToken; token == "" {
			break
		}
	}
	// A hundred balancers with two listeners each, and the one that only certificates name.
	if len(seen) != 201 || !seen["lsn-000100-8443"] || !seen["lsn-x-443"] {
		t.Errorf("%d listeners, want 201 with lsn-000100-8443 and lsn-x-443", len(seen))
	}
	page := read[struct {
		TotalCount int
		NextToken  string
	}](c, albVersion, "ListListenerCertificates", "ListenerId=lsn-x-443", "MaxResults=100")
	if page.TotalCount != 150 || page.NextToken == "" {
		t.Errorf("%d certificates on the listener and token %q, want 150 and more", page.TotalCount, page.NextToken)
	}
}

func TestCASListsNothingByDefault(t *testing.T) {
	c := serveProducts(t, certificateWorld())
	for query, want := range map[string]int{
		"": 0, "OrderType=CPACK": 0, "OrderType=CERT": 4, "OrderType=UPLOAD": 5, "OrderType=CERT Status=EXPIRED": 1, "OrderType=CERT Status=ISSUED": 4,
	} {
		var params []string
		var order, status string
		if n, _ := fmt.Sscanf(query, "%s %s", &order, &status); n > 0 {
			params = append(params, order)
		}
		if status != "" {
			params = append(params, status)
		}
		if got := read[struct{ TotalCount int }](c, casVersion, "ListUserCertificateOrder", params...).TotalCount; got != want {
			t.Errorf("%q: %d certificates, want %d", query, got, want)
		}
	}
	c.refused(http.StatusBadRequest, "InvalidParameter", casVersion, "ListUserCertificateOrder", "OrderType=ALL")
	c.refused(http.StatusBadRequest, "InvalidParameter", casVersion, "ListUserCertificateOrder", "ShowSize=101")
}

func TestACertificateIsLinkedToItsKeyByThePublicKeyAlone(t *testing.T) {
	c := serveProducts(t, certificateWorld())
	rows := read[struct {
		CertificateOrderList []struct {
			CertificateID int64 `json:"CertificateId"`
			Name          string
			Fingerprint   string
		}
	}](c, casVersion, "ListUserCertificateOrder", "OrderType=CERT").CertificateOrderList
	carries := map[string]bool{}
	for _, r := range rows {
		detail := read[struct{ Cert, Key, Fingerprint string }](c, casVersion, "GetUserCertificateDetail", fmt.Sprintf("CertId=%d", r.CertificateID))
		public, isEC := parseCertificate(t, detail.Cert).PublicKey.(*ecdsa.PublicKey)
		carries[r.Name] = isEC && public.Equal(&keyPair(testKey).PublicKey)
		if detail.Fingerprint != r.Fingerprint {
			t.Errorf("%s has two fingerprints", r.Name)
		}
		if (detail.Key == "") != carries[r.Name] {
			t.Errorf("%s: the private key is handed out exactly when KMS does not hold it", r.Name)
		}
	}
	if diff := cmp.Diff(map[string]bool{"cert-kms": true, "cert-own": false, "cert-implied": false, "cert-bj": false}, carries); diff != "" {
		t.Errorf("which certificate carries the key's public key (-want +got):\n%s", diff)
	}
	short := read[struct{ Cert, Key string }](c, casVersion, "GetUserCertificateDetail", "CertFilter=true", fmt.Sprintf("CertId=%d", rows[1].CertificateID))
	if short.Cert != "" || short.Key != "" {
		t.Errorf("CertFilter=true answers %+v", short)
	}
	c.refused(http.StatusNotFound, "NotFound", casVersion, "GetUserCertificateDetail", "CertId=1")
	c.refused(http.StatusBadRequest, "InvalidParameter", casVersion, "GetUserCertificateDetail", "CertId=one")
}

func TestCertificateNumbersLeadBack(t *testing.T) {
	c := serveProducts(t, World{Resources: Resources{Certificates: []Certificate{
		{ID: "many", Region: "cn-hangzhou", Count: 100_000}, {ID: "single", Region: "cn-hangzhou"}, {ID: "looks-000007", Region: "cn-hangzhou"},
	}}})
	for _, name := range []string{"many-000001", "many-099999", "many-100000", "single", "looks-000007"} {
		if got, ok := c.sim.certificateByNumber(certificateNumber(name)); !ok || got.ID != name {
			t.Errorf("the number of %s leads to %q, %v", name, got.ID, ok)
		}
	}
	for _, name := range []string{"many", "many-100001", "other", "looks-000008"} {
		if got, ok := c.sim.certificateByNumber(certificateNumber(name)); ok {
			t.Errorf("the number of %s, which is not there, leads to %s", name, got.ID)
		}
	}
}
