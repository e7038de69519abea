package acs_test

import (
	"errors"
	"net/http"
	"strings"
	"testing"
	"time"

	"kmsguard/guard"
	"kmsguard/guard/aliyun/acs"
)

func errorBody(code string) string {
	return `{"HttpStatus":409,"Code":"` + code + `","Message":"no","RequestId":"R-9"}`
}

// outcomes are ways of answering, with what each means after a call that reads
// and after one that changes something.
var outcomes = []struct {
	name           string
	answer         http.HandlerFunc
	read, mutation guard.Kind
	code           string
	timeout        time.Duration // 0: the usual one of the tests
}{
	{name: "state refuses", answer: says(409, errorBody("Rejected.StateModifiedFailed")),
		read: guard.Conflict, mutation: guard.Conflict, code: "Rejected.StateModifiedFailed"},
	{name: "code misspelled by the cloud", answer: says(409, errorBody("Rejetced.PendingDeletion")),
		read: guard.Conflict, mutation: guard.Conflict, code: "Rejetced.PendingDeletion"},
	{name: "bad parameter", answer: says(400, errorBody("InvalidParameter")),
		read: guard.Invalid, mutation: guard.Invalid, code: "InvalidParameter"},
	{name: "key not found", answer: says(404, errorBody("Forbidden.KeyNotFound")),
		read: guard.NotFound, mutation: guard.NotFound, code: "Forbidden.KeyNotFound"},
	{name: "not found by another spelling", answer: says(404, errorBody("forbidden.keynotfound")),
		read: guard.Denied, mutation: guard.Denied, code: "forbidden.keynotfound"},
	{name: "bad credential, also 404", answer: says(404, errorBody("InvalidAccessKeyId.NotFound")),
		read: guard.Denied, mutation: guard.Denied, code: "InvalidAccessKeyId.NotFound"},
	{name: "unknown 404", answer: says(404, errorBody("InvalidAction.NotFound")),
		read: guard.Invalid, mutation: guard.Invalid, code: "InvalidAction.NotFound"},
	{name: "no permission", answer: says(403, errorBody("Forbidden.NoPermission")),
		read: guard.Denied, mutation: guard.Denied, code: "Forbidden.NoPermission"},
	{name: "KMS quota", answer: says(429, errorBody("Rejected.Throttling")),
		read: guard.Throttled, mutation: guard.Throttled, code: "Rejected.Throttling"},
	{name: "gateway quota", answer: says(400, errorBody("Throttling.User")),
		read: guard.Throttled, mutation: guard.Throttled, code: "Throttling.User"},
	{name: "internal error", answer: says(500, errorBody("InternalFailure")),
		read: guard.Unavailable, mutation: guard.Uncertain, code: "InternalFailure"},
	{name: "unavailable, misspelled", answer: says(503, errorBody("SerivceUnvailableTemporary")),
		read: guard.Unavailable, mutation: guard.Uncertain, code: "SerivceUnvailableTemporary"},
	{name: "page of a gateway", answer: says(502, "<html><body>Bad Gateway</body></html>"),
		read: guard.Unavailable, mutation: guard.Uncertain},
	{name: "page with 403", answer: says(403, "<html>blocked</html>"),
		read: guard.Unavailable, mutation: guard.Uncertain},
	{name: "numeric code", answer: says(400, `{"Code":400,"Message":"x","RequestId":"R-9"}`),
		read: guard.Unavailable, mutation: guard.Uncertain},
	{name: "error without request ID", answer: says(403, `{"Code":"Forbidden","Message":"x"}`),
		read: guard.Unavailable, mutation: guard.Uncertain},
	{name: "error of a proxy", answer: says(403, `{"code":"Forbidden","requestId":"R-9"}`),
		read: guard.Unavailable, mutation: guard.Uncertain},
	{name: "200 that is no JSON", answer: says(200, "<html>welcome</html>"),
		read: guard.Incomplete, mutation: guard.Uncertain},
	{name: "200 without request ID", answer: says(200, `{}`),
		read: guard.Incomplete, mutation: guard.Uncertain},
	{name: "200 that is null", answer: says(200, `null`),
		read: guard.Incomplete, mutation: guard.Uncertain},
	{name: "200 with text behind", answer: says(200, done+done),
		read: guard.Incomplete, mutation: guard.Uncertain},
	{name: "200 cut off", answer: truncates,
		read: guard.Incomplete, mutation: guard.Uncertain},
	{name: "200 too long", answer: says(200, `{"RequestId":"R-1","x":"`+strings.Repeat("x", 8<<20)+`"}`),
		read: guard.Incomplete, mutation: guard.Uncertain},
	{name: "connection reset", answer: resets,
		read: guard.Unavailable, mutation: guard.Uncertain},
	{name: "no answer in time", answer: hangs, timeout: 100 * time.Millisecond,
		read: guard.Unavailable, mutation: guard.Uncertain},
}

// TestOutcomes also shows that nothing is ever sent twice.
func TestOutcomes(t *testing.T) {
	for _, tt := range outcomes {
		t.Run(tt.name, func(t *testing.T) {
			c := serve(t, tt.answer)
			keys := client(t, c, acs.Options{Timeout: tt.timeout}).Keys("cn-hangzhou", user)
			_, err := keys.DescribeKey(t.Context(), key)
			checkError(t, "DescribeKey", err, tt.read, tt.code)
			_, err = keys.CancelKeyDeletion(t.Context(), key)
			checkError(t, "CancelKeyDeletion", err, tt.mutation, tt.code)
			if n := len(c.seen()); n != 2 {
				t.Errorf("two calls made %d requests", n)
			}
		})
	}
}

func checkError(t *testing.T, call string, err error, kind guard.Kind, code string) {
	t.Helper()
	if got := guard.KindOf(err); err == nil || got != kind {
		t.Errorf("%s: %v is %v, want %v", call, err, got, kind)
	}
	if got := acs.CodeOf(err); got != code {
		t.Errorf("%s: code %q, want %q", call, got, code)
	}
	lost := (*acs.TransportError)(nil)
	if code == "" && !errors.As(err, &lost) {
		t.Errorf("%s: %v holds no TransportError", call, err)
	}
}

func TestErrorTellsCodeAndRequestID(t *testing.T) {
	c := serve(t, says(409, errorBody("Rejected.Disabled")))
	_, err := client(t, c, acs.Options{}).Keys("cn-hangzhou", user).CreateKeyVersion(t.Context(), key)
	want := "kms.CreateKeyVersion: " + key + ": Rejected.Disabled (HTTP 409): no [request R-9]"
	if err == nil || err.Error() != want {
		t.Errorf("error %q, want %q", err, want)
	}
}
