package report_test

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"flag"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"kmsguard/guard"
	"kmsguard/guard/report"
)

var update = flag.Bool("update", false, "rewrite the golden files")

func TestWriteGolden(t *testing.T) {
	audits := map[string]guard.Audit{"dependents": sample(), "thorough": thorough(), "none": none(), "incomplete": incomplete(), "hostile": hostile()}
	for name, a := range audits {
		for _, f := range report.Formats() {
			t.Run(name+"."+string(f), func(t *testing.T) {
				golden(t, name+"."+string(f), written(t, f, a))
			})
		}
	}
}

func written(t *testing.T, f report.Format, a guard.Audit) string {
	t.Helper()
	var b bytes.Buffer
	if err := report.Write(&b, f, report.Finding{Audit: a, Decision: strings.Repeat("3f9a61c0b7d2", 6)[:64]}); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func golden(t *testing.T, name, got string) {
	t.Helper()
	path := filepath.Join("testdata", name)
	if *update {
		if err := os.WriteFile(path, []byte(got), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), got); diff != "" {
		t.Errorf("%s differs (-want +got); run go test -update after reading it as the person on call:\n%s", name, diff)
	}
}

func TestWriteRefusesAnUnknownFormat(t *testing.T) {
	err := report.Write(&bytes.Buffer{}, "xml", report.Finding{Audit: sample()})
	if guard.KindOf(err) != guard.Invalid || guard.HintOf(err) == "" {
		t.Errorf("error %v, want kind invalid with a hint", err)
	}
}

func TestJSONHasExactlyThePromisedFields(t *testing.T) {
	var got map[string]any
	if err := json.Unmarshal([]byte(written(t, report.JSON, sample())), &got); err != nil {
		t.Fatal(err)
	}
	first := func(list string) map[string]any { return got[list].([]any)[0].(map[string]any) }
	exactly(t, "a dependency", first("dependencies"), "category", "account", "region", "id", "name", "severity", "breaks_on_disable", "breaks_on_deletion", "request_id",
		"group", "relation", "detail", "onset", "owner")
	exactly(t, "a coverage", first("coverage"), "category", "account", "region", "status", "reason", "population", "calls", "code", "items", "evidence", "throttled", "took_ns")
	exactly(t, "the audit", got, "key_id", "region", "account", "key_state", "action", "complete", "decision_digest", "evidence_digest",
		"started_at", "finished_at", "dependencies", "coverage", "not_covered",
		"not_covered_products", "calls", "purpose", "key", "last_use", "was_disabled")
}

func exactly(t *testing.T, what string, object map[string]any, want ...string) {
	t.Helper()
	slices.Sort(want)
	if diff := cmp.Diff(want, slices.Sorted(maps.Keys(object))); diff != "" {
		t.Errorf("fields of %s (-want +got):\n%s", what, diff)
	}
}

func TestJSONOfNothingHasEmptyLists(t *testing.T) {
	got := written(t, report.JSON, guard.Audit{})
	for _, want := range []string{`"dependencies": []`, `"coverage": []`, `"not_covered": []`, `"complete": false`} {
		if !strings.Contains(got, want) {
			t.Errorf("no %s in\n%s", want, got)
		}
	}
}

func FuzzCSVCellsAreInert(f *testing.F) {
	for _, s := range []string{"=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "a\r\nb", "", "|cmd", `"quoted", comma`, "\u202e=1", "%0A"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, name string) {
		a := sample()
		a.Dependencies[0].Name = name
		rows, err := csv.NewReader(strings.NewReader(written(t, report.CSV, a))).ReadAll()
		if err != nil {
			t.Fatal(err)
		}
		if len(rows) != 1+len(a.Dependencies) {
			t.Fatalf("%d rows, want %d: a name made a row", len(rows), 1+len(a.Dependencies))
		}
		for _, cell := range rows[1] {
			if strings.ContainsAny(cell, "\r\n\t") || cell != "" && strings.ContainsRune("=+-@|%", rune(cell[0])) {
				t.Errorf("cell %q may be run as a formula or start a row", cell)
			}
		}
	})
}

func TestTextKeepsEachThingOnItsLine(t *testing.T) {
	clean := strings.Count(written(t, report.Text, thorough()), "\n")
	for _, f := range []report.Format{report.Text, report.Markdown} {
		got := written(t, f, hostile())
		if strings.ContainsAny(got, "\x1b\r\u202e") {
			t.Errorf("%s: control characters reach the reader", f)
		}
		if strings.Contains(got, "\nforged") || strings.Contains(got, "\n*x*") {
			t.Errorf("%s: a foreign text begins a line", f)
		}
	}
	if n := strings.Count(written(t, report.Text, hostile()), "\n"); n > clean+len(hostile().Coverage) {
		t.Errorf("%d lines, %d without the hostile text", n, clean)
	}
}
