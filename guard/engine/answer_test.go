package engine_test

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"kmsguard/guard"
	"kmsguard/guard/aliyunsim"
)

// A wish that names no key for certain is answered, and leaves nothing behind.
func TestAWishThatNamesNoKey(t *testing.T) {
	open := guard.Input{Kind: guard.InputOpen, By: "alice", Key: keyID, Region: home, Plan: disable, Reason: "retired"}
	tests := []struct {
		name  string
		alter func(*guard.Input)
		code  string
		says  string
	}{
		{"an alias", func(in *guard.Input) { in.Key = "alias/orders" }, "alias", otherID},
		{"an alias that is not there", func(in *guard.Input) { in.Key = "alias/none" }, "alias", "no alias/none"},
		{"no key at all", func(in *guard.Input) { in.Key = "orders!" }, "bad-key", ""},
		{"a region that is none", func(in *guard.Input) { in.Region = "Hangzhou" }, "bad-region", "Hangzhou"},
		{"another region", func(in *guard.Input) { in.Region = "cn-shanghai" }, "other-region", home},
		{"another account", func(in *guard.Input) { in.Key = "acs:kms:cn-hangzhou:9999999999999999:key/" + keyID }, "other-account", account},
		{"an unknown key", func(in *guard.Input) { in.Key = "key-hzz650nonenonenonenon" }, "unknown-key", "is not found"},
		{"an unknown button", func(in *guard.Input) { in.Kind = "dance" }, "unknown-input", ""},
		{"a button on nothing", func(in *guard.Input) { in.Kind = guard.InputWithdraw }, "unknown-key", ""},
		{"a button on a request that is not there", func(in *guard.Input) {
			in.Kind, in.Key, in.Request = guard.InputWithdraw, string(key.Stream()), "r-9"
		}, "unknown-request", ""},
		{"a change to disable of a request that is not there", func(in *guard.Input) {
			in.Kind, in.Key, in.Request = guard.InputToDisable, string(key.Stream()), "r-9"
		}, "unknown-request", ""},
	}
	h := newHouse(t)
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			in := open
			tt.alter(&in)
			had := len(h.people.replies)
			h.submit(in)
			answers := h.people.replies[had:]
			if len(answers) != 1 || answers[0].Reasons[0].Code != tt.code || !contains(answers[0].Reasons[0], tt.says) {
				t.Errorf("answered %v, want one of %s that says %q", answers, tt.code, tt.says)
			}
		})
	}
	if s := h.state(); len(s.Requests)+len(s.Notices) > 0 {
		t.Errorf("left behind: %+v", s)
	}
}

func contains(r guard.Reason, text string) bool { return strings.Contains(r.String(), text) }

// A cloud that cannot be read is said to the one who asked.
func TestAWishWhileTheCloudIsDown(t *testing.T) {
	h := newHouse(t)
	h.settle()
	h.fault(aliyunsim.Fault{API: "kms.*", Code: "ServiceUnavailableTemporary", Status: 503})
	h.ask("alice", disable)
	if got := h.replies(); !slices.Equal(got, []string{"unreadable-key"}) {
		t.Errorf("answered %v", got)
	}
}

// A key that is gone is known to be gone after a restart and long after that.
func TestADeletedKeyStaysKnown(t *testing.T) {
	h := newHouse(t)
	h.carryOut(deletion)
	h.advance(30 * 24 * time.Hour)
	h.restart()
	h.settle()
	h.submit(guard.Input{Kind: guard.InputOpen, By: "gina", Key: keyID, Plan: rescue, Ticked: []int{1, 2, 3, 4}})
	if got := h.refusals(); !slices.Equal(got, []string{guard.CodeTooLate}) {
		t.Errorf("refusals %v, replies %v; want %s", got, h.replies(), guard.CodeTooLate)
	}
}

// One person has one open request; a rescue is never held up by that.
func TestOneOpenRequestAPerson(t *testing.T) {
	h := newHouse(t)
	h.ask("alice", disable)
	h.submit(guard.Input{Kind: guard.InputOpen, By: "alice", Key: otherID, Region: home, Plan: disable, Reason: "retired"})
	if got := h.replies(); !slices.Equal(got, []string{"too-many-requests"}) {
		t.Errorf("answered %v", got)
	}
	h.submit(guard.Input{Kind: guard.InputOpen, By: "anton", Key: otherID, Region: home, Plan: disable, Reason: "retired"})
	if n := len(h.Open()); n != 2 {
		t.Errorf("%d requests are open, want 2", n)
	}
}

