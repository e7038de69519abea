package page

import (
	"testing"

	"kmsguard/guard/aliyunsim"
)

// Wherever somebody wandered off to, the tour points at the way back, or says
// that the run is over.
func TestTourLeadsBack(t *testing.T) {
	t.Parallel()
	const (
		anewButton = "#tour-card [data-tour-anew]"
		writes     = "#tour-card [data-tour-command]"
		stopButton = `[id="m-1.000001"] button[data-label="Stop"]`
	)
	disabling := func(s *sight) { s.request.disables = true }
	by := func(who string) edit { return func(s *sight) { s.request.by = who } }
	gave := func(given map[int]string) edit { return func(s *sight) { s.request.given = given } }
	down := func(s *sight) { s.up = false }
	faulty := func(s *sight) { s.faults = true }
	paused := asked("Paused: the audit could not read RDS in cn-hangzhou (no permission); trying again at 10:40")
	for _, tt := range []pointing{
		{"another world", begun(func(s *sight) { s.world = "traps" }), 0, anewButton},
		{"the key is destroyed", begun(func(s *sight) { s.key.State = "Deleted" }), 0, anewButton},
		{"the alias is gone", begun(func(s *sight) { s.key = aliyunsim.KeyView{} }), 0, anewButton},
		{"the key is protected", begun(func(s *sight) { s.key.Protected = true }), 0, anewButton},
		{"scheduled at the console", begun(func(s *sight) { s.key.State = "PendingDeletion" }), 0, anewButton},
		{"scheduled at the console after the rescue", begun(asked("Cancelled by @bob"), byBot("Enabled"), func(s *sight) { s.key.State = "PendingDeletion" }), 0, anewButton},
		{"cannot be told", begun(asked("It cannot be told whether the change was made; a person has to look")), 0, anewButton},
		{"in use", begun(asked(waits), reads("alice"), func(s *sight) { s.request.inUse = true }), 0, anewButton},

		{"the bot was killed", begun(asked(waits), down), 0, `a[data-pane="faults"]`},
		{"the bot can be started", begun(showsPane("faults"), down), 0, `button[data-bot="start"]`},
		{"the bot was killed behind a window", begun(asked(waits), down, shows(window{title: "Disposition", submits: true})), 0, leaves},

		{"the audit meets faults", begun(paused, faulty), 3, `a[data-pane="faults"]`},
		{"the faults can be removed", begun(paused, faulty, showsPane("faults")), 3, `button[data-fault="clear"]`},
		{"the audit can be read again", begun(paused, reads("alice")), 3, inThread("Audit again")},
		{"the reply was lost", begun(asked("It is not known whether the change was made: the reply was lost. Looking again at 10:34")), 7, `a[data-pane="clock"]`},
		{"an hour on", begun(asked("Approved, not carried out yet: the cloud is throttling. Looking again at 10:34"), showsPane("clock")), 7, `button[data-clock="1h"]`},
		{"cancelled at the console, not noticed yet", begun(asked(planned), showsPane("clock")), 7, `button[data-clock="1h"]`},
		{"cancelled at the console", begun(asked("Cancelled outside of this bot by 10:34; the key is Enabled")), 10, `a[data-pane="faults"]`},

		{"withdrawn", begun(asked("Withdrawn by @alice")), 2, writes},
		{"rejected", begun(asked("Rejected by @bob: not now")), 2, writes},
		{"expired", begun(asked("Expired on Thu 5 Nov 10:12; nothing was changed")), 2, writes},
		{"failed", begun(asked("Failed, and nothing was changed: the cloud refused it")), 2, writes},
		{"the key was disabled", begun(asked("Disabled; enabling it again undoes this"), disabling), 2, writes},
		{"changed to disable", begun(asked(waits), disabling), 0, stopButton},
		{"changed to disable by another", begun(asked(waits), disabling, by("dave")), 0, `a[data-seat="dave"]`},
		{"stops it", begun(asked(waits), disabling, shows(window{title: "Stop", submits: true})), 0, "dialog button[data-submit]"},
		{"does not stop by another window", begun(asked(waits), disabling, shows(window{title: "Reject", submits: true})), 0, leaves},

		{"an approver asked", begun(asked(waits), by("bob"), disposed), 0, `a[data-seat="bob"]`},
		{"bob gave another statement", begun(asked(waits), disposed, reads("bob"), gave(map[int]string{3: "bob"})), 6, `a[data-seat="carol"]`},
		{"dave takes the one that is left for bob", begun(asked(waits), disposed, reads("dave"), gave(map[int]string{3: "bob"})), 6, inThread("Confirm 1")},
		{"a statement that is open again", begun(asked(waits), disposed, reads("carol"), gave(map[int]string{1: "bob", 3: "dave"})), 6, inThread("Confirm 2")},
		{"somebody gave it meanwhile", begun(asked(waits), disposed, reads("bob"), gave(map[int]string{2: "frank"}), shows(window{title: statement, submits: true})), 6, leaves},
		{"bob's window is left open", begun(asked(waits), disposed, confirmed(1), reads("bob"), shows(window{title: statement, submits: true})), 6, leaves},
		{"bob is about to reject", begun(asked(waits), disposed, reads("bob"), shows(window{title: "Reject", empty: true, submits: true})), 5, leaves},
		{"alice's window is left open", begun(asked(waits), disposed, reads("alice"), shows(window{title: "Disposition", submits: true})), 5, leaves},
		{"alice reads the audit in its window", begun(asked(waits), reads("alice"), shows(window{title: "Dependency audit"})), 4, leaves},
		{"a window before anything was asked", begun(shows(window{title: "Change a KMS key", empty: true, submits: true})), 1, leaves},
		{"a window in a seat that is not asked", begun(at("oscar", "general", ""), shows(window{title: "Change a KMS key"})), 1, leaves},
		{"a window before the call is seen", begun(asked(planned), byBot("PendingDeletion"), shows(window{title: statement})), 7, leaves},
		{"a window at the end", begun(asked("Cancelled by @bob"), byBot("Enabled"), showsPane("faults"), shows(window{title: "Dependency audit"})), 10, leaves},
	} {
		tt.check(t)
	}
	if p := next(begun(asked("Rejected by @bob: not now"))); p.Why != "The last request ended and changed nothing: Rejected by @bob: not now." {
		t.Errorf("asked again because: %s", p.Why)
	}
}
