package aliyunsim

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"
)

// The example of the documentation of signature version 1.0.
func TestRPCSignatureKnownAnswer(t *testing.T) {
	params := map[string]string{
		"Timestamp": "2016-02-23T12:46:24Z", "Format": "XML", "AccessKeyId": "testid", "Action": "DescribeRegions",
		"SignatureMethod": "HMAC-SHA1", "SignatureNonce": "3ee8c1b8-83d3-44af-a94f-4e0ad82fd6cf", "Version": "2014-05-26",
		"SignatureVersion": "1.0",
	}
	if err := checkRPCSignature("OLeaidS1JvxuMvnyHOwuJ+uX5qY=", "testsecret", rpcStringToSign("GET", params)); err != nil {
		t.Error(err.Message)
	}
}

// The example of the documentation of the signature in headers.
func TestACS3SignatureKnownAnswer(t *testing.T) {
	empty := sha256.Sum256(nil)
	r := &http.Request{
		Method: http.MethodPost, Host: "ecs.cn-shanghai.aliyuncs.com", URL: &url.URL{Path: "/"},
		Header: http.Header{
			"X-Acs-Action": {"RunInstances"}, "X-Acs-Content-Sha256": {hex.EncodeToString(empty[:])}, "X-Acs-Version": {"2014-05-26"},
			"X-Acs-Date": {"2023-10-26T10:22:32Z"}, "X-Acs-Signature-Nonce": {"3156853299f313e23d1673dc12e1703d"},
		},
	}
	q := &request{http: r, query: url.Values{
		"ImageId": {"win2019_1809_x64_dtc_zh-cn_40G_alibase_20230811.vhd"}, "RegionId": {"cn-shanghai"},
	}}
	signed := []string{"host", "x-acs-action", "x-acs-content-sha256", "x-acs-date", "x-acs-signature-nonce", "x-acs-version"}
	text := acs3StringToSign(q, signed)
	if want := acs3Algorithm + "\n7ea06492da5221eba5297e897ce16e55f964061054b7695beedaac1145b1e259"; text != want {
		t.Errorf("string to sign\n got %s\nwant %s", text, want)
	}
	const want = "06563a9e1b43f5dfe96b81484da74bceab24a1d853912eee15083a6f0f3283c0"
	if err := checkACS3Signature(want, "YourAccessKeySecret", text); err != nil {
		t.Error("signature differs from the documented one")
	}
}

func TestSignatureIsChecked(t *testing.T) {
	c := startCloud(t, "")
	tests := []struct {
		name   string
		spoil  func(url.Values)
		secret string
		want   string
		status int
	}{
		{"right", func(url.Values) {}, "admin-secret", "ok", 200},
		{"wrong secret", func(url.Values) {}, "wrong", "SignatureDoesNotMatch", 400},
		{"unknown access key", func(q url.Values) { q.Set("AccessKeyId", "ghost") }, "admin-secret", "InvalidAccessKeyId.NotFound", 404},
		{"old timestamp", func(q url.Values) { q.Set("Timestamp", "2026-11-24T05:44:59Z") }, "admin-secret", "InvalidTimeStamp.Expired", 400},
		{"future timestamp", func(q url.Values) { q.Set("Timestamp", "2026-11-24T06:15:01Z") }, "admin-secret", "InvalidTimeStamp.Expired", 400},
		{"no timestamp", func(q url.Values) { q.Del("Timestamp") }, "admin-secret", "MissingParameter", 400},
		{"bad timestamp", func(q url.Values) { q.Set("Timestamp", "yesterday") }, "admin-secret", "InvalidTimeStamp.Format", 400},
		{"other method", func(q url.Values) { q.Set("SignatureMethod", "HMAC-MD5") }, "admin-secret", "IncompleteSignature", 400},
		{"no version", func(q url.Values) { q.Del("Version") }, "admin-secret", "MissingParameter", 400},
		{"unknown version", func(q url.Values) { q.Set("Version", "1999-01-01") }, "admin-secret", "InvalidVersion", 400},
		{"unknown action", func(q url.Values) { q.Set("Action", "DeleteKeyNow") }, "admin-secret", "InvalidAction.NotFound", 404},
		{"XML asked for", func(q url.Values) { q.Set("Format", "XML") }, "admin-secret", "InvalidParameter", 400},
		{"token with a user's key", func(q url.Values) { q.Set("SecurityToken", "x") }, "admin-secret", "InvalidSecurityToken.MismatchWithAccessKey", 400},
		{"unknown region", func(q url.Values) { q.Set("RegionId", "mars-1") }, "admin-secret", "InvalidRegionId.NotFound", 404},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			q := c.query(admin, kmsVersion, "DescribeKey", "KeyId", testKey)
			tt.spoil(q)
			signRPC(q, http.MethodPost, tt.secret)
			a, err := c.send(http.MethodPost, q.Encode(), nil, nil)
			if err != nil {
				t.Fatal(err)
			}
			if a.code() != tt.want || a.status != tt.status {
				t.Errorf("got %s with %d, want %s with %d", a.code(), a.status, tt.want, tt.status)
			}
		})
	}
}

