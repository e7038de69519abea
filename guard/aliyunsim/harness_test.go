package aliyunsim

import (
	"bytes"
	"crypto/hmac"
	"crypto/sha1"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"sort"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/goccy/go-yaml"
	"go.uber.org/goleak"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// Versions of the products under test.
const (
	kmsVersion   = "2016-01-20"
	stsVersion   = "2015-04-01"
	ramVersion   = "2015-05-01"
	trailVersion = "2020-07-06"
	cmsVersion   = "2019-01-01"
)

const testKey = "key-hzz650a1b2c3d4e5f6g7h"

// basicWorld is an account with an administrator and a few keys; a test adds to it.
const basicWorld = `
account: "1234567890123456"
trail_delay: 5m
principals:
  - {access_key: admin-id, secret: admin-secret, user: admin, policies: [{name: all, document: {Version: "1", Statement: [{Effect: Allow, Action: "*", Resource: "*"}]}}]}
  - {access_key: guard-id, secret: guard-secret, user: kmsguard, policies: [AliyunSTSAssumeRoleAccess, AliyunKMSReadOnlyAccess]}
  - {access_key: nobody-id, secret: nobody-secret, user: nobody}
  - {role: kmsguard-destroy, trusts: [kmsguard], policies: [AliyunKMSFullAccess]}
keys:
  - {id: key-hzz650a1b2c3d4e5f6g7h, region: cn-hangzhou, description: orders database, aliases: [alias/orders], tags: {team: orders, app: shop}}
  - {id: key-hzzservice, region: cn-hangzhou, creator: OSS, aliases: [alias/acs/oss]}
  - {id: key-bjother, region: cn-beijing}
`

// cloud is a simulator behind a real server, with clocks that the test moves.
type cloud struct {
	t      *testing.T
	sim    *Sim
	server *httptest.Server
	client *http.Client

	mu        sync.Mutex
	now, real time.Time
	serial    int
}

// startCloud serves basicWorld with more YAML after it.
func startCloud(t *testing.T, more string, adjust ...func(*Options)) *cloud {
	t.Helper()
	return serveWorld(t, basicWorld+more, adjust...)
}

func serveWorld(t *testing.T, text string, adjust ...func(*Options)) *cloud {
	t.Helper()
	c := &cloud{
		t: t, now: time.Date(2026, 11, 2, 9, 0, 0, 0, time.UTC), real: time.Date(2026, 11, 24, 6, 0, 0, 0, time.UTC),
	}
	o := Options{Now: c.readNow, Real: c.readReal}
	for _, a := range adjust {
		a(&o)
	}
	var err error
	if c.sim, err = New(parseWorld(t, text), o); err != nil {
		t.Fatal(err)
	}
	c.server = httptest.NewServer(c.sim)
	c.client = c.server.Client()
	t.Cleanup(c.server.Close)
	return c
}

func parseWorld(t *testing.T, text string) World {
	t.Helper()
	var w World
	if err := yaml.UnmarshalWithOptions([]byte(text), &w, yaml.Strict()); err != nil {
		t.Fatal(err)
	}
	return w
}

func (c *cloud) readNow() time.Time  { c.mu.Lock(); defer c.mu.Unlock(); return c.now }
func (c *cloud) readReal() time.Time { c.mu.Lock(); defer c.mu.Unlock(); return c.real }

func (c *cloud) advance(d time.Duration) { c.mu.Lock(); defer c.mu.Unlock(); c.now = c.now.Add(d) }
func (c *cloud) advanceReal(d time.Duration) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.real = c.real.Add(d)
}

func (c *cloud) nonce() string {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.serial++
	return fmt.Sprintf("nonce-%d", c.serial)
}

// who is the credentials of a request.
type who struct{ id, secret, token string }

var (
	admin = who{id: "admin-id", secret: "admin-secret"}
	guard = who{id: "guard-id", secret: "guard-secret"}
)

// answer is a reply as it came over the wire.
type answer struct {
	status int
	header http.Header
	text   string
	body   map[string]any
}

// code is the refusal's code, ok without one.
func (a answer) code() string {
	if c, refused := a.body["Code"].(string); refused && a.status != http.StatusOK {
		return c
	}
	return "ok"
}

