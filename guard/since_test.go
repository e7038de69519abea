package guard

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

func watchedAfter(t *testing.T, deps ...Dependency) State {
	h := awaitingDeletion(t)
	h.do(RecordAudit{Request: "r-1", Audit: audit(StateDisabled, h.now, deps...)})
	return Evolve(h.state, WatchStarted{Request: "r-1", Facts: facts(StatePendingDeletion), DeleteDate: h.now.AddDate(0, 0, 7), At: h.now})
}

// A reminder names what is new first, and that the key is pending is no news.
func TestSinceLastAudit(t *testing.T) {
	s := watchedAfter(t, dependency("d-1", AtRest), dependency("d-2", AtRest))
	fresh := audit(StatePendingDeletion, testTime, dependency("d-2", InUse), dependency("d-3", InUse))
	var got []string
	changes, more := s.SinceLastAudit(fresh)
	for _, c := range changes {
		got = append(got, c.Kind)
		if len(c.Statements) > 0 {
			t.Errorf("%s names statements; nothing is void any more", c.What)
		}
	}
	if diff := cmp.Diff([]string{ChangeNew, ChangeChanged, ChangeGone}, got); diff != "" || more != 0 {
		t.Errorf("kinds (-want +got), %d more:\n%s", more, diff)
	}
	fresh.Coverage[3].Status = StatusIncomplete
	changes, _ = s.SinceLastAudit(fresh)
	if len(changes) != 1 || changes[0].Kind != ChangeNew {
		t.Errorf("an audit with parts missing shows %v, want what is new alone", changes)
	}
}

func TestSinceLastAuditCountsWhatHasNoRoom(t *testing.T) {
	s := watchedAfter(t)
	var deps []Dependency
	for i := range 70 {
		deps = append(deps, dependency(string(rune('a'+i%26))+string(rune('a'+i/26)), AtRest))
	}
	changes, more := s.SinceLastAudit(audit(StatePendingDeletion, testTime, deps...))
	if len(changes) != 50 || more != 20 {
		t.Errorf("%d changes and %d more, want 50 and 20", len(changes), more)
	}
}

func TestSinceNoAudit(t *testing.T) {
	s := Evolve(State{Key: testRef}, WatchStarted{Facts: facts(StatePendingDeletion), DeleteDate: testTime.AddDate(0, 0, 7), At: testTime})
	if changes, more := s.SinceLastAudit(audit(StatePendingDeletion, testTime, dependency("d-1", InUse))); len(changes) != 0 || more != 0 {
		t.Errorf("changes %v, %d more; there is nothing to compare with", changes, more)
	}
}
