package aliyunsim

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

func keysOf(body map[string]any) map[string]bool {
	keys := map[string]bool{}
	for k := range body {
		keys[k] = true
	}
	return keys
}

// KMS and the gateway of the other products refuse in different forms.
func TestErrorEnvelopes(t *testing.T) {
	c := startCloud(t, "")
	kms := c.kms("DescribeKey", "KeyId", "key-none")
	if diff := cmp.Diff(map[string]bool{"RequestId": true, "Code": true, "Message": true, "HttpStatus": true}, keysOf(kms.body)); diff != "" {
		t.Errorf("KMS (-want +got):\n%s", diff)
	}
	if kms.body["HttpStatus"] != 404.0 {
		t.Errorf("HttpStatus %v", kms.body["HttpStatus"])
	}
	ram := c.call(admin, ramVersion, "GetRole", "RoleName", "none")
	if diff := cmp.Diff(map[string]bool{"RequestId": true, "Code": true, "Message": true, "HostId": true, "Recommend": true}, keysOf(ram.body)); diff != "" {
		t.Errorf("gateway (-want +got):\n%s", diff)
	}
	denied := c.call(guard, ramVersion, "ListRoles").at("AccessDeniedDetail")
	detail, _ := denied.(map[string]any)
	if detail["NoPermissionType"] != "ImplicitDeny" || detail["AuthAction"] != "ram:ListRoles" {
		t.Errorf("detail of a denial: %v", denied)
	}
}

func TestDateIsCalendarTime(t *testing.T) {
	c := startCloud(t, "")
	c.advance(72 * time.Hour)
	if date := c.kms("DescribeRegions").header.Get("Date"); date != "Thu, 05 Nov 2026 09:00:00 GMT" {
		t.Errorf("Date %s", date)
	}
}

func TestWireIsStrict(t *testing.T) {
	c := startCloud(t, "")
	if a := c.kms("DescribeKey", "KeyId", testKey, "Verbose", "true"); a.code() != "InvalidParameter" {
		t.Errorf("an unknown parameter: %s", a.code())
	}
	if a := c.kms("DescribeKey"); a.code() != "MissingParameter" {
		t.Errorf("a missing parameter: %s", a.code())
	}
	if a := c.kms("DescribeKey", "KeyId", ""); a.code() != "MissingParameter" {
		t.Errorf("an empty parameter: %s", a.code())
	}
	q := c.query(admin, kmsVersion, "DescribeKey", "KeyId", testKey)
	signRPC(q, http.MethodPut, admin.secret)
	if a, err := c.send(http.MethodPut, q.Encode(), nil, nil); err != nil || a.code() != "UnsupportedHTTPMethod" {
		t.Errorf("PUT: %s, %v", a.code(), err)
	}
	if a, err := c.send(http.MethodPost, "Action=%zz", nil, nil); err != nil || a.code() != "ParseRequestParameterException" {
		t.Errorf("a broken query: %s, %v", a.code(), err)
	}
}

func TestHostNameTellsTheRegion(t *testing.T) {
	c := startCloud(t, "")
	q := c.query(admin, kmsVersion, "DescribeKey", "KeyId", "key-bjother")
	q.Del("RegionId")
	signRPC(q, http.MethodGet, admin.secret)
	r := httptest.NewRequestWithContext(t.Context(), http.MethodGet, "/?"+q.Encode(), nil)
	r.Host = "kms.cn-beijing.aliyuncs.com"
	w := httptest.NewRecorder()
	c.sim.ServeHTTP(w, r)
	if w.Code != http.StatusOK {
		t.Errorf("%d %s", w.Code, w.Body)
	}
}

func TestInactiveAccessKey(t *testing.T) {
	c := serveWorld(t, "account: \"1\"\nprincipals: [{access_key: a, secret: b, user: c, inactive: true}]")
	if a := c.call(who{id: "a", secret: "b"}, kmsVersion, "DescribeRegions"); a.code() != "InvalidAccessKeyId.Inactive" || a.status != 403 {
		t.Errorf("got %s with %d", a.code(), a.status)
	}
}

// Nothing that arrives as a query makes the simulator stumble or let somebody in.
func FuzzQuery(f *testing.F) {
	f.Add("Action=DescribeKey&Version=2016-01-20", "")
	f.Add("Action=AssumeRole&Version=2015-04-01&AccessKeyId=admin-id&Signature=x&SignatureMethod=HMAC-SHA1&SignatureVersion=1.0&SignatureNonce=1&Timestamp=2026-11-24T06:00:00Z", "")
	f.Add("KeyId=k", "ACS3-HMAC-SHA256 Credential=admin-id,SignedHeaders=host,Signature=00")
	s, err := newFromYAML(basicWorld)
	if err != nil {
		f.Fatal(err)
	}
	f.Fuzz(func(t *testing.T, query, authorization string) {
		r := httptest.NewRequestWithContext(t.Context(), http.MethodPost, "/", nil)
		r.URL.RawQuery = query
		r.Header.Set("Authorization", authorization)
		w := httptest.NewRecorder()
		s.ServeHTTP(w, r)
		if w.Code < 400 || w.Code > 499 {
			t.Errorf("an unsigned request got %d: %s", w.Code, w.Body)
		}
		if n := len(s.Calls()); n != 0 {
			t.Errorf("%d calls were served", n)
		}
		if strings.Contains(w.Body.String(), "-secret") {
			t.Errorf("a secret in %s", w.Body)
		}
	})
}
