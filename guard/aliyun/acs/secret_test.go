package acs_test

import (
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"kmsguard/guard/aliyun/acs"
)

// leaks lists which credentials of the user a text shows, in any escaping.
func leaks(text string, signatures ...string) []string {
	var found []string
	for _, secret := range append(signatures, user.AccessKeyID, user.Secret, user.Token) {
		for range 3 {
			if secret != "" && strings.Contains(text, secret) {
				found = append(found, secret)
			}
			secret = url.QueryEscape(secret)
		}
	}
	return found
}

// quotesTheRequest refuses and repeats everything it was sent, as the cloud
// does with a string to sign that does not match.
func quotesTheRequest(status int, format string) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		w.WriteHeader(status)
		quoted := r.URL.RawQuery + " " + url.QueryEscape(r.URL.RawQuery) + " " + url.QueryEscape(url.QueryEscape(r.URL.RawQuery))
		for _, plain := range r.URL.Query() {
			quoted += " " + plain[0]
		}
		_, _ = fmt.Fprintf(w, format, quoted+" "+r.Header.Get("Authorization"))
	}
}

// garbles answers with something that is no HTTP and holds the request.
func garbles(w http.ResponseWriter, r *http.Request) {
	conn, _, err := w.(http.Hijacker).Hijack()
	if err != nil {
		return
	}
	_, _ = io.WriteString(conn, "what is "+r.URL.RawQuery+"\r\n\r\n")
	_ = conn.Close()
}

func TestNoErrorShowsACredential(t *testing.T) {
	answers := map[string]http.HandlerFunc{
		"refusal that quotes": quotesTheRequest(400, `{"Code":"SignatureDoesNotMatch","RequestId":"R-1","Message":"server string to sign is: %s"}`),
		"code that quotes":    quotesTheRequest(400, `{"Code":"%s","RequestId":"R-1"}`),
		"failure that quotes": quotesTheRequest(500, `{"Code":"InternalFailure","RequestId":"%s","Message":"x"}`),
		"page that quotes":    quotesTheRequest(502, `<html>%s</html>`),
		"positive page":       quotesTheRequest(200, `<html>%s</html>`),
		"no HTTP":             garbles,
		"reset":               resets,
		"timeout":             hangs,
		"redirect that quotes": func(w http.ResponseWriter, r *http.Request) {
			http.Redirect(w, r, "/x?"+r.URL.RawQuery, http.StatusFound)
		},
	}
	for name, answer := range answers {
		t.Run(name, func(t *testing.T) {
			c := serve(t, answer)
			a := client(t, c, acs.Options{Timeout: 500 * time.Millisecond})
			_, rpc := a.Keys("cn-hangzhou", user).DisableKey(t.Context(), key)
			_, oss := a.Storage("cn-hangzhou", user).ListBuckets(t.Context(), "")
			var signatures []string
			for _, call := range c.seen() {
				signatures = append(signatures, call.query["Signature"])
			}
			checkClean(t, rpc, signatures)
			checkClean(t, oss, signatures)
		})
	}
}

// checkClean looks at every error of a chain in each way of printing it.
func checkClean(t *testing.T, err error, signatures []string) {
	t.Helper()
	if err == nil {
		t.Fatal("no error")
	}
	for ; err != nil; err = errors.Unwrap(err) {
		for _, verb := range []string{"%v", "%+v", "%#v", "%s", "%q"} {
			text := fmt.Sprintf(verb, err)
			if found := leaks(text, signatures...); len(found) > 0 {
				t.Errorf("%s of %T shows %q: %s", verb, err, found, text)
			}
			if strings.Contains(text, "AccessKeyId=LTAI") || strings.Contains(text, "?") && strings.Contains(text, "Signature=") {
				t.Errorf("%s of %T shows an address with parameters: %s", verb, err, text)
			}
		}
	}
}

func TestCredentialsPrintAsAWord(t *testing.T) {
	c := serve(t, says(200, done))
	keys := client(t, c, acs.Options{}).Keys("cn-hangzhou", user)
	request := acs.Request{Credentials: user}
	for _, v := range []any{user, &user, request, keys, acs.Session{Credentials: user}} {
		for _, verb := range []string{"%v", "%+v", "%#v", "%s", "%q", "%x"} {
			if found := leaks(fmt.Sprintf(verb, v)); len(found) > 0 {
				t.Errorf("%s of %T shows %q", verb, v, found)
			}
		}
	}
}

func TestNoOtherCredentialsAreLookedFor(t *testing.T) {
	t.Setenv("ALIBABA_CLOUD_ACCESS_KEY_ID", "LTAI5tOfTheEnvironment")
	t.Setenv("ALIBABA_CLOUD_ACCESS_KEY_SECRET", "secret")
	c := serve(t, says(200, done))
	a := client(t, c, acs.Options{})
	if _, err := a.Keys("cn-hangzhou", acs.Credentials{}).DescribeKey(t.Context(), key); err == nil {
		t.Error("a call without credentials was made")
	}
	if _, err := a.Storage("cn-hangzhou", acs.Credentials{}).ListBuckets(t.Context(), ""); err == nil {
		t.Error("a call to OSS without credentials was made")
	}
	if n := len(c.seen()); n != 0 {
		t.Errorf("%d requests were sent", n)
	}
}
