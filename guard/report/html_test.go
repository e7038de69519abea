package report_test

import (
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"regexp"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"kmsguard/guard"
	"kmsguard/guard/report"
)

var (
	dataBlock = regexp.MustCompile(`(?s)<script type="application/json" id="data">(.*?)</script>`)
	tags      = regexp.MustCompile(`<[^>]*>`)
)

// pages are one page of each kind, all with hostile texts.
func pages(t *testing.T) map[string]string {
	t.Helper()
	evil := hostile()
	return map[string]string{
		"audit": written(t, report.HTML, evil), "comparison": compared(t, report.HTML, none(), evil),
		"sweep": wroteSweep(t, report.HTML, report.Sweep{Findings: []report.Finding{{Audit: evil}}}),
	}
}

// The browser runs the script and applies the style only if the policy names their hashes; it names nothing else.
func TestPagePolicyNamesItsOwnBlocksAlone(t *testing.T) {
	for name, page := range pages(t) {
		want := "default-src 'none'; style-src 'sha256-" + hashOf(t, page, "<style>", "</style>") + "'; script-src 'sha256-" + hashOf(t, page, "<script>", "</script>") +
			"'; base-uri 'none'; form-action 'none'"
		if !strings.Contains(page, `<meta http-equiv="Content-Security-Policy" content="`+want+`">`) {
			t.Errorf("%s: the page has another policy than %s", name, want)
		}
		if n := strings.Count(page, "<script"); n != 2 {
			t.Errorf("%s: %d scripts, want the data and the one that shows it", name, n)
		}
		for _, bad := range []string{"http://", "https://", "src=", " style=", " onclick", "url("} {
			if strings.Contains(strings.ToLower(page), bad) {
				t.Errorf("%s: %q is in the page", name, bad)
			}
		}
	}
}

func hashOf(t *testing.T, page, begin, end string) string {
	t.Helper()
	_, rest, ok := strings.Cut(page, begin)
	block, _, closed := strings.Cut(rest, end)
	if !ok || !closed {
		t.Fatalf("no block %s", begin)
	}
	sum := sha256.Sum256([]byte(block))
	return base64.StdEncoding.EncodeToString(sum[:])
}

// No text makes an element: the page of a hostile audit has those of the same audit with good texts.
func TestNoHostileNameEscapes(t *testing.T) {
	elements := func(page string) []string { return tags.FindAllString(dataBlock.ReplaceAllString(page, ""), -1) }
	good := elements(written(t, report.HTML, thorough()))
	if diff := cmp.Diff(good, elements(written(t, report.HTML, hostile()))); diff != "" {
		t.Errorf("the elements of the hostile page differ (-good +hostile):\n%s", diff)
	}
	for name, page := range pages(t) {
		if strings.Contains(page, "<script>alert") || strings.Contains(page, "\u202e") || strings.Contains(page, "\x1b") {
			t.Errorf("%s: a hostile text stands as it came", name)
		}
		if n := strings.Count(page, "alert(1)"); n < 5 {
			t.Errorf("%s: the hostile texts are shown %d times; they should be shown, harmless", name, n)
		}
	}
}

// The rows in the page are those of the audit.
func TestPageHoldsEveryRow(t *testing.T) {
	var data map[string]struct {
		Columns []struct{ Code, Count bool }
		Rows    [][]string
	}
	page := written(t, report.HTML, hostile())
	if err := json.Unmarshal([]byte(dataBlock.FindStringSubmatch(page)[1]), &data); err != nil {
		t.Fatal(err)
	}
	for name, want := range map[string]int{"dependents": 4, "coverage": 9, "callers": 2} {
		if len(data[name].Rows) != want {
			t.Errorf("%d rows of %s, want %d", len(data[name].Rows), name, want)
		}
		for _, row := range data[name].Rows {
			if len(row) != len(data[name].Columns) {
				t.Errorf("%s: %d cells for %d columns", name, len(row), len(data[name].Columns))
			}
		}
	}
}

// What people decide on stands before the first table.
func TestPageShowsFirstWhatIsDecidedOn(t *testing.T) {
	page := written(t, report.HTML, incomplete())
	table := strings.Index(page, `<div data-table`)
	for _, want := range []string{"Dependency audit incomplete", "Assessment: disable first", "Not read", "Coverage", "Not determinable", "Not covered", "Last use"} {
		if at := strings.Index(page, want); at < 0 || at > table {
			t.Errorf("%q stands at %d, the first table at %d", want, at, table)
		}
	}
}

// many is an audit with n dependencies.
func many(n int) guard.Audit {
	a := sample()
	a.Dependencies = nil
	for i := range n {
		d := dependency(guard.ECSSnapshot, fmt.Sprintf("s-%06d", i), guard.AtRest, "cannot be used to create a disk", "is lost", "of disk d-bp1")
		if i == n-1 {
			d.Severity = guard.InUse
		}
		a.Dependencies = append(a.Dependencies, d)
	}
	return a
}

func TestPageWithoutScriptSaysWhatItLeavesOut(t *testing.T) {
	page := written(t, report.HTML, many(1200))
	_, rest, _ := strings.Cut(page, "<noscript>")
	table, _, _ := strings.Cut(rest, "</noscript>")
	if n := strings.Count(table, "<tr>"); n != 1001 {
		t.Errorf("%d rows, want the head and 1000", n)
	}
	if !strings.Contains(table, "the first 1000 of 1200 rows") {
		t.Error("it does not say that rows are left out")
	}
}

func BenchmarkPageOf100000(b *testing.B) {
	a := many(100_000)
	b.ReportAllocs()
	for b.Loop() {
		var size counter
		if err := report.Write(&size, report.HTML, report.Finding{Audit: a}); err != nil {
			b.Fatal(err)
		}
		b.ReportMetric(float64(size), "bytes")
	}
}

type counter int

func (c *counter) Write(p []byte) (int, error) {
	*c += counter(len(p))
	return len(p), nil
}
