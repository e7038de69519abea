package guard

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

// What a process left in the middle of something when it ended.
func TestInterrupted(t *testing.T) {
	as := func(*Request) {}
	with := func(s State, change func(*State)) State {
		change(&s)
		return s
	}
	owing := func(notices ...Notice) func(*State) {
		return func(s *State) { s.Notices = notices }
	}
	under := func(op Operation) func(*State) {
		return func(s *State) {
			op.Request = "r-1"
			s.Operations = []Operation{op}
		}
	}
	tests := []struct {
		name  string
		state State
		want  Leftovers
	}{
		{"waiting for people", request(Awaiting, as), Leftovers{}},
		{"an audit", request(Auditing, func(r *Request) { r.AuditOwed = true }), Leftovers{Audit: true}},
		{"an audit that is tried again later", request(Blocked, func(r *Request) { r.AuditOwed, r.RetryAt = true, testTime.Add(time.Minute) }), Leftovers{}},
		{"an approved change", request(Approved, as), Leftovers{Change: true}},
		{"a change that was deferred", request(Approved, func(r *Request) { r.LookAgain = testTime.Add(time.Hour) }), Leftovers{}},
		{"a change whose call may be under way", with(request(Executing, as), under(Operation{AccessKeyID: "STS.1", Deadline: testTime.Add(time.Minute)})), Leftovers{Outcome: true}},
		{"a change before its session", with(request(Executing, as), under(Operation{Intended: testTime})), Leftovers{Outcome: true}},
		{"a reply that is known to be lost", with(request(Executing, as), under(Operation{AccessKeyID: "STS.1", Lost: true, LookAt: testTime.Add(time.Minute)})), Leftovers{}},
		{"a change that is settled", with(request(Done, as), under(Operation{Result: Happened})), Leftovers{}},
		{"a verification", request(Verifying, func(r *Request) { r.Verification.Due = testTime }), Leftovers{Verification: true}},
		{"a verification that is due later", request(Verifying, func(r *Request) { r.Verification.Due = testTime.Add(time.Minute) }), Leftovers{}},
		{"messages", with(request(Done, as), owing(Notice{ID: "a", Request: "r-1"}, Notice{ID: "b", Request: "r-1", Intended: testTime})), Leftovers{Messages: 2}},
		{"messages that are posted", with(request(Done, as), owing(Notice{ID: "a", Request: "r-1", PostedAt: testTime})), Leftovers{}},
		{"an answer to one person", with(request(Done, as), owing(Notice{ID: "a", Request: "r-1", Kind: NoticeReply})), Leftovers{}},
		{"the message of another request", with(request(Done, as), owing(Notice{ID: "a", Request: "r-2"})), Leftovers{}},
		{"a message that says that it goes on", with(request(Done, as), owing(Notice{ID: "a", Request: "r-1", Kind: NoticeResumed})), Leftovers{}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			var want []Resume
			if tt.want != (Leftovers{}) {
				want = []Resume{{Request: "r-1", Left: tt.want}}
			}
			if diff := cmp.Diff(want, Interrupted(tt.state, testTime)); diff != "" {
				t.Errorf("left in the middle (-want +got):\n%s", diff)
			}
		})
	}
}

// A resumption is told once, and again only after another start.
func TestResumptionsAreToldOnce(t *testing.T) {
	h := withDependency(t)
	on := Resume{Request: "r-1", Left: Leftovers{Audit: true, Change: true, Outcome: true, Verification: true, Messages: 1}}
	wantKinds(t, h.do(on), "WorkResumed")
	wantKinds(t, h.do(on))
	told := h.state.Notices[len(h.state.Notices)-1]
	want := "The audit goes on. The approved change is carried out, after everything has been looked at again. " +
		"The cloud is asked whether the change was made; nothing destructive is tried again by itself. " +
		"The change is verified. One message that was owed is posted."
	if told.Kind != NoticeResumed || told.Text != want {
		t.Errorf("it is told as %s: %s", told.Kind, told.Text)
	}
	h.do(NotePosted{Notice: told.ID, Posted: Posted{Channel: "C", TS: "1"}})
	wantKinds(t, h.do(on), "WorkResumed")
	if _, refusal := Decide(h.state, Resume{Request: "r-9"}, Policy{}, testTime); refusal == nil || refusal.Reasons[0].Code != CodeNoRequest {
		t.Errorf("a request that is not there is resumed: %v", refusal)
	}
}
