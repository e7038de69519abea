package guard

import "fmt"

// Rotation intervals that UpdateRotationPolicy takes, in days.
const (
	MinRotationDays = 7
	MaxRotationDays = 730
)

// WindowBounds returns the pending windows, in whole days, that the rule
// allows. No rule goes below what the API takes, or above it.
func (r Rule) WindowBounds() (least, most int) {
	least, most = max(r.MinWindowDays, MinWindowDays), r.MaxWindowDays
	if most == 0 {
		most = MaxWindowDays
	}
	return least, min(most, APIMaxWindowDays)
}

// DefaultWindow returns the window of a deletion that names none.
func (r Rule) DefaultWindow() int {
	least, most := r.WindowBounds()
	return max(least, min(DefaultWindowDays, most))
}

// windowAllowed says why the window of a deletion is refused. A window that was
// not named has been filled in before.
func windowAllowed(r Rule, plan Plan) *Reason {
	least, most := r.WindowBounds()
	if plan.Action != Delete || plan.WindowDays >= least && plan.WindowDays <= most {
		return nil
	}
	return because(CodeWindow, fmt.Sprintf("A window of %d days is refused: for this key it is %d to %d whole days.", plan.WindowDays, least, most),
		fmt.Sprintf("Ask again with, for example, window %d.", r.DefaultWindow()))
}

// rotationAllowed says why a rotation is not one of its three forms.
func rotationAllowed(plan Plan) *Reason {
	if plan.Action != Rotate {
		return nil
	}
	const hint = "Ask for rotate KEY now, rotate KEY every 90, or rotate KEY off."
	switch plan.Rotation {
	case RotateEvery:
		if plan.RotationDays < MinRotationDays || plan.RotationDays > MaxRotationDays {
			return because(CodeRotation, fmt.Sprintf("A rotation every %d days is refused: it is %d to %d whole days.", plan.RotationDays, MinRotationDays, MaxRotationDays), hint)
		}
		return nil
	case RotateNow, RotateOff:
		if plan.RotationDays != 0 {
			return because(CodeRotation, "Only a rotation at intervals takes a number of days.", hint)
		}
		return nil
	}
	return because(CodeRotation, fmt.Sprintf("There is no rotation %q.", string(plan.Rotation)), hint)
}

// misplaced says which parts of a plan belong to another action.
func misplaced(plan Plan) (why reasons) {
	if plan.Action != Delete && plan.WindowDays != 0 {
		why.add(because(CodeMisplaced, "Only a deletion has a window.", "Leave the window out, or ask for delete."))
	}
	if plan.Action != Rotate && (plan.Rotation != "" || plan.RotationDays != 0) {
		why.add(because(CodeMisplaced, "Only a rotation says now, every or off.", "Leave that out, or ask for rotate."))
	}
	if plan.Action != Disable && plan.Contained {
		why.add(because(CodeMisplaced, "Only a disable can be marked as contained.", "Leave that out, or ask for disable."))
	}
	if plan.Action != Cancel && plan.Restore {
		why.add(because(CodeMisplaced, "Only a cancellation can disable the key again right after.", "Leave that out, or ask for cancel."))
	}
	return why
}
