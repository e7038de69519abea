package main

import (
	"context"
	"errors"
	"time"

	"github.com/rs/zerolog"

	"kmsguard/bot"
	"kmsguard/cmd/bot/config"
	"kmsguard/guard"
	"kmsguard/guard/aliyun"
	"kmsguard/guard/engine"
	"kmsguard/storage"
	"kmsguard/storage/spare"
)

// What each adapter must be to the engine. The packages do not know each other;
// here is where they meet.
var (
	_ engine.Ledger    = (*storage.Ledger)(nil)
	_ engine.Inbox     = (*storage.Ledger)(nil)
	_ engine.Ledger    = (*spare.Ledger)(nil)
	_ engine.Inbox     = (*spare.Ledger)(nil)
	_ engine.Auditor   = (*aliyun.Client)(nil)
	_ engine.Cloud     = (*aliyun.Client)(nil)
	_ engine.Notifier  = (*bot.Adapter)(nil)
	_ engine.Directory = (*bot.Adapter)(nil)
	_ engine.IDs       = randomIDs{}
)

// parts is a bot that is ready to run.
type parts struct {
	keeping   *keeping
	lookEvery time.Duration // real time between two looks whether the ledger is back
	audits    *unfinished
	cloud     *aliyun.Client
	engine    *engine.Engine
	bot       *bot.Bot
	metrics   *metrics
}

// assemble makes every part from the configuration and puts them together. kept is
// what could not be written to the ledger until now, and broken why.
func assemble(ctx context.Context, c config.Config, policy guard.Policy, calendar engine.Clock, log zerolog.Logger, kept *spare.Ledger, broken error) (*parts, error) {
	p := &parts{lookEvery: lookEvery(c)}
	var err error
	if p.keeping, err = keep(ctx, c.Data, kept, broken, log); err == nil {
		err = p.assemble(ctx, c, policy, calendar, log)
	}
	if err != nil {
		return nil, errors.Join(err, p.close())
	}
	return p, nil
}

func (p *parts) assemble(ctx context.Context, c config.Config, policy guard.Policy, calendar engine.Clock, log zerolog.Logger) (err error) {
	if p.metrics, err = newMetrics(ctx, c.Metrics.Listen); err != nil {
		return err
	}
	p.audits = newUnfinished(c.Data, c.Alicloud.Account, calendar.Now, log)
	if p.cloud, err = newCloud(c, calendar.Now, p.audits); err != nil {
		return err
	}
	inForce := func() guard.Policy { return policy }
	adapter, err := bot.NewAdapter(bot.AdapterOptions{
		API: bot.NewAPI(bot.APIOptions{
			URL: c.Slack.APIURL, BotToken: c.Slack.BotToken.Reveal(), AppToken: c.Slack.AppToken.Reveal(), Timeout: time.Duration(c.Slack.Timeout),
		}),
		Now: calendar.Now, Real: time.Now, Policy: inForce, Command: c.Slack.Command,
		Workspace: c.Slack.Workspace, History: c.Slack.History, Share: share(c), Log: log,
	})
	if err != nil {
		return err
	}
	ledger := p.keeping.ledger
	p.engine = engine.New(engine.Options{
		Ledger: ledger, Inbox: ledger, Auditor: p.cloud, Cloud: p.cloud, Notifier: adapter, Directory: adapter,
		Clock: calendar, IDs: randomIDs{}, Policy: inForce, Log: log,
		Account: c.Alicloud.Account, DefaultRegion: c.Alicloud.DefaultRegion, Generation: p.keeping.generation,
		ScanEvery: time.Duration(c.Scan.Interval), Ticked: p.metrics.ticked, Witness: witness(p.keeping.whole, adapter), Unwritable: p.keeping.why(),
	})
	p.bot, err = bot.New(bot.Options{
		Engine: p.engine, Adapter: adapter, Cloud: p.cloud, Log: log, OnConnected: p.metrics.slackConnected, OnRefused: p.metrics.refused.Inc,
		Mode: bot.Mode(c.Slack.Mode), Listen: c.Slack.Listen, SigningSecret: c.Slack.SigningSecret.Reveal(),
		Account: c.Alicloud.Account, DefaultRegion: c.Alicloud.DefaultRegion,
	})
	return err
}

// witness keeps the ledger's head in Slack; nobody does while there is none.
func witness(l *storage.Ledger, a *bot.Adapter) *engine.Witness {
	if l == nil {
		return nil
	}
	return &engine.Witness{
		Head: func(ctx context.Context) (uint64, string, error) {
			h, err := l.Head(ctx)
			return h.Seq, h.String(), err
		},
		Tell: a.TellHead,
		Told: a.ToldHeads,
		Holds: func(ctx context.Context, text string) (bool, error) {
			h, err := storage.ParseHead(text)
			if err != nil {
				return false, err
			}
			return l.Holds(ctx, h)
		},
		Verify: func(ctx context.Context) error {
			_, err := l.Verify(ctx)
			return err
		},
	}
}

// lookEvery is how often, in real time, it is looked whether the ledger can be used
// again. In a sandbox nobody waits half a minute.
func lookEvery(c config.Config) time.Duration {
	if c.SandboxClock != "" {
		return 200 * time.Millisecond
	}
	return 30 * time.Second
}

// share is how long one reading of the directory serves others. In a sandbox
// days pass in a second, so that a reading serves its own question only.
func share(c config.Config) time.Duration {
	if c.SandboxClock != "" {
		return time.Nanosecond
	}
	return bot.DefaultShare
}

// close lets go of everything that was opened.
func (p *parts) close() error {
	if p.cloud != nil {
		p.cloud.Close()
	}
	var err error
	if p.audits != nil {
		err = p.audits.close()
	}
	return errors.Join(err, p.keeping.close())
}
