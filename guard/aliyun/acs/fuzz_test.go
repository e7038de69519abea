package acs

import (
	"encoding/json"
	"errors"
	"net/url"
	"strings"
	"testing"
	"time"

	"kmsguard/guard"
)

// FuzzJudge holds the promise of a mutation: whatever came back, it is a reply
// with a request ID, a refusal of 4xx that carries code and request ID, or
// uncertain.
func FuzzJudge(f *testing.F) {
	for _, seed := range []struct {
		status int
		body   string
	}{
		{200, `{"RequestId":"R"}`}, {200, `{}`}, {200, `<html>`}, {200, `[]`}, {200, `{"RequestId":1}`},
		{409, `{"HttpStatus":409,"Code":"Rejected.Disabled","Message":"m","RequestId":"R"}`},
		{400, `{"Code":400,"RequestId":"R"}`}, {400, `{"Code":"X","RequestId":{}}`}, {404, `{"code":"X","requestid":"R"}`},
		{500, `{"Code":"InternalFailure","RequestId":"R"}`}, {502, `<html>`}, {302, `{"RequestId":"R"}`}, {0, ``},
	} {
		f.Add(seed.status, []byte(seed.body))
	}
	f.Fuzz(func(t *testing.T, status int, body []byte) {
		x := &exchange{sent: true, whole: true, status: status, body: body}
		reply, err := x.judge(subject{op: "kms.DisableKey", on: "key-1", mutation: true}, rpcDocument)
		if err == nil {
			if status < 200 || status > 299 || reply.RequestID == "" {
				t.Errorf("%d %q counts as done", status, body)
			}
			return
		}
		if guard.KindOf(err) == guard.Uncertain {
			return
		}
		cloud := (*CloudError)(nil)
		if !errors.As(err, &cloud) || cloud.Code == "" || cloud.RequestID == "" || status < 400 || status > 499 {
			t.Errorf("%d %q counts as refused: %v", status, body, err)
		}
	})
}

// FuzzAddress holds that an accepted address has nothing but scheme, host and
// port, and is read the same way again.
func FuzzAddress(f *testing.F) {
	for _, seed := range []string{"kms-vpc.{region}.aliyuncs.com", "http://127.0.0.1:80", "http://[::1]:1", "https://a/b", "https://u:p@h", "http://h?q", "", "{region}"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		a, err := parseAddress(text)
		if err != nil {
			return
		}
		in := a.in("cn-hangzhou")
		u, err := url.Parse(in.scheme + "://" + in.host)
		if err != nil || u.Host != in.host || u.Path != "" || u.RawQuery != "" || u.User != nil {
			t.Errorf("%q became %q, which is no host: %v", text, in.host, err)
		}
		again, err := parseAddress(a.scheme + "://" + a.host)
		if err != nil || again != a {
			t.Errorf("%q became %+v, then %+v, %v", text, a, again, err)
		}
	})
}

// FuzzScrub holds that no credential passes, plain or escaped.
func FuzzScrub(f *testing.F) {
	f.Add("before ", " after", "S3cretOfTheUser/+=", "CAIS+tok/en==")
	f.Add("AccessKeyId%3D", "%26SecurityToken=", "LTAI5t", "LTAI5tLTAI5t")
	f.Fuzz(func(t *testing.T, before, after, secret, token string) {
		for _, s := range []string{secret, token} {
			if len(s) < 4 || strings.ContainsAny(s, "[…]") || strings.Join(strings.Fields(s), " ") != s {
				t.Skip("no credential looks like this")
			}
		}
		text := before + secret + after + url.QueryEscape(token) + before + url.QueryEscape(url.QueryEscape(secret))
		got := newScrubber(Credentials{Secret: secret, Token: token}, "").clean(text)
		for _, s := range []string{secret, token, url.QueryEscape(secret)} {
			if strings.Contains(got, s) {
				t.Errorf("%q still shows %q", got, s)
			}
		}
	})
}

// FuzzDecode holds that a body is read wholly as one JSON value, or is incomplete.
func FuzzDecode(f *testing.F) {
	f.Add(`{"Total":"many"}`)
	f.Add(`{"Total":3,"At":"soon"}`)
	f.Add(`{"Total":3} {}`)
	f.Fuzz(func(t *testing.T, body string) {
		var v struct {
			Total int
			At    time.Time
		}
		err := Reply{Body: []byte(body), RequestID: "R"}.Decode(&v)
		if err != nil {
			if guard.KindOf(err) != guard.Incomplete {
				t.Errorf("%q: %v is not incomplete", body, err)
			}
			return
		}
		if !json.Valid([]byte(body)) {
			t.Errorf("%q was read as %+v, and is not one JSON value", body, v)
		}
	})
}
