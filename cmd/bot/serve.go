package main

import (
	"context"
	"errors"
	"os"
	"os/signal"
	"strings"
	"syscall"
	"time"

	"github.com/rs/zerolog"
	"golang.org/x/sync/errgroup"

	"kmsguard/cmd/bot/admin"
	"kmsguard/cmd/bot/clock"
	"kmsguard/cmd/bot/config"
	"kmsguard/guard"
	"kmsguard/guard/engine"
	"kmsguard/storage/spare"
)

// serveCmd serves a workspace.
type serveCmd struct {
	Config string `required:"" help:"The configuration." placeholder:"FILE"`
}

// Run serves until it is interrupted or something that it cannot do without is lost.
func (c serveCmd) Run(ctx context.Context, t terminal) error {
	if err := quietSDK(t); err != nil {
		return err
	}
	conf, err := t.configured(c.Config, config.ForServe)
	if err != nil {
		return err
	}
	policy, err := readPolicy(conf.Policy)
	if err != nil {
		return err
	}
	log := newLog(conf.Log, t)
	calendar, err := newClock(ctx, conf)
	if err != nil {
		return err
	}
	signal.Ignore(syscall.SIGXFSZ) // a limit on the size of files is an error of a write, not the end of the bot
	return serving{conf, policy, calendar, log}.run(ctx)
}

// serving is what the bot is assembled from, each time its ledger is opened.
type serving struct {
	conf     config.Config
	policy   guard.Policy
	calendar engine.Clock
	log      zerolog.Logger
}

// run serves in rounds. A round ends, and another begins, when the ledger is lost or
// is back; anything else ends the bot.
func (s serving) run(ctx context.Context) error {
	var kept *spare.Ledger
	var broken error
	for {
		p, err := s.round(ctx, kept, broken)
		if !errors.Is(err, errLedgerChanged) {
			return err
		}
		kept, broken = p.keeping.spare, p.keeping.broken()
		s.log.Warn().AnErr("why", broken).Msg("the ledger is opened again")
	}
}

// round assembles the bot and serves until it ends.
func (s serving) round(ctx context.Context, kept *spare.Ledger, broken error) (*parts, error) {
	p, err := assemble(ctx, s.conf, s.policy, s.calendar, s.log, kept, broken)
	if err != nil {
		return nil, err
	}
	s.log.Info().Str("version", version()).Str("policy", s.policy.Digest).Uint64("generation", p.keeping.generation).Str("unwritable", p.keeping.why()).Msg("serving")
	return p, errors.Join(p.run(ctx), p.close())
}

// quietSDK refuses a setting under which the cloud's SDK prints every signed
// address, with access key, token and signature, on standard output.
func quietSDK(t terminal) error {
	if debug, _ := t.env("DEBUG"); strings.Contains(debug, "sdk") {
		return &guard.Error{Subject: "DEBUG=" + debug, Kind: guard.Invalid, Err: errors.New("the cloud's SDK would print credentials"), Hint: "Take sdk out of the environment variable DEBUG."}
	}
	return nil
}

// newClock is the wall clock, or in a sandbox the clock that the sandbox moves.
func newClock(ctx context.Context, conf config.Config) (engine.Clock, error) {
	if conf.SandboxClock == "" {
		return clock.Wall{}, nil
	}
	return clock.Follow(ctx, conf.SandboxClock, name("boot-"))
}

func newLog(c config.Log, t terminal) zerolog.Logger {
	level, err := zerolog.ParseLevel(c.Level)
	if err != nil {
		level = zerolog.InfoLevel // the configuration was validated
	}
	out := t.err
	if c.Format == "text" {
		out = zerolog.ConsoleWriter{Out: t.err, NoColor: true, TimeFormat: time.RFC3339}
	}
	return zerolog.New(out).Level(level).With().Timestamp().Logger()
}

// run runs every part until the first one ends or the context does. An end that
// was asked for is no error.
func (p *parts) run(asked context.Context) error {
	g, ctx := errgroup.WithContext(asked)
	g.Go(func() error { return p.engine.Run(ctx) })
	g.Go(func() error { return p.bot.Run(ctx) })
	g.Go(func() error { return p.serveAdmin(ctx) })
	g.Go(func() error { return p.keeping.watch(ctx, p.lookEvery) })
	if p.metrics != nil {
		g.Go(func() error { return p.metrics.serve(ctx) })
	}
	err := g.Wait()
	if asked.Err() != nil && errors.Is(err, context.Canceled) {
		return nil
	}
	return p.keeping.settled(err)
}

// serveAdmin answers the operator's commands about the ledger. Without one that can be
// written they can do without: the file can be read as well.
func (p *parts) serveAdmin(ctx context.Context) error {
	if p.keeping.unwritable == nil {
		return admin.Serve(ctx, p.keeping.folder, p.keeping.store)
	}
	<-ctx.Done()
	return ctx.Err()
}

// dataFolder makes the data folder for the bot's user only.
func dataFolder(dir string) error {
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return &guard.Error{Op: "serve", Subject: dir, Kind: guard.Denied, Err: err, Hint: "Let the bot's user write to the data folder."}
	}
	return nil
}
