package bot

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"kmsguard/bot/slacksim"
	"kmsguard/guard"
)

// waiting is an office with a deletion that waits for its statements.
func waiting(t *testing.T) *office {
	t.Helper()
	o := newOffice(t)
	o.posts(audited(), guard.NoticeParent, guard.NoticeAudit, guard.NoticeStatements)
	o.open()
	return o
}

// TestStatementTypedWrongThenRight goes the whole way of a statement: a mismatch is
// the answer on the input, a match is durable before it is answered.
func TestStatementTypedWrongThenRight(t *testing.T) {
	t.Parallel()
	o := waiting(t)
	bob := o.press("bob", "Confirm 1")
	contains(t, "the modal", o.modal(bob).Text, key.ID, "Type this sentence")
	must(t, bob.Type("I confirm the key is key-other in region cn-hangzhou in account 1234567890123456."))
	o.submit(bob)
	contains(t, "the error", bob.LastError(), `Differs at word 6: "key-other", expected "`+key.ID+`"`)
	if got := o.desk.taken(); len(got) != 0 || !bob.Failed() {
		t.Errorf("inputs %+v after a mismatch", got)
	}
	s := o.state()
	r := s.Request(first)
	must(t, bob.Type(r.Sentence(1)))
	o.submit(bob)
	want := guard.Input{
		Kind: guard.InputConfirm, At: start, By: "U0BOB", Team: "T0ACME", Key: string(key.Stream()), Request: first, Statement: 1,
		Typed: r.Sentence(1), Shown: r.DecisionDigest(), Reply: guard.ReplyTo{User: "U0BOB", Channel: "C0KEYS", Thread: s.Notices[0].Posted.TS},
	}
	if diff := cmp.Diff(want, o.desk.only(t), cmpopts.IgnoreFields(guard.Input{}, "ID"), cmpopts.EquateEmpty()); diff != "" {
		t.Errorf("input (-want +got):\n%s", diff)
	}
	contains(t, "the modal", o.modal(bob).Text, recorded)
}

func (o *office) state() guard.State {
	o.t.Helper()
	s, _, err := o.desk.State(o.t.Context(), key.Stream())
	must(o.t, err)
	return s
}

func (o *office) request() guard.Request {
	o.t.Helper()
	s := o.state()
	return *s.Request(first)
}

func TestStatementOfAnAuditThatHasChanged(t *testing.T) {
	t.Parallel()
	o := waiting(t)
	bob := o.press("bob", "Confirm 1")
	s := o.state()
	must(t, bob.Type(o.request().Sentence(1)))
	more := audit()
	more.Dependencies = append(more.Dependencies, guard.Dependency{Category: guard.RDS, ID: "rm-new", Group: "rm-new", Severity: guard.InUse})
	o.desk.knows(told(s, guard.AuditRecorded{Request: first, Audit: more, DecisionDigest: "other", At: start}))
	o.submit(bob)
	contains(t, "the error", bob.LastError(), "has changed since this form was opened")
	if got := o.desk.taken(); len(got) != 0 {
		t.Errorf("inputs %+v", got)
	}
}

// TestStatementTwoOpensTheAuditFirst: who has not seen the audit is led to it, and
// what cannot be determined is answered in words of its own.
func TestStatementTwoOpensTheAuditFirst(t *testing.T) {
	t.Parallel()
	o := waiting(t)
	bob := o.press("bob", "Confirm 2")
	contains(t, "the modal", o.modal(bob).Text, "Open audit")
	must(t, bob.Press(t.Context(), "Open audit"))
	o.settled()
	if in := o.desk.only(t); in.Kind != guard.InputViewAudit || in.Request != first || in.Shown != o.request().DecisionDigest() {
		t.Errorf("input %+v", in)
	}
	if v := o.modal(bob); v.Depth != 2 || !strings.Contains(v.Text, "orders-archive") {
		t.Errorf("depth %d:\n%s", v.Depth, v.Text)
	}
	must(t, bob.CloseModal(t.Context()))
	must(t, bob.CloseModal(t.Context()))
	o.desk.knows(viewed(o.state(), "U0BOB"))
	bob = o.press("bob", "Confirm 2")
	must(t, bob.Fill("How was it settled?", "looked through by the storage team"))
	must(t, bob.Type(o.request().Sentence(2)))
	o.submit(bob)
	got := o.desk.taken()
	want := map[string]string{"oss/" + key.Account + "/" + key.Region: "looked through by the storage team"}
	if diff := cmp.Diff(want, got[len(got)-1].Settled); diff != "" {
		t.Errorf("settled (-want +got):\n%s", diff)
	}
}

