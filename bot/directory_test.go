package bot

import (
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"kmsguard/bot/slacksim"
	"kmsguard/guard"
)

var approvers = []string{"S0APPROVE"}

func TestPersons(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	for _, want := range []guard.Person{
		{ID: "U0ALICE", Name: "alice", Zone: "Europe/Berlin"},
		{ID: "U0BOB", Name: "bob", Zone: "UTC", Groups: approvers},
		{ID: "U0GUEST", Name: "gus", Zone: "UTC", Guest: true},
		{ID: "U0GONE", Name: "gone", Deactivated: true},
		{ID: "U0XENA", Name: "xena", Zone: "UTC", External: true},
	} {
		want.ReadAt = start
		if diff := cmp.Diff(want, o.adapter.Person(t.Context(), want.ID, approvers), cmpopts.EquateEmpty()); diff != "" {
			t.Errorf("%s (-want +got):\n%s", want.Name, diff)
		}
	}
	self, err := o.adapter.self.of(t.Context())
	must(t, err)
	if p := o.adapter.Person(t.Context(), self.UserID, nil); !p.Bot {
		t.Errorf("the bot itself: %+v", p)
	}
}

func TestPersonOfAnotherWorkspaceWhomSlackHides(t *testing.T) {
	t.Parallel()
	o := newOffice(t, func(w *slacksim.World, _ *slacksim.Options, _ *AdapterOptions) { w.Settings.HideExternal = true })
	if p := o.adapter.Person(t.Context(), "U0XENA", nil); !p.External || p.Unreadable != "" {
		t.Errorf("person %+v", p)
	}
}

// TestUnreadableIsSaidNotGuessed: an empty answer is neither bot nor guest nor
// deactivated, and must not pass for a member.
func TestUnreadableIsSaidNotGuessed(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ api, kind, code string }{
		{"users.info", "ok-false-empty", ""}, {"users.info", "html", ""}, {"users.info", "timeout-before", ""}, {"users.info", "error", "user_not_found"},
		{"usergroups.list", "ok-false-empty", ""}, {"usergroups.list", "rate-limit", "30"}, {"usergroups.list", "error", "missing_scope"},
		{"auth.test", "ok-false-empty", ""},
	} {
		t.Run(c.api+" "+c.kind, func(t *testing.T) {
			t.Parallel()
			o := newOffice(t)
			o.fails(c.api, c.kind, c.code, 1)
			if p := o.adapter.Person(t.Context(), "U0BOB", approvers); p.Unreadable == "" || p.ID != "U0BOB" || !p.ReadAt.IsZero() {
				t.Errorf("person %+v", p)
			}
			if p := o.adapter.Person(t.Context(), "U0BOB", approvers); p.Unreadable != "" || !cmp.Equal(p.Groups, approvers) {
				t.Errorf("afterwards %+v", p)
			}
		})
	}
}

// TestLastReadingIsKept: a rescuer may act on it while Slack cannot be read.
func TestLastReadingIsKept(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	before := o.adapter.Person(t.Context(), "U0BOB", approvers)
	o.calendar.advance(time.Hour)
	o.fails("*", "error", "service_unavailable", 0)
	after := o.adapter.Person(t.Context(), "U0BOB", approvers)
	if after.Unreadable == "" || !after.ReadAt.Equal(before.ReadAt) || !cmp.Equal(after.Groups, before.Groups) {
		t.Errorf("before %+v, after %+v", before, after)
	}
}

func TestGroupsThatAreNoAnswer(t *testing.T) {
	t.Parallel()
	external := func(w *slacksim.World, _ *slacksim.Options, _ *AdapterOptions) { w.Groups[0].External = true }
	disabled := func(w *slacksim.World, _ *slacksim.Options, _ *AdapterOptions) { w.Groups[0].Disabled = true }
	for name, c := range map[string]struct {
		office *office
		group  string
		want   string
	}{
		"external": {newOffice(t, external), "S0APPROVE", "another organisation"},
		"disabled": {newOffice(t, disabled), "S0APPROVE", "is disabled"},
		"unknown":  {newOffice(t), "S0NONE", "no such group"},
	} {
		p := c.office.adapter.Person(t.Context(), "U0BOB", []string{c.group})
		contains(t, name, p.Unreadable, c.group, c.want)
		_, unreadable := c.office.adapter.Members(t.Context(), guard.People{Groups: []string{c.group}})
		contains(t, name, unreadable, c.want)
	}
}

func TestMembers(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	people, unreadable := o.adapter.Members(t.Context(), guard.People{Users: []string{"U0ALICE", "U0BOB"}, Groups: approvers})
	var ids []string
	for _, p := range people {
		ids = append(ids, p.ID)
	}
	want := []string{"U0ALICE", "U0BOB", "U0CAROL", "U0DAVE", "U0ERIN", "U0FRANK"}
	if diff := cmp.Diff(want, ids); diff != "" || unreadable != "" {
		t.Errorf("unreadable %q, members (-want +got):\n%s", unreadable, diff)
	}
	if n := o.calls("usergroups.list"); n != 1 {
		t.Errorf("the groups were read %d times", n)
	}
	o.calendar.advance(time.Minute)
	o.fails("users.info", "error", "internal_error", 1)
	if _, unreadable = o.adapter.Members(t.Context(), guard.People{Groups: approvers}); unreadable == "" {
		t.Error("one could not be read, and nothing says so")
	}
}

func TestChannels(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name   string
		change []string
		want   guard.Channel
	}{
		{"plain", nil, guard.Channel{Member: true}},
		{"shared", []string{"share", "key-changes"}, guard.Channel{Member: true, Shared: true}},
		{"about to be shared", []string{"pending-share", "key-changes"}, guard.Channel{Member: true, Shared: true}},
		{"archived", []string{"archive", "key-changes"}, guard.Channel{Member: true, Archived: true}},
	} {
		o := newOffice(t)
		if c.change != nil {
			must(t, o.sim.Change(c.change[0], c.change[1:]...))
		}
		c.want.ID = "C0KEYS"
		if diff := cmp.Diff(c.want, o.adapter.Channel(t.Context(), "C0KEYS")); diff != "" {
			t.Errorf("%s (-want +got):\n%s", c.name, diff)
		}
	}
	o := newOffice(t)
	if c := o.adapter.Channel(t.Context(), "C0AWAY"); c.Member || c.Unreadable != "" {
		t.Errorf("a channel without the bot: %+v", c)
	}
	o.fails("conversations.info", "ok-false-empty", "", 1)
	if c := o.adapter.Channel(t.Context(), "C0KEYS"); c.Unreadable == "" {
		t.Errorf("an empty answer: %+v", c)
	}
}

// TestReadingsAreSharedForAMoment by both clocks.
func TestReadingsAreSharedForAMoment(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	var all sync.WaitGroup
	for range 20 {
		all.Go(func() { o.adapter.Person(t.Context(), "U0BOB", approvers) })
	}
	all.Wait()
	count := func() [2]int { return [2]int{o.calls("users.info"), o.calls("usergroups.list")} }
	if got := count(); got != [2]int{1, 1} {
		t.Errorf("read %v times for 20 at once", got)
	}
	o.real.advance(DefaultShare)
	o.adapter.Person(t.Context(), "U0BOB", approvers)
	o.calendar.advance(DefaultShare)
	o.adapter.Person(t.Context(), "U0BOB", approvers)
	o.adapter.Person(t.Context(), "U0BOB", approvers)
	if got := count(); got != [2]int{3, 3} {
		t.Errorf("read %v times, want 3 of each", got)
	}
}
