package guard

import "time"

// Phase is where a request stands in its life.
type Phase string

// The phases. The last five are ends; Blocked is a pause.
const (
	Auditing      Phase = "auditing"
	Blocked       Phase = "blocked" // the audit is incomplete; retried, then expiry
	Awaiting      Phase = "awaiting statements"
	Approved      Phase = "approved"
	Executing     Phase = "executing" // intent recorded, outcome not yet known
	Verifying     Phase = "verifying"
	Done          Phase = "done"
	Rejected      Phase = "rejected"
	Withdrawn     Phase = "withdrawn"
	Expired       Phase = "expired"
	Failed        Phase = "failed"         // the mutation certainly did not happen
	NeedsOperator Phase = "needs-operator" // it cannot be told whether it happened
)

// Ended reports whether nothing more will happen to a request in this phase by
// itself. A request that needs an operator still blocks its key.
func (p Phase) Ended() bool {
	switch p {
	case Done, Rejected, Withdrawn, Expired, Failed:
		return true
	case Auditing, Blocked, Awaiting, Approved, Executing, Verifying, NeedsOperator:
		return false
	}
	return false
}

// Request is one proposed action on one key, and everything said and done about it.
type Request struct {
	ID        string
	Plan      Plan
	Requester string   // user ID
	Excluded  []string // others who may not confirm: requester of the origin, console actor
	Reason    string
	Channel   string // where its thread lives
	Opened    time.Time
	Expires   time.Time
	Extended  bool
	Phase     Phase
	EndedAt   time.Time
	EndedBy   string // user ID, empty for the clock and the bot
	EndReason string

	Rule         Rule // the rule in force at opening
	PolicyDigest string
	Eligible     []string // user IDs who were approvers at opening

	Facts    KeyFacts // at opening
	Audit    *Audit   // the last complete one, which statements are bound to; nil before
	Paused   *Audit   // the last incomplete one while Blocked
	Attempts int      // audits that could not be completed in a row
	RetryAt  time.Time
	// AuditOwed says that an audit is to be run: at opening, on "Audit again", before execution.
	AuditOwed bool
	Scan      int           // how many objects each audit looks at, at most; 0: none
	AuditedAt time.Time     // from when the age of Audit counts; see Audit.AsOf
	AuditAge  time.Duration // how old it may be when the request is carried out

	ApprovedAt  time.Time // zero while something is missing
	LookAgain   time.Time // an approved request is not carried out before
	Deferred    string    // why it is not carried out yet
	RestoreOwed bool      // the key is to be disabled again, as it was before its deletion was scheduled
	Words       []Word    // what approvers said of an operation of which nothing can be told

	Confirmations map[int]Confirmation   // by statement number; voided ones are gone
	Viewed        map[string]string      // user ID → decision digest of the audit that the person opened
	Dispositions  map[string]Disposition // by DispositionKey
	Operations    []string               // IDs, oldest first
	Verification  Verification

	summed *auditSum // of Audit as it was recorded; nil where it was not
}

// Confirmation is one statement given by one person.
type Confirmation struct {
	Statement      int               `json:"statement"`
	By             string            `json:"by"`
	At             time.Time         `json:"at"`
	Typed          string            `json:"typed"`             // exactly as typed; "ticked" for a box
	Settled        map[string]string `json:"settled,omitempty"` // how each unknowable was settled, by CoverageKey
	DecisionDigest string            `json:"decision_digest"`
	PolicyDigest   string            `json:"policy_digest"`
}

// Word is what an approver says of an operation of which nothing can be told.
type Word struct {
	By   string
	Text string
	At   time.Time
}

// DispositionKind is what a person says of one listed dependency.
type DispositionKind string

// Dispositions.
const (
	Migrated    DispositionKind = "migrated"
	NonCritical DispositionKind = "non-critical"
	Scanned     DispositionKind = "scanned"
	Accepted    DispositionKind = "accepted"
)

// Disposition is what a person said of one dependency, and why.
type Disposition struct {
	Key  string          `json:"key"` // DispositionKey of the dependency
	Kind DispositionKind `json:"kind"`
	By   string          `json:"by"`
	Why  string          `json:"why"`
	At   time.Time       `json:"at"`
}

// Verification is what has been seen of a change after it was made.
type Verification struct {
	State    Check // the key's state and, for a deletion, its date read back
	Trail    Check // the ActionTrail event of the call
	Metrics  Check // CloudMonitor errors at account level
	Refusals Check // refused uses of the key since the change
	// Due is when the next look is owed; zero when nothing is left to look at.
	Due      time.Time
	Deadline time.Time // after this what was not seen is said to be not seen
}

// Check is one line of a verification list.
type Check struct {
	Result string    `json:"result,omitempty"` // empty: not looked at; "seen", "not seen", "waiting", "unreadable", "alarm"
	Detail string    `json:"detail,omitempty"`
	At     time.Time `json:"at,omitzero"`
}
