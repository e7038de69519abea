package aliyunsim

import (
	"crypto/hmac"
	"crypto/sha1"
	"encoding/base64"
	"encoding/json"
	"io"
	"net/http"
	"slices"
	"strings"
	"testing"
)

// slsClient signs requests for SLS with the tests' own signer.
type slsClient struct {
	*cloud
	who  who
	host string // what the Host header says; empty: the simulator's own address
	// alter spoils a request that is signed already.
	alter func(*http.Request)
	// header is sent and signed beside what every request has.
	header map[string]string
}

func (c *cloud) sls() slsClient { return slsClient{cloud: c, who: admin} }

// of addresses a project at the simulator's own address.
func (l slsClient) of(project string) slsClient {
	l.host = project + "." + strings.TrimPrefix(l.server.URL, "http://")
	return l
}

// in sends the header that names a region.
func (l slsClient) in(region string) slsClient {
	l.header = map[string]string{"x-log-region": region}
	return l
}

// get sends GET TARGET, a path with its query sorted and encoded already.
func (l slsClient) get(target string) answer {
	l.t.Helper()
	r, err := http.NewRequestWithContext(l.t.Context(), http.MethodGet, l.server.URL+target, nil)
	if err != nil {
		l.t.Fatal(err)
	}
	if l.host != "" {
		r.Host = l.host
	}
	for name, value := range map[string]string{
		"Date": l.readReal().Format(http.TimeFormat), "x-log-apiversion": "0.6.0", "x-log-signaturemethod": "hmac-sha1", "x-log-bodyrawsize": "0",
	} {
		r.Header.Set(name, value)
	}
	for name, value := range l.header {
		r.Header.Set(name, value)
	}
	if l.who.token != "" {
		r.Header.Set("x-acs-security-token", l.who.token)
	}
	l.sign(r, target)
	if l.alter != nil {
		l.alter(r)
	}
	return l.send(r)
}

func (l slsClient) sign(r *http.Request, target string) {
	var lines []string
	for name, values := range r.Header {
		if name = strings.ToLower(name); strings.HasPrefix(name, "x-log-") || strings.HasPrefix(name, "x-acs-") {
			lines = append(lines, name+":"+values[0]+"\n")
		}
	}
	slices.Sort(lines)
	mac := hmac.New(sha1.New, []byte(l.who.secret))
	mac.Write([]byte("GET\n\n\n" + r.Header.Get("Date") + "\n" + strings.Join(lines, "") + target))
	r.Header.Set("Authorization", "LOG "+l.who.id+":"+base64.StdEncoding.EncodeToString(mac.Sum(nil)))
}

func (l slsClient) send(r *http.Request) answer {
	l.t.Helper()
	resp, err := l.client.Do(r)
	if err != nil {
		l.t.Fatal(err)
	}
	text, err := io.ReadAll(resp.Body)
	if err != nil {
		l.t.Fatal(err)
	}
	if err := resp.Body.Close(); err != nil {
		l.t.Fatal(err)
	}
	a := answer{status: resp.StatusCode, header: resp.Header, text: string(text)}
	if json.Unmarshal(text, &a.body) != nil {
		a.body = nil
	}
	return a
}

// refuses asserts that an answer is that refusal.
func refuses(t *testing.T, a answer, status int, code string) {
	t.Helper()
	if a.status != status || a.body["errorCode"] != code || a.header.Get("x-log-requestid") == "" {
		t.Errorf("got %d %s, want %d %s with a request ID", a.status, a.text, status, code)
	}
}
