package report_test

import (
	"bytes"
	"encoding/csv"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"kmsguard/guard"
	"kmsguard/guard/report"
)

// swept is a sweep of three keys: one that nothing needs, one of which too little is known, one in production.
func swept() report.Sweep {
	free, open, used := none(), incomplete(), thorough()
	free.Key.Ref.ID, open.Key.Ref.ID = "key-free", "key-open"
	open.Key.Aliases = nil
	return report.Sweep{Findings: []report.Finding{{Audit: free}, {Audit: open}, {Audit: used, Decision: strings.Repeat("3f9a61c0b7d2", 6)[:64]}}}
}

func wroteSweep(t *testing.T, f report.Format, s report.Sweep) string {
	t.Helper()
	var b bytes.Buffer
	if err := report.WriteSweep(&b, f, s); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func TestWriteSweepGolden(t *testing.T) {
	for name, s := range map[string]report.Sweep{
		"sweep": swept(), "sweep_none": {}, "sweep_hostile": {Findings: []report.Finding{{Audit: hostile()}}},
	} {
		for _, f := range report.Formats() {
			t.Run(name+"."+string(f), func(t *testing.T) { golden(t, name+"."+string(f), wroteSweep(t, f, s)) })
		}
	}
}

func TestSweepRanksTheKeys(t *testing.T) {
	text := wroteSweep(t, report.Text, swept())
	var order []int
	for _, id := range []string{key.ID, "key-open", "key-free"} {
		order = append(order, strings.Index(text, "\n"+id))
	}
	if order[0] < 0 || order[0] > order[1] || order[1] > order[2] {
		t.Errorf("the keys stand at %v in\n%s", order, text)
	}
}

// Whatever depends on whatever: the table of resources holds each dependency of each key, once.
func TestReverseHoldsEveryDependency(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		var s report.Sweep
		want := map[string]int{}
		for n := range rapid.IntRange(0, 4).Draw(rt, "keys") {
			a := none()
			a.Key.Ref.ID = fmt.Sprint("key-", n)
			a.Dependencies = rapid.SliceOf(rapid.Custom(func(t *rapid.T) guard.Dependency {
				return guard.Dependency{
					Category: rapid.SampledFrom(guard.Required()).Draw(t, "category"), ID: rapid.StringMatching("[ab]").Draw(t, "id"),
					Region: rapid.StringMatching("[xy]").Draw(t, "region"), Relation: rapid.StringMatching("[rs]").Draw(t, "relation"),
					Severity: rapid.SampledFrom([]guard.Severity{guard.InUse, guard.AtRest}).Draw(t, "severity"),
				}
			})).Draw(rt, "dependencies")
			for _, d := range a.Dependencies {
				want[fmt.Sprint(d.Category, d.Region, d.ID, a.Key.Ref, d.Relation, d.Severity)]++
			}
			s.Findings = append(s.Findings, report.Finding{Audit: a})
		}
		got, seen := map[string]int{}, map[string]bool{}
		for _, r := range report.Reverse(s) {
			id := fmt.Sprint(r.Category, r.Region, r.ID)
			if seen[id] {
				rt.Fatalf("%s is there twice", id)
			}
			seen[id] = true
			for _, h := range r.Holds {
				got[fmt.Sprint(r.Category, r.Region, r.ID, h.Key, h.Relation, h.Severity)]++
			}
		}
		if diff := cmp.Diff(want, got); diff != "" {
			rt.Fatal(diff)
		}
	})
}

func TestSweepAsCSVNamesTheKeysOfAResource(t *testing.T) {
	s := swept()
	rows, err := csv.NewReader(strings.NewReader(wroteSweep(t, report.CSV, s))).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	if want := 1 + 2 + 4; len(rows) != want {
		t.Fatalf("%d rows, want %d", len(rows), want)
	}
	keys := map[string]string{}
	for _, row := range rows[1:] {
		keys[row[3]] += row[6] + " " + row[7] + ";"
	}
	if got, want := keys["orders-archive"], "2 key-open;2 "+key.ID+";"; got != want && got != "2 "+key.ID+";2 key-open;" {
		t.Errorf("the keys of the bucket are %q, want %q", got, want)
	}
}

func TestWriteSweepRefusesAnUnknownFormat(t *testing.T) {
	if err := report.WriteSweep(&bytes.Buffer{}, "xml", swept()); guard.KindOf(err) != guard.Invalid || guard.HintOf(err) == "" {
		t.Errorf("error %v, want kind invalid with a hint", err)
	}
}
