package bot

import (
	"context"
	"runtime/debug"

	"github.com/slack-go/slack"

	"kmsguard/guard"
)

// Bot receives what people do in Slack and hands it to the engine. Make one with
// New, run it with Run.
type Bot struct {
	o    Options
	api  *slack.Client
	log  logger
	desk *dispatcher
	crew *crew
}

// New makes a Bot. It does nothing before Run. The error has kind Invalid and
// names the option that is wrong.
func New(o Options) (*Bot, error) {
	o, err := o.check()
	if err != nil {
		return nil, err
	}
	b := &Bot{o: o, api: o.Adapter.api, log: o.Log, crew: newCrew()}
	b.desk = newDispatcher(o)
	o.Adapter.whenChanged(b.desk.home.stale)
	return b, nil
}

// Run receives input until the context ends, then returns its cause; everything
// that it started has ended. Any other error is one that trying again would not
// change: a token that Slack refuses, an address that cannot be listened on.
func (b *Bot) Run(ctx context.Context) error {
	if b.o.Mode == ModeHTTP {
		return b.run(ctx, b.runHTTP)
	}
	return b.run(ctx, b.runSocket)
}

// receive takes envelopes until the context ends. It may end the context itself,
// for a cause that Run then returns.
type receive func(ctx context.Context, end context.CancelCauseFunc) error

func (b *Bot) run(ctx context.Context, from receive) error {
	ctx, end := context.WithCancelCause(ctx)
	defer b.crew.wait()
	defer end(context.Canceled)
	if _, err := b.o.Adapter.self.of(ctx); guard.KindOf(err) == guard.Denied {
		return err
	} else if err != nil && ctx.Err() == nil {
		b.log.Warn().Err(err).Msg("who the bot is in Slack is not known yet")
	}
	defer b.o.OnConnected(false)
	b.crew.run(func() { b.desk.home.run(ctx) })
	return from(ctx, end)
}

// survive keeps a fault in the handling of one envelope from ending the process,
// which would take every other request with it. It is a fault of ours and logged
// as one.
func (b *Bot) survive() {
	if fault := recover(); fault != nil {
		b.log.Error().Interface("fault", fault).Bytes("stack", debug.Stack()).Msg("the handling of an envelope broke off")
	}
}