func TestOwnRequestIsRefusedBeforeAModalOpens(t *testing.T) {
	t.Parallel()
	o := waiting(t)
	alice := o.press("alice", "Confirm 1")
	if _, open := alice.Modal(); open {
		t.Error("a modal is open")
	}
	contains(t, "the refusal", alice.LastNotice(), "may not confirm")
	messages := o.sim.Messages("C0KEYS")
	contains(t, "its blocks", string(messages[len(messages)-1].Blocks), `"block_id":"refusal"`)
}

func TestWithdrawAndReject(t *testing.T) {
	t.Parallel()
	o := waiting(t)
	alice := o.press("alice", "Stop")
	o.submit(alice)
	bob := o.press("bob", "Reject")
	must(t, bob.Fill("Reason", "  "))
	must(t, bob.Submit(t.Context()))
	o.settled()
	if len(o.desk.taken()) != 1 {
		t.Errorf("a rejection without a reason was recorded: %+v", o.desk.taken())
	}
	must(t, bob.Fill("Reason", "the shop still reads it"))
	o.submit(bob)
	got := o.desk.taken()
	if len(got) != 2 || got[0].Kind != guard.InputWithdraw || got[1].Kind != guard.InputReject || got[1].Reason != "the shop still reads it" {
		t.Errorf("inputs %+v", got)
	}
}

func TestDispositionNamesWhatTheAuditLists(t *testing.T) {
	t.Parallel()
	o := waiting(t)
	bob := o.press("bob", "Give a disposition")
	o.modal(bob)
	must(t, bob.Choose("", "migrated"))
	must(t, bob.Fill("Why", "copied to the new bucket"))
	o.chooseFirst(bob)
	o.submit(bob)
	in := o.desk.only(t)
	want := []string{guard.DispositionKey(audit().Dependencies[0])}
	if in.Kind != guard.InputDispose || in.Kept != guard.Migrated || in.Reason != "copied to the new bucket" || !cmp.Equal(in.Keys, want) {
		t.Errorf("input %+v, want keys %v", in, want)
	}
}

// chooseFirst picks the dependency that a disposition is about.
func (o *office) chooseFirst(p *slacksim.Persona) {
	o.t.Helper()
	must(o.t, p.Choose("Which", "oss orders-archive"))
}

func TestPressTwiceDeliveredOpensOneModal(t *testing.T) {
	t.Parallel()
	o := waiting(t)
	must(t, o.sim.Change("duplicate-next"))
	bob := o.press("bob", "Confirm 1")
	if v := o.modal(bob); v.Depth != 1 || bob.LastNotice() != "" {
		t.Errorf("depth %d, told %q", v.Depth, bob.LastNotice())
	}
}

func TestTriggerThatIsSpentIsToldToThePerson(t *testing.T) {
	t.Parallel()
	o := waiting(t)
	o.fails("views.open", "error", "expired_trigger_id", 1)
	bob := o.press("bob", "Confirm 1")
	contains(t, "the refusal", bob.LastNotice(), "could not be opened in time", "Press or type it again")
}

// TestEmptyAnswerIsNoOpenModal: slack-go takes {"ok": false} for success.
func TestEmptyAnswerIsNoOpenModal(t *testing.T) {
	t.Parallel()
	o := waiting(t)
	o.fails("views.open", "ok-false-empty", "", 1)
	contains(t, "the refusal", o.press("bob", "Confirm 1").LastNotice(), "could not be opened")
}

func TestSubmissionIsNotAcceptedWhereTheDiskIsFull(t *testing.T) {
	t.Parallel()
	o := waiting(t)
	bob := o.press("bob", "Confirm 1")
	must(t, bob.Type(o.request().Sentence(1)))
	o.desk.breaks(errDiskFull)
	o.submit(bob)
	contains(t, "the modal", o.modal(bob).Text, "could not be recorded", "try again")
	if strings.Contains(o.modal(bob).Text, recorded) {
		t.Error("told that it is recorded")
	}
}

// TestSeenIsToldOnce: the thread of a reminder reads who has seen it, once, although
// the press is delivered twice.
func TestSeenIsToldOnce(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	s := o.posts(watched(), guard.NoticeWatchFound)
	s = told(s, guard.ReminderGiven{Reminder: guard.Reminder{ID: "m", Due: start, DeleteDate: s.Watch.DeleteDate, Left: guard.Offset{Half: true}, At: start}})
	o.posts(s, guard.NoticeReminder)
	o.open()
	before := len(o.sim.Messages("C0KEYS"))
	must(t, o.sim.Change("duplicate-next"))
	o.press("bob", "I have seen it")
	all := o.sim.Messages("C0KEYS")
	if len(all) != before+1 {
		t.Fatalf("%d messages more", len(all)-before)
	}
	contains(t, "the thread", all[before].Text, "<@U0BOB>")
	if all[before].ThreadTS != all[0].TS {
		t.Error("it is not in the thread")
	}
}
