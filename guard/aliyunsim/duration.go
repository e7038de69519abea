package aliyunsim

import (
	"fmt"
	"strconv"
	"strings"
	"time"
)

// Duration is a span of time as a world file writes it: what time.ParseDuration
// takes, and also whole days, such as "3d" or "1d12h".
type Duration time.Duration

// UnmarshalYAML reads a duration from its text.
func (d *Duration) UnmarshalYAML(decode func(any) error) error {
	var text string
	if err := decode(&text); err != nil {
		return err
	}
	v, err := parseDuration(text)
	if err != nil {
		return err
	}
	*d = Duration(v)
	return nil
}

// MarshalYAML writes the duration so that UnmarshalYAML reads it.
func (d Duration) MarshalYAML() (any, error) { return d.String(), nil }

// String writes the duration as Go does, in hours and smaller units.
func (d Duration) String() string { return time.Duration(d).String() }

// parseDuration reads a non-negative duration with an optional leading number of days.
func parseDuration(text string) (time.Duration, error) {
	bad := fmt.Errorf("%q is not a duration: write it like 90s, 5m, 36h or 3d", text)
	days, rest, hasDays := strings.Cut(text, "d")
	var sum time.Duration
	if hasDays {
		n, err := strconv.ParseUint(days, 10, 16)
		if err != nil {
			return 0, bad
		}
		sum = time.Duration(n) * 24 * time.Hour
		text = rest
	}
	if hasDays && text == "" {
		return sum, nil
	}
	v, err := time.ParseDuration(text)
	if err != nil || v < 0 {
		return 0, bad
	}
	return sum + v, nil
}
