package guard

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

const day = 24 * time.Hour

func TestReminderTimes(t *testing.T) {
	hours := func(list ...int) (times []time.Time) {
		for _, n := range list {
			times = append(times, testTime.Add(time.Duration(n)*time.Hour))
		}
		return times
	}
	tests := []struct {
		name    string
		offsets []Offset
		told    int
		window  int
		want    []time.Time
	}{
		{"7 days", nil, 0, 168, hours(84, 96, 144, 164, 167)},
		{"30 days", nil, 0, 720, hours(360, 552, 648, 696, 716, 719)},
		{"14 days: half of it is 7 days", nil, 0, 336, hours(168, 264, 312, 332, 335)},
		{"an hour, of which only the half is inside", nil, 0, 1, []time.Time{testTime.Add(30 * time.Minute)}},
		{"what was told falls away", nil, 150, 168, hours(164, 167)},
		{"none", []Offset{}, 0, 168, nil},
		{"of a policy, in any order, each once", []Offset{{Before: 2 * time.Hour}, {Before: 5 * time.Hour}, {Before: 2 * time.Hour}, {Before: 999 * time.Hour}}, 0, 168, hours(163, 166)},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			end := testTime.Add(time.Duration(tt.window) * time.Hour)
			got := reminderTimes(Policy{Reminders: tt.offsets}, testTime, testTime.Add(time.Duration(tt.told)*time.Hour), end)
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Errorf("times (-want +got):\n%s", diff)
			}
		})
	}
}

// watching is a key that is destroyed in 7 days, told to nobody yet.
func watching(t *testing.T) *history {
	h := done(t, deletion, StateDisabled, StatePendingDeletion)
	h.now = h.now.Add(15 * time.Minute)
	h.do(Verify{Request: "r-1"})
	h.wantPhase("r-1", Done)
	return h
}

func read(state KeyState) Watch { return Watch{Facts: facts(state), Reminder: "rem-1", Dependents: -1} }

// However long the bot slept, there is one reminder, for the most urgent.
func TestRemindersAreCoalesced(t *testing.T) {
	tests := []struct {
		name     string
		before   time.Duration // the end
		due      time.Duration // before the end
		mention  bool
		escalate bool
		left     int // reminders
	}{
		{"half of the window", 84 * time.Hour, 84 * time.Hour, false, false, 4},
		{"slept over two", 2*day + time.Hour, 3 * day, false, false, 3},
		{"a day", day, day, true, false, 2},
		{"slept until three hours are left", 3 * time.Hour, 4 * time.Hour, true, true, 1},
		{"the last minute", time.Minute, time.Hour, true, true, 0},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			h := watching(t)
			end := testTime.AddDate(0, 0, 7)
			h.now = end.Add(-tt.before)
			h.wantOwed("ReadWatch watch")
			events := h.do(read(StatePendingDeletion))
			wantKinds(t, events, "ReminderGiven")
			got := events[0].(ReminderGiven).Reminder
			want := Reminder{
				ID: "rem-1", Due: end.Add(-tt.due), DeleteDate: end, Left: Offset{Before: tt.due, Half: tt.due == 84*time.Hour},
				Mention: tt.mention, Escalate: tt.escalate, Dependents: -1, At: h.now,
			}
			if diff := cmp.Diff(want, got); diff != "" {
				t.Errorf("reminder (-want +got):\n%s", diff)
			}
			if n := len(h.state.Watch.Reminders); n != tt.left {
				t.Errorf("%d reminders are left, want %d", n, tt.left)
			}
			h.wantOwed()
			escalated := h.state.Notices[len(h.state.Notices)-1].Kind == NoticeEscalation
			if escalated != tt.escalate {
				t.Errorf("escalated: %v, want %v", escalated, tt.escalate)
			}
		})
	}
}

// A reminder leaves even if the cloud cannot be read, and says so.
func TestAReminderOfWhatCannotBeRead(t *testing.T) {
	for _, state := range []KeyState{StateUnknown, StateNotFound} {
		h := watching(t)
		h.now = testTime.AddDate(0, 0, 7).Add(-day)
		events := h.do(read(state))
		wantKinds(t, events, "WatchRead", "ReminderGiven")
		if got := events[1].(ReminderGiven).Reminder; got.Problem == "" {
			t.Errorf("%s: the reminder does not say what could not be read", state)
		}
		h.wantOwed()
		h.now = h.now.Add(10 * time.Minute)
		h.wantOwed("ReadWatch watch")
		wantKinds(t, h.do(read(StatePendingDeletion)), "WatchRead")
		h.wantOwed()
	}
}

func TestHowAWatchEnds(t *testing.T) {
	tests := []struct {
		name  string
		after time.Duration
		read  KeyState
		kinds []string
		want  KeyState
	}{
		{"cancelled outside", 2 * time.Hour, StateEnabled, []string{"WatchEnded"}, StateEnabled},
		{"destroyed", 7 * day, StateNotFound, []string{"WatchEnded"}, StateDeleted},
		{"not found before its time", 2 * day, StateNotFound, []string{"WatchRead"}, ""},
		{"still there after its time", 8 * day, StatePendingDeletion, []string{"WatchRead", "ReminderGiven"}, ""},
		{"nothing new", 2 * time.Hour, StatePendingDeletion, nil, ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			h := watching(t)
			h.now = testTime.Add(tt.after)
			wantKinds(t, h.do(read(tt.read)), tt.kinds...)
			h.wantOwed()
			switch {
			case tt.want == "" && h.state.Watch == nil:
				t.Error("the watch ended")
			case tt.want != "" && (h.state.Ended == nil || h.state.Ended.State != tt.want):
				t.Errorf("ended as %+v, want %s", h.state.Ended, tt.want)
			}
			if h.state.Gone != (tt.want == StateDeleted) {
				t.Errorf("gone: %v", h.state.Gone)
			}
		})
	}
}

