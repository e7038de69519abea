package explore

// Property is a promise.
type Property string

// What must hold in every world, at each step that leads to it.
const (
	OneMutation     Property = "at most one mutation for each approved request"
	AllStatements   Property = "no mutation without every statement, by distinct people who may and who are not the requester"
	NotAfterEnd     Property = "no mutation after a withdrawal, a rejection, an expiry or a rescue"
	CountedOnce     Property = "no statement is counted twice, or on anything else than was shown"
	OneDestructive  Property = "no second destructive request is open"
	NothingRepeated Property = "nothing is repeated whose outcome is unknown"
	RescueTaken     Property = "a rescue is not refused where the key can be rescued"
	RescueForbids   Property = "a rescue forbids to run again what it undoes"
	IntentFirst     Property = "what changes the world is recorded as intended before"
	FoldIsState     Property = "the fold of the ledger is the state"
	EndIsTrue       Property = "failed, rejected, withdrawn and expired mean that nothing was changed, and done that it was"
	WordOnly        Property = "a word causes no call, and that of one person closes nothing"
	OnceEach        Property = "what is delivered twice is handled once"
	PostedOnce      Property = "a message stands there once, where Slack can tell"
)

// What must hold in the end, when nothing goes wrong any more and what is owed is done.
const (
	Comes     Property = "what the process does by itself comes to an end"
	AllEnd    Property = "every request ends, or needs an operator"
	Closable  Property = "what needs an operator is closed by the word of two approvers"
	AllPosted Property = "every message that was owed stands there"
	NothingOf Property = "nothing is owed for ever, and nothing that people did was forgotten"
	RescueWon Property = "a rescue that was taken wins"
)
