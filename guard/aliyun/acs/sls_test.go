package acs_test

import (
	"crypto/hmac"
	"crypto/sha1"
	"encoding/base64"
	"net/http"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"kmsguard/guard"
	"kmsguard/guard/aliyun/acs"
)

// logs answers every call of SLS with a status and a body.
func logs(t *testing.T, status int, body string) (acs.Logs, *cloud) {
	c := serve(t, func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("X-Log-Requestid", "LOG-1")
		says(status, body)(w, r)
	})
	return client(t, c, acs.Options{}).Logs("cn-hangzhou", user), c
}

func TestLogCallsAreSigned(t *testing.T) {
	l, c := logs(t, 200, `{"total":501,"logstores":["a"]}`)
	if _, err := l.Logstores(t.Context(), "shop", 500); err != nil {
		t.Fatal(err)
	}
	call := c.seen()[0]
	if want := "shop." + strings.TrimPrefix(c.URL, "http://"); call.host != want || call.path != "/logstores" {
		t.Errorf("asked %s%s, want %s/logstores: the project in front of the address", call.host, call.path, want)
	}
	toSign := strings.Join([]string{
		"GET", "", "", call.header.Get("Date"), "x-acs-security-token:" + user.Token, "x-log-apiversion:0.6.0", "x-log-bodyrawsize:0",
		"x-log-region:cn-hangzhou", "x-log-signaturemethod:hmac-sha1", "/logstores?offset=500&size=500",
	}, "\n")
	mac := hmac.New(sha1.New, []byte(user.Secret))
	mac.Write([]byte(toSign))
	want := "LOG " + user.AccessKeyID + ":" + base64.StdEncoding.EncodeToString(mac.Sum(nil))
	if got := call.header.Get("Authorization"); got != want {
		t.Errorf("signed with %q, want %q", got, want)
	}
	if _, err := http.ParseTime(call.header.Get("Date")); err != nil {
		t.Errorf("the date is no date of HTTP: %v", err)
	}
}

func TestLogProjects(t *testing.T) {
	l, c := logs(t, 200, `{"count":1,"total":3,"projects":[{"projectName":"shop","region":"cn-hangzhou","status":"Normal"}]}`)
	got, err := l.Projects(t.Context(), 0)
	want := acs.LogPage[acs.LogProject]{Rows: []acs.LogProject{{Name: "shop", Region: "cn-hangzhou"}}, Total: 3}
	if d := cmp.Diff(want, got); d != "" || err != nil {
		t.Errorf("%v, page (-want +got):\n%s", err, d)
	}
	if call := c.seen()[0]; "http://"+call.host != c.URL || call.path != "/" {
		t.Errorf("asked %s%s, want the service itself", call.host, call.path)
	}
}

func TestLogPagesThatProveNothing(t *testing.T) {
	for _, body := range []string{
		`{}`, `{"total":0}`, `{"projects":[]}`, `{"total":0,"projects":[{"projectName":"shop"}]}`, `{"total":"1","projects":[]}`, `[]`, ``,
		`<html>welcome</html>`, `{"total":1,"projects":[{"projectName":"sh`,
	} {
		l, _ := logs(t, 200, body)
		if page, err := l.Projects(t.Context(), 0); guard.KindOf(err) != guard.Incomplete {
			t.Errorf("%s: read %v, %v; want an incomplete one", body, page, err)
		}
	}
}

