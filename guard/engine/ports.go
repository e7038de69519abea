package engine

import (
	"context"
	"time"

	"kmsguard/guard"
)

// Ledger keeps events. *storage.Ledger implements it.
type Ledger interface {
	// Append commits events, due time and settled input at once. Kind Conflict:
	// the stream has moved on and nothing was written. Any other error: nothing
	// is known to be written; read before going on. Without events and due time it
	// only settles the input, and what is due stays due.
	Append(context.Context, guard.Append) (version uint64, err error)
	// Read yields the events of a stream after a version.
	Read(ctx context.Context, s guard.Stream, after uint64) guard.Records
	// All yields every event after a position in the whole ledger.
	All(ctx context.Context, after uint64) guard.Records
	// DueBefore returns streams whose next due time is not after t, earliest first.
	DueBefore(ctx context.Context, t time.Time, limit int) ([]guard.Stream, error)
	// NextDue returns the earliest due time, zero if there is none.
	NextDue(context.Context) (time.Time, error)
}

// Inbox keeps inputs until they are settled by an Append.
type Inbox interface {
	// Accept is durable on return; fresh is false for an ID seen before.
	Accept(context.Context, guard.Input) (fresh bool, err error)
	// Waiting returns unsettled inputs in order of arrival.
	Waiting(context.Context) ([]guard.Input, error)
}

// Auditor finds what depends on a key. An audit with parts missing is no error:
// its coverage says so. An error (kind Unavailable, Denied, NotFound) means that
// not even the key could be read.
type Auditor interface {
	Audit(context.Context, guard.KeyRef, guard.Purpose, guard.Progress) (guard.Audit, error)
	// Sweep audits several keys in one enumeration; the audits come in the order of the
	// keys. That one of the keys could not be read is an error for all.
	Sweep(context.Context, []guard.KeyRef, guard.Purpose, guard.Progress) ([]guard.Audit, error)
}

// Cloud reads and changes keys.
type Cloud interface {
	// Locate finds a key by its exact ID: in the region given, else in the other
	// configured regions. A key that is nowhere is State NotFound in the region
	// asked, not an error.
	Locate(ctx context.Context, id, region string) (guard.KeyFacts, error)
	// Resolve says which key an alias points at, in the region given; empty if none.
	Resolve(ctx context.Context, alias, region string) (keyID string, err error)
	// Describe reads a key with its aliases and tags. A key that is not there is
	// State NotFound, not an error.
	Describe(context.Context, guard.KeyRef) (guard.KeyFacts, error)
	// CheckPrincipal looks at a role with a session that may only DescribeKey.
	CheckPrincipal(context.Context, guard.Role, guard.KeyRef) (guard.Principal, error)
	// Assume opens a session for this operation alone. Repeating it is harmless.
	Assume(context.Context, guard.Operation) (guard.Session, error)
	// Uses lists recorded uses of a key since a time, refused ones included, and
	// the oldest time that the records reach back to.
	Uses(ctx context.Context, key guard.KeyRef, since time.Time) (uses []guard.Use, horizon time.Time, err error)
	// Trace looks for the call of an operation in ActionTrail by its session.
	Trace(context.Context, guard.Operation) (guard.TrailFinding, error)
	// Errors counts the 4xx answers of KMS at account level since a time, as CloudMonitor shows them.
	Errors(ctx context.Context, region string, since time.Time) (count int, err error)
	// Operations lists the calls that ActionTrail shows under the bot's two roles by
	// sessions named after operations, since a time, as far back as it reaches.
	Operations(ctx context.Context, since time.Time) ([]guard.Trace, error)
	// Pending lists the keys of all configured regions that are in PendingDeletion.
	Pending(context.Context) ([]guard.KeyRef, error)
	// Scheduler says who scheduled the deletion of a key, as far as ActionTrail
	// tells, and whether the key was Disabled just before; empty if it cannot be told.
	Scheduler(context.Context, guard.KeyRef) (actor string, wasDisabled bool, err error)
	// DisabledSince dates the last DisableKey of a key by ActionTrail; zero if it shows none.
	DisabledSince(context.Context, guard.KeyRef) (time.Time, error)
	// ProveFence shows whether the cloud enforces a deadline in a session policy.
	ProveFence(context.Context, guard.KeyRef) (enforced bool, err error)
}

// Notifier shows things to people.
type Notifier interface {
	// Post sends one message. Kind Uncertain: it may have been posted; Find before
	// again. Kind Throttled or Unavailable: it was not.
	Post(context.Context, guard.State, guard.Notice) (guard.Posted, error)
	// Find looks for a message by its notice ID; found is false where it is
	// certainly not there, an error where that cannot be told.
	Find(context.Context, guard.State, guard.Notice) (at guard.Posted, found bool, err error)
	// Repaint brings the messages that change in place up to date. It is
	// idempotent and not recorded. progress is how far a running audit has come, or nil.
	Repaint(ctx context.Context, s guard.State, progress *guard.Step) error
	// Reply answers one person alone, outside any request. Not recorded.
	Reply(context.Context, guard.ReplyTo, guard.Refusal) error
	// ShowAudit shows one person an audit made before an operation. Not recorded.
	ShowAudit(context.Context, guard.ReplyTo, guard.Audit) error
	// ShowSweep shows one person the audits of several keys made in one enumeration. Not recorded.
	ShowSweep(context.Context, guard.ReplyTo, []guard.Audit) error
}

// Directory reads people and channels.
type Directory interface {
	// Person reads somebody and which of the groups contain them. What cannot be
	// read is said in Person.Unreadable, never guessed.
	Person(ctx context.Context, id string, groups []string) guard.Person
	// Members reads everybody who is named, by user or by group; unreadable says
	// which group could not be read, empty if all could.
	Members(ctx context.Context, who guard.People) (people []guard.Person, unreadable string)
	// Channel reads a channel.
	Channel(ctx context.Context, id string) guard.Channel
}

// Clock is calendar time.
type Clock interface {
	Now() time.Time
	// Until returns at t, when time is moved to or past t, or at the end of the
	// context. A zero t waits for the context or for time to be moved.
	Until(ctx context.Context, t time.Time) error
}

// IDs makes names that were never used before: of requests ("r-…"), operations
// ("op-…") and reminders.
type IDs interface {
	Request() string
	Operation() string
	Reminder() string
}
