package report

import (
	"fmt"
	"strconv"

	"kmsguard/guard"
)

// Wish is a plan as the beginning of a sentence that goes on with the key's ID: "Delete key".
func Wish(p guard.Plan) string {
	switch p.Action {
	case guard.Disable:
		if p.Contained {
			return "Disable leaked key"
		}
		return "Disable key"
	case guard.Delete:
		return "Delete key"
	case guard.Enable:
		return "Enable key"
	case guard.Cancel:
		return "Cancel the deletion of key"
	case guard.Rotate:
		return rotationWish(p)
	}
	return string(p.Action) + " key"
}

func rotationWish(p guard.Plan) string {
	switch p.Rotation {
	case guard.RotateEvery:
		return "Set a rotation every " + Count(p.RotationDays, "day") + " for key"
	case guard.RotateOff:
		return "Switch off the rotation of key"
	case guard.RotateNow:
	}
	return "Rotate key"
}

// Noun is what an action is called in a sentence: "this deletion".
func Noun(a guard.Action) string {
	switch a {
	case guard.Disable:
		return "disable"
	case guard.Delete:
		return "deletion"
	case guard.Enable:
		return "enable"
	case guard.Cancel:
		return "cancellation"
	case guard.Rotate:
		return "rotation"
	}
	return string(a)
}

// Doing is an action while it is carried out: "scheduling deletion".
func Doing(a guard.Action) string {
	switch a {
	case guard.Disable:
		return "disabling"
	case guard.Delete:
		return "scheduling deletion"
	case guard.Enable:
		return "enabling"
	case guard.Cancel:
		return "cancelling the deletion"
	case guard.Rotate:
		return "rotating"
	}
	return string(a)
}

// Done is what was done to a key, after "the key is" or "the key was": "scheduled for deletion".
func Done(p guard.Plan) string {
	switch p.Action {
	case guard.Disable:
		return "disabled"
	case guard.Delete:
		return "scheduled for deletion"
	case guard.Enable:
		return "enabled"
	case guard.Cancel:
		return "no longer scheduled for deletion"
	case guard.Rotate:
		switch p.Rotation {
		case guard.RotateEvery:
			return "rotated every " + Count(p.RotationDays, "day")
		case guard.RotateOff:
			return "no longer rotated by itself"
		case guard.RotateNow:
		}
		return "rotated: a new version is primary"
	}
	return string(p.Action)
}

// Command is the vendor's own command for a call on a key, so that it can be made with bot and Slack down.
// windowDays and rotationDays are used where the call has them; rotationDays 0 switches rotation off.
func Command(call guard.Call, key guard.KeyRef, windowDays, rotationDays int) string {
	s := fmt.Sprintf("aliyun kms %s --region %s --KeyId %s", call, key.Region, key.ID)
	switch call {
	case guard.ScheduleKeyDeletion:
		s += " --PendingWindowInDays " + strconv.Itoa(windowDays)
	case guard.UpdateRotationPolicy:
		if rotationDays == 0 {
			return s + " --EnableAutomaticRotation false"
		}
		s += " --EnableAutomaticRotation true --RotationInterval " + strconv.Itoa(rotationDays) + "d"
	case guard.DisableKey, guard.EnableKey, guard.CancelKeyDeletion, guard.CreateKeyVersion:
	}
	return s
}

// PlanCommand is the vendor's own command for the one call that a plan ends in.
func PlanCommand(p guard.Plan, key guard.KeyRef) string {
	return Command(planCall(p), key, p.WindowDays, p.RotationDays)
}

// planCall names the one call that a plan ends in.
func planCall(p guard.Plan) guard.Call {
	switch p.Action {
	case guard.Disable:
		return guard.DisableKey
	case guard.Delete:
		return guard.ScheduleKeyDeletion
	case guard.Enable:
		return guard.EnableKey
	case guard.Cancel:
		return guard.CancelKeyDeletion
	case guard.Rotate:
		if p.Rotation == guard.RotateNow {
			return guard.CreateKeyVersion
		}
		return guard.UpdateRotationPolicy
	}
	return guard.Call(p.Action)
}
