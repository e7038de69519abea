package guard

import "time"

// asksFor reports whether a key in this state is still to be changed by a call.
func asksFor(call Call, f KeyFacts) bool {
	switch call {
	case DisableKey:
		return f.State == StateEnabled
	case EnableKey:
		return f.State == StateDisabled
	case ScheduleKeyDeletion:
		return f.State == StateEnabled || f.State == StateDisabled
	case CancelKeyDeletion:
		return f.State == StatePendingDeletion
	case CreateKeyVersion, UpdateRotationPolicy:
	}
	return false
}

// shows reports whether the state of a key is the one that a call leads to. A
// rotation shows in other facts than the state.
func shows(call Call, f KeyFacts) bool {
	switch call {
	case DisableKey:
		return f.State == StateDisabled
	case EnableKey:
		return f.State == StateEnabled
	case ScheduleKeyDeletion:
		return f.State == StatePendingDeletion
	case CancelKeyDeletion:
		return f.State == StateEnabled || f.State == StatePendingImport || f.State == StateDisabled
	case CreateKeyVersion, UpdateRotationPolicy:
	}
	return false
}

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
