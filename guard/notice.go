package guard

import "time"

// NoticeKind says what a message is about; the Slack side renders each kind.
type NoticeKind string

// The kinds of messages. Each is owed by an event and recorded when posted.
const (
	NoticeParent      NoticeKind = "parent"       // the request itself, repainted in place
	NoticeAudit       NoticeKind = "audit"        // a complete audit
	NoticePaused      NoticeKind = "paused"       // an audit that could not be completed
	NoticeChecklist   NoticeKind = "checklist"    // pre-flight, before the first statement
	NoticeStatements  NoticeKind = "statements"   // the buttons, repainted in place
	NoticeVoid        NoticeKind = "void"         // statements are open again
	NoticeGone        NoticeKind = "gone"         // a dependency disappeared; nothing is void
	NoticeEnded       NoticeKind = "ended"        // rejected, withdrawn, expired
	NoticeDeferred    NoticeKind = "deferred"     // approved, but not carried out yet: why, and when it is looked at again
	NoticeExecuting   NoticeKind = "executing"    // the operation begins
	NoticeLost        NoticeKind = "lost"         // the reply was lost
	NoticeResult      NoticeKind = "result"       // the final message
	NoticeFailed      NoticeKind = "failed"       // refused by the cloud, or it did not happen
	NoticeOperator    NoticeKind = "operator"     // it cannot be told
	NoticeResumed     NoticeKind = "resumed"      // the bot ended in the middle of it and goes on
	NoticeWord        NoticeKind = "word"         // what an approver says of what cannot be told
	NoticeVerified    NoticeKind = "verified"     // verification list, repainted in place
	NoticeReminder    NoticeKind = "reminder"     // before the window closes
	NoticeEscalation  NoticeKind = "escalation"   // the same in the escalation channel
	NoticeWatchFound  NoticeKind = "watch-found"  // a pending deletion that nobody asked for here
	NoticeWatchMoved  NoticeKind = "watch-moved"  // the date is another one
	NoticeWatchEnded  NoticeKind = "watch-ended"  // cancelled, or the key is gone
	NoticeRescued     NoticeKind = "rescued"      // told to those who approved what was undone
	NoticeDisposition NoticeKind = "disposition"  // what somebody said of dependencies
	NoticeWitness     NoticeKind = "witness"      // the ledger's head after a change, kept outside of the store
	NoticeDoubt       NoticeKind = "doubt"        // what speaks against the ledger
	NoticeDoubtWord   NoticeKind = "doubt-word"   // what an approver says of that
	NoticeAccepted    NoticeKind = "accepted"     // two approvers took the ledger as it is
	NoticeUnwritable  NoticeKind = "unwritable"   // the ledger cannot be written
	NoticeWritable    NoticeKind = "writable"     // it can again
	NoticeReply       NoticeKind = "reply"        // to one person alone
	NoticeOpenedReply NoticeKind = "opened-reply" // to the requester alone: where the request is
)

// Notice is one message that is owed, or was posted.
type Notice struct {
	ID         string // deterministic: made from the event that owes it
	Kind       NoticeKind
	Request    string // empty: about the key itself
	Operation  string
	At         time.Time
	To         ReplyTo       // NoticeReply and NoticeOpenedReply; of what is about the ledger, the channel
	Refusal    *Refusal      // NoticeReply
	Changes    []Change      // NoticeVoid, NoticeGone
	Statements []int         // NoticeVoid
	Reminder   *Reminder     // NoticeReminder, NoticeEscalation
	Audit      *Audit        // NoticeAudit, NoticePaused
	Digest     string        // NoticeAudit: decision digest
	Text       string        // a sentence that the event carries
	Intended   time.Time     // zero: not begun
	Posted     Posted        // where it is
	PostedAt   time.Time     // zero: not yet
	Person     string        // who did it
	Given      []Disposition // NoticeDisposition
}

// Posted says where a message is.
type Posted struct {
	Channel string `json:"channel"`
	TS      string `json:"ts"`
	Repeat  bool   `json:"repeat,omitempty"` // posted again because the first reply was lost
}
