package report_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"kmsguard/guard"
	"kmsguard/guard/report"
)

func TestCallersAreToldLatestFirst(t *testing.T) {
	want := []string{
		"user/etl through rds.aliyuncs.com from cn-beijing: 12 uses (3 refused), Decrypt, GenerateDataKey, last Fri 30 Oct 2026 02:14 UTC",
		"role/batch from cn-hangzhou: 1 use, GenerateDataKey, last Fri 16 Oct 2026 18:14 UTC",
	}
	if diff := cmp.Diff(want, report.Plain().Callers(thorough())); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestHorizonSaysWhatSilenceIsWorth(t *testing.T) {
	unread := sample()
	unread.LastUse = guard.LastUse{Why: "no permission"}
	for _, tt := range []struct {
		name, want string
		audit      guard.Audit
	}{
		{"used", "Nothing seen since Fri 30 Oct 2026 02:14 UTC; records reach back to Tue 4 Aug 2026 10:14 UTC.", thorough()},
		{"not used", "Nothing seen since Tue 4 Aug 2026 10:14 UTC; records reach back to Tue 4 Aug 2026 10:14 UTC.", none()},
		{"not read", "", unread},
	} {
		if got := report.Plain().Horizon(tt.audit); got != tt.want {
			t.Errorf("%s: %q, want %q", tt.name, got, tt.want)
		}
	}
}

func TestMaterialSaysWhenItExpires(t *testing.T) {
	for _, tt := range []struct {
		name, want string
		change     func(*guard.KeyFacts)
	}{
		{"made by the cloud", "", func(*guard.KeyFacts) {}},
		{"for ever", "The key material was imported and has no expiry.", func(f *guard.KeyFacts) { f.Origin = "EXTERNAL" }},
		{"in twelve days", "The imported key material expires on Sat 14 Nov 2026 10:14 UTC, in 12 days: from then on the key decrypts nothing until the same material is imported again.",
			func(f *guard.KeyFacts) { f.MaterialExpires = at.AddDate(0, 0, 12) }},
		{"over", "The imported key material expired on Mon 2 Nov 2026 10:14 UTC: the key decrypts nothing until the same material is imported again.",
			func(f *guard.KeyFacts) { f.MaterialExpires = at }},
	} {
		a := sample()
		tt.change(&a.Key)
		if got := report.Plain().Material(a); got != tt.want {
			t.Errorf("%s: %q, want %q", tt.name, got, tt.want)
		}
	}
}
