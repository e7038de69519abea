package engine_test

import (
	"context"
	"errors"
	"testing"
	"time"

	"kmsguard/guard"
	"kmsguard/guard/engine"
)

// board notes the heads that were told.
type board struct {
	house *house
	told  []string
	heads []string // of told, the newest first
	fails int      // so many tellings fail first

	blind error // why what stands in the channel cannot be read
	deaf  error // what a reading of the chain ends with
}

func (b *board) witness() *engine.Witness {
	return &engine.Witness{
		Head: func(ctx context.Context) (uint64, string, error) {
			h, err := b.house.ledger.Head(ctx)
			return h.Seq, h.String(), err
		},
		Tell: func(_ context.Context, channel, head string) error {
			if b.fails > 0 {
				b.fails--
				return errors.New("Slack is away")
			}
			b.told = append(b.told, channel+" "+head)
			b.heads = append([]string{head}, b.heads...)
			return nil
		},
		Told:   func(context.Context, string) ([]string, error) { return b.heads, b.blind },
		Holds:  func(ctx context.Context, head string) (bool, error) { return b.house.holds(ctx, head) },
		Verify: func(context.Context) error { return b.deaf },
	}
}

// newBoard opens a bot whose heads are told.
func newBoard(t *testing.T) *board {
	h := furnish(t)
	b := &board{house: h}
	h.adjust = func(o *engine.Options) { o.Witness = b.witness() }
	h.open()
	return b
}

func TestTheHeadIsToldOnceADayIfAnythingHappened(t *testing.T) {
	b := newBoard(t)
	h := b.house
	h.settle()
	h.ask("alice", disable)
	h.advance(23 * time.Hour)
	if len(b.told) != 0 {
		t.Fatalf("told on the first day: %v", b.told)
	}
	h.restart()
	h.advance(2 * time.Hour)
	if len(b.told) != 1 {
		t.Fatalf("told %v after a day and a start, want once", b.told)
	}
	h.advance(72 * time.Hour)
	quiet := len(b.told)
	h.advance(72 * time.Hour)
	if len(b.told) != quiet {
		t.Errorf("told %d times in three days in which nothing happened", len(b.told)-quiet)
	}
}

func TestATellingThatFailedIsMadeAgain(t *testing.T) {
	b := newBoard(t)
	b.fails = 3
	b.house.settle()
	b.house.ask("alice", disable)
	b.house.advance(25 * time.Hour)
	if len(b.told) != 1 || b.fails != 0 {
		t.Errorf("told %v, %d failures left", b.told, b.fails)
	}
}

func TestTheHeadIsToldAfterAChange(t *testing.T) {
	b := newBoard(t)
	h := b.house
	h.ask("alice", disable)
	h.confirmAll("r-1")
	h.advance(time.Minute)
	h.wantPosted(guard.NoticeWitness, 1)
}
