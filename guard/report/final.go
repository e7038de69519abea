package report

import (
	"fmt"
	"slices"
	"strings"

	"kmsguard/guard"
)

// Line is one line of a message with a fixed shape.
type Line struct {
	Label string
	Text  string
}

// Final is what a change came to, in a fixed order: key, state, audit, assessment, window, approval,
// verification, rollback. r and op are of the state s.
func (st Style) Final(s guard.State, r guard.Request, op guard.Operation) []Line {
	return []Line{
		{"Key", fmt.Sprintf("%s, %s, account %s", st.Code(op.Key.ID), st.Text(op.Key.Region), st.Text(op.Key.Account))},
		{"State", st.state(s, op)},
		{"Audit", auditSum(r)},
		{"Assessment", assessed(r)},
		{"Window", st.window(s, r, op)},
		{"Approved", st.Approvals(r)},
		{"Verified", st.verified(r.Verification)},
		{"Rollback", st.Rollback(r.Plan, op.Key, s)},
	}
}

// state is the key's state as it was read last, and what it became where that is another one by now.
func (st Style) state(s guard.State, op guard.Operation) string {
	f := s.Facts
	became := stateAfter(op.Call)
	switch {
	case f.ReadAt.Before(op.Intended) && became != "":
		return string(became) + " by the reply; not read back yet"
	case f.ReadAt.Before(op.Intended):
		return "not read back yet"
	case became == "" || f.State == became:
		return fmt.Sprintf("%s (read back %s)", f.State, st.Date(f.ReadAt))
	}
	return fmt.Sprintf("%s then; now %s (read %s)", became, f.State, st.Date(f.ReadAt))
}

// stateAfter is the state in which a call leaves a key; empty where it leaves it as it was.
func stateAfter(c guard.Call) guard.KeyState {
	switch c {
	case guard.DisableKey:
		return guard.StateDisabled
	case guard.EnableKey, guard.CancelKeyDeletion:
		return guard.StateEnabled
	case guard.ScheduleKeyDeletion:
		return guard.StatePendingDeletion
	case guard.CreateKeyVersion, guard.UpdateRotationPolicy:
	}
	return ""
}

// auditSum is what the approved audit found, by category.
func auditSum(r guard.Request) string {
	if r.Audit == nil {
		return "not audited: rescue"
	}
	var words []string
	further := 0 // categories beyond the required ones of which there is nothing to say
	for _, c := range Categories(*r.Audit) {
		if !slices.Contains(guard.Required(), c.Category) && (c.Empty() || !c.Applies) {
			further++
			continue
		}
		words = append(words, c.String())
	}
	if further > 0 {
		words = append(words, fmt.Sprintf("nothing in %d further categories", further))
	}
	return strings.Join(words, ", ")
}

// assessed sets what was advised beside what was chosen.
func assessed(r guard.Request) string {
	if r.Audit == nil {
		return "rescue: it gives the key back to its users"
	}
	if r.Plan.Action == guard.Delete && Advise(*r.Audit).DisableFirst {
		return "disable was recommended; deletion was chosen by the requester"
	}
	verdict, _ := Assessment(*r.Audit)
	return verdict
}

func (st Style) window(s guard.State, r guard.Request, op guard.Operation) string {
	if op.Call != guard.ScheduleKeyDeletion {
		return "none: nothing is scheduled"
	}
	text := Count(op.WindowDays, "day")
	if s.Watch != nil && s.Watch.Request == r.ID {
		return text + ", destroyed on or after " + st.Date(s.Watch.DeleteDate)
	}
	if s.Facts.State == guard.StatePendingDeletion && !s.Facts.DeleteDate.IsZero() {
		return text + ", destroyed on or after " + st.Date(s.Facts.DeleteDate)
	}
	return text + "; it is over or was cancelled"
}

// Approvals says who gave which statement, and when.
func (st Style) Approvals(r guard.Request) string {
	numbers := r.Demand().Statements
	if r.Demand().OnePress {
		return st.onePress(r)
	}
	var parts []string
	for _, n := range numbers {
		if c, ok := r.Confirmations[n]; ok {
			parts = append(parts, fmt.Sprintf("%d %s %s", n, st.Person(c.By), st.Date(c.At)))
		}
	}
	if len(parts) == 0 {
		return "nobody"
	}
	return strings.Join(parts, " · ")
}

// onePress is a rescue, of which one person ticked every statement at once.
func (st Style) onePress(r guard.Request) string {
	given := make([]int, 0, len(r.Confirmations))
	for n := range r.Confirmations {
		given = append(given, n)
	}
	if len(given) == 0 {
		return "nobody"
	}
	slices.Sort(given)
	c := r.Confirmations[given[0]]
	return fmt.Sprintf("%s ticked by %s %s", Numbers(given), st.Person(c.By), st.Date(c.At))
}

// Numbers joins statement numbers for a sentence: "2, 4 and 5".
func Numbers(list []int) string {
	words := make([]string, len(list))
	for i, n := range list {
		words[i] = fmt.Sprint(n)
	}
	return List(words)
}

func (st Style) verified(v guard.Verification) string {
	var parts []string
	for _, l := range st.Checks(v) {
		parts = append(parts, l.Label+": "+l.Text)
	}
	return strings.Join(parts, " · ")
}

// Rollback says how the change is undone, until when, and by which command without the bot.
func (st Style) Rollback(p guard.Plan, key guard.KeyRef, s guard.State) string {
	by := func(call guard.Call) string { return st.Code(Command(call, key, 0, 0)) }
	switch p.Action {
	case guard.Delete:
		until := "until the window ends"
		switch {
		case s.Watch != nil:
			until = "until " + st.Date(s.Watch.DeleteDate)
		case s.Gone:
			return "none: the key is destroyed"
		case s.Ended != nil:
			return "done: the deletion was cancelled"
		}
		return "Cancel " + until + ", here or with " + by(guard.CancelKeyDeletion) + "; after that none: a deleted key cannot be recovered by anyone"
	case guard.Disable:
		return "Enable again, here or with " + by(guard.EnableKey)
	case guard.Enable, guard.Cancel:
		return "taking the key away again is a request of its own"
	case guard.Rotate:
		if p.Rotation == guard.RotateNow {
			return "none needed: old versions still decrypt"
		}
		return "another rotation request"
	}
	return ""
}
