package report_test

import (
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"strings"
	"testing"
	"time"

	"kmsguard/guard"
	"kmsguard/guard/report"
)

func charted(t *testing.T, a guard.Audit) string {
	t.Helper()
	var b bytes.Buffer
	if err := report.WriteChart(&b, a); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func TestWriteChartGolden(t *testing.T) { golden(t, "chart.svg", charted(t, thorough())) }

// The picture is well formed whatever categories are called, names itself, and says everything in words, too.
func TestChartSaysInWordsWhatItShows(t *testing.T) {
	a := thorough()
	a.Coverage = append(a.Coverage, guard.Coverage{Category: "<b>&\"", Calls: 1, Took: time.Hour}, guard.Coverage{Category: "none", Took: -time.Hour})
	text := charted(t, a)
	d := xml.NewDecoder(strings.NewReader(text))
	for {
		if _, err := d.Token(); errors.Is(err, io.EOF) {
			break
		} else if err != nil {
			t.Fatalf("the picture is not well formed: %v\n%s", err, text)
		}
	}
	_, desc, _ := strings.Cut(text, "<desc")
	desc, _, _ = strings.Cut(desc, "</desc>")
	for _, want := range []string{"OSS: 0.1 s, 3 calls, 1 throttled", "RDS: ", "&lt;b&gt;", "3600.0 s, 1 call", "The audit took 341 calls, 2.9 s."} {
		if !strings.Contains(desc, want) {
			t.Errorf("no %q in %s", want, desc)
		}
	}
	for _, want := range []string{`role="img"`, `aria-labelledby="chart-title chart-desc"`, `<title id="chart-title">`, `width="300"`, `width="0"`} {
		if !strings.Contains(text, want) {
			t.Errorf("no %s in\n%s", want, text)
		}
	}
}

func TestChartOfNothing(t *testing.T) {
	if text := charted(t, guard.Audit{}); !strings.Contains(text, "</svg>") || strings.Contains(text, "<rect") {
		t.Errorf("the picture of nothing is\n%s", text)
	}
}
