package acs_test

import (
	"crypto/hmac"
	"crypto/sha1"
	"encoding/base64"
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"kmsguard/guard/aliyun/acs"
)

// signatureOf computes the RPC signature of a query as its documentation says.
func signatureOf(method, secret string, query map[string]string) string {
	escape := func(s string) string {
		return strings.ReplaceAll(url.QueryEscape(s), "+", "%20")
	}
	var pairs []string
	for name, value := range query {
		if name != "Signature" {
			pairs = append(pairs, escape(name)+"="+escape(value))
		}
	}
	slices.Sort(pairs)
	mac := hmac.New(sha1.New, []byte(secret+"&"))
	mac.Write([]byte(method + "&%2F&" + escape(strings.Join(pairs, "&"))))
	return base64.StdEncoding.EncodeToString(mac.Sum(nil))
}

func TestCallsAreSignedPostsWithAllInTheQuery(t *testing.T) {
	c := serve(t, says(200, done))
	a := client(t, c, acs.Options{})
	if _, err := a.Keys("cn-hangzhou", user).ScheduleKeyDeletion(t.Context(), key, 7); err != nil {
		t.Fatal(err)
	}
	if _, err := a.Call(t.Context(), acs.Request{
		Product: acs.RDS, Action: "DescribeDBInstances", Region: "cn-shanghai",
		Query: map[string]string{"PageSize": "100", "Odd": "a b*~+é"}, Credentials: user,
	}); err != nil {
		t.Fatal(err)
	}
	want := []map[string]string{
		{"Action": "ScheduleKeyDeletion", "Version": "2016-01-20", "RegionId": "cn-hangzhou", "KeyId": key, "PendingWindowInDays": "7"},
		{"Action": "DescribeDBInstances", "Version": "2014-08-15", "RegionId": "cn-shanghai", "PageSize": "100", "Odd": "a b*~+é"},
	}
	for i, call := range c.seen() {
		if call.method != "POST" || call.body != "" {
			t.Errorf("call %d was %s with the body %q, want POST with an empty one", i, call.method, call.body)
		}
		if want := signatureOf("POST", user.Secret, call.query); call.query["Signature"] != want {
			t.Errorf("call %d is signed %q, want %q", i, call.query["Signature"], want)
		}
		if call.query["AccessKeyId"] != user.AccessKeyID || call.query["SecurityToken"] != user.Token {
			t.Errorf("call %d was made with other credentials", i)
		}
		got := map[string]string{}
		for name := range want[i] {
			got[name] = call.query[name]
		}
		if d := cmp.Diff(want[i], got); d != "" {
			t.Errorf("parameters of call %d (-want +got):\n%s", i, d)
		}
	}
}

func TestReplyKeepsWhatTheTypedStructDrops(t *testing.T) {
	c := serve(t, says(200, `{"RequestId":"R-7","TDEStatus":"Enabled","EncryptionKey":"key-1"}`))
	reply, err := client(t, c, acs.Options{}).Call(t.Context(), acs.Request{
		Product: acs.RDS, Action: "DescribeDBInstanceTDE", Region: "cn-hangzhou", Credentials: user,
	})
	if err != nil {
		t.Fatal(err)
	}
	var v struct{ TDEStatus, EncryptionKey string }
	if err := reply.Decode(&v); err != nil || v.EncryptionKey != "key-1" {
		t.Errorf("decoded %+v, %v; want the encryption key", v, err)
	}
	if reply.RequestID != "R-7" || time.Since(reply.Date).Abs() > time.Minute {
		t.Errorf("request ID %q at %v, want R-7 at the server's time", reply.RequestID, reply.Date)
	}
}

func TestParametersOfTheSignatureAreRefused(t *testing.T) {
	c := serve(t, says(200, done))
	_, err := client(t, c, acs.Options{}).Call(t.Context(), acs.Request{
		Product: acs.ECS, Action: "DescribeDisks", Region: "cn-hangzhou",
		Query: map[string]string{"Action": "DeleteDisk"}, Credentials: user,
	})
	if err == nil || len(c.seen()) != 0 {
		t.Errorf("err %v after %d requests; want an error before any", err, len(c.seen()))
	}
}

func TestMutationsUseAConnectionOfTheirOwn(t *testing.T) {
	c := serve(t, says(200, done))
	keys := client(t, c, acs.Options{}).Keys("cn-hangzhou", user)
	for range 3 {
		if _, err := keys.DescribeKey(t.Context(), key); err != nil {
			t.Fatal(err)
		}
	}
	if n := c.connections(); n != 1 {
		t.Errorf("three reads opened %d connections, want 1", n)
	}
	for range 3 {
		if _, err := keys.EnableKey(t.Context(), key); err != nil {
			t.Fatal(err)
		}
	}
	if n := c.connections(); n != 4 {
		t.Errorf("three mutations opened %d connections, want 3", n-1)
	}
}
