package engine_test

import (
	"context"
	"errors"
	"os"
	"strings"
	"testing"
	"time"

	"kmsguard/guard"
	"kmsguard/guard/aliyunsim"
	"kmsguard/guard/engine"
	"kmsguard/storage"
)

// holds looks a head up in the ledger.
func (h *house) holds(ctx context.Context, text string) (bool, error) {
	want, err := storage.ParseHead(text)
	if err != nil {
		return false, err
	}
	return h.ledger.Holds(ctx, want)
}

// keep keeps a copy of the ledger's file, and returns what puts it back while no
// bot runs.
func (h *house) keepLedger() (restore func()) {
	h.t.Helper()
	h.kill()
	copied, err := os.ReadFile(h.path)
	if err != nil {
		h.t.Fatal(err)
	}
	h.open()
	return func() {
		h.t.Helper()
		h.kill()
		if err := os.WriteFile(h.path, copied, 0o600); err != nil {
			h.t.Fatal(err)
		}
		h.open()
	}
}

// newWitnessed opens a bot that compares its ledger.
func newWitnessed(t *testing.T, change ...func(*aliyunsim.World)) *board {
	h := furnish(t, change...)
	b := &board{house: h}
	h.adjust = func(o *engine.Options) { o.Witness = b.witness() }
	h.open()
	h.settle()
	return b
}

// wantHalt wants changes to be stopped for a reason, or not to be.
func (h *house) wantHalt(code string) {
	h.t.Helper()
	got := ""
	if why := h.Halt(h.t.Context()); why != nil {
		got = why.Code
	}
	if got != code {
		h.t.Errorf("halted by %q, want %q", got, code)
	}
}

// acceptLedger gives somebody's word on the ledger.
func (h *house) acceptLedger(by string) {
	h.t.Helper()
	s, _, err := h.State(h.t.Context(), guard.LedgerStream)
	if err != nil || s.Doubt == nil {
		h.t.Fatalf("there is no doubt to end: %v", err)
	}
	h.submit(guard.Input{Kind: guard.InputAccept, By: by, Key: string(guard.LedgerStream), Reason: "it is last week's copy", Shown: s.Doubt.Digest()})
}

// TestALedgerOfLastWeek: approved in the copy that was put back and carried out since,
// a deletion is not carried out again; nothing but rescues is, until two approvers say so.
func TestALedgerOfLastWeek(t *testing.T) {
	b := newWitnessed(t)
	h := b.house
	h.ask("alice", disable)
	h.advance(time.Minute)
	for n := 1; n <= 3; n++ {
		h.confirm(approverOf(n), "r-1", n)
	}
	restore := h.keepLedger()
	h.confirm(approverOf(4), "r-1", 4)
	h.advance(time.Minute)
	h.wantEffects(guard.DisableKey, 1)
	h.carryOut(guard.Plan{Action: guard.Enable})
	h.advance(20 * time.Minute)
	h.wantCloud(guard.StateEnabled)

	restore()
	h.settle()
	h.wantHalt(guard.CodeLedgerDoubted)
	h.wantPosted(guard.NoticeDoubt, 2)
	h.confirm(approverOf(4), "r-1", 4)
	h.advance(time.Hour)
	h.wantEffects(guard.DisableKey, 1)
	h.wantPhase("r-1", guard.Approved)

	h.restart()
	h.settle()
	h.wantHalt(guard.CodeLedgerDoubted)
	h.wantPosted(guard.NoticeDoubt, 2)
	h.acceptLedger("bob")
	h.acceptLedger("bob")
	h.wantHalt(guard.CodeLedgerDoubted)
	h.acceptLedger("carol")
	h.wantHalt("")
	h.wantPosted(guard.NoticeAccepted, 2)
	h.advance(2 * time.Hour)
	h.wantEffects(guard.DisableKey, 2)
	h.restart()
	h.advance(25 * time.Hour)
	h.wantHalt("")
}

