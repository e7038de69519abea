package guard

import "time"

// Command is something to be decided on. It carries what was read outside for
// it: people, facts, audits. The set is closed.
//
//sumtype:decl
type Command interface {
	decide(s State, p Policy, now time.Time) ([]Event, *Refusal)
}

type (
	// Open asks for a request. For a rescue that one person may do, Ticked carries
	// the boxes of its one modal, and the request is approved by the same press.
	Open struct {
		Request    string // its new ID
		Input      string
		Plan       Plan
		By         Person
		Reason     string
		Facts      KeyFacts // read now; State NotFound where it is not there
		Candidates []Person // members of the approver lists, as far as readable
		Unreadable string   // why the candidates could not all be read
		Channel    Channel  // the rule's channel
		Ticked     []int    // statements ticked in a one-press modal
		Excluded   []string
		DisabledAt time.Time // when the key was disabled as far as ledger and trail can date it
		Contained  bool      // the disable was of a leaked key
		Halt       *Reason   // why nothing but rescues is done on any key; nil: nothing
		Reply      ReplyTo
	}
	// RecordAudit hands in the result of an audit.
	RecordAudit struct {
		Request string
		Audit   Audit
	}
	// AuditAgain asks for a new audit of a paused or waiting request.
	AuditAgain struct {
		Request string
		Input   string
		By      Person
		Scan    int // objects to look at, at most, from now on; 0: as before
		Reply   ReplyTo
	}
	// ViewAudit says that a person opened the audit.
	ViewAudit struct {
		Request string
		Input   string
		By      Person
		Reply   ReplyTo
	}
	// Dispose gives a disposition to dependencies, by DispositionKey.
	Dispose struct {
		Request string
		Input   string
		By      Person
		Kind    DispositionKind
		Keys    []string
		Why     string
		Reply   ReplyTo
	}
	// Confirm gives one statement.
	Confirm struct {
		Request   string
		Input     string
		By        Person
		Statement int
		Typed     string
		Settled   map[string]string // by CoverageKey
		Shown     string            // the decision digest that the modal showed
		Reply     ReplyTo
	}
	// Reject ends a request by anybody who may approve.
	Reject struct {
		Request string
		Input   string
		By      Person
		Reason  string
		Reply   ReplyTo
	}
	// Withdraw ends a request by its requester.
	Withdraw struct {
		Request string
		Input   string
		By      Person
		Reply   ReplyTo
	}
	// Extend moves the expiry once, by an approver.
	Extend struct {
		Request string
		Input   string
		By      Person
		Reply   ReplyTo
	}
	// ChangeToDisable turns an open delete into a disable: withdraws and opens.
	ChangeToDisable struct {
		Request string
		New     string
		Open    Open
	}
	// Begin asks whether an approved request may be carried out now, with
	// everything that was read again for it.
	Begin struct {
		Request   string
		Operation Operation
		Facts     KeyFacts
		Approvers []Person // each person who confirmed, read now
		Principal Principal
		Channel   Channel
		Halt      *Reason // why nothing but rescues is done on any key; nil: nothing
	}
	// OpenSession records the session of an operation.
	OpenSession struct {
		Operation string
		Session   Session
	}
	// Settle hands in what a call, or a look after a lost reply, has shown.
	Settle struct {
		Operation string
		Result    Result // empty: the reply was lost, or a look was not conclusive yet
		Outcome   Outcome
		Facts     *KeyFacts
		Why       string
	}
	// RunAgain carries a request out again whose mutation certainly did not happen.
	RunAgain struct {
		Request string
		Input   string
		By      Person
		Reply   ReplyTo
	}
	// CloseByWord closes a request that needs an operator; the second approver's word ends it.
	CloseByWord struct {
		Request string
		Input   string
		By      Person
		Word    string
		Reply   ReplyTo
	}
	// Verify hands in a look after the change.
	Verify struct {
		Request      string
		Verification Verification
		Facts        *KeyFacts
	}
	// Watch hands in a reading of a key that is, or was, pending deletion.
	Watch struct {
		Facts       KeyFacts
		Actor       string   // who scheduled it, where the trail says so and it was not us
		WasDisabled bool     // it was Disabled when it was scheduled, as far as the trail tells
		Reminder    string   // ID for a reminder, if one is due
		Dependents  int      // -1: could not be read
		Changes     []Change // since the last audit of a request, new dependents first
		MoreChanges int      // that Changes has no room for
		Uses        []Use
		UsesKnown   bool
		Problem     string
	}
	// Expire applies the clock to a request.
	Expire struct{ Request string }
	// Resume says, once after a start, what a request still owed when the process
	// before this one ended.
	Resume struct {
		Request string
		Left    Leftovers
	}
	// IntendNotice is given before a message is posted.
	IntendNotice struct{ Notice string }
	// NotePosted is given after it.
	NotePosted struct {
		Notice string
		Posted Posted
	}
)

// Refusal is an answer, not an error: every reason why something may not be
// done, and what to do instead.
type Refusal struct {
	Reasons []Reason `json:"reasons"`
}

// Reason is one reason of a refusal.
type Reason struct {
	Code string `json:"code"` // stable, for tests and logs: "own-request", "wrong-state"
	Text string `json:"text"` // what is so, in one sentence
	Hint string `json:"hint"` // what to do, in one sentence; may be empty
}

// ReplyTo says where a person who acted is to be answered.
type ReplyTo struct {
	User    string `json:"user,omitempty"`
	Channel string `json:"channel,omitempty"`
	Thread  string `json:"thread,omitempty"`
}
