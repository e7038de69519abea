package sandbox

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"math"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"strconv"
	"sync"
	"time"

	"kmsguard/bot/slacksim"
	"kmsguard/cmd/bot/clock"
	"kmsguard/deploy"
	"kmsguard/guard"
	"kmsguard/guard/aliyunsim"
)

// Options are what a sandbox is opened with.
type Options struct {
	World  World
	Listen string    // address of the Slack side; the cloud side takes a port beside it; empty: any ports
	Data   string    // folder of configuration, policy, ledger and log; empty: a temporary one
	Bot    []string  // command line of the bot, without `serve`; empty: this very program
	Env    []string  // additional environment of the bot
	Log    io.Writer // what the bot writes on standard error; nil: only into the folder
	// Patience is how long the bot may take to become idle, in real time; 0: 30 s.
	Patience time.Duration
	Strict   bool // keeps every limit of real time, for other clients of a simulator

	ended   func(*Sandbox, *child)                     // told of the end of each process of the bot; nil: nobody asks
	advance func(context.Context, time.Duration) error // moves the clock for the control side; nil: Advance does
}

// Sandbox is one deployment on this machine.
type Sandbox struct {
	o     Options
	dir   string
	own   bool // the folder is ours to remove
	clock *clock.Server
	cloud *aliyunsim.Sim
	slack *slacksim.Sim
	addr  struct{ cloud, slack string }
	serve []*http.Server
	wg    sync.WaitGroup

	mu     sync.Mutex
	closed bool // no bot is started any more
	child  *child
	last   *child // the one before, while none runs
	trap   *trap
	paused bool // the bot is stopped by a trap
	full   bool // the disk of the bot
}

// Open starts both simulators and writes the configuration that reaches them.
// The bot is started by Start. Close ends everything.
func Open(ctx context.Context, o Options) (*Sandbox, error) {
	app := &o.World.Slack.App
	app.BotToken, app.AppToken = cmp.Or(app.BotToken, "xoxb-sandbox-bot"), cmp.Or(app.AppToken, "xapp-sandbox-app")
	if !o.Strict {
		o.World.Cloud.Quotas = quotas(o.World.Cloud.Quotas)
		o.World.Slack.Settings.NoRateLimits = true
	}
	s := &Sandbox{o: o, clock: clock.NewServer(o.World.Now)}
	if err := s.open(ctx); err != nil {
		return nil, errors.Join(err, s.Close())
	}
	return s, nil
}

func (s *Sandbox) open(ctx context.Context) error {
	if err := s.folder(); err != nil {
		return err
	}
	var err error
	s.cloud, err = aliyunsim.New(s.o.World.Cloud, aliyunsim.Options{
		Now: s.clock.Now, Real: time.Now, Policies: deploy.Policies(), Reached: s.reached,
	})
	if err != nil {
		return invalidWorld(err)
	}
	cloud, slack, err := listen(ctx, s.o.Listen)
	if err != nil {
		return err
	}
	s.addr.cloud, s.addr.slack = cloud.Addr().String(), slack.Addr().String()
	s.slack, err = slacksim.New(s.o.World.Slack, slacksim.Options{
		Now: s.clock.Now, Real: time.Now, Reached: s.reached, BaseURL: "http://" + s.addr.slack,
	})
	if err != nil {
		return errors.Join(invalidWorld(err), cloud.Close(), slack.Close())
	}
	s.start(cloud, s.front(s.cloud, s.cloud.Control()))
	s.start(slack, s.front(s.slack, s.slack.Control()))
	return s.writeConfiguration()
}

func invalidWorld(err error) error {
	return &guard.Error{Op: "sandbox.World", Kind: guard.Invalid, Err: err, Hint: "Correct the world file."}
}

func (s *Sandbox) folder() (err error) {
	s.dir = s.o.Data
	if s.dir == "" {
		s.own = true
		s.dir, err = os.MkdirTemp("", "kmsguard-sandbox-")
		return err
	}
	s.dir, err = filepath.Abs(s.dir)
	return errors.Join(err, os.MkdirAll(s.dir, 0o700))
}

// listen opens a port for each simulator; the cloud's is the one after Slack's
// where an address is given.
func listen(ctx context.Context, address string) (cloud, slack net.Listener, err error) {
	first, second, err := addresses(address)
	if err != nil {
		return nil, nil, &guard.Error{Op: "sandbox.Listen", Subject: address, Kind: guard.Invalid, Err: err, Hint: "Name an address such as 127.0.0.1:8090."}
	}
	var lc net.ListenConfig
	if slack, err = lc.Listen(ctx, "tcp", first); err != nil {
		return nil, nil, &guard.Error{Op: "sandbox.Listen", Subject: first, Kind: guard.Unavailable, Err: err, Hint: "Name another address with --listen."}
	}
	if cloud, err = lc.Listen(ctx, "tcp", second); err != nil {
		return nil, nil, errors.Join(&guard.Error{Op: "sandbox.Listen", Subject: second, Kind: guard.Unavailable, Err: err, Hint: "Name another address with --listen."}, slack.Close())
	}
	return cloud, slack, nil
}

// addresses are where the two simulators listen.
func addresses(address string) (first, second string, err error) {
	if address == "" {
		return "127.0.0.1:0", "127.0.0.1:0", nil
	}
	host, port, err := net.SplitHostPort(address)
	if err != nil {
		return "", "", err
	}
	if !isLoopback(host) {
		return "", "", errors.New("a sandbox listens on loopback only")
	}
	n, err := strconv.ParseUint(port, 10, 16)
	switch {
	case err != nil:
		return "", "", fmt.Errorf("%q is no port; one is a number from 0 to 65534", port)
	case n == 0:
		return address, net.JoinHostPort(host, "0"), nil
	case n == math.MaxUint16:
		return "", "", errors.New("the cloud side listens at the next port, and there is none")
	}
	return address, net.JoinHostPort(host, strconv.FormatUint(n+1, 10)), nil
}

func (s *Sandbox) start(l net.Listener, h http.Handler) {
	srv := &http.Server{Handler: h, ReadHeaderTimeout: 10 * time.Second}
	s.serve = append(s.serve, srv)
	s.wg.Go(func() { _ = srv.Serve(l) }) // ends with ErrServerClosed at Close
}

// Close kills the bot, ends both simulators and removes a temporary folder.
func (s *Sandbox) Close() error {
	s.mu.Lock()
	s.closed = true
	s.mu.Unlock()
	err := s.Kill()
	if s.slack != nil {
		err = errors.Join(err, s.slack.Close())
	}
	for _, srv := range s.serve {
		err = errors.Join(err, srv.Close())
	}
	s.wg.Wait()
	if s.own {
		err = errors.Join(err, os.RemoveAll(s.dir))
	}
	return err
}

// SlackURL and CloudURL are the addresses of the two simulators.
func (s *Sandbox) SlackURL() string { return "http://" + s.addr.slack }

// CloudURL is the address of the simulated cloud.
func (s *Sandbox) CloudURL() string { return "http://" + s.addr.cloud }

// Folder is where configuration, policy, ledger and the bot's log are.
func (s *Sandbox) Folder() string { return s.dir }