// at walks into the body: at("KeyMetadata", "KeyState").
func (a answer) at(path ...string) any {
	var v any = a.body
	for _, p := range path {
		m, ok := v.(map[string]any)
		if !ok {
			return nil
		}
		v = m[p]
	}
	return v
}

// rows is a list in the body.
func (a answer) rows(path ...string) []map[string]any {
	list, _ := a.at(path...).([]any)
	rows := make([]map[string]any, len(list))
	for i, v := range list {
		rows[i], _ = v.(map[string]any)
	}
	return rows
}

// kms calls KMS in cn-hangzhou as the administrator; pairs are names and values.
func (c *cloud) kms(action string, pairs ...string) answer {
	c.t.Helper()
	return c.call(admin, kmsVersion, action, pairs...)
}

// call makes a request with a signature of version 1.0 and fails the test
// unless it is answered.
func (c *cloud) call(w who, version, action string, pairs ...string) answer {
	c.t.Helper()
	a, err := c.try(w, version, action, pairs...)
	if err != nil {
		c.t.Fatalf("%s: %v", action, err)
	}
	return a
}

// try is call for requests that may find no answer.
func (c *cloud) try(w who, version, action string, pairs ...string) (answer, error) {
	c.t.Helper()
	q := c.query(w, version, action, pairs...)
	signRPC(q, http.MethodPost, w.secret)
	return c.send(http.MethodPost, q.Encode(), nil, nil)
}

// query makes the unsigned parameters of a call.
func (c *cloud) query(w who, version, action string, pairs ...string) url.Values {
	q := url.Values{
		"Action": {action}, "Version": {version}, "Format": {"JSON"}, "AccessKeyId": {w.id}, "RegionId": {"cn-hangzhou"},
		"SignatureMethod": {"HMAC-SHA1"}, "SignatureVersion": {"1.0"}, "SignatureType": {""}, "SignatureNonce": {c.nonce()},
		"Timestamp": {c.readReal().Format("2006-01-02T15:04:05Z")},
	}
	if w.token != "" {
		q.Set("SecurityToken", w.token)
	}
	for i := 0; i+1 < len(pairs); i += 2 {
		q.Set(pairs[i], pairs[i+1])
	}
	return q
}

// send makes one HTTP request to the simulator.
func (c *cloud) send(method, query string, header http.Header, body []byte) (answer, error) {
	r, err := http.NewRequestWithContext(c.t.Context(), method, c.server.URL+"/?"+query, bytes.NewReader(body))
	if err != nil {
		return answer{}, err
	}
	for name, values := range header {
		r.Header[name] = values
	}
	resp, err := c.client.Do(r)
	if err != nil {
		return answer{}, err
	}
	text, err := io.ReadAll(resp.Body)
	if closeErr := resp.Body.Close(); err == nil {
		err = closeErr
	}
	a := answer{status: resp.StatusCode, header: resp.Header, text: string(text)}
	if json.Unmarshal(text, &a.body) != nil {
		a.body = nil
	}
	return a, err
}

// signRPC is the tests' own signer, written from the description of the signature.
func signRPC(q url.Values, method, secret string) {
	q.Del("Signature")
	names := make([]string, 0, len(q))
	for n := range q {
		names = append(names, n)
	}
	sort.Strings(names)
	canonical := ""
	for i, n := range names {
		if i > 0 {
			canonical += "&"
		}
		canonical += escape(n) + "=" + escape(q.Get(n))
	}
	mac := hmac.New(sha1.New, []byte(secret+"&"))
	mac.Write([]byte(method + "&" + escape("/") + "&" + escape(canonical)))
	q.Set("Signature", base64.StdEncoding.EncodeToString(mac.Sum(nil)))
}

// escape follows RFC 3986, byte by byte.
func escape(text string) string {
	const plain = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.~"
	var b strings.Builder
	for i := range len(text) {
		if strings.IndexByte(plain, text[i]) >= 0 {
			b.WriteByte(text[i])
		} else {
			fmt.Fprintf(&b, "%%%02X", text[i])
		}
	}
	return b.String()
}
