package config

import (
	"fmt"
	"math"
	"strconv"
	"strings"
	"time"
)

// Rate is a number of calls in a second or a minute: "25/s", "300/m".
type Rate struct {
	Calls float64       // above zero
	Per   time.Duration // time.Second or time.Minute
}

// PerSecond returns the calls allowed in one second.
func (r Rate) PerSecond() float64 { return r.Calls / r.Per.Seconds() }

// UnmarshalText reads a rate.
func (r *Rate) UnmarshalText(text []byte) error {
	number, unit, _ := strings.Cut(string(text), "/")
	calls, err := strconv.ParseFloat(number, 64)
	if err != nil || !(calls > 0) || math.IsInf(calls, 0) {
		return fmt.Errorf("%q is not a rate: it starts with a number of calls above zero", text)
	}
	switch unit {
	case "s":
		*r = Rate{calls, time.Second}
	case "m":
		*r = Rate{calls, time.Minute}
	default:
		return fmt.Errorf("%q is not a rate: it ends in /s or /m", text)
	}
	return nil
}

// MarshalText writes the rate as it is read.
func (r Rate) MarshalText() ([]byte, error) {
	unit := "/s"
	if r.Per == time.Minute {
		unit = "/m"
	}
	return []byte(strconv.FormatFloat(r.Calls, 'g', -1, 64) + unit), nil
}
