package guard

import (
	"testing"
	"time"
)

// TestTheAgeOfAnAudit counts from its oldest list; a scan of objects that nothing
// interrupted may take as long as it takes.
func TestTheAgeOfAnAudit(t *testing.T) {
	began, ended := testTime, testTime.Add(20*time.Minute)
	scan := Purpose{ScanObjects: 50_000}
	for name, c := range map[string]struct {
		audit Audit
		want  time.Time
	}{
		"in one go":               {Audit{Started: began, Finished: ended}, began},
		"resumed":                 {Audit{Started: began, Finished: ended, Resumed: true}, began},
		"with a scan":             {Audit{Started: began, Finished: ended, Purpose: scan}, ended},
		"with a scan and resumed": {Audit{Started: began, Finished: ended, Purpose: scan, Resumed: true}, began},
		"without a start":         {Audit{Finished: ended}, ended},
	} {
		if got := c.audit.AsOf(); !got.Equal(c.want) {
			t.Errorf("%s: it counts from %v, want %v", name, got, c.want)
		}
	}
}

// TestAResumedAuditIsAsOldAsItsOldestPart: no change rests on a list that is older
// than the limit, whenever the audit was finished and handed in.
func TestAResumedAuditIsAsOldAsItsOldestPart(t *testing.T) {
	for name, c := range map[string]struct {
		began time.Duration // before the audit is handed in
		kinds []string
		wait  time.Duration // afterwards
		owed  string
	}{
		"new enough":               {10 * time.Minute, []string{"AuditRecorded"}, 5 * time.Minute, "Execute execute/r-1"},
		"too old soon after":       {10 * time.Minute, []string{"AuditRecorded"}, 5*time.Minute + 1, "RunAudit audit/r-1"},
		"too old when it is there": {15*time.Minute + 1, []string{"AuditPaused"}, time.Minute, "RunAudit audit/r-1"},
		"from the future":          {-time.Hour, []string{"AuditRecorded"}, 15*time.Minute + 1, "RunAudit audit/r-1"},
	} {
		t.Run(name, func(t *testing.T) {
			h := approved(t, deletion, StateDisabled)
			h.do(AuditAgain{Request: "r-1", Input: "i", By: person("alice")})
			a := audit(StateDisabled, h.now)
			a.Started, a.Resumed = h.now.Add(-c.began), true
			wantKinds(t, h.do(RecordAudit{Request: "r-1", Audit: a}), c.kinds...)
			h.now = h.now.Add(c.wait)
			h.wantOwed(c.owed)
		})
	}
}
