package page_test

import (
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha1"
	"encoding/base64"
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"
)

// credentials are of a user, or of a session with its token.
type credentials struct{ id, secret, token string }

// botUser is the user that the bot is.
var botUser = credentials{"sandbox-id", "sandbox-secret", ""}

// cloudClient calls the simulated cloud as the bot does: signed, over HTTP.
type cloudClient struct {
	t   testing.TB
	url string
}

func newCloudClient(s *site) cloudClient {
	server := httptest.NewServer(s.cloud)
	s.t.Cleanup(server.Close)
	return cloudClient{s.t, server.URL}
}

// call makes one call with parameters as pairs, and returns its answer, of
// whatever status.
func (c cloudClient) call(as credentials, product, version, action string, pairs ...string) map[string]any {
	c.t.Helper()
	form := url.Values{
		"Format": {"JSON"}, "Version": {version}, "Action": {action}, "AccessKeyId": {as.id}, "SignatureMethod": {"HMAC-SHA1"},
		"SignatureVersion": {"1.0"}, "SignatureNonce": {rand.Text()}, "Timestamp": {time.Now().UTC().Format("2006-01-02T15:04:05Z")},
	}
	if as.token != "" {
		form.Set("SecurityToken", as.token)
	}
	for i := 0; i < len(pairs); i += 2 {
		form.Set(pairs[i], pairs[i+1])
	}
	escaped := strings.NewReplacer("+", "%20", "*", "%2A", "%7E", "~")
	mac := hmac.New(sha1.New, []byte(as.secret+"&"))
	_, _ = io.WriteString(mac, "POST&%2F&"+escaped.Replace(url.QueryEscape(escaped.Replace(form.Encode())))) // a hash takes everything
	form.Set("Signature", base64.StdEncoding.EncodeToString(mac.Sum(nil)))
	r, err := http.NewRequestWithContext(c.t.Context(), http.MethodPost, c.url+"/", strings.NewReader(form.Encode()))
	if err != nil {
		c.t.Fatal(err)
	}
	r.Host = product + ".cn-hangzhou.aliyuncs.com"
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	resp, err := http.DefaultClient.Do(r)
	if err != nil {
		c.t.Fatal(err)
	}
	var out map[string]any
	err = json.NewDecoder(resp.Body).Decode(&out)
	if err := errors.Join(err, resp.Body.Close()); err != nil {
		c.t.Fatal(err)
	}
	return out
}

// assume opens a session with a session policy.
func (c cloudClient) assume(policy string) credentials {
	c.t.Helper()
	out := c.call(botUser, "sts", "2015-04-01", "AssumeRole", "RoleArn", "acs:ram::1234567890123456:role/kmsguard-destroy", "RoleSessionName", "op-7Q4", "Policy", policy)
	got, _ := out["Credentials"].(map[string]any)
	if got == nil {
		c.t.Fatalf("AssumeRole: %v", out)
	}
	return credentials{got["AccessKeyId"].(string), got["AccessKeySecret"].(string), got["SecurityToken"].(string)}
}
