package guard

import (
	"fmt"
	"time"
)

// Results of one check of a verification.
const (
	CheckSeen       = "seen"
	CheckNone       = "none"       // looked for, none there, which is good
	CheckWaiting    = "waiting"    // not there yet, and may still come
	CheckNotSeen    = "not seen"   // the time in which it could come is over
	CheckUnreadable = "unreadable" // could not be looked at
	CheckAlarm      = "alarm"      // it is not as it should be
)

// dateTolerance is how much later than asked a deletion date may be before it
// is shown; an earlier date is an alarm.
const dateTolerance = 24 * time.Hour

// StateCheck compares what a change should have led to with the key as it was
// read after it.
func StateCheck(op Operation, f KeyFacts) Check {
	c := Check{Result: CheckSeen, At: f.ReadAt, Detail: string(f.State)}
	result, why := Conclude(op, f, TrailFinding{})
	if result != Happened {
		c.Result, c.Detail = CheckAlarm, why
		return c
	}
	if op.Call == ScheduleKeyDeletion {
		return dateCheck(op, f, c)
	}
	return c
}

func dateCheck(op Operation, f KeyFacts, c Check) Check {
	asked := op.Intended.AddDate(0, 0, op.WindowDays)
	date := f.DeleteDate.UTC().Format("Mon 2 Jan 2006 15:04 UTC")
	c.Detail = "PendingDeletion, destroyed on or after " + date
	switch {
	case f.DeleteDate.IsZero():
		c.Result, c.Detail = CheckAlarm, "PendingDeletion, but the cloud names no date"
	case f.DeleteDate.Before(asked.Add(-time.Minute)):
		c.Result = CheckAlarm
		c.Detail = fmt.Sprintf("the key is destroyed on %s, earlier than the %d days that were asked", date, op.WindowDays)
	case f.DeleteDate.After(asked.Add(dateTolerance)):
		c.Result = CheckAlarm
		c.Detail = fmt.Sprintf("the key is destroyed on %s, more than a day later than asked", date)
	}
	return c
}

// CallFor returns the one call that a plan ends in and the role that makes it;
// for a cancel with restore, the call that follows it.
func CallFor(p Plan, restore bool) (Call, Role) {
	switch p.Action {
	case Disable:
		return DisableKey, DestroyRole
	case Delete:
		return ScheduleKeyDeletion, DestroyRole
	case Enable:
		return EnableKey, RescueRole
	case Cancel:
		if restore {
			return DisableKey, RescueRole
		}
		return CancelKeyDeletion, RescueRole
	case Rotate:
		if p.Rotation == RotateNow {
			return CreateKeyVersion, DestroyRole
		}
		return UpdateRotationPolicy, DestroyRole
	}
	return "", ""
}
