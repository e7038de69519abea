package acs_test

import (
	"context"
	"crypto/x509"
	"errors"
	"fmt"
	"io"
	"log"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"time"

	"kmsguard/guard"
	"kmsguard/guard/aliyun/acs"
)

func TestRedirectsAreNotFollowed(t *testing.T) {
	elsewhere := serve(t, says(200, done))
	for _, status := range []int{301, 302, 303, 307, 308} {
		c := serve(t, func(w http.ResponseWriter, r *http.Request) {
			http.Redirect(w, r, elsewhere.URL+"?"+r.URL.RawQuery, status)
		})
		a := client(t, c, acs.Options{})
		_, err := a.Keys("cn-hangzhou", user).ScheduleKeyDeletion(t.Context(), key, 7)
		checkError(t, "ScheduleKeyDeletion", err, guard.Uncertain, "")
		_, err = a.Storage("cn-hangzhou", user).ListBuckets(t.Context(), "")
		checkError(t, "ListBuckets", err, guard.Unavailable, "")
	}
	if n := len(elsewhere.seen()); n != 0 {
		t.Errorf("another host was called %d times", n)
	}
}

func TestCancelledCallReturnsSoon(t *testing.T) {
	reached := make(chan struct{}, 1)
	c := serve(t, func(w http.ResponseWriter, r *http.Request) {
		reached <- struct{}{}
		hangs(w, r)
	})
	keys := client(t, c, acs.Options{Timeout: time.Minute}).Keys("cn-hangzhou", user)
	ctx, cancel := context.WithCancel(t.Context())
	go func() {
		<-reached
		cancel()
	}()
	started := time.Now()
	_, err := keys.DisableKey(ctx, key)
	if took := time.Since(started); took > 5*time.Second {
		t.Errorf("the call returned after %v", took)
	}
	if guard.KindOf(err) != guard.Uncertain || !errors.Is(err, context.Canceled) {
		t.Errorf("error %v, want an uncertain one that holds context.Canceled", err)
	}
}

func TestCallThatWasNeverSentIsNotUncertain(t *testing.T) {
	c := serve(t, says(200, done))
	keys := client(t, c, acs.Options{}).Keys("cn-hangzhou", user)
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	_, err := keys.DisableKey(ctx, key)
	if guard.KindOf(err) != guard.Unavailable || !errors.Is(err, context.Canceled) {
		t.Errorf("error %v, want an unavailable one that holds context.Canceled", err)
	}
	if n := len(c.seen()); n != 0 {
		t.Errorf("%d requests were sent", n)
	}
}

// TestConcurrentCallsKeepTheirOwn is for the race detector: the SDK's own
// clients race on time limits, transports and TLS settings.
func TestConcurrentCallsKeepTheirOwn(t *testing.T) {
	c := serve(t, func(w http.ResponseWriter, r *http.Request) {
		_, _ = fmt.Fprintf(w, `{"RequestId":"%s/%s"}`, r.URL.Query().Get("AccessKeyId"), r.URL.Query().Get("KeyId"))
	})
	a := client(t, c, acs.Options{Timeout: 30 * time.Second})
	var wg sync.WaitGroup
	for i := range 32 {
		as := acs.Credentials{AccessKeyID: fmt.Sprintf("LTAI-%d", i), Secret: "secret"}
		wg.Go(func() {
			for n := range 8 {
				want := fmt.Sprintf("%s/key-%d", as.AccessKeyID, n)
				reply, err := a.Keys("cn-hangzhou", as).DescribeKey(t.Context(), fmt.Sprintf("key-%d", n))
				if err != nil || reply.RequestID != want {
					t.Errorf("got %q, %v; want %q", reply.RequestID, err, want)
				}
			}
		})
	}
	wg.Wait()
}

func TestClearTextOnlyToThisMachine(t *testing.T) {
	tests := []struct {
		address  string
		insecure bool
		problem  string
	}{
		{"kms-vpc.{region}.aliyuncs.com", false, ""},
		{"https://kms.example.com:8443/", false, ""},
		{"http://127.0.0.1:8080", false, ""},
		{"http://[::1]:8080", false, ""},
		{"http://localhost:8080", false, ""},
		{"http://kms.example.com", true, ""},
		{"http://kms.example.com", false, "clear text"},
		{"http://10.0.0.1", false, "clear text"},
		{"http://localhost.example.com", false, "clear text"},
		{"ftp://127.0.0.1", false, "only https and http"},
		{"https://id:secret@kms.example.com", false, "credentials do not belong"},
		{"https://kms.example.com/path", false, "after the host"},
		{"https://kms.example.com?x=1", false, "after the host"},
		{"https://", false, "names no host"},
		{"", false, "names no host"},
		{"https://a b", false, "not an address"},
	}
	for _, tt := range tests {
		_, err := acs.New(acs.Options{Endpoints: map[acs.Product]string{acs.KMS: tt.address}, Insecure: tt.insecure})
		switch {
		case tt.problem == "" && err != nil:
			t.Errorf("%q: %v", tt.address, err)
		case tt.problem != "" && (err == nil || !strings.Contains(err.Error(), tt.problem)):
			t.Errorf("%q: error %v, want one with %q", tt.address, err, tt.problem)
		case err != nil && (guard.KindOf(err) != guard.Invalid || strings.Contains(err.Error(), "secret")):
			t.Errorf("%q: error %v, want an invalid one without the password", tt.address, err)
		}
	}
}

func TestServerMustProveWhoItIs(t *testing.T) {
	server := httptest.NewUnstartedServer(says(200, done))
	server.Config.ErrorLog = log.New(io.Discard, "", 0) // it would report the refused handshake
	server.StartTLS()
	t.Cleanup(server.Close)
	at := map[acs.Product]string{acs.KMS: server.URL}
	roots := x509.NewCertPool()
	roots.AddCert(server.Certificate())
	for _, tt := range []struct {
		name  string
		roots *x509.CertPool
		want  string
	}{{"unknown authority", nil, "prove who it is"}, {"configured authority", roots, ""}} {
		a, err := acs.New(acs.Options{Endpoints: at, RootCAs: tt.roots})
		if err != nil {
			t.Fatal(err)
		}
		_, err = a.Keys("cn-hangzhou", user).DescribeKey(t.Context(), key)
		a.Close()
		if (err == nil) != (tt.want == "") || err != nil && !strings.Contains(err.Error(), tt.want) {
			t.Errorf("%s: error %v, want %q", tt.name, err, tt.want)
		}
	}
}

func TestOddProxyVariablesDoNotStopCalls(t *testing.T) {
	t.Setenv("NO_PROXY", "(,*.internal")
	t.Setenv("HTTP_PROXY", "://")
	c := serve(t, says(200, done))
	if _, err := client(t, c, acs.Options{}).Keys("cn-hangzhou", user).DescribeKey(t.Context(), key); err != nil {
		t.Error(err)
	}
}