// Wishes of one person that arrive together do not all become requests.
func TestManyWishesAtOnce(t *testing.T) {
	const wishes = 12
	h := newHouse(t, func(w *aliyunsim.World) {
		for i := range wishes {
			w.Keys = append(w.Keys, aliyunsim.Key{ID: fmt.Sprintf("key-hzz650wish%d", i), Region: home})
		}
	})
	h.settle()
	h.people.meeting = &sync.WaitGroup{}
	h.people.meeting.Add(wishes)
	for i := range wishes {
		id := fmt.Sprintf("key-hzz650wish%d", i)
		in := guard.Input{ID: id, At: start, Kind: guard.InputOpen, By: "alice", Key: id, Region: home, Plan: disable, Reason: "retired"}
		if _, err := h.Submit(t.Context(), in); err != nil {
			t.Fatal(err)
		}
	}
	h.settle()
	if n := len(h.Open()); n != 1 {
		t.Errorf("%d requests are open, want 1", n)
	}
}

// An audit before an operation is shown to whoever has a role, five times an hour.
func TestAnAuditBeforeAnOperation(t *testing.T) {
	h := newHouse(t)
	audit := func(by string) {
		h.submit(guard.Input{Kind: guard.InputAudit, By: by, Key: keyID, Region: home, Plan: deletion})
	}
	audit("mallory")
	audit("ivan")
	h.people.away["guest"] = guard.Person{ID: "guest", Guest: true}
	audit("guest")
	h.people.away["bob"] = guard.Person{ID: "bob", Unreadable: "Slack is down"}
	audit("bob")
	for range 6 {
		audit("alice")
	}
	want := []string{"no-role", "no-member", "unreadable-person", "too-many-audits"}
	if got := h.replies(); !slices.Equal(got, want) || len(h.people.audits) != 6 {
		t.Errorf("answered %v and showed %d audits, want %v and 6", got, len(h.people.audits), want)
	}
	h.advance(time.Hour)
	audit("alice")
	if len(h.people.audits) != 7 || !h.people.audits[6].Complete() {
		t.Errorf("%d audits were shown, want 7 complete ones", len(h.people.audits))
	}
	if s := h.state(); len(s.Notices) > 0 {
		t.Errorf("the ledger has %v", s.Notices)
	}
}

// An answer that fails is given again; one that can never be given does not hold
// up what comes after it.
func TestAnAnswerThatFails(t *testing.T) {
	tests := []struct {
		name  string
		fault fault
		want  int
	}{
		{"was not given", fault{call: "reply", err: &guard.Error{Kind: guard.Unavailable}}, 2},
		{"may have been given", fault{call: "reply", err: &guard.Error{Kind: guard.Uncertain}, lost: true}, 3},
		{"to somebody who has left", fault{call: "reply", err: &guard.Error{Kind: guard.NotFound}}, 1},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			h := newHouse(t)
			h.breakSlack(tt.fault)
			for range 2 {
				h.submit(guard.Input{Kind: guard.InputOpen, By: "alice", Key: "alias/orders", Region: home, Plan: disable})
			}
			if got := h.replies(); len(got) != tt.want {
				t.Errorf("answered %v, want %d answers", got, tt.want)
			}
		})
	}
}

// An input is handled once, however often it is delivered.
func TestARepeatedInputIsHandledOnce(t *testing.T) {
	h := newHouse(t)
	in := guard.Input{ID: "same", At: start, Kind: guard.InputOpen, By: "alice", Key: "alias/orders", Region: home, Plan: disable}
	for i, fresh := range []bool{true, false, false} {
		got, err := h.Submit(t.Context(), in)
		if err != nil || got != fresh {
			t.Errorf("delivery %d: fresh %v, %v; want %v", i, got, err, fresh)
		}
		h.quiet()
	}
	if n := len(h.replies()); n != 1 {
		t.Errorf("answered %d times, want once", n)
	}
}

// What cannot be written is said to whoever hands it in.
func TestAnInputThatCannotBeKept(t *testing.T) {
	h := newHouse(t)
	if _, err := h.Submit(t.Context(), guard.Input{}); err == nil || errors.Is(err, errCrashed) {
		t.Errorf("an input without an ID: %v", err)
	}
	h.settle()
}
