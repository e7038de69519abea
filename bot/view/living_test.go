package view_test

import (
	"strings"
	"testing"
	"time"

	"kmsguard/bot/view"
	"kmsguard/guard"
)

var noticeKinds = []guard.NoticeKind{
	guard.NoticeParent, guard.NoticeAudit, guard.NoticePaused, guard.NoticeChecklist, guard.NoticeStatements, guard.NoticeVoid, guard.NoticeGone,
	guard.NoticeEnded, guard.NoticeDeferred, guard.NoticeExecuting, guard.NoticeLost, guard.NoticeResult, guard.NoticeFailed, guard.NoticeOperator,
	guard.NoticeWord, guard.NoticeVerified, guard.NoticeReminder, guard.NoticeEscalation, guard.NoticeWatchFound, guard.NoticeWatchMoved,
	guard.NoticeWatchEnded, guard.NoticeRescued, guard.NoticeDisposition, guard.NoticeReply, guard.NoticeOpenedReply, guard.NoticeResumed,
}

// everyStory hands out the states behind the golden messages.
func everyStory(t testing.TB, f func(guard.State)) {
	w := harmlessWords()
	asked := func() *story { return tell(t, w).opened(deletion()) }
	void := guard.StatementsVoided{Request: first, Statements: []int{2}, Changes: []guard.Change{{Kind: guard.ChangeNew, What: "x"}}, At: start}
	gone := guard.AuditRecorded{Request: first, Audit: tell(t, w).audit(deletion()), Gone: []guard.Change{{Kind: guard.ChangeGone, What: "x"}}, At: start}
	refused := guard.ActionRefused{By: alice, Request: first, Refusal: guard.Refusal{Reasons: []guard.Reason{{Text: "No."}}}, Reply: guard.ReplyTo{User: alice}, At: start}
	found := guard.WatchStarted{DeleteDate: start.AddDate(0, 0, 9), Facts: tell(t, w).facts(), Channel: "C0KEYS", At: start}
	for _, st := range []*story{
		asked().add(pausedAudit(tell(t, w))), asked().audited().disposed().confirmed(1, 2).add(void, gone, refused),
		asked().add(guard.WorkResumed{Request: first, Left: guard.Leftovers{Audit: true}, At: start}), asked().ended(guard.Rejected, "U0BOB"), asked().audited().approved().add(guard.ExecutionDeferred{Request: first, Why: "x", At: start}),
		rescuedStory(t, w), tell(t, w).scheduled().reminded().cancelled(),
		asked().audited().approved().begun().lost().settled(guard.NotHappened, guard.Outcome{}, guard.Failed),
		asked().audited().approved().begun().lost().settled(guard.CannotTell, guard.Outcome{}, guard.NeedsOperator).add(guard.WordGiven{Request: first, By: "U0BOB", Word: "x"}),
		tell(t, w).add(found, guard.WatchRead{DeleteDate: start.AddDate(0, 0, 12), At: start}, guard.WatchEnded{State: guard.StateEnabled, At: start}),
	} {
		f(st.s)
	}
}

func TestLivingPaintsWhatNoticeRenders(t *testing.T) {
	c := scene(made.Add(time.Minute))
	everyStory(t, func(s guard.State) {
		for id, got := range view.Living(s, c) {
			n := s.Notice(id)
			if n == nil {
				t.Fatalf("no notice %s", id)
			}
			if want := view.Notice(s, *n, c); got.Text != want.Text || len(got.Blocks) != len(want.Blocks) {
				t.Errorf("%s is painted otherwise than it is posted", id)
			}
			if got.Files != nil {
				t.Errorf("%s is painted with attachments", id)
			}
		}
	})
}

func TestLivingHasWhatIsPostedAlone(t *testing.T) {
	st := tell(t, harmlessWords()).opened(deletion())
	st.s = guard.Evolve(st.s, guard.AuditRecorded{Request: first, Audit: st.audit(deletion()), At: start})
	living := view.Living(st.s, scene(start))
	if len(living) != 1 {
		t.Errorf("%d messages are painted, want the parent alone: nothing else is posted", len(living))
	}
}

func TestLivingForgetsWhatIsLongOver(t *testing.T) {
	st := tell(t, harmlessWords()).opened(deletion()).audited().ended(guard.Rejected, "U0BOB")
	if len(view.Living(st.s, scene(start.Add(24*time.Hour)))) == 0 {
		t.Error("a day after its end nothing of a request is painted any more")
	}
	if n := len(view.Living(st.s, scene(start.AddDate(1, 0, 0)))); n != 0 {
		t.Errorf("a year after its end %d messages of a request are painted", n)
	}
	scheduled := tell(t, harmlessWords()).scheduled()
	if len(view.Living(scheduled.s, scene(start.AddDate(1, 0, 0)))) == 0 {
		t.Error("a pending deletion is not painted, however long it takes")
	}
}

func TestCancelButtonGoesWithItsWindow(t *testing.T) {
	has := func(st *story) bool {
		for _, m := range view.Living(st.s, scene(made.Add(time.Hour))) {
			if strings.Contains(string(blocksJSON(t, m)), `"`+view.ActionCancel+`"`) {
				return true
			}
		}
		return false
	}
	if !has(tell(t, harmlessWords()).scheduled().reminded()) {
		t.Error("a pending deletion has no button to cancel it")
	}
	if has(tell(t, harmlessWords()).scheduled().reminded().cancelled()) {
		t.Error("a cancelled deletion still has a button to cancel it")
	}
}

func TestRepetitionIsMarked(t *testing.T) {
	st := tell(t, harmlessWords()).scheduled()
	n := st.s.Notices[0]
	n.Posted.Repeat = true
	m := view.Notice(st.s, n, scene(made))
	if !strings.Contains(m.Text, "Posted again") || !strings.Contains(string(blocksJSON(t, m)), "Posted again") {
		t.Errorf("a repeated message does not say so: %s", m.Text)
	}
}

func TestMarksHaveWordsInTheFallback(t *testing.T) {
	m := tell(t, harmlessWords()).opened(deletion()).audited().last(guard.NoticeChecklist, scene(start))
	for _, want := range []string{"1 done: key identity", "5 attention: recommended", "2 checked before the call: principal"} {
		if !strings.Contains(m.Text, want) {
			t.Errorf("the fallback of the checklist does not say %q:\n%s", want, m.Text)
		}
	}
	if strings.ContainsAny(m.Text, "✓…") {
		t.Errorf("a mark without a word:\n%s", m.Text)
	}
}

// While an audit runs, nothing is rendered each second but the message that shows it.
func TestProgressPaintsTheParentAlone(t *testing.T) {
	st := tell(t, harmlessWords()).opened(deletion()).audited().add(guard.AuditRequested{Request: first, At: start})
	c := scene(start)
	c.Progress = &guard.Step{Done: 1, Total: 2}
	living := view.Living(st.s, c)
	if len(living) != 1 || !strings.Contains(living[first+"/parent/1"].Text, "Auditing again: 1 of 2 lists read") {
		t.Errorf("painted: %v", living)
	}
}
