package guard

import "fmt"

// Conclude says what a look at the cloud shows of an operation whose reply was
// lost. It is asked only after the fence, except for rescues, where a repeated
// call does no harm. An empty result means that the look was not conclusive.
func Conclude(op Operation, now KeyFacts, t TrailFinding) (Result, string) {
	if t.Readable && t.Found {
		return fromTrail(t)
	}
	if now.State == StateUnknown {
		return "", "the key could not be read"
	}
	switch op.Call {
	case ScheduleKeyDeletion:
		return concludeState(now, StatePendingDeletion, StateEnabled, StateDisabled, StatePendingImport)
	case CancelKeyDeletion:
		return concludeState(now, StateEnabled, StatePendingDeletion, StatePendingDeletion, StatePendingDeletion)
	case DisableKey:
		return concludeState(now, StateDisabled, StateEnabled, StateEnabled, StateEnabled)
	case EnableKey:
		return concludeState(now, StateEnabled, StateDisabled, StateDisabled, StateDisabled)
	case CreateKeyVersion:
		return concludeVersion(op, now)
	case UpdateRotationPolicy:
		return concludeRotation(op, now)
	}
	return CannotTell, fmt.Sprintf("%s is no call that this bot makes", op.Call)
}

// fromTrail trusts the record of the very session that was opened for the call.
func fromTrail(t TrailFinding) (Result, string) {
	if t.Failed {
		return NotHappened, fmt.Sprintf("ActionTrail event %s shows that the call was refused with %s", t.EventID, t.Code)
	}
	return Happened, fmt.Sprintf("ActionTrail event %s shows the call", t.EventID)
}

func concludeState(now KeyFacts, after KeyState, before ...KeyState) (Result, string) {
	if now.State == after {
		return Happened, fmt.Sprintf("the key is %s", now.State)
	}
	for _, s := range before {
		if now.State == s {
			return NotHappened, fmt.Sprintf("the key is %s", now.State)
		}
	}
	return CannotTell, fmt.Sprintf("the key is %s, which neither the call nor its absence explains", now.State)
}

func concludeVersion(op Operation, now KeyFacts) (Result, string) {
	if now.PrimaryVersion == "" || op.Before.PrimaryVersion == "" {
		return CannotTell, "the cloud names no primary version of this key"
	}
	if now.PrimaryVersion != op.Before.PrimaryVersion {
		return Happened, fmt.Sprintf("the primary version is %s, was %s", now.PrimaryVersion, op.Before.PrimaryVersion)
	}
	return NotHappened, fmt.Sprintf("the primary version is still %s", now.PrimaryVersion)
}

// concludeRotation compares the policy itself: setting the same policy twice
// changes nothing, so that a policy as asked is as good as the call.
func concludeRotation(op Operation, now KeyFacts) (Result, string) {
	on := now.Rotation.Status == "Enabled"
	asked := op.RotationDays > 0
	switch {
	case on != asked:
		return NotHappened, fmt.Sprintf("automatic rotation is %s", now.Rotation.Status)
	case asked && now.Rotation.Interval != fmt.Sprintf("%ds", op.RotationDays*24*60*60):
		return NotHappened, fmt.Sprintf("automatic rotation is every %s", now.Rotation.Interval)
	}
	return Happened, fmt.Sprintf("automatic rotation is %s", now.Rotation.Status)
}
