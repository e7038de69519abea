package endure

import (
	"context"
	"fmt"
	"sync/atomic"

	"kmsguard/bot"
	"kmsguard/guard/engine"
	"kmsguard/storage"
)

// witness keeps the ledger's head in Slack.
func witness(l *storage.Ledger, a *bot.Adapter) *engine.Witness {
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

// counter makes names that are never used twice, whatever dies.
type counter struct{ requests, operations, reminders atomic.Int64 }

func (c *counter) Request() string   { return fmt.Sprintf("r-%d", c.requests.Add(1)) }
func (c *counter) Operation() string { return fmt.Sprintf("op-%d", c.operations.Add(1)) }
func (c *counter) Reminder() string  { return fmt.Sprintf("n-%d", c.reminders.Add(1)) }
