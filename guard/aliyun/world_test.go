package aliyun_test

import (
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"kmsguard/guard"
	"kmsguard/guard/aliyun"
	"kmsguard/guard/aliyun/acs"
	"kmsguard/guard/aliyunsim"
)

const (
	account = "1234567890123456"
	home    = "cn-hangzhou"
	keyID   = "key-hzz650a1b2c3d4e5f6g7h"
	other   = "key-hzz650zzzzzzzzzzzzzzz"
	signing = "key-hzz650s1gn1ngs1gn1ng0"
)

var (
	key = guard.KeyRef{Account: account, Region: home, ID: keyID}
	now = time.Date(2026, 11, 2, 9, 0, 0, 0, time.UTC)
)

// clock is calendar time that a test moves.
type clock struct {
	mu sync.Mutex
	at time.Time
}

func (c *clock) now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.at
}

// move moves the clock while others look at it.
func (c *clock) move(d time.Duration) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.at = c.at.Add(d)
}

// policies are the documents that a real set-up is given.
func policies(t testing.TB) map[string]string {
	t.Helper()
	files, err := filepath.Glob("../../deploy/ram/kmsguard-*.json")
	if err != nil || len(files) == 0 {
		t.Fatalf("no policies found: %v", err)
	}
	documents := map[string]string{}
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		documents[strings.TrimSuffix(filepath.Base(file), ".json")] = string(text)
	}
	return documents
}

// ground is a simulated cloud with a client of it.
type ground struct {
	*aliyun.Client
	sim   *aliyunsim.Sim
	clock *clock
}

// world is a world with the bot's identity, its two roles and three keys.
func world() aliyunsim.World {
	named := func(names ...string) (refs []aliyunsim.PolicyRef) {
		for _, n := range names {
			refs = append(refs, aliyunsim.PolicyRef{Name: n})
		}
		return refs
	}
	return aliyunsim.World{
		Account: account,
		Regions: []string{"cn-beijing", home, "cn-shanghai"},
		Principals: []aliyunsim.Principal{
			{AccessKey: "sandbox-id", Secret: "sandbox-secret", User: "kmsguard", Policies: named("kmsguard-base")},
			{Role: "kmsguard-destroy", Trusts: []string{"kmsguard"}, Policies: named("AliyunKMSFullAccess", "kmsguard-destroy-only")},
			{Role: "kmsguard-rescue", Trusts: []string{"kmsguard"}, Policies: named("AliyunKMSFullAccess", "kmsguard-rescue-only")},
		},
		Keys: []aliyunsim.Key{
			{ID: keyID, Region: home, Description: "orders database", Aliases: []string{"alias/orders"}, Tags: map[string]string{"team": "orders"}},
			{ID: other, Region: home},
			{ID: signing, Region: home, Spec: "EC_P256", Usage: "SIGN/VERIFY"},
		},
		Quotas: map[string]string{"actiontrail.LookupEvents": "10000/s", "kms.DescribeKey": "10000/s"},
	}
}

// start serves a world and returns a client that reaches it.
func start(t testing.TB, w aliyunsim.World, change ...func(*aliyun.Options)) *ground {
	t.Helper()
	g := &ground{clock: &clock{at: now}}
	sim, err := aliyunsim.New(w, aliyunsim.Options{Now: g.clock.now, Real: time.Now, Policies: policies(t)})
	if err != nil {
		t.Fatal(err)
	}
	server := httptest.NewServer(sim)
	t.Cleanup(server.Close)
	g.sim = sim
	g.Client = client(t, server.URL, g.clock, change...)
	return g
}

func client(t testing.TB, address string, c *clock, change ...func(*aliyun.Options)) *aliyun.Client {
	t.Helper()
	o := aliyun.Options{
		Account: account, DefaultRegion: home, Now: c.now, Endpoints: map[string]string{}, Timeout: 5 * time.Second,
		Credentials: aliyun.Static(aliyun.Credentials{AccessKeyID: "sandbox-id", Secret: "sandbox-secret"}),
		// Half of each quota, as a bot has it: the other half is what may come at once.
		Budget: aliyun.Budget{PerSecond: map[string]float64{"actiontrail.LookupEvents": 1000}},
	}
	for _, p := range acs.Products() {
		o.Endpoints[string(p)] = address
	}
	for _, f := range change {
		f(&o)
	}
	client, err := aliyun.New(o)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(client.Close)
	return client
}

// fault orders a failure of the simulator.
func (g *ground) fault(t testing.TB, f aliyunsim.Fault) {
	t.Helper()
	if err := g.sim.SetFault(f); err != nil {
		t.Fatal(err)
	}
}

// console lets somebody outside the bot act.
func (g *ground) console(t testing.TB, event string, args ...string) {
	t.Helper()
	if err := g.sim.Console(event, args...); err != nil {
		t.Fatal(err)
	}
}

// calls counts the requests for an API that reached the simulator.
func (g *ground) calls(api string) int {
	n := 0
	for _, c := range g.sim.Calls() {
		if c.Product+"."+c.Action == api {
			n++
		}
	}
	return n
}
