package endure

import (
	"context"
	"errors"
	"net/http/httptest"
	"os"
	"sync/atomic"
	"time"

	"github.com/rs/zerolog"
	"golang.org/x/sync/errgroup"

	"kmsguard/bot"
	"kmsguard/bot/slacksim"
	"kmsguard/deploy"
	"kmsguard/guard"
	"kmsguard/guard/aliyun"
	"kmsguard/guard/aliyun/acs"
	"kmsguard/guard/aliyunsim"
	"kmsguard/guard/engine"
	"kmsguard/guard/engine/enginetest"
	"kmsguard/storage"
	"kmsguard/storage/bolt"
)

// tester is what a run says how it goes to: a test, or a run of rapid.
type tester interface {
	Helper()
	Logf(format string, args ...any)
	Errorf(format string, args ...any)
	Fatalf(format string, args ...any)
}

// estate is one bot with everything around it. Its bot can be killed and started
// again; what is around it stays.
type estate struct {
	tester
	dice
	setting
	ctx   context.Context
	path  string // of the ledger
	clock *enginetest.Calendar
	cloud *aliyunsim.Sim
	slack *slacksim.Sim
	wire  *wire
	urls  struct{ cloud, slack string }
	shut  []func()
	ids   counter
	life  *life                // nil while no bot runs
	fuse  atomic.Pointer[fuse] // of the last bot
	order order
	book  *book
	// faulty says that something was ordered to go wrong since calm was called.
	faulty bool
	diedAt string          // the effect at which the last bot died
	away   map[string]bool // people whose account is deactivated, or who left their group
	rows   []row           // what somebody added behind the bot's back
	story  []string        // what happened, line by line
}

// row is something in the cloud that names a key.
type row struct{ kind, id string }

// life is one bot from its start to its end.
type life struct {
	fuse   *fuse
	store  *bolt.Store
	ledger *storage.Ledger
	engine *engine.Engine
	client *aliyun.Client
	stop   context.CancelFunc
	ended  chan error
}

// settle down in a setting, and start the first bot.
func newEstate(ctx context.Context, t tester, d dice, path string) *estate {
	t.Helper()
	e := &estate{tester: t, dice: d, ctx: ctx, path: path, clock: enginetest.NewCalendar(beginning), away: map[string]bool{}}
	e.setting = drawSetting(d)
	if bad := e.policy.Problems(); len(bad) > 0 {
		t.Fatalf("the policy that was drawn is none: %v", bad)
	}
	e.book = newBook()
	if err := e.build(); err != nil {
		e.close()
		t.Fatalf("%v", err)
	}
	e.start()
	return e
}

// build makes both simulators.
func (e *estate) build() (err error) {
	e.fuse.Store(newFuse())
	reached := func(api, phase string) bool {
		e.order.reached(api, phase)
		return e.fuse.Load().reached(api, phase)
	}
	e.cloud, err = aliyunsim.New(e.cloudWorld(e.dice), aliyunsim.Options{Now: e.clock.World, Real: time.Now, Policies: deploy.Policies(), Reached: reached})
	if err != nil {
		return err
	}
	e.slack, err = slacksim.New(slackWorld(), slacksim.Options{Now: e.clock.World, Real: time.Now, Reached: reached, Ping: time.Hour})
	if err != nil {
		return err
	}
	e.wire = newWire(e.slack)
	cloud, slack := httptest.NewServer(e.cloud), httptest.NewServer(e.wire)
	e.urls.cloud, e.urls.slack = cloud.URL, slack.URL
	e.shut = append(e.shut, cloud.Close, slack.Close)
	return nil
}

// close ends everything.
func (e *estate) close() {
	e.end()
	if e.slack != nil {
		if err := e.slack.Close(); err != nil {
			e.Errorf("Slack does not end: %v", err)
		}
	}
	for _, f := range e.shut {
		f()
	}
	if err := os.Remove(e.path); err != nil && !errors.Is(err, os.ErrNotExist) {
		e.Errorf("%v", err)
	}
}

