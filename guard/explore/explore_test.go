package explore

import (
	"os"
	"runtime"
	"runtime/debug"
	"testing"
	"time"

	"kmsguard/guard"
)

// The promises hold in every world of every scenario. KMSGUARD_LONG=1 adds the
// large ones, which take minutes, and KMSGUARD_LONG=all the one that takes longer.
func TestThePromisesHold(t *testing.T) {
	defer debug.SetGCPercent(debug.SetGCPercent(200))
	all := quick()
	switch os.Getenv("KMSGUARD_LONG") {
	case "":
	case "all":
		all = append(append(all, full()...), huge()...)
	default:
		all = append(all, full()...)
	}
	phases, states, transitions, ran := map[guard.Phase]int{}, 0, 0, 0
	begun := time.Now()
	for _, s := range all {
		var r Result
		t.Run(s.Name, func(t *testing.T) { r, ran = explored(t, s), ran+1 })
		states, transitions = states+r.States, transitions+r.Transitions
		for p, n := range r.Phases {
			phases[p] += n
		}
	}
	t.Logf("figures: %-40s %8d states %8d transitions, %.0f s", "all", states, transitions, time.Since(begun).Seconds())
	if ran < len(all) {
		return // one scenario alone was asked for
	}
	for _, p := range []guard.Phase{
		guard.Auditing, guard.Awaiting, guard.Approved, guard.Executing, guard.Verifying, guard.Done,
		guard.Rejected, guard.Withdrawn, guard.Expired, guard.Failed, guard.NeedsOperator,
	} {
		if phases[p] == 0 {
			t.Errorf("no request is ever %s: nothing was shown about that", p)
		}
	}
}

// explored looks at a scenario and fails with the shortest way to a broken promise.
func explored(t *testing.T, s Scenario) Result {
	t.Helper()
	begun := time.Now()
	r := Explore(s, Real())
	var memory runtime.MemStats
	runtime.ReadMemStats(&memory)
	t.Logf("figures: %-40s %8d states %8d transitions, depth %2d, %6d ends, widest %6d, %5.1f s, %d MB", s.Name, r.States, r.Transitions, r.Depth, r.Ends, r.Widest,
		time.Since(begun).Seconds(), memory.HeapSys>>20)
	if r.Violation != nil {
		t.Errorf("%s: broken: %s", s.Name, r.Violation.Property)
		for _, line := range r.Violation.Trace {
			t.Log(line)
		}
	}
	return r
}
