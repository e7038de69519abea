package guard

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

// request is a key with one request in a phase, audited and approved at
// testTime and open for a day, altered.
func request(phase Phase, alter func(*Request)) State {
	r := Request{
		ID: "r-1", Plan: Plan{Action: Disable}, Phase: phase, Opened: testTime, Expires: testTime.Add(24 * time.Hour),
		Audit: &Audit{}, AuditedAt: testTime, AuditAge: 15 * time.Minute, ApprovedAt: testTime, LookAgain: testTime, RetryAt: testTime,
	}
	alter(&r)
	return State{Requests: []Request{r}}
}

// What a request owes in each phase, and when something is owed next.
func TestDueByPhase(t *testing.T) {
	const expiry = 24 * time.Hour
	as := func(*Request) {}
	tests := []struct {
		name  string
		state State
		after time.Duration
		want  []Work
		next  time.Duration
	}{
		{"a key of which nothing is known", State{}, 0, nil, 0},
		{"auditing", request(Auditing, func(r *Request) { r.AuditOwed = true }), 0, []Work{RunAudit{"r-1"}}, expiry},
		{"paused", request(Blocked, func(r *Request) { r.AuditOwed, r.RetryAt = true, testTime.Add(time.Minute) }), 0, nil, time.Minute},
		{"paused long enough", request(Blocked, func(r *Request) { r.AuditOwed, r.RetryAt = true, testTime.Add(time.Minute) }), time.Minute, []Work{RunAudit{"r-1"}}, expiry},
		{"waiting for statements", request(Awaiting, as), 0, nil, expiry},
		{"waiting, with an audit asked for", request(Awaiting, func(r *Request) { r.AuditOwed = true }), 0, []Work{RunAudit{"r-1"}}, expiry},
		{"approved", request(Approved, as), 0, []Work{Execute{Request: "r-1"}}, expiry},
		{"approved, with an old audit", request(Approved, as), 16 * time.Minute, []Work{RunAudit{"r-1"}}, expiry},
		{"approved, deferred", request(Approved, func(r *Request) { r.LookAgain = testTime.Add(time.Hour) }), 0, nil, time.Hour},
		{"approved, deferred until now", request(Approved, func(r *Request) { r.LookAgain, r.AuditedAt = testTime.Add(time.Hour), testTime.Add(time.Hour) }), time.Hour, []Work{Execute{Request: "r-1"}}, expiry},
		{"approved, a rescue without an audit", request(Approved, func(r *Request) { r.Plan.Action, r.Audit = Cancel, nil }), 0, []Work{Execute{Request: "r-1"}}, 0},
		{"approved, a rescue, long after its time", request(Approved, func(r *Request) { r.Plan.Action, r.Audit = Cancel, nil }), 2 * expiry, []Work{Execute{Request: "r-1"}}, 0},
		{"approved, but its time is over", request(Approved, as), expiry, []Work{ApplyExpiry{"r-1"}}, 0},
		{"a restore, long after its time", request(Approved, func(r *Request) { r.Plan.Action, r.RestoreOwed = Cancel, true }), 2 * expiry, []Work{Execute{Request: "r-1", Restore: true}}, 0},
		{"executing", request(Executing, as), expiry, nil, 0},
		{"verifying", request(Verifying, func(r *Request) { r.Verification.Due = testTime.Add(time.Minute) }), 0, nil, time.Minute},
		{"verifying, due", request(Verifying, func(r *Request) { r.Verification.Due = testTime }), 0, []Work{LookAfter{"r-1"}}, 0},
		{"done", request(Done, as), expiry, nil, 0},
		{"rejected", request(Rejected, as), expiry, nil, 0},
		{"withdrawn", request(Withdrawn, as), expiry, nil, 0},
		{"expired", request(Expired, as), expiry, nil, 0},
		{"failed", request(Failed, as), expiry, nil, 0},
		{"needs an operator", request(NeedsOperator, as), expiry, nil, 0},
		{"a watch, before its reminder", State{Watch: &PendingWatch{DeleteDate: testTime.Add(day), Reminders: []time.Time{testTime.Add(time.Hour)}}}, 0, nil, time.Hour},
		{"a watch, at its reminder", State{Watch: &PendingWatch{DeleteDate: testTime.Add(day), Reminders: []time.Time{testTime.Add(time.Hour)}}}, time.Hour, []Work{ReadWatch{}}, 0},
		{"a watch without reminders", State{Watch: &PendingWatch{DeleteDate: testTime.Add(day)}}, 0, nil, day},
		{"a watch with an extra look", State{Watch: &PendingWatch{DeleteDate: testTime.Add(day), LookAt: testTime.Add(2 * day)}}, day, nil, 2 * day},
		{"messages in order", State{Notices: []Notice{{ID: "b"}, {ID: "a"}, {ID: "c", PostedAt: testTime}}}, 0, []Work{PostNotice{"b"}, PostNotice{"a"}}, 0},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			owed, next := Due(tt.state, testTime.Add(tt.after))
			if diff := cmp.Diff(tt.want, owed); diff != "" {
				t.Errorf("owed (-want +got):\n%s", diff)
			}
			want := time.Time{}
			if tt.next != 0 {
				want = testTime.Add(tt.next)
			}
			if !next.Equal(want) {
				t.Errorf("next at %s, want %s", next, want)
			}
		})
	}
}

// The works of one key have different names, which are the same each time.
func TestWorksHaveNamesOfTheirOwn(t *testing.T) {
	works := []Work{
		RunAudit{"r-1"}, Execute{Request: "r-1"}, LookAfter{"r-1"}, ReadWatch{}, ApplyExpiry{"r-1"}, PostNotice{"r-1"},
		RunAudit{"r-2"}, Execute{Request: "r-2"},
	}
	seen := map[string]bool{}
	for _, w := range works {
		if seen[w.Key()] {
			t.Errorf("two works are called %s", w.Key())
		}
		seen[w.Key()] = true
	}
	if got, want := (Observe{Operation: "op-1", Request: "r-1"}).Key(), (Execute{Request: "r-1"}).Key(); got != want {
		t.Errorf("an operation is observed as %s while it is carried out as %s", got, want)
	}
}
