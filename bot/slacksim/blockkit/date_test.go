package blockkit

import (
	"testing"
	"time"
)

func TestDateTokens(t *testing.T) {
	now := time.Date(2026, 11, 2, 9, 0, 0, 0, time.UTC)
	at := func(d time.Duration) int64 { return now.Add(d).Unix() }
	const day = 24 * time.Hour
	tests := []struct {
		name   string
		unix   int64
		format string
		want   string
	}{
		{"number", at(0), "{date_num}", "2026-11-02"},
		{"slash", at(0), "{date_slash}", "11/02/2026"},
		{"date", at(0), "{date}", "November 2nd, 2026"},
		{"long", at(9 * day), "{date_long}", "Wednesday, November 11th, 2026"},
		{"short", at(-12 * day), "{date_short}", "Oct 21, 2026"},
		{"time", at(90 * time.Minute), "{time}", "10:30"},
		{"seconds", at(61 * time.Second), "{time_secs}", "09:01:01"},
		{"today", at(time.Hour), "{date_short_pretty}", "today"},
		{"yesterday", at(-day), "{date_pretty}", "yesterday"},
		{"tomorrow", at(day), "{date_long_pretty}", "tomorrow"},
		{"another day", at(2 * day), "{date_short_pretty}", "Nov 4, 2026"},
		{"words around", at(0), "on {date_num} at {time}", "on 2026-11-02 at 09:00"},
		{"a second ago", at(-time.Second), "{ago}", "1 second ago"},
		{"minutes ago", at(-3 * time.Minute), "{ago}", "3 minutes ago"},
		{"hours ahead", at(2 * time.Hour), "{ago}", "in 2 hours"},
		{"days ago", at(-50 * time.Hour), "{ago}", "2 days ago"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got, ok := Names{Now: now}.date(tt.unix, tt.format)
			if got != tt.want || !ok {
				t.Errorf("date(%q) = %q, %v, want %q", tt.format, got, ok, tt.want)
			}
		})
	}
}

func TestDateWithoutNow(t *testing.T) {
	for format, want := range map[string]string{"{date_short_pretty}": "Nov 2, 2026", "{ago}": "Nov 2, 2026 09:00"} {
		unix := time.Date(2026, 11, 2, 9, 0, 0, 0, time.UTC).Unix()
		if got, ok := (Names{}).date(unix, format); got != want || !ok {
			t.Errorf("date(%q) = %q, %v, want %q", format, got, ok, want)
		}
	}
}

func TestOrdinal(t *testing.T) {
	for n, want := range map[int]string{1: "1st", 2: "2nd", 3: "3rd", 4: "4th", 11: "11th", 12: "12th", 13: "13th", 21: "21st", 30: "30th"} {
		if got := ordinal(n); got != want {
			t.Errorf("ordinal(%d) = %s, want %s", n, got, want)
		}
	}
}

func TestDateIsInTheZoneOfTheReader(t *testing.T) {
	unix := time.Date(2026, 11, 2, 23, 30, 0, 0, time.UTC).Unix()
	reader := Names{Zone: time.FixedZone("east", 3600)}
	if got, ok := reader.Date(unix, "{date_num} {time}"); got != "2026-11-03 00:30" || !ok {
		t.Errorf("Date = %q, %v, want 2026-11-03 00:30", got, ok)
	}
	if got, ok := reader.Date(unix, "soon"); ok {
		t.Errorf("Date without a token = %q, want the fallback", got)
	}
}