func TestMismatchNamesTheStringToSign(t *testing.T) {
	c := startCloud(t, "")
	a := c.call(who{id: "admin-id", secret: "wrong"}, kmsVersion, "DescribeRegions")
	message, _ := a.body["Message"].(string)
	if _, text, ok := strings.Cut(message, "server string to sign is:"); !ok || !strings.HasPrefix(text, "POST&%2F&AccessKeyId") {
		t.Errorf("message %q does not end with the string to sign", message)
	}
}

func TestNonceCountsOnce(t *testing.T) {
	c := startCloud(t, "")
	q := c.query(admin, kmsVersion, "DescribeRegions")
	signRPC(q, http.MethodGet, admin.secret)
	codes := []string{}
	for range 2 {
		a, err := c.send(http.MethodGet, q.Encode(), nil, nil)
		if err != nil {
			t.Fatal(err)
		}
		codes = append(codes, a.code())
	}
	if codes[0] != "ok" || codes[1] != "SignatureNonceUsed" {
		t.Errorf("the same request twice: %v", codes)
	}
}

func TestNoncesAreForgottenOnlyWhenTheirTimestampsAreTooOld(t *testing.T) {
	var n nonces
	start := time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)
	if !n.use("a", start) || n.use("a", start.Add(2*signatureWindow)) {
		t.Error("a nonce was new twice while its timestamp could be accepted")
	}
	n.use("b", start.Add(3*signatureWindow))
	if n.use("a", start.Add(3*signatureWindow)) {
		t.Error("the older generation was forgotten with the turn")
	}
	n.use("c", start.Add(6*signatureWindow))
	if !n.use("a", start.Add(6*signatureWindow)) {
		t.Error("nonces are kept for ever")
	}
}

func TestParametersInTheFormAreSignedToo(t *testing.T) {
	c := startCloud(t, "")
	all := c.query(admin, kmsVersion, "DescribeKey", "KeyId", testKey)
	signRPC(all, http.MethodPost, admin.secret)
	form := url.Values{"KeyId": {testKey}}
	all.Del("KeyId")
	header := http.Header{"Content-Type": {"application/x-www-form-urlencoded"}}
	a, err := c.send(http.MethodPost, all.Encode(), header, []byte(form.Encode()))
	if err != nil || a.code() != "ok" {
		t.Errorf("got %s, %v", a.code(), err)
	}
	twice, err := c.send(http.MethodPost, all.Encode()+"&KeyId=other", header, []byte(form.Encode()))
	if err != nil || twice.code() != "InvalidParameter" {
		t.Errorf("a parameter in query and form: got %s, %v", twice.code(), err)
	}
}

// acs3 makes a request signed in headers by the tests' own signer.
func (c *cloud) acs3(w who, version, action string, query url.Values, spoil func(http.Header)) answer {
	c.t.Helper()
	empty := sha256.Sum256(nil)
	h := http.Header{}
	h.Set("x-acs-action", action)
	h.Set("x-acs-version", version)
	h.Set("x-acs-date", c.readReal().Format("2006-01-02T15:04:05Z"))
	h.Set("x-acs-signature-nonce", c.nonce())
	h.Set("x-acs-content-sha256", hex.EncodeToString(empty[:]))
	const signed = "host;x-acs-action;x-acs-content-sha256;x-acs-date;x-acs-signature-nonce;x-acs-version"
	canonical := "POST\n/\n" + strings.ReplaceAll(query.Encode(), "+", "%20") + "\nhost:" + strings.TrimPrefix(c.server.URL, "http://") + "\n"
	for _, n := range strings.Split(signed, ";")[1:] {
		canonical += n + ":" + h.Get(n) + "\n"
	}
	canonical += "\n" + signed + "\n" + h.Get("x-acs-content-sha256")
	sum := sha256.Sum256([]byte(canonical))
	mac := hmac.New(sha256.New, []byte(w.secret))
	mac.Write([]byte("ACS3-HMAC-SHA256\n" + hex.EncodeToString(sum[:])))
	h.Set("Authorization", "ACS3-HMAC-SHA256 Credential="+w.id+",SignedHeaders="+signed+",Signature="+hex.EncodeToString(mac.Sum(nil)))
	spoil(h)
	a, err := c.send(http.MethodPost, query.Encode(), h, nil)
	if err != nil {
		c.t.Fatal(err)
	}
	return a
}

func TestACS3(t *testing.T) {
	c := startCloud(t, "")
	tests := []struct {
		name  string
		who   who
		spoil func(http.Header)
		want  string
	}{
		{"right", admin, func(http.Header) {}, "ok"},
		{"wrong secret", who{id: "admin-id", secret: "x"}, func(http.Header) {}, "SignatureDoesNotMatch"},
		{"changed date", admin, func(h http.Header) { h.Set("x-acs-date", "2026-11-24T06:00:01Z") }, "SignatureDoesNotMatch"},
		{"unsigned header", admin, func(h http.Header) { h.Set("x-acs-security-token", "t") }, "IncompleteSignature"},
		{"other body", admin, func(h http.Header) { h.Set("x-acs-content-sha256", "00") }, "InvalidContentSha256"},
		{"no nonce", admin, func(h http.Header) { h.Del("x-acs-signature-nonce") }, "MissingParameter"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			a := c.acs3(tt.who, kmsVersion, "DescribeKey", url.Values{"KeyId": {testKey}}, tt.spoil)
			if a.code() != tt.want {
				t.Errorf("got %s, want %s: %s", a.code(), tt.want, a.text)
			}
		})
	}
}
