package aliyunsim

import "time"

// made is when a resource was created; one that does not say was created at
// the beginning of 2025, whatever the clock shows.
func made(at time.Time) time.Time {
	return firstOf(at, time.Date(2025, 1, 1, 0, 0, 0, 0, time.UTC))
}
