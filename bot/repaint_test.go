package bot

import (
	"testing"
	"time"

	"kmsguard/guard"
)

func TestRepaintChangesWhatChanged(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	s := o.posts(opened(deletion()), guard.NoticeParent)
	must(t, o.adapter.Repaint(t.Context(), s, nil))
	if n := o.calls("chat.update"); n != 0 {
		t.Errorf("%d updates of what was posted a moment ago", n)
	}
	s = told(s, guard.RequestEnded{Request: first, Phase: guard.Withdrawn, By: "U0ALICE", At: start})
	must(t, o.adapter.Repaint(t.Context(), s, nil))
	must(t, o.adapter.Repaint(t.Context(), s, nil))
	if n := o.calls("chat.update"); n != 1 {
		t.Errorf("%d updates, want one", n)
	}
	parent := o.sim.Messages("C0KEYS")[0]
	contains(t, "the parent", parent.Text, "Withdrawn by")
	if len(parent.Blocks) == 0 || parent.Edited || len(parent.Metadata) == 0 {
		t.Errorf("blocks %s, edited %v, metadata %s", parent.Blocks, parent.Edited, parent.Metadata)
	}
}

// TestProgressNeverPutsBackAnOlderState: the engine paints progress from the state
// with which the audit began.
func TestProgressNeverPutsBackAnOlderState(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	began := o.posts(opened(deletion()), guard.NoticeParent)
	must(t, o.adapter.Repaint(t.Context(), began, &guard.Step{Done: 9, Total: 14}))
	contains(t, "the parent", o.sim.Messages("C0KEYS")[0].Text, "9 of 14 lists read")
	waits := told(began, guard.AuditPaused{Request: first, Audit: audit(), RetryAt: start.Add(time.Minute), At: start})
	must(t, o.adapter.Repaint(t.Context(), waits, nil))
	must(t, o.adapter.Repaint(t.Context(), began, &guard.Step{Done: 10, Total: 14}))
	contains(t, "the parent", o.sim.Messages("C0KEYS")[0].Text, "Paused")
	ended := told(waits, guard.RequestEnded{Request: first, Phase: guard.Withdrawn, By: "U0ALICE", At: start})
	must(t, o.adapter.Repaint(t.Context(), ended, nil))
	must(t, o.adapter.Repaint(t.Context(), began, &guard.Step{Done: 11, Total: 14}))
	contains(t, "the parent", o.sim.Messages("C0KEYS")[0].Text, "Withdrawn by")
}

func TestRepaintOfADeletedMessageIsTriedOnce(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	s := o.posts(opened(deletion()), guard.NoticeParent)
	s = told(s, guard.RequestEnded{Request: first, Phase: guard.Withdrawn, By: "U0ALICE", At: start})
	o.fails("chat.update", "error", "message_not_found", 0)
	must(t, o.adapter.Repaint(t.Context(), s, nil))
	must(t, o.adapter.Repaint(t.Context(), s, nil))
	if n := o.calls("chat.update"); n != 1 {
		t.Errorf("%d updates", n)
	}
	contains(t, "the log", o.log.String(), "cannot be changed any more")
}

func TestRepaintThatFailsIsTriedAgain(t *testing.T) {
	t.Parallel()
	for kind, want := range map[string]guard.Kind{"rate-limit": guard.Throttled, "reset-after": guard.Unavailable, "ok-false-empty": guard.Unavailable, "html": guard.Unavailable} {
		t.Run(kind, func(t *testing.T) {
			t.Parallel()
			o := newOffice(t)
			s := o.posts(opened(deletion()), guard.NoticeParent)
			s = told(s, guard.RequestEnded{Request: first, Phase: guard.Withdrawn, By: "U0ALICE", At: start})
			o.fails("chat.update", kind, "", 1)
			if err := o.adapter.Repaint(t.Context(), s, nil); guard.KindOf(err) != want {
				t.Errorf("kind %v of %v, want %v", guard.KindOf(err), err, want)
			}
			must(t, o.adapter.Repaint(t.Context(), s, nil))
			contains(t, "the parent", o.sim.Messages("C0KEYS")[0].Text, "Withdrawn by")
		})
	}
}
