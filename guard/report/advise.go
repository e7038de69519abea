package report

import (
	"fmt"
	"time"

	"kmsguard/guard"
)

// quietDays is how long a key must be known to be unused before deletion is not advised against. It is what
// ActionTrail keeps without a trail of one's own.
const quietDays = 90

// Advise says whether the key should be disabled, or stay disabled, before it is deleted. Deletion is not
// advised against only for a key that is Disabled already, on which nothing depends, of which everything could
// be determined, and that is known to be unused for 90 days.
func Advise(a guard.Audit) guard.Advice {
	const undone = "Disabling shows within days who still needs it and can be undone; deletion cannot."
	why := doubts(a)
	switch {
	case a.Key.State != guard.StateDisabled && len(why) == 0:
		return guard.Advice{DisableFirst: true, Why: "Nothing was seen that needs the key, and it is still Enabled. " + undone}
	case a.Key.State != guard.StateDisabled:
		return guard.Advice{DisableFirst: true, Why: why[0] + " " + undone}
	case len(why) > 0:
		return guard.Advice{DisableFirst: true, Why: why[0] + " Keep the key Disabled for now: that can be undone, deletion cannot."}
	}
	return guard.Advice{Why: fmt.Sprintf("The key is Disabled, nothing that was listed depends on it, and no use of it is recorded for %d days.", quietDays)}
}

// doubts lists what speaks against a deletion, the strongest first.
func doubts(a guard.Audit) []string {
	var why []string
	if n := len(a.InUse()); n > 0 {
		why = append(why, Count(n, "resource")+" use"+third(n)+" the key in production now.")
	}
	if s := usedLately(a); s != "" {
		why = append(why, s)
	}
	if n := len(a.Dependencies); n > 0 {
		why = append(why, Count(n, "resource")+" depend"+third(n)+" on the key.")
	}
	if !a.Complete() {
		why = append(why, "The audit is incomplete.")
	}
	if len(a.UnknowableRows()) > 0 {
		why = append(why, "Not everything that may depend on the key can be determined.")
	}
	if s := usedUnknown(a); s != "" {
		why = append(why, s)
	}
	return why
}

func third(n int) string {
	if n == 1 {
		return "s"
	}
	return ""
}

func usedLately(a guard.Audit) string {
	if !a.LastUse.Known || !a.LastUse.Found {
		return ""
	}
	ago := a.Finished.Sub(a.LastUse.Use.At)
	if ago > quietDays*24*time.Hour {
		return ""
	}
	return "The key was used " + Span(ago) + " ago."
}

func usedUnknown(a guard.Audit) string {
	switch u := a.LastUse; {
	case !u.Known:
		return "It is not known when the key was last used."
	case !u.Found && a.Finished.Sub(u.Horizon) < quietDays*24*time.Hour:
		return "No use of the key is recorded, but the records reach back " + Span(a.Finished.Sub(u.Horizon)) + " only."
	}
	return ""
}

// Assessment is what the audit advises for what is asked, in one line: a verdict and why.
func Assessment(a guard.Audit) (verdict, why string) {
	switch a.Purpose.Plan.Action {
	case guard.Delete:
		advice := Advise(a)
		switch {
		case !advice.DisableFirst:
			return "deletion is possible", advice.Why
		case a.Key.State == guard.StateDisabled:
			return "keep it disabled first", advice.Why
		}
		return "disable first", advice.Why
	case guard.Disable:
		return "disable", "It takes the key away from its users at once and can be undone; it is the test of whether anybody still needs it."
	case guard.Rotate:
		return "rotation breaks nothing", "Old versions of the key still decrypt what was encrypted under them."
	case guard.Enable, guard.Cancel:
	}
	return "rescue", "It gives the key back to its users."
}
