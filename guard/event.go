package guard

import "time"

// Event is one thing that happened to a key or to a request on it. The set is
// closed: every kind is listed here and has a row in the codec of package
// storage, whose names must never change their meaning.
//
//sumtype:decl
type Event interface {
	event()
	// apply changes a state that is a copy of its own; what it points at is shared.
	apply(*State)
}

type (
	// RequestOpened starts a request. What later decisions depend on is recorded
	// in it, so that a changed policy never falsifies them.
	RequestOpened struct {
		Request      string    `json:"request"`
		Plan         Plan      `json:"plan"`
		Requester    string    `json:"requester"`
		Excluded     []string  `json:"excluded,omitempty"`
		Reason       string    `json:"reason,omitempty"`
		Facts        KeyFacts  `json:"facts"`
		Rule         Rule      `json:"rule"`
		PolicyDigest string    `json:"policy_digest"`
		Eligible     []string  `json:"eligible,omitempty"`
		Channel      string    `json:"channel"`
		At           time.Time `json:"at"`
		Expires      time.Time `json:"expires"`
		Audit        bool      `json:"audit"` // an audit is owed; false for a rescue
		// AuditAge is how old an audit may be when the request is carried out.
		AuditAge time.Duration `json:"audit_age,omitempty"`
		Reply    ReplyTo       `json:"reply,omitzero"` // where the requester is told where the request is
	}
	// AuditRecorded says that a complete audit was made. Statements bind to it.
	AuditRecorded struct {
		Request        string    `json:"request"`
		Audit          Audit     `json:"audit"`
		EvidenceDigest string    `json:"evidence_digest"`
		DecisionDigest string    `json:"decision_digest"`
		Gone           []Change  `json:"gone,omitempty"` // what the last one listed and this one does not
		At             time.Time `json:"at"`
	}
	// AuditPaused says that an audit could not be completed: nothing can be
	// approved, nothing is void, it is tried again.
	AuditPaused struct {
		Request string    `json:"request"`
		Audit   Audit     `json:"audit"`
		RetryAt time.Time `json:"retry_at"`
		At      time.Time `json:"at"`
	}
	// AuditRequested says that somebody pressed "Audit again", or that execution needs a newer one.
	AuditRequested struct {
		Request string    `json:"request"`
		By      string    `json:"by,omitempty"`   // empty: the bot
		Scan    int       `json:"scan,omitempty"` // objects to look at, at most, from now on; 0: as before
		At      time.Time `json:"at"`
	}
	// AuditViewed says that a person opened the audit with this decision digest.
	AuditViewed struct {
		Request        string    `json:"request"`
		By             string    `json:"by"`
		DecisionDigest string    `json:"decision_digest"`
		At             time.Time `json:"at"`
	}
	// DispositionGiven says what a person said of listed dependencies.
	DispositionGiven struct {
		Request      string        `json:"request"`
		Dispositions []Disposition `json:"dispositions"`
		At           time.Time     `json:"at"`
	}
	// StatementGiven says that a statement was typed, checked and counted.
	StatementGiven struct {
		Request      string       `json:"request"`
		Confirmation Confirmation `json:"confirmation"`
	}
	// StatementsVoided says what changed and which statements are open again for
	// it; none where no statement had been given that depends on it.
	StatementsVoided struct {
		Request    string    `json:"request"`
		Statements []int     `json:"statements"`
		Changes    []Change  `json:"changes"`
		At         time.Time `json:"at"`
		// Rule, where it is set, is the stricter rule that holds for the request from now on.
		Rule         *Rule  `json:"rule,omitempty"`
		PolicyDigest string `json:"policy_digest,omitempty"`
	}
	// RequestApproved says that everything the policy asks was given, or that
	// somebody wants an approved request carried out again.
	RequestApproved struct {
		Request string    `json:"request"`
		By      string    `json:"by,omitempty"` // who pressed "Run again"
		At      time.Time `json:"at"`
	}
	// ExecutionDeferred says that an approved request cannot be carried out at
	// this moment, why, and when that is looked at again.
	ExecutionDeferred struct {
		Request string    `json:"request"`
		Why     string    `json:"why"`
		LookAt  time.Time `json:"look_at"`
		At      time.Time `json:"at"`
	}
	// WordGiven is what an approver says of an operation of which nothing can be
	// told. It never causes a call.
	WordGiven struct {
		Request string    `json:"request"`
		By      string    `json:"by"`
		Word    string    `json:"word"`
		At      time.Time `json:"at"`
	}
	// RequestExtended says that an approver moved the expiry, once.
	RequestExtended struct {
		Request string    `json:"request"`
		By      string    `json:"by"`
		Expires time.Time `json:"expires"`
		At      time.Time `json:"at"`
	}
	// WorkResumed says that a process ended in the middle of what a request owed,
	// that another one goes on with it, and what was left.
	WorkResumed struct {
		Request string    `json:"request"`
		Left    Leftovers `json:"left"`
		At      time.Time `json:"at"`
	}
	// RequestEnded says that a request ended, in which phase and by whom.
	RequestEnded struct {
		Request string    `json:"request"`
		Phase   Phase     `json:"phase"`
		By      string    `json:"by,omitempty"` // empty: the clock or the bot
		Reason  string    `json:"reason,omitempty"`
		At      time.Time `json:"at"`
	}
	// MutationIntended is written before anything reaches the cloud.
	MutationIntended struct {
		Operation Operation `json:"operation"`
	}
	// SessionOpened records the session in which the one call is made, before the call.
	SessionOpened struct {
		Operation   string    `json:"operation"`
		AccessKeyID string    `json:"access_key_id"`
		Expires     time.Time `json:"expires"`
		At          time.Time `json:"at"`
	}
	// ReplyLost says that it is not known whether a call took effect.
	ReplyLost struct {
		Operation string    `json:"operation"`
		Why       string    `json:"why"`
		LookAt    time.Time `json:"look_at"` // the fence
		At        time.Time `json:"at"`
	}
	// MutationSettled says how an operation ended.
	MutationSettled struct {
		Operation string    `json:"operation"`
		Result    Result    `json:"result"`
		Outcome   Outcome   `json:"outcome"`
		Facts     *KeyFacts `json:"facts,omitempty"` // the key as it was read for it
		At        time.Time `json:"at"`
	}
	// RestoreOwed says that a cancelled key is to be disabled again, as it was.
	RestoreOwed struct {
		Request string    `json:"request"`
		At      time.Time `json:"at"`
	}
	// VerificationRead says what a look after the change has shown.
	VerificationRead struct {
		Request      string       `json:"request"`
		Verification Verification `json:"verification"`
		Facts        *KeyFacts    `json:"facts,omitempty"`
		At           time.Time    `json:"at"`
	}
	// WatchStarted says that a pending deletion is watched to its end.
	WatchStarted struct {
		Request    string      `json:"request,omitempty"` // empty: found, not ours
		DeleteDate time.Time   `json:"delete_date"`
		Reminders  []time.Time `json:"reminders"` // ascending
		Facts      KeyFacts    `json:"facts"`
		Channel    string      `json:"channel"`
		Escalation string      `json:"escalation,omitempty"`
		Actor      string      `json:"actor,omitempty"` // console user, where it was not ours
		Notify     People      `json:"notify"`
		// WasDisabled says that the trail shows the key Disabled when it was scheduled outside.
		WasDisabled bool      `json:"was_disabled,omitempty"`
		At          time.Time `json:"at"`
	}
	// WatchRead says that the pending key was read again, or could not be: the
	// same date, another date, and when to look again.
	WatchRead struct {
		DeleteDate time.Time   `json:"delete_date"`
		Reminders  []time.Time `json:"reminders"`
		LookAt     time.Time   `json:"look_at,omitzero"` // zero: at the next reminder, or the end of the window
		At         time.Time   `json:"at"`
	}
	// ReminderGiven says that a reminder is to be posted; every earlier one is done with it.
	ReminderGiven struct {
		Reminder Reminder `json:"reminder"`
	}
	// WatchEnded says how a pending deletion ended.
	WatchEnded struct {
		State   KeyState  `json:"state"` // Deleted, or what the key is after a cancel
		By      string    `json:"by,omitempty"`
		Request string    `json:"request,omitempty"` // the cancellation made here; empty: outside, or the window ended
		At      time.Time `json:"at"`
	}
	// ActionRefused says that somebody was told no, and why.
	ActionRefused struct {
		By      string    `json:"by"`
		Input   string    `json:"input"`
		Request string    `json:"request,omitempty"`
		Wish    string    `json:"wish"` // what was asked, in words
		Refusal Refusal   `json:"refusal"`
		Reply   ReplyTo   `json:"reply"`
		At      time.Time `json:"at"`
	}
	// NoticeIntended is written before a message is posted.
	NoticeIntended struct {
		Notice string    `json:"notice"`
		At     time.Time `json:"at"`
	}
	// NoticePosted says where a message is.
	NoticePosted struct {
		Notice string    `json:"notice"`
		Posted Posted    `json:"posted"`
		At     time.Time `json:"at"`
	}
)

