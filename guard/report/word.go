package report

import (
	"fmt"
	"strings"
	"time"
)

// Date is a moment for readers in any zone, such as "Mon 9 Nov 2026 10:31 UTC".
func Date(t time.Time) string {
	if t.IsZero() {
		return "an unknown date"
	}
	return t.UTC().Format("Mon 2 Jan 2006 15:04 UTC")
}

// Span is a length of time in its largest fitting unit: "3 days", "24 hours", "45 minutes". What is left over
// of the unit is rounded away.
func Span(d time.Duration) string {
	const day = 24 * time.Hour
	switch {
	case d < 0:
		return "no time"
	case d < time.Minute:
		return Count(int(d.Round(time.Second)/time.Second), "second")
	case d < time.Hour:
		return Count(int(d.Round(time.Minute)/time.Minute), "minute")
	case d < 2*day:
		return Count(int(d.Round(time.Hour)/time.Hour), "hour")
	}
	return Count(int(d.Round(day)/day), "day")
}

// Count is a number with its noun in the right form: "1 resource", "2 dependencies".
func Count(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return fmt.Sprintf("%d %s", n, plural(noun))
}

func plural(noun string) string {
	switch {
	case strings.HasSuffix(noun, "y") && !strings.HasSuffix(noun, "ay") && !strings.HasSuffix(noun, "ey"):
		return strings.TrimSuffix(noun, "y") + "ies"
	case noun == "person":
		return "people"
	case strings.HasSuffix(noun, "s"):
		return noun
	}
	return noun + "s"
}

// List joins words for a sentence: "a", "a and b", "a, b and c".
func List(words []string) string {
	if n := len(words); n > 1 {
		return strings.Join(words[:n-1], ", ") + " and " + words[n-1]
	}
	return strings.Join(words, "")
}

// Number spells the small numbers that statements and people come in.
func Number(n int) string {
	words := []string{"no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"}
	if n >= 0 && n < len(words) {
		return words[n]
	}
	return fmt.Sprint(n)
}

// short is how a digest is named where a person reads it: its first 12 hex digits.
func short(digest string) string { return digest[:min(12, len(digest))] }
