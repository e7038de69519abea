package explore

import "kmsguard/guard"

// Scenario bounds what may happen in a world. Within its bounds everything does,
// in every order.
type Scenario struct {
	Name  string
	Key   guard.KeyState // at first
	Plan  guard.Plan     // what is asked for
	Undo  guard.Action   // the rescue that may be asked for
	Limit Budget
	// Approved begins with a request that was opened, audited and approved, its last
	// statement given a moment ago; otherwise with nothing.
	Approved bool
	// Assigned gives each statement to one person, who may give it at any time;
	// otherwise anybody may try to give any.
	Assigned bool
	// FenceProven says that the cloud enforces the deadline in a session's own
	// policy; otherwise only the end of the session.
	FenceProven bool
	// Blind says that the bot may not read Slack's history, so that it cannot tell
	// whether a message stands there.
	Blind bool
	// Queued keeps what people press in the inbox until it is handled, so that the
	// world can move on in between; otherwise only what asks for a request waits.
	Queued bool
	Depth  int // steps at most; 0: until nothing new is found
}

// Budget is how often each kind of thing may still happen.
type Budget struct {
	Opens      int8 // requests for the change
	Rescues    int8 // requests for its undoing
	Ends       int8 // withdrawals, rejections and extensions
	Again      int8 // presses on "Run again" and "Audit again"
	Vain       int8 // inputs that are refused
	Crashes    int8 // the process dies and starts again
	Losses     int8 // replies that are lost, late or refusals, readings that fail, sessions that cannot be opened
	Ticks      int8 // moves of time
	Duplicates int8 // deliveries of the same input again
	Changes    int8 // a new dependent, an approver who leaves
	Posts      int8 // messages that are begun while all that goes on; the others are posted at the end
}
