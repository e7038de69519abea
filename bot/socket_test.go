package bot

import (
	"context"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"github.com/slack-go/slack/socketmode"

	"kmsguard/bot/slacksim"
	"kmsguard/guard"
)

func TestSlashBecomesOneDurableInput(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	o.open()
	alice := o.slash("alice", "/kms delete "+key.ID+" in cn-hangzhou window 7 because OPS-4411, retired")
	want := guard.Input{
		Kind: guard.InputOpen, At: start, By: "U0ALICE", Team: "T0ACME", Reply: guard.ReplyTo{User: "U0ALICE", Channel: "C0KEYS"},
		Key: key.ID, Region: key.Region, Plan: guard.Plan{Action: guard.Delete, WindowDays: 7}, Reason: "OPS-4411, retired",
	}
	got := o.desk.only(t)
	if diff := cmp.Diff(want, got, cmpopts.IgnoreFields(guard.Input{}, "ID")); diff != "" {
		t.Errorf("input (-want +got):\n%s", diff)
	}
	if !strings.HasPrefix(got.ID, "slash/") || alice.Failed() {
		t.Errorf("ID %q, told %q", got.ID, alice.LastError())
	}
	contains(t, "the answer", alice.LastNotice(), "Looking at `"+key.ID+"`")
}

func TestSlashTwiceDeliveredCountsOnce(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	o.open()
	must(t, o.sim.Change("duplicate-next"))
	o.slash("alice", "/kms disable "+key.ID+" because a test")
	o.desk.only(t)
}

func TestSlashThatIsNotUnderstood(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	o.open()
	for text, want := range map[string]string{
		"/kms dlete " + key.ID:     "nearest is",
		"/kms delete":              "names no key",
		"/kms create key":          "Creating keys is not done here",
		"/kms cancel not-a-key-id": "neither a key ID",
	} {
		contains(t, text, o.slash("alice", text).LastNotice(), want)
	}
	if got := o.desk.taken(); len(got) != 0 {
		t.Errorf("inputs %+v", got)
	}
}

func TestSlashIsAnsweredWhereTheDiskIsFull(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	o.open()
	o.desk.breaks(errDiskFull)
	alice := o.slash("alice", "/kms delete "+key.ID+" because a test")
	contains(t, "the answer", alice.LastNotice(), "could not be recorded", "try again")
	contains(t, "the log", o.log.String(), errDiskFull.Error())
}

func TestUnknownEnvelopeIsAcknowledged(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	o.open()
	must(t, o.sim.Change("event", "brand_new_event"))
	o.until("acknowledged", func() bool { return o.sim.Unacked() == 0 })
	o.until("logged", func() bool { return strings.Contains(o.log.String(), "acknowledged unread") })
	if n := o.sim.Deliveries(); n != 1 {
		t.Errorf("%d deliveries; the event was sent again", n)
	}
}

func TestBotReconnectsAndGoesOn(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	states := make(chan bool, 100)
	o.open(func(opts *Options) { opts.OnConnected = func(c bool) { states <- c } })
	next := func() bool {
		select {
		case c := <-states:
			return c
		case <-t.Context().Done():
			return false
		}
	}
	if before, connected := next(), next(); before || !connected {
		t.Fatalf("at the start %v, then %v", before, connected)
	}
	must(t, o.sim.Change("drop"))
	if lost, again := next(), next(); lost || !again {
		t.Fatalf("after the drop %v, then %v", lost, again)
	}
	o.until("connected again", func() bool { return o.sim.Connections() == 1 })
	o.slash("alice", "/kms delete "+key.ID+" because a test")
	o.desk.only(t)
}

// TestAnswerBeyondTheLimitComesAfterwards: Slack drops an acknowledgement of 20 kB
// without a word, so that a long answer is given by other means.
func TestAnswerBeyondTheLimitComesAfterwards(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	b, err := New(o.options())
	must(t, err)
	client := socketmode.New(b.api)
	for size, after := range map[int]bool{1000: false, maxAck - 100: true, maxAck: true} {
		given := false
		a := answer{payload: map[string]string{"text": strings.Repeat("x", size)}, instead: func(context.Context) { given = true }}
		b.acknowledge(t.Context(), client, "e-1", &a)
		a.goOn(t.Context())
		if given != after || (a.payload == nil) != after {
			t.Errorf("%d bytes: given afterwards %v, want %v", size, given, after)
		}
	}
	if text := o.log.String(); text != "" {
		t.Errorf("not acknowledged: %s", text)
	}
}

// TestFaultInOneEnvelopeEndsNothingElse: a fault of ours costs that envelope alone.
func TestFaultInOneEnvelopeEndsNothingElse(t *testing.T) {
	t.Parallel()
	o := newOffice(t, func(w *slacksim.World, _ *slacksim.Options, _ *AdapterOptions) {
		w.Settings.AckTimeout = 200 * time.Millisecond
	})
	o.open(func(opts *Options) { opts.Engine = &brittle{desk: o.desk} })
	must(t, o.sim.As("alice").Slash(t.Context(), "", "/kms delete "+key.ID+" because the first"))
	o.settled()
	contains(t, "the log", o.log.String(), "broke off", "an index out of range")
	o.slash("alice", "/kms delete "+key.ID+" because the second")
	if in := o.desk.only(t); in.Reason != "the second" {
		t.Errorf("input %+v", in)
	}
}

// brittle is a desk whose first Submit is a fault.
type brittle struct {
	*desk
	once sync.Once
}

func (b *brittle) Submit(ctx context.Context, in guard.Input) (bool, error) {
	b.once.Do(func() { panic("an index out of range") })
	return b.desk.Submit(ctx, in)
}

func TestRunEndsWhenTheTokenIsRefused(t *testing.T) {
	t.Parallel()
	for _, word := range []string{"invalid_auth", "token_expired", "missing_scope", "not_allowed_token_type"} {
		t.Run(word, func(t *testing.T) {
			t.Parallel()
			o := newOffice(t)
			o.fails("apps.connections.open", "error", word, 0)
			err := o.runUntilItEnds()
			if guard.KindOf(err) != guard.Denied || !strings.Contains(err.Error(), word) || !strings.Contains(guard.HintOf(err), "app_token") {
				t.Errorf("error %v, kind %v, hint %q", err, guard.KindOf(err), guard.HintOf(err))
			}
		})
	}
}

func TestRunEndsInAnotherWorkspace(t *testing.T) {
	t.Parallel()
	o := newOffice(t, func(_ *slacksim.World, _ *slacksim.Options, a *AdapterOptions) { a.Workspace = "T0OTHER" })
	err := o.runUntilItEnds()
	if guard.KindOf(err) != guard.Denied || !strings.Contains(err.Error(), "T0ACME") {
		t.Errorf("error %v", err)
	}
}

// runUntilItEnds runs a bot that ends by itself.
func (o *office) runUntilItEnds() error {
	o.t.Helper()
	b, err := New(o.options())
	must(o.t, err)
	ctx, cancel := context.WithTimeout(o.t.Context(), 5*time.Second)
	defer cancel()
	return b.Run(ctx)
}
