package report

import (
	"fmt"
	"time"

	"kmsguard/guard"
)

// SelfEncrypted is said under every audit: no listing shows what applications encrypt by themselves.
const SelfEncrypted = "Data that applications encrypt themselves cannot be seen by any audit."

// Headline is what an audit found, in one line.
func Headline(a guard.Audit) string {
	n, open := len(a.Dependencies), len(a.UnknowableRows())
	switch {
	case !a.Complete():
		return "Dependency audit incomplete: nothing can be approved yet"
	case n == 1:
		return "Dependency audit: 1 resource depends on this key"
	case n > 1:
		return fmt.Sprintf("Dependency audit: %d resources depend on this key", n)
	case open > 0:
		return "Dependency audit: nothing listed depends on this key, and not everything can be determined"
	}
	return "Dependency audit: nothing was found that depends on this key"
}

// Effort is what an audit cost: "341 calls, 2.9 s". Of one that went on after an interruption it says since when
// parts of it are known, which is what their age counts from.
func Effort(a guard.Audit) string {
	if a.Resumed {
		return Count(a.Calls, "call") + "; the rest was read since " + Date(a.Started) + ", before an interruption"
	}
	took := a.Finished.Sub(a.Started)
	if took < time.Minute {
		return fmt.Sprintf("%s, %.1f s", Count(a.Calls, "call"), took.Seconds())
	}
	return Count(a.Calls, "call") + ", " + Span(took)
}

// Severities counts the dependencies by how they are used.
func Severities(a guard.Audit) string {
	return fmt.Sprintf("In use now %d · at rest %d · unattached %d",
		len(a.BySeverity(guard.InUse)), len(a.BySeverity(guard.AtRest)), len(a.BySeverity(guard.Unattached)))
}

// Short is an audit in half a line, for lists: "audit complete, 2 dependencies".
func Short(a guard.Audit) string {
	if !a.Complete() {
		return "audit incomplete"
	}
	return "audit complete, " + Count(len(a.Dependencies), "dependency")
}
