package config

import (
	"errors"
	"fmt"
	"math"
	"strconv"
	"strings"
	"time"
)

// day is what the unit d stands for: always 24 hours, also where a clock is put forward.
const day = 24 * time.Hour

// Duration is a time.Duration that a file may write with days: "7d", "1d12h", "90s".
type Duration time.Duration

// UnmarshalText reads what ParseDuration reads.
func (d *Duration) UnmarshalText(text []byte) error {
	parsed, err := ParseDuration(string(text))
	*d = Duration(parsed)
	return err
}

// MarshalText writes what FormatDuration writes.
func (d Duration) MarshalText() ([]byte, error) { return []byte(d.String()), nil }

// String returns the duration as FormatDuration does.
func (d Duration) String() string { return FormatDuration(time.Duration(d)) }

// ParseDuration reads whole days, or hours and smaller units as time.ParseDuration
// does, or days followed by these: "3d", "36h", "1d30m". There is no sign.
func ParseDuration(s string) (time.Duration, error) {
	days, rest, found := strings.Cut(s, "d")
	if !found {
		days, rest = "", s
	}
	var total time.Duration
	if found {
		n, err := wholeDays(days)
		if err != nil {
			return 0, fmt.Errorf("%q is not a duration: %w", s, err)
		}
		if total = time.Duration(n) * day; rest == "" {
			return total, nil
		}
	}
	if !startsWithDigit(rest) {
		return 0, fmt.Errorf("%q is not a duration: a number and a unit (d, h, m, s, ms) are needed", s)
	}
	part, err := time.ParseDuration(rest)
	if err != nil {
		return 0, fmt.Errorf("%q is not a duration: a number and a unit (d, h, m, s, ms) are needed", s)
	}
	if part > math.MaxInt64-total {
		return 0, fmt.Errorf("%q is not a duration: it is too long", s)
	}
	return total + part, nil
}

func wholeDays(s string) (int64, error) {
	if !startsWithDigit(s) {
		return 0, errors.New("the days must be a whole number")
	}
	n, err := strconv.ParseInt(s, 10, 64)
	if err != nil || n > int64(math.MaxInt64/day) {
		return 0, errors.New("the days must be a whole number below 106752")
	}
	return n, nil
}

func startsWithDigit(s string) bool { return s != "" && s[0] >= '0' && s[0] <= '9' }

// FormatDuration writes a duration of zero or more in the form that ParseDuration reads, in the
// largest units first and without those that are zero: "7d", "1d12h", "90ms", "0s".
func FormatDuration(d time.Duration) string {
	var b strings.Builder
	if days := d / day; days > 0 {
		fmt.Fprintf(&b, "%dd", days)
		d %= day
	}
	if d == 0 && b.Len() > 0 {
		return b.String()
	}
	text := d.String()
	if strings.HasSuffix(text, "m0s") {
		text = strings.TrimSuffix(text, "0s")
	}
	if strings.HasSuffix(text, "h0m") {
		text = strings.TrimSuffix(text, "0m")
	}
	return b.String() + text
}
