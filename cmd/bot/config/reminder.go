package config

import (
	"fmt"
	"time"
)

// longestWindow is the longest pending-deletion window that KMS takes today, in days.
const longestWindow = 366

// Reminder is one moment before the end of a pending-deletion window.
type Reminder struct {
	Half   bool          // at half of the window, whatever its length
	Before time.Duration // this long before its end; zero when Half
}

// UnmarshalText reads "half" or a duration.
func (r *Reminder) UnmarshalText(text []byte) error {
	if string(text) == "half" {
		*r = Reminder{Half: true}
		return nil
	}
	before, err := ParseDuration(string(text))
	if err != nil {
		return fmt.Errorf("%q is neither \"half\" nor a duration", text)
	}
	if before < time.Minute || before > longestWindow*day {
		return fmt.Errorf("%q is not between 1m and %dd before the end", text, longestWindow)
	}
	*r = Reminder{Before: before}
	return nil
}

// MarshalText writes the reminder as it is read.
func (r Reminder) MarshalText() ([]byte, error) {
	if r.Half {
		return []byte("half"), nil
	}
	return []byte(FormatDuration(r.Before)), nil
}
