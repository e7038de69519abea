package report_test

import (
	"strings"
	"testing"
	"time"

	"kmsguard/guard"
	"kmsguard/guard/report"
)

func TestAdvise(t *testing.T) {
	used := func(ago time.Duration) guard.LastUse {
		return guard.LastUse{Known: true, Found: true, Horizon: at.AddDate(0, 0, -200), Use: guard.Use{At: at.Add(-ago)}}
	}
	with := func(change func(*guard.Audit)) guard.Audit {
		a := none()
		change(&a)
		return a
	}
	tests := []struct {
		name    string
		audit   guard.Audit
		disable bool
		why     string
	}{
		{"disabled, quiet for 90 days, nothing depends", with(func(*guard.Audit) {}), false, "no use of it is recorded for 90 days"},
		{"still enabled", with(func(a *guard.Audit) { a.Key.State = guard.StateEnabled }), true, "still Enabled"},
		{"used three days ago", with(func(a *guard.Audit) { a.LastUse = used(72 * time.Hour) }), true, "used 3 days ago"},
		{"used a year ago", with(func(a *guard.Audit) { a.LastUse = used(365 * 24 * time.Hour) }), false, "no use"},
		{"last use unknown", with(func(a *guard.Audit) { a.LastUse = guard.LastUse{} }), true, "not known when"},
		{"records too short", with(func(a *guard.Audit) { a.LastUse.Horizon = at.AddDate(0, 0, -30) }), true, "reach back 30 days only"},
		{"something depends", with(func(a *guard.Audit) { a.Dependencies = sample().Dependencies[:1] }), true, "1 resource depends on the key"},
		{"in use now comes first", with(func(a *guard.Audit) {
			a.LastUse = used(time.Hour)
			a.Dependencies = sample().Dependencies
			a.Dependencies[0].Severity = guard.InUse
		}), true, "1 resource uses the key in production now"},
		{"incomplete", with(func(a *guard.Audit) { a.Coverage[0].Status = guard.StatusIncomplete }), true, "incomplete"},
		{"not determinable", with(func(a *guard.Audit) { a.Coverage[0].Status, a.Coverage[0].Population = guard.StatusUnknowable, 1 }), true, "can be determined"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got := report.Advise(tt.audit)
			if got.DisableFirst != tt.disable || !strings.Contains(got.Why, tt.why) {
				t.Errorf("Advise = %+v, want disable first %v because %q", got, tt.disable, tt.why)
			}
		})
	}
}

func TestAssessmentNamesAVerdictForEachAction(t *testing.T) {
	for _, action := range guard.Actions() {
		a := sample()
		a.Purpose.Plan.Action = action
		if verdict, why := report.Assessment(a); verdict == "" || why == "" {
			t.Errorf("%s: verdict %q, why %q", action, verdict, why)
		}
	}
}
