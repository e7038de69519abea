package guard

import "time"

// Work is one thing that is owed now. The set is closed. Each has a key under
// which the engine keeps it from being started twice.
//
//sumtype:decl
type Work interface {
	work()
	// Key is unique among the works of one stream and the same each time it is owed.
	Key() string
}

type (
	// RunAudit owes an audit to a request.
	RunAudit struct{ Request string }
	// Execute owes the mutation of an approved request.
	Execute struct {
		Request string
		Restore bool // the disable after a cancel
	}
	// Observe owes a look at the cloud, to settle an operation whose reply was lost.
	Observe struct {
		Operation string
		Request   string
	}
	// LookAfter owes a look at a change that was made.
	LookAfter struct{ Request string }
	// ReadWatch owes a reading of a pending key: a reminder is due, or the window has ended.
	ReadWatch struct{}
	// ApplyExpiry owes the end of a request whose time is over.
	ApplyExpiry struct{ Request string }
	// PostNotice owes a message.
	PostNotice struct{ Notice string }
)

func (RunAudit) work()    {}
func (Execute) work()     {}
func (Observe) work()     {}
func (LookAfter) work()   {}
func (ReadWatch) work()   {}
func (ApplyExpiry) work() {}
func (PostNotice) work()  {}

// Key names the work.
func (w RunAudit) Key() string { return "audit/" + w.Request }

// Key names the work.
func (w Execute) Key() string { return "execute/" + w.Request }

// Key names the work as it names the execution whose outcome it looks for: an
// operation is not observed by the process that is still carrying it out.
func (w Observe) Key() string { return Execute{Request: w.Request}.Key() }

// Key names the work.
func (w LookAfter) Key() string { return "verify/" + w.Request }

// Key names the work.
func (w ReadWatch) Key() string { return "watch" }

// Key names the work.
func (w ApplyExpiry) Key() string { return "expire/" + w.Request }

// Key names the work.
func (w PostNotice) Key() string { return "notice/" + w.Notice }

// Append is one commit to the ledger.
type Append struct {
	Stream     Stream
	After      uint64 // version seen
	Generation uint64 // of leadership; 0: not needed
	At         time.Time
	Events     []Event   // none: only settles the input
	Next       time.Time // from Due; zero removes the stream from the due index
	Handled    string    // ID of the input settled by this commit
}
