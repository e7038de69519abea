package sandbox_test

import (
	"io"
	"net/http"
	"strings"
	"testing"

	"kmsguard/cmd/bot/sandbox"
)

// TestTheControlSideAnswersNoWebPage: it has no token, so that whoever can make a
// browser of this machine send something must not be able to use it.
func TestTheControlSideAnswersNoWebPage(t *testing.T) {
	s := shop(t, sandbox.Options{})
	self := strings.TrimPrefix(s.SlackURL(), "http://")
	_, port, _ := strings.Cut(self, ":")
	for _, row := range []struct {
		name, host string
		header     http.Header
		passes     bool
	}{
		{"a tool", self, nil, true},
		{"a tool that says localhost", "localhost:" + port, nil, true},
		{"a tool that says localhost without a port", "localhost", nil, true},
		{"a tool that speaks version 6", "[::1]:" + port, nil, true},
		{"a page of its own", self, http.Header{"Origin": {"http://" + self}, "Sec-Fetch-Site": {"same-origin"}}, true},
		{"somebody who types the address", self, http.Header{"Sec-Fetch-Site": {"none"}}, true},
		{"a name that points here", "evil.example:" + port, nil, false},
		{"a name that begins like this machine", "127.0.0.1.evil.example", nil, false},
		{"an address elsewhere", "192.0.2.1:" + port, nil, false},
		{"no address", "0.0.0.0:" + port, nil, false},
		{"a page elsewhere", self, http.Header{"Origin": {"https://evil.example"}}, false},
		{"a page of a name that points here", "evil.example:" + port, http.Header{"Origin": {"http://evil.example:" + port}}, false},
		{"a page at another port", self, http.Header{"Origin": {"http://127.0.0.1:1"}}, false},
		{"a page without a name", self, http.Header{"Origin": {"null"}}, false},
		{"two pages", self, http.Header{"Origin": {"http://" + self, "https://evil.example"}}, false},
		{"what a page elsewhere loads", self, http.Header{"Sec-Fetch-Site": {"cross-site"}}, false},
		{"what a page at another port loads", self, http.Header{"Sec-Fetch-Site": {"same-site"}}, false},
	} {
		t.Run(row.name, func(t *testing.T) {
			for _, ask := range [][3]string{
				{http.MethodGet, "/_sim/state", ""},
				{http.MethodGet, "/_sim/clock", ""},
				{http.MethodDelete, "/_sim/faults", ""},
				{http.MethodPost, "/_sim/clock", `{"advance":"1s"}`},
			} {
				before := s.Now()
				status, text := askAs(t, ask[0], s.SlackURL()+ask[1], ask[2], row.host, row.header)
				if row.passes {
					if status != http.StatusOK {
						t.Errorf("%s: status %d: %s", ask[1], status, text)
					}
					continue
				}
				if status != http.StatusForbidden || !strings.Contains(text, "this side") || !s.Now().Equal(before) {
					t.Errorf("%s %s: status %d: %s", ask[0], ask[1], status, text)
				}
			}
		})
	}
}

// askAs sends a request under a name for the host and with additional headers.
func askAs(t *testing.T, method, url, body, host string, header http.Header) (status int, text string) {
	t.Helper()
	req, err := http.NewRequestWithContext(t.Context(), method, url, strings.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	req.Host, req.Close = host, true
	for name, values := range header {
		req.Header[name] = values
	}
	resp, err := http.DefaultClient.Do(req)
	if err != nil {
		t.Fatal(err)
	}
	data, err := io.ReadAll(resp.Body)
	if err != nil {
		t.Fatal(err)
	}
	if err := resp.Body.Close(); err != nil {
		t.Fatal(err)
	}
	return resp.StatusCode, string(data)
}
