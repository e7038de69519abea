package report_test

import (
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"kmsguard/guard"
	"kmsguard/guard/report"
)

func TestRankedPutsTheWorstFirst(t *testing.T) {
	list := []guard.Dependency{
		{ID: "gone soon", Severity: guard.Unattached, Onset: guard.AtOnce},
		{ID: "archive", Severity: guard.AtRest},
		{ID: "later", Severity: guard.InUse, Onset: guard.Later},
		{ID: "at once", Severity: guard.InUse, Onset: guard.AtOnce},
		{ID: "not known", Severity: guard.InUse},
		{ID: "new severity", Severity: "on fire", Onset: guard.AtOnce},
	}
	var got []string
	for _, d := range report.Ranked(list) {
		got = append(got, d.ID)
	}
	if diff := cmp.Diff([]string{"at once", "not known", "new severity", "later", "archive", "gone soon"}, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if list[0].ID != "gone soon" {
		t.Error("the list that was given is in another order now")
	}
}

func TestRankedLosesNothing(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		list := rapid.SliceOf(rapid.Custom(func(t *rapid.T) guard.Dependency {
			return guard.Dependency{
				ID:       rapid.StringN(0, 3, -1).Draw(t, "id"),
				Severity: rapid.SampledFrom([]guard.Severity{guard.InUse, guard.AtRest, guard.Unattached, "new"}).Draw(t, "severity"),
				Onset:    rapid.SampledFrom([]guard.Onset{guard.AtOnce, guard.Later, ""}).Draw(t, "onset"),
			}
		})).Draw(t, "list")
		ids := func(list []guard.Dependency) (ids []string) {
			for _, d := range list {
				ids = append(ids, d.ID+string(d.Severity)+string(d.Onset))
			}
			slices.Sort(ids)
			return ids
		}
		if diff := cmp.Diff(ids(list), ids(report.Ranked(list))); diff != "" {
			t.Fatal(diff)
		}
	})
}