func TestLogstore(t *testing.T) {
	tests := []struct {
		name, body string
		want       acs.Logstore
		kind       guard.Kind
	}{
		{"own key", `{"logstoreName":"a","encrypt_conf":{"enable":true,"encrypt_type":"default","user_cmk_info":{"cmk_key_id":"key-1","arn":"acs:ram::1:role/x","region_id":"cn-beijing"}}}`,
			acs.Logstore{Encrypted: true, KeyID: "key-1", KeyRegion: "cn-beijing", RequestID: "LOG-1"}, 0},
		{"switched off", `{"logstoreName":"a","encrypt_conf":{"enable":false,"user_cmk_info":{"cmk_key_id":"key-1","region_id":"cn-beijing"}}}`,
			acs.Logstore{KeyID: "key-1", KeyRegion: "cn-beijing", RequestID: "LOG-1"}, 0},
		{"service key", `{"logstoreName":"a","encrypt_conf":{"enable":true,"user_cmk_info":{}}}`, acs.Logstore{Encrypted: true, RequestID: "LOG-1"}, 0},
		{"not encrypted", `{"logstoreName":"a","ttl":30}`, acs.Logstore{RequestID: "LOG-1"}, 0},
		{"of another", `{"logstoreName":"b","ttl":30}`, acs.Logstore{}, guard.Incomplete},
		{"of none", `{"ttl":30}`, acs.Logstore{}, guard.Incomplete},
		{"perhaps encrypted", `{"logstoreName":"a","encrypt_conf":{}}`, acs.Logstore{}, guard.Incomplete},
		{"in another form", `{"logstoreName":"a","encrypt_conf":{"enable":"yes"}}`, acs.Logstore{}, guard.Incomplete},
	}
	for _, tt := range tests {
		l, c := logs(t, 200, tt.body)
		got, err := l.Logstore(t.Context(), "shop", "a")
		if guard.KindOf(err) != tt.kind || got != tt.want {
			t.Errorf("%s: %+v, %v; want %+v, %v", tt.name, got, err, tt.want, tt.kind)
		}
		if call := c.seen()[0]; call.path != "/logstores/a" || len(call.query) != 0 {
			t.Errorf("%s: asked %s with %v", tt.name, call.path, call.query)
		}
	}
}

func TestLogErrors(t *testing.T) {
	tests := []struct {
		status     int
		body, code string
		kind       guard.Kind
	}{
		{401, `{"errorCode":"Unauthorized","errorMessage":"m"}`, "Unauthorized", guard.Denied},
		{403, `{"errorCode":"SignatureNotMatch","errorMessage":"m"}`, "SignatureNotMatch", guard.Denied},
		{400, `{"errorCode":"RequestTimeExpired","errorMessage":"m"}`, "RequestTimeExpired", guard.Denied},
		{403, `{"errorCode":"ReadQuotaExceed","errorMessage":"m"}`, "ReadQuotaExceed", guard.Throttled},
		{404, `{"errorCode":"ProjectNotExist","errorMessage":"m"}`, "ProjectNotExist", guard.Invalid},
		{500, `{"errorCode":"InternalServerError","errorMessage":"m"}`, "InternalServerError", guard.Unavailable},
		{404, `{"Code":"ProjectNotExist"}`, "", guard.Unavailable},
		{404, `<html>not here</html>`, "", guard.Unavailable},
		{302, ``, "", guard.Unavailable},
	}
	for _, tt := range tests {
		l, c := logs(t, tt.status, tt.body)
		_, err := l.Logstore(t.Context(), "shop", "a")
		checkError(t, tt.body, err, tt.kind, tt.code)
		if n := len(c.seen()); n != 1 {
			t.Errorf("%d %s: %d requests were made, want 1", tt.status, tt.body, n)
		}
	}
}

// TestNoErrorOfLogsShowsACredential: SLS may quote what it was sent.
func TestNoErrorOfLogsShowsACredential(t *testing.T) {
	c := serve(t, func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("X-Log-Requestid", r.Header.Get("Authorization"))
		says(403, `{"errorCode":"SignatureNotMatch","errorMessage":"`+r.Header.Get("Authorization")+" "+r.Header.Get("X-Acs-Security-Token")+`"}`)(w, r)
	})
	_, err := client(t, c, acs.Options{}).Logs("cn-hangzhou", user).Projects(t.Context(), 0)
	if err == nil {
		t.Fatal("a refusal is no error")
	}
	_, signature, _ := strings.Cut(c.seen()[0].header.Get("Authorization"), user.AccessKeyID+":")
	if found := leaks(err.Error(), signature); len(found) > 0 {
		t.Errorf("%v shows %q", err, found)
	}
}

// TestLogHosts: at the vendor's own hosts a project has an address.
func TestLogHosts(t *testing.T) {
	a, err := acs.New(acs.Options{})
	if err != nil {
		t.Fatal(err)
	}
	got, err := a.Hosts([]acs.Product{acs.SLS}, []string{"cn-hangzhou"})
	if d := cmp.Diff([]string{"cn-hangzhou.log.aliyuncs.com"}, got); d != "" || err != nil {
		t.Errorf("%v, hosts (-want +got):\n%s", err, d)
	}
}