func TestADateThatMoved(t *testing.T) {
	h := watching(t)
	h.now = testTime.Add(day)
	c := read(StatePendingDeletion)
	c.Facts.DeleteDate = testTime.AddDate(0, 0, 20)
	wantKinds(t, h.do(c), "WatchRead")
	if n := h.state.Notices[len(h.state.Notices)-1]; n.Kind != NoticeWatchMoved {
		t.Errorf("the last message is %s, want that the date moved", n.Kind)
	}
	wantKinds(t, h.do(c))
	c.Facts.DeleteDate = testTime.Add(day + 2*time.Hour) // so near that people must hear of it now
	wantKinds(t, h.do(c), "WatchRead", "ReminderGiven")
	if got := h.state.Watch.Reminders; len(got) != 1 {
		t.Errorf("%d reminders are left, want one", len(got))
	}
}

// A deletion that the console scheduled is adopted, and told.
func TestAPendingDeletionThatNobodyAskedForHere(t *testing.T) {
	h := begin(t)
	wantKinds(t, h.do(read(StateEnabled)))
	c := read(StatePendingDeletion)
	c.Actor, c.WasDisabled = "user/eve", true
	wantKinds(t, h.do(c), "WatchStarted")
	w := h.state.Watch
	if w.Actor != "user/eve" || w.Channel != "C0KEYS" || !cmp.Equal(w.Notify, testRule().Approvers) || !h.state.DisabledBeforeSchedule {
		t.Errorf("watch %+v, disabled before: %v", w, h.state.DisabledBeforeSchedule)
	}
	if n := h.state.Notices[0]; n.Kind != NoticeWatchFound || n.Person != "user/eve" {
		t.Errorf("the message is %+v", n)
	}
	h.do(rescueBy("gina", "r-2", Plan{Action: Cancel, Restore: true}, StatePendingDeletion))
	h.wantPhase("r-2", Approved)
}

// A deletion of a key that no rule matches is told all the same: in the escalation
// channel, or where there is none in the channel of the first rule.
func TestAPendingDeletionThatNoRuleMatches(t *testing.T) {
	for escalation, want := range map[string]string{"C0ESCALATE": "C0ESCALATE", "": "C0KEYS"} {
		h := begin(t)
		h.policy.Rules[0].Match.Keys, h.policy.Escalation = []string{"key-hzzanother"}, escalation
		h.do(read(StatePendingDeletion))
		if got := h.state.Watch.Channel; got != want {
			t.Errorf("with the escalation channel %q it is told in %q, want %q", escalation, got, want)
		}
	}
}

// What our own operations did is told by their settlement.
func TestAWatchLeavesOurOwnOperationsAlone(t *testing.T) {
	h := executing(t, deletion, StateDisabled)
	wantKinds(t, h.do(read(StatePendingDeletion)))
	h = watching(t)
	h.do(rescueBy("gina", "r-2", cancellation, StatePendingDeletion))
	h.look(StatePendingDeletion)
	h.do(h.session("op-2"))
	h.now = testTime.Add(4 * day)
	h.wantOwed("Observe execute/r-2")
	wantKinds(t, h.do(read(StateEnabled)))
}

func TestVerification(t *testing.T) {
	waiting, seen := Check{Result: CheckWaiting}, Check{Result: CheckSeen}
	tests := []struct {
		name  string
		after time.Duration
		look  Verification
		phase Phase
		trail string
	}{
		{"the trail is late", time.Minute, Verification{Trail: waiting, Metrics: seen, Refusals: seen}, Verifying, CheckWaiting},
		{"the trail could not be read", time.Minute, Verification{Trail: Check{Result: CheckUnreadable}, Metrics: seen, Refusals: seen}, Verifying, CheckUnreadable},
		{"metrics were not looked at", time.Minute, Verification{Trail: seen, Refusals: seen}, Verifying, CheckSeen},
		{"everything was seen", time.Minute, Verification{Trail: seen, Metrics: seen, Refusals: Check{Result: CheckNone}}, Done, CheckSeen},
		{"time is over", 15 * time.Minute, Verification{Trail: waiting, Metrics: seen}, Done, CheckNotSeen},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			h := done(t, Plan{Action: Disable}, StateEnabled, StateDisabled)
			h.now = h.now.Add(tt.after)
			h.wantOwed("LookAfter verify/r-1")
			h.do(Verify{Request: "r-1", Verification: tt.look})
			h.wantPhase("r-1", tt.phase)
			h.wantOwed()
			if got := h.request("r-1").Verification.Trail.Result; got != tt.trail {
				t.Errorf("the trail is %q, want %q", got, tt.trail)
			}
		})
	}
}

// A line that was seen stays seen, and what is over is not looked at again.
func TestAVerificationOnlyGrows(t *testing.T) {
	h := done(t, Plan{Action: Disable}, StateEnabled, StateDisabled)
	h.do(Verify{Request: "r-1", Verification: Verification{Trail: Check{Result: CheckSeen}}})
	h.do(Verify{Request: "r-1", Verification: Verification{Trail: Check{Result: CheckWaiting}}})
	if got := h.request("r-1").Verification.Trail.Result; got != CheckSeen {
		t.Errorf("the trail is %q, want seen", got)
	}
	h.now = h.now.Add(15 * time.Minute)
	h.do(Verify{Request: "r-1"})
	h.wantPhase("r-1", Done)
	wantKinds(t, h.do(Verify{Request: "r-1"}))
}
