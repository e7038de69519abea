package report

import (
	"cmp"

	"kmsguard/guard"
)

// Checks is the verification of a change as lines, in the order in which they are looked at.
func (st Style) Checks(v guard.Verification) []Line {
	return []Line{
		{"key state", st.check(v.State)},
		{"ActionTrail", st.check(v.Trail)},
		{"refusals on the key", st.check(v.Refusals)},
		{"KMS errors in the account", st.check(v.Metrics)},
	}
}

// check says what one look has shown. The results are the domain's; an unknown one is shown as it stands.
func (st Style) check(c guard.Check) string {
	result := c.Result
	switch result {
	case "":
		return "not looked at yet"
	case guard.CheckNone:
		return cmp.Or(st.Text(c.Detail), "none so far")
	case guard.CheckAlarm:
		result = "attention"
	case guard.CheckUnreadable:
		result = "could not be read"
	}
	if c.Detail == "" {
		return result
	}
	return result + ", " + st.Text(c.Detail)
}
