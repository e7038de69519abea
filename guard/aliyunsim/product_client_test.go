package aliyunsim

import (
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"
)

const (
	testAccount = "1234567890123456"
	allowAll    = `{"Version":"1","Statement":[{"Effect":"Allow","Action":"*","Resource":"*"}]}`
)

// serveProducts serves what is in w to the administrator of the basic world.
func serveProducts(t *testing.T, w World) *cloud {
	t.Helper()
	base := parseWorld(t, basicWorld)
	w.Account, w.Principals = base.Account, base.Principals
	c := &cloud{t: t, now: time.Date(2026, 11, 2, 9, 0, 0, 0, time.UTC), real: time.Date(2026, 11, 24, 6, 0, 0, 0, time.UTC)}
	var err error
	if c.sim, err = New(w, Options{Now: c.readNow, Real: c.readReal}); err != nil {
		t.Fatal(err)
	}
	c.server = httptest.NewServer(c.sim)
	c.client = c.server.Client()
	t.Cleanup(c.server.Close)
	return c
}

// pairs splits NAME=VALUE.
func pairs(params []string) []string {
	var out []string
	for _, p := range params {
		name, value, _ := strings.Cut(p, "=")
		out = append(out, name, value)
	}
	return out
}

// read makes a call with parameters NAME=VALUE that must succeed, and decodes
// its answer into what T has.
func read[T any](c *cloud, version, action string, params ...string) T {
	c.t.Helper()
	a := c.call(admin, version, action, pairs(params)...)
	var out T
	if a.status != http.StatusOK {
		c.t.Fatalf("%s %v: status %d: %s", action, params, a.status, a.text)
	}
	if err := json.Unmarshal([]byte(a.text), &out); err != nil {
		c.t.Fatalf("%s: %v in %s", action, err, a.text)
	}
	return out
}

// refused makes a call that must be refused with that status and code.
func (c *cloud) refused(status int, code, version, action string, params ...string) {
	c.t.Helper()
	a := c.call(admin, version, action, pairs(params)...)
	if a.status != status || a.code() != code {
		c.t.Errorf("%s %v: got %d %s, want %d %s: %s", action, params, a.status, a.code(), status, code, a.text)
	}
}

// fault orders a failure that must be possible.
func (c *cloud) fault(f Fault) {
	c.t.Helper()
	if err := c.sim.SetFault(f); err != nil {
		c.t.Fatal(err)
	}
}
