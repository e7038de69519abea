package report_test

import (
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"kmsguard/guard"
	"kmsguard/guard/report"
)

// changed is a deletion that was scheduled a moment ago.
func changed() (guard.State, guard.Request, guard.Operation) {
	a := sample()
	op := guard.Operation{ID: "op-1", Request: "r-1", Key: key, Call: guard.ScheduleKeyDeletion, WindowDays: 7, Intended: at, Result: guard.Happened}
	r := asked()[0].Request
	r.Audit, r.Operations, r.Phase = &a, []string{"op-1"}, guard.Verifying
	r.Verification.State = guard.Check{Result: guard.CheckSeen, Detail: "PendingDeletion"}
	r.Verification.Refusals = guard.Check{Result: guard.CheckNone}
	f := a.Key
	f.State, f.DeleteDate, f.ReadAt = guard.StatePendingDeletion, at.AddDate(0, 0, 7), at.Add(time.Minute)
	return guard.State{
		Key: key, Facts: f, Requests: []guard.Request{r}, Operations: []guard.Operation{op},
		Watch: &guard.PendingWatch{Request: "r-1", DeleteDate: f.DeleteDate},
	}, r, op
}

func TestFinalHasItsFixedShape(t *testing.T) {
	s, r, op := changed()
	want := []report.Line{
		{Label: "Key", Text: "key-hzz650a1b2c3d4e5f6g7h, cn-hangzhou, account 1234567890123456"},
		{Label: "State", Text: "PendingDeletion (read back Mon 2 Nov 2026 10:15 UTC)"},
		{Label: "Audit", Text: "OSS 1 (more not determinable), ECS disks 0, snapshots 1, RDS 0, PolarDB 0, certificates 0, secrets 0"},
		{Label: "Assessment", Text: "disable was recommended; deletion was chosen by the requester"},
		{Label: "Window", Text: "7 days, destroyed on or after Mon 9 Nov 2026 10:14 UTC"},
		{Label: "Approved", Text: "1 U0BOB an unknown date · 2 U0CAROL an unknown date"},
		{Label: "Verified", Text: "key state: seen, PendingDeletion · ActionTrail: not looked at yet · refusals on the key: none so far · KMS errors in the account: not looked at yet"},
		{Label: "Rollback", Text: "Cancel until Mon 9 Nov 2026 10:14 UTC, here or with aliyun kms CancelKeyDeletion --region cn-hangzhou --KeyId key-hzz650a1b2c3d4e5f6g7h; after that none: a deleted key cannot be recovered by anyone"},
	}
	if diff := cmp.Diff(want, report.Plain().Final(s, r, op)); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

// TestFinalIsTrueLater: a message that is painted again says what is so by then.
func TestFinalIsTrueLater(t *testing.T) {
	tests := []struct {
		name   string
		change func(*guard.State)
		want   []string
	}{
		{"cancelled", func(s *guard.State) {
			s.Watch, s.Ended = nil, &guard.EndedWatch{State: guard.StateEnabled, By: "U0BOB", At: at.Add(time.Hour)}
			s.Facts.State, s.Facts.DeleteDate = guard.StateEnabled, time.Time{}
		}, []string{"PendingDeletion then; now Enabled", "it is over or was cancelled", "done: the deletion was cancelled"}},
		{"destroyed", func(s *guard.State) {
			s.Watch, s.Gone, s.Ended = nil, true, &guard.EndedWatch{State: guard.StateDeleted, At: at.AddDate(0, 0, 7)}
			s.Facts.State, s.Facts.DeleteDate = guard.StateDeleted, time.Time{}
		}, []string{"now Deleted", "none: the key is destroyed"}},
		{"not read back", func(s *guard.State) { s.Facts.ReadAt = at.Add(-time.Hour) }, []string{"PendingDeletion by the reply; not read back yet"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			s, r, op := changed()
			tt.change(&s)
			var all []string
			for _, l := range report.Plain().Final(s, r, op) {
				all = append(all, l.Text)
			}
			for _, want := range tt.want {
				if text := strings.Join(all, "\n"); !strings.Contains(text, want) {
					t.Errorf("no %q in\n%s", want, text)
				}
			}
		})
	}
}

func TestChecksNameEachResult(t *testing.T) {
	results := map[string]string{
		"": "not looked at yet", guard.CheckSeen: "seen, x", guard.CheckNone: "x", guard.CheckWaiting: "waiting, x",
		guard.CheckNotSeen: "not seen, x", guard.CheckUnreadable: "could not be read, x", guard.CheckAlarm: "attention, x",
	}
	for result, want := range results {
		got := report.Plain().Checks(guard.Verification{Trail: guard.Check{Result: result, Detail: "x"}})[1].Text
		if got != want {
			t.Errorf("result %q is told as %q, want %q", result, got, want)
		}
	}
}