// start starts a bot on the ledger as it is.
func (e *estate) start() {
	e.Helper()
	l := &life{fuse: newFuse(), ended: make(chan error, 1)}
	var err error
	if l.store, err = bolt.Open(e.ctx, e.path, bolt.Options{}); err != nil {
		e.Fatalf("the ledger does not open: %v", err)
	}
	l.ledger = storage.NewLedger(l.store)
	if err := e.assemble(l); err != nil {
		e.Fatalf("the bot does not start: %v", errors.Join(err, l.store.Close()))
	}
	e.life = l
	e.disturbed()
}

func (e *estate) assemble(l *life) error {
	generation, _, err := l.store.Lead(e.ctx)
	if err != nil {
		return err
	}
	if l.client, err = aliyun.New(e.cloudOptions()); err != nil {
		return err
	}
	log, policy := logger(), func() guard.Policy { return e.policy }
	adapter, err := bot.NewAdapter(bot.AdapterOptions{
		API: bot.NewAPI(bot.APIOptions{URL: e.wire.address(e.urls.slack), BotToken: "xoxb-endure", AppToken: "xapp-endure"}),
		Now: e.clock.Now, Real: time.Now, Policy: policy, History: e.history, Share: time.Nanosecond, Log: log,
	})
	if err != nil {
		return err
	}
	e.fuse.Store(l.fuse)
	ledger := mortal{l.ledger, l.fuse, &e.order}
	l.engine = engine.New(engine.Options{
		Ledger: ledger, Inbox: ledger, Auditor: l.client, Cloud: l.client, Notifier: adapter, Directory: adapter,
		Clock: e.clock, IDs: &e.ids, Policy: policy, Log: log, Account: account, DefaultRegion: region, Generation: generation, ScanEvery: scanEvery,
		Witness: witness(l.ledger, adapter),
	})
	ears, err := bot.New(bot.Options{Engine: l.engine, Adapter: adapter, Cloud: l.client, Log: log, Account: account, DefaultRegion: region})
	if err != nil {
		return err
	}
	ctx, stop := context.WithCancel(context.WithoutCancel(e.ctx))
	l.stop = stop
	go l.run(ctx, ears)
	return nil
}

// run lives until the bot is stopped or killed.
func (l *life) run(ctx context.Context, ears *bot.Bot) {
	var parts errgroup.Group
	parts.Go(func() error { defer l.stop(); return l.engine.Run(ctx) })
	parts.Go(func() error { defer l.stop(); return ears.Run(ctx) })
	parts.Go(func() error {
		select {
		case <-l.fuse.burnt:
			l.stop()
		case <-ctx.Done():
		}
		return nil
	})
	l.ended <- parts.Wait()
}

func (e *estate) cloudOptions() aliyun.Options {
	o := aliyun.Options{
		Account: account, DefaultRegion: region, Now: e.clock.Now, Endpoints: map[string]string{},
		Credentials: aliyun.Static(aliyun.Credentials{AccessKeyID: "endure-id", Secret: "endure-secret"}),
		Budget:      aliyun.Budget{PerSecond: rates, Minute: time.Millisecond},
	}
	for _, p := range acs.Products() {
		o.Endpoints[string(p)] = e.urls.cloud
	}
	return o
}

// logger is silent unless somebody wants to hear the bot.
func logger() zerolog.Logger {
	if os.Getenv("KMSGUARD_LOG") == "" {
		return zerolog.Nop()
	}
	return zerolog.New(os.Stderr)
}

// end ends the bot, dead or alive, and lets go of its file.
func (e *estate) end() {
	e.Helper()
	l := e.life
	if l == nil {
		return
	}
	l.stop()
	if err := <-l.ended; err != nil && !errors.Is(err, context.Canceled) && !errors.Is(err, errDead) {
		e.Errorf("the bot ended by itself: %v", err)
	}
	l.client.Close()
	if l.fuse.dead() {
		e.book.figures.deaths++
		e.wire.deaths.Add(1)
	}
	e.read(l)
	if err := l.store.Close(); err != nil {
		e.Errorf("the ledger does not close: %v", err)
	}
	e.life = nil
}
