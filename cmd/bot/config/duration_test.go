package config_test

import (
	"testing"
	"time"

	"kmsguard/cmd/bot/config"
)

func TestParseDuration(t *testing.T) {
	tests := []struct {
		text string
		want time.Duration
	}{
		{"7d", 168 * time.Hour}, {"1d12h", 36 * time.Hour}, {"0d", 0}, {"0s", 0}, {"90s", 90 * time.Second},
		{"1.5h", 90 * time.Minute}, {"250ms", 250 * time.Millisecond}, {"106751d", 106751 * 24 * time.Hour},
	}
	for _, tt := range tests {
		if got, err := config.ParseDuration(tt.text); err != nil || got != tt.want {
			t.Errorf("%q: got %v, %v; want %v", tt.text, got, err, tt.want)
		}
	}
	for _, text := range []string{"", "d", "7", "-1d", "+1d", "1.5d", "1d1d", "1h1d", "1d-1h", "1d 1h", "106752d", "106751d24h", "99999999999999999999d", "week", "1w"} {
		if got, err := config.ParseDuration(text); err == nil {
			t.Errorf("%q was taken as %v", text, got)
		}
	}
}

func TestFormatDuration(t *testing.T) {
	tests := []struct {
		d    time.Duration
		want string
	}{
		{0, "0s"}, {time.Hour, "1h"}, {24 * time.Hour, "1d"}, {36 * time.Hour, "1d12h"}, {90 * time.Second, "1m30s"},
		{10 * time.Minute, "10m"}, {70 * time.Minute, "1h10m"}, {24*time.Hour + time.Second, "1d1s"}, {20 * time.Hour, "20h"},
	}
	for _, tt := range tests {
		if got := config.FormatDuration(tt.d); got != tt.want {
			t.Errorf("%v: got %q, want %q", tt.d, got, tt.want)
		}
	}
}

// FuzzParseDuration asserts that what is taken is not negative and comes back
// the same from its own text.
func FuzzParseDuration(f *testing.F) {
	for _, s := range []string{"7d", "1d12h", "90s", "1.5h", "106751d23h47m16.854775807s", "1h1d", "", "0.0000001ns"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		d, err := config.ParseDuration(s)
		if err != nil {
			return
		}
		if again, err := config.ParseDuration(config.FormatDuration(d)); d < 0 || err != nil || again != d {
			t.Errorf("%q is %v, its text gives %v, %v", s, d, again, err)
		}
	})
}
