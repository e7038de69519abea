package acs_test

import (
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"sync"
	"testing"
	"time"

	"kmsguard/guard/aliyun/acs"
)

var user = acs.Credentials{AccessKeyID: "LTAI5tExampleAccess", Secret: "S3cretOfTheUser/+=", Token: "CAIS+token/of=the session"}

const key = "key-hzz650a1b2c3d4e5f6g7h"

// seen is one request as the server received it.
type seen struct {
	method, host, path string
	query              map[string]string
	header             http.Header
	body               string
}

// cloud is a server that keeps what it is asked.
type cloud struct {
	*httptest.Server
	mu    sync.Mutex
	calls []seen
	conns int
}

func (c *cloud) record(r *http.Request) {
	body, _ := io.ReadAll(r.Body)
	query := map[string]string{}
	for name, values := range r.URL.Query() {
		query[name] = values[0]
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	c.calls = append(c.calls, seen{r.Method, r.Host, r.URL.Path, query, r.Header, string(body)})
}

func (c *cloud) seen() []seen {
	c.mu.Lock()
	defer c.mu.Unlock()
	return append([]seen(nil), c.calls...)
}

func (c *cloud) connections() int {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.conns
}

// serve starts a server that answers with answer and is stopped with the test.
func serve(t testing.TB, answer http.HandlerFunc) *cloud {
	t.Helper()
	c := &cloud{}
	c.Server = httptest.NewUnstartedServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		c.record(r)
		answer(w, r)
	}))
	c.Config.ConnState = func(_ net.Conn, s http.ConnState) {
		if s == http.StateNew {
			c.mu.Lock()
			c.conns++
			c.mu.Unlock()
		}
	}
	c.Start()
	t.Cleanup(c.Close)
	return c
}

// client returns a client for which every product is at the server.
func client(t testing.TB, c *cloud, o acs.Options) *acs.Client {
	t.Helper()
	o.Endpoints = map[acs.Product]string{}
	for _, p := range acs.Products() {
		o.Endpoints[p] = c.URL
	}
	if o.Timeout == 0 {
		o.Timeout = 5 * time.Second
	}
	client, err := acs.New(o)
	if err != nil {
		t.Fatalf("New: %v", err)
	}
	t.Cleanup(client.Close)
	return client
}

// says answers with a status and a body.
func says(status int, body string) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) {
		w.WriteHeader(status)
		_, _ = io.WriteString(w, body)
	}
}

// resets cuts the connection without an answer.
func resets(w http.ResponseWriter, _ *http.Request) {
	panic(http.ErrAbortHandler)
}

// hangs answers nothing until the caller gives up.
func hangs(_ http.ResponseWriter, r *http.Request) { <-r.Context().Done() }

// truncates announces a longer body than it sends.
func truncates(w http.ResponseWriter, _ *http.Request) {
	w.Header().Set("Content-Length", "500")
	_, _ = io.WriteString(w, `{"RequestId":"R-1","KeyMetadata":{`)
}

const done = `{"RequestId":"R-1"}`
