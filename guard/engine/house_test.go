package engine_test

import (
	"context"
	"errors"
	"net/http/httptest"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
	"time"

	"github.com/rs/zerolog"

	"kmsguard/guard"
	"kmsguard/guard/aliyun"
	"kmsguard/guard/aliyun/acs"
	"kmsguard/guard/aliyunsim"
	"kmsguard/guard/engine"
	"kmsguard/guard/engine/enginetest"
	"kmsguard/storage"
	"kmsguard/storage/bolt"
)

const (
	account = "1234567890123456"
	home    = "cn-hangzhou"
	keyID   = "key-hzz650a1b2c3d4e5f6g7h"
	otherID = "key-hzz650zzzzzzzzzzzzzzz"
)

var (
	key   = guard.KeyRef{Account: account, Region: home, ID: keyID}
	start = time.Date(2026, 11, 2, 9, 0, 0, 0, time.UTC)
)

// house is one bot with everything around it: a simulated cloud, a ledger in a
// file, people, and a clock. Its engine can be killed and started again.
type house struct {
	t       *testing.T
	clock   *enginetest.Calendar
	sim     *aliyunsim.Sim
	cloud   *aliyun.Client
	people  *workspace
	policy  guard.Policy
	ids     *counter
	path    string
	log     zerolog.Logger
	inputs  int
	adjust  func(*engine.Options)
	effects *effects

	store  *bolt.Store
	ledger *storage.Ledger
	*engine.Engine
	stop  context.CancelFunc
	ended chan error
}

// newHouse opens a bot in a world.
func newHouse(t *testing.T, change ...func(*aliyunsim.World)) *house {
	t.Helper()
	h := furnish(t, change...)
	h.open()
	return h
}

// furnish makes everything but the bot itself.
func furnish(t *testing.T, change ...func(*aliyunsim.World)) *house {
	t.Helper()
	t.Parallel()
	w := world()
	for _, f := range change {
		f(&w)
	}
	h := &house{t: t, clock: enginetest.NewCalendar(start), policy: testPolicy(), ids: &counter{}, effects: newEffects(), log: zerolog.Nop()}
	if os.Getenv("KMSGUARD_LOG") != "" {
		h.log = zerolog.New(zerolog.NewTestWriter(t))
	}
	h.people = newWorkspace(h.clock.Now)
	h.path = filepath.Join(t.TempDir(), "ledger.db")
	h.clock.Check = h.reallyIdle
	h.serve(w)
	t.Cleanup(h.close)
	return h
}

func (h *house) serve(w aliyunsim.World) {
	h.t.Helper()
	sim, err := aliyunsim.New(w, aliyunsim.Options{Now: h.clock.Now, Real: time.Now, Policies: ramPolicies(h.t)})
	if err != nil {
		h.t.Fatal(err)
	}
	server := httptest.NewServer(sim)
	h.t.Cleanup(server.Close)
	o := aliyun.Options{
		Account: account, DefaultRegion: home, Now: h.clock.Now, Endpoints: map[string]string{}, Timeout: time.Second,
		Credentials: aliyun.Static(aliyun.Credentials{AccessKeyID: "sandbox-id", Secret: "sandbox-secret"}),
		// Half of each quota, as a bot has it: the other half is what may come at once.
		Budget: aliyun.Budget{PerSecond: map[string]float64{"actiontrail.LookupEvents": 1000}},
	}
	for _, p := range acs.Products() {
		o.Endpoints[string(p)] = server.URL
	}
	h.sim = sim
	if h.cloud, err = aliyun.New(o); err != nil {
		h.t.Fatal(err)
	}
	h.t.Cleanup(h.cloud.Close)
}

// open starts a bot on the ledger as it is.
func (h *house) open() {
	h.t.Helper()
	store, err := bolt.Open(h.t.Context(), h.path, bolt.Options{})
	if err != nil {
		h.t.Fatal(err)
	}
	generation, _, err := store.Lead(h.t.Context())
	if err != nil {
		h.t.Fatal(err)
	}
	h.store, h.ledger = store, storage.NewLedger(store)
	slack := slackPort{h.people, h.effects}
	o := engine.Options{
		Ledger: ledgerPort{h.ledger, h.effects}, Inbox: h.ledger, Auditor: auditorPort{h.cloud, h.effects}, Cloud: cloudPort{h.cloud, h.effects},
		Notifier: slack, Directory: slack, Clock: h.clock, IDs: h.ids, Policy: func() guard.Policy { return h.policy },
		Log: h.log, Account: account, DefaultRegion: home, Generation: generation, ScanEvery: 24 * time.Hour,
	}
	if h.adjust != nil {
		h.adjust(&o)
	}
	h.Engine = engine.New(o)
	ctx, stop := context.WithCancel(context.WithoutCancel(h.t.Context()))
	h.stop, h.ended = stop, make(chan error, 1)
	go func(e *engine.Engine, ended chan error) { ended <- e.Run(ctx) }(h.Engine, h.ended)
}

// kill ends the engine as it stands and closes the file.
func (h *house) kill() {
	h.t.Helper()
	if h.store == nil {
		return
	}
	h.stop()
	if err := <-h.ended; err != nil && !errors.Is(err, context.Canceled) && !errors.Is(err, errCrashed) {
		h.t.Errorf("the engine ended: %v", err)
	}
	if _, err := h.ledger.Verify(context.WithoutCancel(h.t.Context())); err != nil {
		h.t.Errorf("the ledger is damaged: %v", err)
	}
	if err := h.store.Close(); err != nil {
		h.t.Error(err)
	}
	h.store = nil
}

func (h *house) close() { h.kill() }

// restart kills the bot and starts another one on the same ledger.
func (h *house) restart() {
	h.t.Helper()
	h.kill()
	h.open()
}

// reallyIdle fails the test where the engine says that it is idle and is not.
func (h *house) reallyIdle() {
	if n := h.effects.underWay(); n > 0 && !h.effects.dead() {
		h.t.Errorf("the engine says that it is idle while %d effects are under way", n)
	}
}

// counter makes IDs that a test can foretell.
type counter struct{ requests, operations, reminders guardedCount }

func (c *counter) Request() string   { return c.requests.next("r-") }
func (c *counter) Operation() string { return c.operations.next("op-") }
func (c *counter) Reminder() string  { return c.reminders.next("m-") }

func kindOf(e guard.Event) string { return reflect.TypeOf(e).Name() }

// ramPolicies are the documents that a real set-up is given.
func ramPolicies(t *testing.T) map[string]string {
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
