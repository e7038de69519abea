package guard

import (
	"context"
	"time"
)

// Call is one of the KMS calls that change a key.
type Call string

// The mutations, by the name of their API.
const (
	DisableKey           Call = "DisableKey"
	EnableKey            Call = "EnableKey"
	ScheduleKeyDeletion  Call = "ScheduleKeyDeletion"
	CancelKeyDeletion    Call = "CancelKeyDeletion"
	CreateKeyVersion     Call = "CreateKeyVersion"
	UpdateRotationPolicy Call = "UpdateRotationPolicy"
)

// Role is one of the two identities that may change keys.
type Role string

// The roles.
const (
	DestroyRole Role = "destroy"
	RescueRole  Role = "rescue"
)

// Operation is one attempt at one mutation. Its ID is the STS session name.
type Operation struct {
	ID           string    `json:"id"` // 2 to 64 characters of [A-Za-z0-9.@_-], as STS asks of a session name
	Request      string    `json:"request"`
	Key          KeyRef    `json:"key"`
	Call         Call      `json:"call"`
	Role         Role      `json:"role"`
	WindowDays   int       `json:"window_days,omitempty"`   // ScheduleKeyDeletion
	RotationDays int       `json:"rotation_days,omitempty"` // UpdateRotationPolicy; 0: off
	Generation   uint64    `json:"generation,omitempty"`
	Intended     time.Time `json:"intended"`
	Deadline     time.Time `json:"deadline"` // in the cloud's time; the session policy ends then
	// FenceProven says that the cloud was shown to enforce the deadline in a
	// session policy; then the fence is the deadline, else the session's expiration plus a minute.
	FenceProven bool     `json:"fence_proven"`
	Before      KeyFacts `json:"before"`            // the key just before the intent
	Restore     bool     `json:"restore,omitempty"` // the disable owed after a cancel

	AccessKeyID    string    `json:"access_key_id,omitempty"` // of the session; names it in ActionTrail
	SessionExpires time.Time `json:"session_expires,omitzero"`
	Result         Result    `json:"result,omitempty"` // empty: unsettled
	Outcome        Outcome   `json:"outcome,omitzero"`
	Settled        time.Time `json:"settled,omitzero"`
	Lost           bool      `json:"lost,omitempty"`   // the reply was lost; said in the thread
	LookAt         time.Time `json:"look_at,omitzero"` // when the cloud is looked at next, once the reply was lost
	Looks          int       `json:"looks,omitempty"`  // how often it was not conclusive
}

// Result is how an operation ended.
type Result string

// Results of an operation.
const (
	Happened    Result = "happened"     // answered by the cloud, or shown by observation
	Refused     Result = "refused"      // the cloud said no; final
	NotHappened Result = "not happened" // shown by observation after the fence, or no call was made
	CannotTell  Result = "cannot tell"  // needs an operator
)

// Outcome is what came back from a mutation, or what a look at the cloud showed.
type Outcome struct {
	RequestID string    `json:"request_id,omitempty"` // the cloud's
	Code      string    `json:"code,omitempty"`       // of a refusal
	Message   string    `json:"message,omitempty"`
	At        time.Time `json:"at,omitzero"`        // the cloud's Date header where there was one
	Evidence  string    `json:"evidence,omitempty"` // what observation saw, in words
}

// Session is the right to make one call on one key once.
type Session struct {
	AccessKeyID string
	Expires     time.Time
	// Call makes the one request. It is never repeated. Errors: a refusal by the
	// cloud has kind Denied, Invalid, NotFound, Conflict or Throttled and is final;
	// everything else is Uncertain.
	Call func(context.Context) (Outcome, error)
}

// TrailFinding is what ActionTrail shows of one session's calls.
type TrailFinding struct {
	Readable bool
	Why      string // why it could not be read
	Found    bool
	Failed   bool // the event carries an error
	Code     string
	EventID  string
	At       time.Time
}

// Principal is what was seen of a role before it is used.
type Principal struct {
	Role     Role      `json:"role"`
	ARN      string    `json:"arn,omitempty"` // of the session that was checked
	Policies []string  `json:"policies,omitempty"`
	Problem  string    `json:"problem,omitempty"` // empty: as it should be
	Hint     string    `json:"hint,omitempty"`
	At       time.Time `json:"at"`
}
