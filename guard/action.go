package guard

// Action is what a request would do to a key.
type Action string

// The guarded actions.
const (
	Disable Action = "disable"
	Delete  Action = "delete" // schedule deletion
	Enable  Action = "enable"
	Cancel  Action = "cancel" // cancel a scheduled deletion
	Rotate  Action = "rotate"
)

// Actions lists every action, in the order in which help shows them.
func Actions() []Action { return []Action{Disable, Delete, Enable, Cancel, Rotate} }

// Destructive reports whether the action takes the key away from its users.
func (a Action) Destructive() bool { return a == Disable || a == Delete }

// Rescue reports whether the action gives the key back to its users.
func (a Action) Rescue() bool { return a == Enable || a == Cancel }

// Window limits of a deletion, in whole days. The API takes 7 to 366 and has no
// default of its own; ours is the longest of the classic range.
const (
	MinWindowDays     = 7
	DefaultWindowDays = 30
	MaxWindowDays     = 30  // unless a policy raises it
	APIMaxWindowDays  = 366 // what ScheduleKeyDeletion accepts today
)

// RotationMode is one of the three forms of a rotation request.
type RotationMode string

// The forms of rotation: a new version now, automatic every so many days, or
// automatic rotation off.
const (
	RotateNow   RotationMode = "now"
	RotateEvery RotationMode = "every"
	RotateOff   RotationMode = "off"
)

// Plan is the exact change that people approve and that is then made.
type Plan struct {
	Action       Action       `json:"action"`
	WindowDays   int          `json:"window_days,omitempty"` // delete only
	Rotation     RotationMode `json:"rotation,omitempty"`    // rotate only
	RotationDays int          `json:"rotation_days,omitempty"`
	// Contained marks a disable of a leaked key: enabling it later needs as many
	// approvers as disabling it.
	Contained bool `json:"contained,omitempty"`
	// Restore asks a cancel to disable the key again right after, because it was
	// Disabled when its deletion was scheduled.
	Restore bool `json:"restore,omitempty"`
}