func (RequestOpened) event()     {}
func (AuditRecorded) event()     {}
func (AuditPaused) event()       {}
func (AuditRequested) event()    {}
func (AuditViewed) event()       {}
func (DispositionGiven) event()  {}
func (StatementGiven) event()    {}
func (StatementsVoided) event()  {}
func (RequestApproved) event()   {}
func (ExecutionDeferred) event() {}
func (WordGiven) event()         {}
func (RequestExtended) event()   {}
func (WorkResumed) event()       {}
func (RequestEnded) event()      {}
func (MutationIntended) event()  {}
func (SessionOpened) event()     {}
func (ReplyLost) event()         {}
func (MutationSettled) event()   {}
func (RestoreOwed) event()       {}
func (VerificationRead) event()  {}
func (WatchStarted) event()      {}
func (WatchRead) event()         {}
func (ReminderGiven) event()     {}
func (WatchEnded) event()        {}
func (ActionRefused) event()     {}
func (NoticeIntended) event()    {}
func (NoticePosted) event()      {}

// Change is one difference between what was approved and what is now.
type Change struct {
	Kind   string `json:"kind"`             // "new", "gone", "changed", "worse", "better", "key", "rule", "approver", "disposition"
	What   string `json:"what"`             // "ecs-disk d-new, data disk of i-bp7, in use now"
	Person string `json:"person,omitempty"` // user ID of whom it is about, where it is about somebody
	// Statements that depend on it; empty for what voids nothing.
	Statements []int `json:"statements,omitempty"`
}

// Reminder is what is said before a pending window ends.
type Reminder struct {
	ID         string    `json:"id"`
	Due        time.Time `json:"due"` // the most urgent point that has passed
	DeleteDate time.Time `json:"delete_date"`
	Left       Offset    `json:"left"`
	Mention    bool      `json:"mention,omitempty"`  // the group is mentioned: 24 hours and less
	Escalate   bool      `json:"escalate,omitempty"` // the escalation channel is told too: 4 hours and less
	Dependents int       `json:"dependents"`         // found now; -1: could not be read
	Changes    []Change  `json:"changes,omitempty"`  // since the last audit of a request, new dependents first
	More       int       `json:"more,omitempty"`     // changes that have no room here
	Uses       []Use     `json:"uses,omitempty"`     // since the last one
	UsesKnown  bool      `json:"uses_known"`
	Problem    string    `json:"problem,omitempty"` // what could not be read for it
	At         time.Time `json:"at"`
}
