package aliyunsim

import (
	"crypto/hmac"
	"crypto/sha1"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"encoding/xml"
	"fmt"
	"io"
	"net/http"
	"slices"
	"strings"
	"testing"
)

// ossClient signs requests for OSS with the tests' own signers.
type ossClient struct {
	*cloud
	who    who
	region string // of version 4; with version 1 nothing names a region
	v1     bool
	host   string // for virtual-host style; empty: path style
}

func (c *cloud) oss(region string) ossClient {
	return ossClient{cloud: c, who: admin, region: region}
}

// do sends METHOD PATH?QUERY, where the query is sorted and encoded already.
func (o ossClient) do(method, path, query string) answer {
	o.t.Helper()
	r, err := http.NewRequestWithContext(o.t.Context(), method, o.server.URL+path+"?"+query, nil)
	if err != nil {
		o.t.Fatal(err)
	}
	resource := path
	if o.host != "" {
		r.Host = o.host
		bucket, _, _ := strings.Cut(o.host, ".")
		resource = "/" + bucket + path
	}
	if o.who.token != "" {
		r.Header.Set("x-oss-security-token", o.who.token)
	}
	if o.v1 {
		o.signV1(r, resource, query)
	} else {
		o.signV4(r, resource, query)
	}
	resp, err := o.client.Do(r)
	if err != nil {
		o.t.Fatal(err)
	}
	text, err := io.ReadAll(resp.Body)
	if err != nil {
		o.t.Fatal(err)
	}
	if err := resp.Body.Close(); err != nil {
		o.t.Fatal(err)
	}
	return answer{status: resp.StatusCode, header: resp.Header, text: string(text)}
}

// signV4 signs the way the published description says: the region is part of
// what is signed.
func (o ossClient) signV4(r *http.Request, resource, query string) {
	at := o.readReal()
	day, stamp := at.Format("20060102"), at.Format("20060102T150405Z")
	r.Header.Set("x-oss-date", stamp)
	r.Header.Set("x-oss-content-sha256", "UNSIGNED-PAYLOAD")
	canonical := r.Method + "\n" + resource + "\n" + query + "\n" + signedHeaders(r) + "\n\nUNSIGNED-PAYLOAD"
	sum := sha256.Sum256([]byte(canonical))
	scope := day + "/" + o.region + "/oss/aliyun_v4_request"
	key := []byte("aliyun_v4" + o.who.secret)
	for _, part := range []string{day, o.region, "oss", "aliyun_v4_request", "OSS4-HMAC-SHA256\n" + stamp + "\n" + scope + "\n" + hex.EncodeToString(sum[:])} {
		mac := hmac.New(sha256.New, key)
		mac.Write([]byte(part))
		key = mac.Sum(nil)
	}
	r.Header.Set("Authorization", fmt.Sprintf("OSS4-HMAC-SHA256 Credential=%s/%s,Signature=%x", o.who.id, scope, key))
}

func (o ossClient) signV1(r *http.Request, resource, query string) {
	date := o.readReal().Format(http.TimeFormat)
	r.Header.Set("Date", date)
	switch {
	case strings.HasPrefix(query, "prefix="): // not part of what version 1 signs
		query = ""
	case query != "":
		query = "?" + query
	}
	mac := hmac.New(sha1.New, []byte(o.who.secret))
	mac.Write([]byte(r.Method + "\n\n\n" + date + "\n" + signedHeaders(r) + resource + query))
	r.Header.Set("Authorization", "OSS "+o.who.id+":"+base64.StdEncoding.EncodeToString(mac.Sum(nil)))
}

func signedHeaders(r *http.Request) string {
	var lines []string
	for name, values := range r.Header {
		if name = strings.ToLower(name); strings.HasPrefix(name, "x-oss-") {
			lines = append(lines, name+":"+values[0]+"\n")
		}
	}
	slices.Sort(lines)
	return strings.Join(lines, "")
}

// readXML decodes an answer that must be a success.
func readXML[T any](t *testing.T, a answer) T {
	t.Helper()
	var out T
	if a.status != http.StatusOK {
		t.Fatalf("status %d: %s", a.status, a.text)
	}
	if err := xml.Unmarshal([]byte(a.text), &out); err != nil {
		t.Fatalf("%v in %s", err, a.text)
	}
	return out
}

// ossRefusal is the error body of OSS.
type ossRefusal struct {
	XMLName   xml.Name `xml:"Error"`
	Code      string
	Message   string
	RequestID string `xml:"RequestId"`
	HostID    string `xml:"HostId"`
	EC        string
}

// ossCode is the code of a refusal, read from the body or, for a HEAD, from the
// header that stands for it.
func ossCode(t *testing.T, a answer) string {
	t.Helper()
	if a.status == http.StatusOK {
		return "ok"
	}
	text := []byte(a.text)
	if encoded := a.header.Get("x-oss-err"); encoded != "" {
		var err error
		if text, err = base64.StdEncoding.DecodeString(encoded); err != nil {
			t.Fatal(err)
		}
	}
	var e ossRefusal
	if err := xml.Unmarshal(text, &e); err != nil {
		t.Fatalf("%v in %q", err, text)
	}
	if e.RequestID == "" || e.HostID == "" || e.EC == "" || e.Message == "" {
		t.Errorf("the refusal lacks a field: %+v", e)
	}
	return e.Code
}
