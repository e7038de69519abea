package main

import (
	"bufio"
	"context"
	"net"
	"net/http"
	"testing"

	"kmsguard/guard"
)

// Without an address a sandbox finds ports; with one it says that they are taken.
func TestSandboxFindsPorts(t *testing.T) {
	first, err := (&net.ListenConfig{}).Listen(t.Context(), "tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer first.Close() //nolint:errcheck // nobody came
	_, _, err = sandboxCmd{Listen: first.Addr().String()}.listen(t.Context())
	if guard.KindOf(err) != guard.Unavailable || guard.HintOf(err) == "" {
		t.Errorf("a taken port: %v", err)
	}
	for range 2 { // the second finds the first one's port taken
		l, _, err := sandboxCmd{}.listen(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		defer l.Close() //nolint:errcheck // nobody came
	}
}

// A request that is under way ends with the sandbox, and the sandbox not before it:
// what the request looks at is there until then.
func TestServeWaitsForWhatIsUnderWay(t *testing.T) {
	l, err := (&net.ListenConfig{}).Listen(t.Context(), "tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	ctx, interrupt := context.WithCancel(t.Context())
	defer interrupt()
	left := false
	ended := make(chan error, 1)
	go func() {
		ended <- serve(ctx, l, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			_, _ = w.Write([]byte("listening\n"))
			if err := http.NewResponseController(w).Flush(); err != nil {
				t.Error(err)
			}
			<-r.Context().Done()
			left = true
		}))
	}()
	req, err := http.NewRequestWithContext(t.Context(), http.MethodGet, "http://"+l.Addr().String(), nil)
	if err != nil {
		t.Fatal(err)
	}
	req.Close = true
	resp, err := http.DefaultClient.Do(req)
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close() //nolint:errcheck // only read
	if line, err := bufio.NewReader(resp.Body).ReadString('\n'); err != nil || line != "listening\n" {
		t.Fatalf("got %q, %v", line, err)
	}
	interrupt()
	if err := <-ended; err != nil || !left {
		t.Errorf("ended with %v, and the request had left: %v", err, left)
	}
}
