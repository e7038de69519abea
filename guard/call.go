package guard

import "time"

// asksFor reports whether a key in this state is still to be changed by a
// rescue, or by the disable that restores what was.
func asksFor(call Call, f KeyFacts) bool {
	switch call {
	case DisableKey:
		return f.State == StateEnabled
	case EnableKey:
		return f.State == StateDisabled
	case CancelKeyDeletion:
		return f.State == StatePendingDeletion
	case ScheduleKeyDeletion, CreateKeyVersion, UpdateRotationPolicy:
	}
	return false
}

// shows reports whether a key in this state needs that call no more, whoever
// made it.
func shows(call Call, f KeyFacts) bool {
	switch call {
	case DisableKey:
		return f.State == StateDisabled
	case EnableKey:
		return f.State == StateEnabled
	case CancelKeyDeletion:
		return f.State == StateEnabled || f.State == StatePendingImport || f.State == StateDisabled
	case ScheduleKeyDeletion, CreateKeyVersion, UpdateRotationPolicy:
	}
	return false
}

// counters names the call that each rescue undoes.
var counters = map[Call]Call{CancelKeyDeletion: ScheduleKeyDeletion, EnableKey: DisableKey}

// Fence returns the moment after which the call of an operation can no longer
// take effect: its deadline where the cloud was shown to enforce it, else the
// end of its session and a minute. Without a session no call was ever made.
func (o Operation) Fence() time.Time {
	switch {
	case o.AccessKeyID == "":
		return o.Intended
	case o.FenceProven:
		return o.Deadline
	}
	return o.SessionExpires.Add(time.Minute)
}
