package aliyunsim

import (
	"net/http"
	"net/http/httptest"
	"testing"
	"time"
)

// The vectors are the ones that the vendor publishes with its clients, but for
// the bucket of version 1, which openssl computed; access key "ak", secret "sk".

func TestOSSSignatureV4KnownAnswers(t *testing.T) {
	query := "/?" + "%2Bparam1=value3&%2Bparam2=&%7Cparam1=value4&%7Cparam2=&param1=value1&param2="
	rows := []struct {
		name       string
		at         time.Time
		token      string
		additional []string
		want       string
	}{
		{
			"plain", time.Unix(1702743657, 0), "", nil,
			"e21d18daa82167720f9b1047ae7e7f1ce7cb77a31e8203a7d5f4624fa0284afe",
		},
		{
			"with a session token", time.Unix(1702784856, 0), "token", nil,
			"b94a3f999cf85bcdc00d332fbd3734ba03e48382c36fa4d5af5df817395bd9ea",
		},
		{
			"with additional headers", time.Unix(1702747512, 0), "", []string{"abc", "zabc"},
			"4a4183c187c07c8947db7620deb0a6b38d9fbdd34187b6dbaccb316fa251212f",
		},
	}
	for _, row := range rows {
		t.Run(row.name, func(t *testing.T) {
			r := httptest.NewRequestWithContext(t.Context(), http.MethodPut, query, nil)
			at := row.at.UTC()
			r.Header = http.Header{}
			for name, value := range map[string]string{
				"x-oss-head1": "value", "abc": "value", "ZAbc": "value", "XYZ": "value", "content-type": "text/plain",
				"x-oss-content-sha256": ossUnsignedPayload, "x-oss-date": at.Format(ossV4Time),
			} {
				r.Header.Set(name, value)
			}
			if row.token != "" {
				r.Header.Set("x-oss-security-token", row.token)
			}
			target := ossTarget{bucket: "bucket", object: "1234+-/123/1.txt"}
			a := ossAuthorization{
				v4: true, accessKey: "ak", date: at.Format("20060102"), region: "cn-hangzhou",
				additional: row.additional, signature: row.want,
			}
			if problem := verifyOSSSignature(r, target, a, "sk", at); problem != nil {
				t.Errorf("the published signature was refused: %+v", problem)
			}
			if problem := verifyOSSSignature(r, target, a, "other", at); problem == nil || problem.Code != "SignatureDoesNotMatch" {
				t.Errorf("another secret was answered with %+v, want SignatureDoesNotMatch", problem)
			}
		})
	}
}

func TestOSSSignatureV1KnownAnswers(t *testing.T) {
	at := time.Date(2022, 12, 28, 10, 27, 41, 0, time.UTC)
	meta := map[string]string{
		"Content-MD5": "eB5eJF1ptWaXm4bijSPyxw==", "Content-Type": "text/html",
		"x-oss-meta-author": "alice", "x-oss-meta-magic": "abracadabra",
	}
	rows := []struct {
		name    string
		method  string
		query   string
		headers map[string]string
		target  ossTarget
		want    string
	}{
		{"object", http.MethodPut, "/", meta, ossTarget{bucket: "examplebucket", object: "nelson"}, "kSHKmLxlyEAKtZPkJhG9bZb5k7M="},
		{"bucket", http.MethodGet, "/?encryption&other=1", nil, ossTarget{bucket: "examplebucket"}, "CiqPw3mBUaOiWpzRw/TZGrqQNnI="},
	}
	for _, row := range rows {
		t.Run(row.name, func(t *testing.T) {
			r := httptest.NewRequestWithContext(t.Context(), row.method, row.query, nil)
			r.Header = http.Header{}
			for name, value := range row.headers {
				r.Header.Set(name, value)
			}
			r.Header.Set("Date", at.Format(http.TimeFormat))
			r.Header.Set("x-oss-date", at.Format(http.TimeFormat))
			a := ossAuthorization{accessKey: "ak", signature: row.want}
			if problem := verifyOSSSignature(r, row.target, a, "sk", at); problem != nil {
				t.Errorf("the published signature was refused: %+v", problem)
			}
		})
	}
}

func TestOSSSignatureNeedsADateNearNow(t *testing.T) {
	at := time.Date(2026, 11, 2, 9, 0, 0, 0, time.UTC)
	rows := []struct {
		name string
		now  time.Time
		date string
		want string
	}{
		{"no date", at, "", "AccessDenied"},
		{"not a date", at, "yesterday", "AccessDenied"},
		{"at the edge", at.Add(15 * time.Minute), "20261102T090000Z", "SignatureDoesNotMatch"},
		{"too old", at.Add(15*time.Minute + time.Second), "20261102T090000Z", "RequestTimeTooSkewed"},
		{"too new", at.Add(-15*time.Minute - time.Second), "20261102T090000Z", "RequestTimeTooSkewed"},
		{"another day than the scope", at, "20261103T090000Z", "InvalidArgument"},
	}
	for _, row := range rows {
		t.Run(row.name, func(t *testing.T) {
			r := httptest.NewRequestWithContext(t.Context(), http.MethodGet, "/", nil)
			r.Header.Set("x-oss-date", row.date)
			r.Header.Set("x-oss-content-sha256", ossUnsignedPayload)
			a := ossAuthorization{v4: true, accessKey: "ak", date: "20261102", region: "cn-hangzhou", signature: "00"}
			problem := verifyOSSSignature(r, ossTarget{}, a, "sk", row.now)
			if problem == nil || problem.Code != row.want {
				t.Errorf("got %+v, want %s", problem, row.want)
			}
		})
	}
}

func TestOSSSignatureV4NeedsTheUnsignedPayloadMark(t *testing.T) {
	at := time.Date(2026, 11, 2, 9, 0, 0, 0, time.UTC)
	r := httptest.NewRequestWithContext(t.Context(), http.MethodGet, "/", nil)
	r.Header.Set("x-oss-date", at.Format(ossV4Time))
	a := ossAuthorization{v4: true, accessKey: "ak", date: "20261102", region: "cn-hangzhou", signature: "00"}
	if problem := verifyOSSSignature(r, ossTarget{}, a, "sk", at); problem == nil || problem.Code != "InvalidArgument" {
		t.Errorf("got %+v, want InvalidArgument", problem)
	}
}