func approverOf(n int) string { return []string{"bob", "carol", "dave", "erin", "frank"}[n-1] }

// TestARescueWhileTheLedgerIsDoubted is made, and a wish for anything else is refused with what to do.
func TestARescueWhileTheLedgerIsDoubted(t *testing.T) {
	b := newWitnessed(t, pending(7))
	h := b.house
	b.heads = []string{"999:" + strings.Repeat("ab", 32)}
	h.restart()
	h.settle()
	h.wantHalt(guard.CodeLedgerDoubted)
	h.ask("gina", guard.Plan{Action: guard.Cancel})
	h.advance(time.Minute)
	h.wantEffects(guard.CancelKeyDeletion, 1)
	h.wantCloud(guard.StateEnabled)
	h.ask("alice", disable)
	if codes := h.refusals(); len(codes) != 1 || codes[0] != guard.CodeLedgerDoubted {
		t.Errorf("a disable is refused with %v", codes)
	}
}

// TestAnEmptyLedger in an account in which the bot made changes is one that was lost.
func TestAnEmptyLedger(t *testing.T) {
	b := newWitnessed(t, func(w *aliyunsim.World) {
		w.Keys[0].Uses = append(w.Keys[0].Uses, aliyunsim.Use{
			At: start.AddDate(0, 0, -30), Event: "DisableKey", By: "acs:ram::" + account + ":assumed-role/kmsguard-destroy/op-lost",
		})
	})
	b.house.wantHalt(guard.CodeLedgerDoubted)
}

// TestABrokenChain stops changes, and says which entry it is.
func TestABrokenChain(t *testing.T) {
	b := newWitnessed(t)
	h := b.house
	b.deaf = &guard.Error{Kind: guard.Invalid, Err: &storage.ChainError{Seq: 3, Fault: storage.Edited, Detail: "its hash does not fit"}}
	h.restart()
	h.settle()
	h.wantHalt(guard.CodeLedgerDoubted)
	s, _, err := h.State(t.Context(), guard.LedgerStream)
	if err != nil || s.Doubt == nil || !strings.Contains(s.Doubt.Findings[0].What, "entry 3 is edited") {
		t.Errorf("the doubt is %+v, %v", s.Doubt, err)
	}
}

// TestNothingIsChangedBeforeTheLedgerWasCompared: while Slack or ActionTrail cannot be
// read a change waits; a place that the bot may never read is left out, and said.
func TestNothingIsChangedBeforeTheLedgerWasCompared(t *testing.T) {
	for name, row := range map[string]struct {
		blind, trail error
		made         int
		unseen       bool
	}{
		"both are read":               {nil, nil, 1, false},
		"Slack is away":               {away(guard.Unavailable), nil, 0, false},
		"the history may not be read": {away(guard.Denied), nil, 1, true},
		"ActionTrail is away":         {nil, away(guard.Unavailable), 0, false},
		"neither may be read":         {away(guard.Denied), away(guard.Denied), 0, false},
	} {
		t.Run(name, func(t *testing.T) {
			h := furnish(t)
			b := &board{house: h, blind: row.blind}
			h.adjust = func(o *engine.Options) {
				o.Witness = b.witness()
				o.Cloud = trailCloud{o.Cloud, row.trail}
			}
			h.open()
			h.ask("alice", disable)
			h.confirmAll("r-1")
			h.advance(2 * time.Minute)
			h.wantEffects(guard.DisableKey, row.made)
			if row.made == 0 {
				h.wantPosted(guard.NoticeDeferred, 1)
			}
		})
	}
}

func away(k guard.Kind) error { return &guard.Error{Kind: k, Err: errors.New("it cannot be read")} }

// trailCloud is a cloud of which the trail may not be readable.
type trailCloud struct {
	engine.Cloud
	err error
}

func (c trailCloud) Operations(ctx context.Context, since time.Time) ([]guard.Trace, error) {
	if c.err != nil {
		return nil, c.err
	}
	return c.Cloud.Operations(ctx, since)
}
