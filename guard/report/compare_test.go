package report_test

import (
	"bytes"
	"encoding/json"
	"strings"
	"testing"

	"kmsguard/guard"
	"kmsguard/guard/report"
)

// later is thorough as it looks a day later: something of every kind is another.
func later() (was, is guard.Audit) {
	was, is = thorough(), thorough()
	is.Finished, is.Key.State = is.Finished.AddDate(0, 0, 1), guard.StateDisabled
	is.Dependencies[0].ID, is.Dependencies[0].Group = "orders-new", "orders-new"
	for i := range is.Dependencies {
		if is.Dependencies[i].Category == guard.ECSDisk {
			is.Dependencies[i].Severity, is.Dependencies[i].Detail = guard.Unattached, "data disk, not attached"
		}
	}
	for i := range was.Coverage {
		if was.Coverage[i].Category == guard.Secret {
			was.Coverage[i].Status = guard.StatusIncomplete
		}
		if was.Coverage[i].Category == guard.RDS {
			is.Coverage[i].Status, is.Coverage[i].Code = guard.StatusIncomplete, "Forbidden.RAM"
		}
	}
	return was, is
}

func compared(t *testing.T, f report.Format, was, is guard.Audit) string {
	t.Helper()
	var b bytes.Buffer
	old, fresh := report.Finding{Audit: was, Decision: strings.Repeat("3f9a61c0b7d2", 6)[:64]}, report.Finding{Audit: is, Decision: strings.Repeat("61c0b7d23f9a", 6)[:64]}
	if err := report.WriteComparison(&b, f, old, fresh); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func TestWriteComparisonGolden(t *testing.T) {
	was, is := later()
	evil := hostile()
	evil.Key.Ref = key
	for name, pair := range map[string][2]guard.Audit{"changed": {was, is}, "same": {thorough(), thorough()}, "changed_hostile": {none(), evil}} {
		for _, f := range report.Formats() {
			t.Run(name+"."+string(f), func(t *testing.T) {
				golden(t, "compare_"+name+"."+string(f), compared(t, f, pair[0], pair[1]))
			})
		}
	}
}

func TestWriteComparisonSaysWhatItComesTo(t *testing.T) {
	fewer, otherwise := sample(), sample()
	fewer.Dependencies = fewer.Dependencies[1:]
	otherwise.Dependencies[0].Severity = guard.InUse
	for _, tt := range []struct {
		name, want string
		was, is    guard.Audit
		same       bool
	}{
		{"nothing", "Nothing changed in what people decide on\n", sample(), sample(), true},
		{"a severity", "Nothing changed in what people decide on; 1 changed\n", sample(), otherwise, true},
		{"something is gone", "Nothing became worse in what people decide on: 1 gone\n", sample(), fewer, false},
		{"something is new", "What people decide on changed: 1 new\n", fewer, sample(), false},
	} {
		if got := compared(t, report.Text, tt.was, tt.is); !strings.HasPrefix(got, tt.want) {
			t.Errorf("%s: no %q in\n%s", tt.name, tt.want, got)
		}
		var got struct {
			Same bool `json:"same_decision"`
		}
		if err := json.Unmarshal([]byte(compared(t, report.JSON, tt.was, tt.is)), &got); err != nil || got.Same != tt.same {
			t.Errorf("%s: same_decision %v, error %v", tt.name, got.Same, err)
		}
	}
}

// A decision is the same exactly where the digest that statements are bound to is.
func TestSameDecisionMeansTheSameDigest(t *testing.T) {
	was, is := later()
	for name, pair := range map[string][2]guard.Audit{"changed": {was, is}, "same": {thorough(), thorough()}, "sample": {sample(), thorough()}} {
		digest := func(a guard.Audit) string { return guard.DecisionDigest(a.Purpose.Plan, a, nil, "") }
		same := strings.Contains(compared(t, report.JSON, pair[0], pair[1]), `"same_decision": true`)
		if same != (digest(pair[0]) == digest(pair[1])) {
			t.Errorf("%s: same decision %v", name, same)
		}
	}
}

func TestWriteComparisonRefuses(t *testing.T) {
	other := sample()
	other.Key.Ref.ID = "key-other"
	for name, err := range map[string]error{
		"two keys": report.WriteComparison(&bytes.Buffer{}, report.Text, report.Finding{Audit: other}, report.Finding{Audit: sample()}),
		"a format": report.WriteComparison(&bytes.Buffer{}, "xml", report.Finding{Audit: sample()}, report.Finding{Audit: sample()}),
	} {
		if guard.KindOf(err) != guard.Invalid || guard.HintOf(err) == "" {
			t.Errorf("%s: error %v, want kind invalid with a hint", name, err)
		}
	}
}
