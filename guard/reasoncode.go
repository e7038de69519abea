package guard

// Codes of reasons, stable for logs and tests. Of the person who asks:
const (
	CodeUnreadable  = "unreadable"  // the person or a group could not be read
	CodeBot         = "bot"         // a bot user
	CodeGuest       = "guest"       // a guest of the workspace
	CodeDeactivated = "deactivated" // a deactivated account
	CodeExternal    = "external"    // of another workspace or organisation
)

// Of the policy and the channel:
const (
	CodeNoRule            = "no-rule"              // no rule matches the key
	CodeNotRequester      = "not-requester"        // may not ask for this key
	CodeNotRescuer        = "not-rescuer"          // may not rescue this key
	CodeNotApprover       = "not-approver"         // may not approve for this key
	CodeMayNotRead        = "may-not-read"         // has no role for this key
	CodeChannelUnreadable = "channel-unreadable"   // the channel could not be read
	CodeChannelShared     = "channel-shared"       // shared with another organisation
	CodeChannelArchived   = "channel-archived"     // nobody can read it any more
	CodeChannelNotMember  = "channel-not-member"   // the bot cannot post there
	CodeTooFewApprovers   = "too-few-approvers"    // fewer could confirm than must
	CodeTooFewStatements  = "too-few-statements"   // more people are asked than there are statements
	CodeApproversUnread   = "approvers-unreadable" // who could confirm is not known
	CodeReasonMissing     = "reason-missing"       // a destructive request says why
	CodeReasonPattern     = "reason-pattern"       // in the form that the rule asks
)

// Of the key:
const (
	CodeNothingToDo      = "nothing-to-do"
	CodeAlreadyDisabled  = "already-disabled"
	CodeAlreadyScheduled = "already-scheduled"
	CodeCancelFirst      = "cancel-first"
	CodeNotEnabled       = "not-enabled"
	CodePendingImport    = "pending-import"
	CodeNotFound         = "not-found" // never seen
	CodeGone             = "gone"      // known to be deleted
	CodeTooLate          = "too-late"  // a cancel of a key that is gone
	CodeStateUnknown     = "state-unknown"
	CodeProtected        = "protected"
	CodeServiceKey       = "service-key"
	CodeImportedMaterial = "imported-material"
)

// Of the plan:
const (
	CodeUnknownAction   = "unknown-action"
	CodeWindow          = "window"
	CodeRotation        = "rotation"
	CodeMisplaced       = "misplaced" // a part of the plan that belongs to another action
	CodeRestoreUnproven = "restore-unproven"
	CodeNotTicked       = "not-ticked"
)

// Of other requests on the key:
const (
	CodeDuplicate     = "duplicate" // the request ID is taken
	CodeOpenRequest   = "open-request"
	CodeRescueOpen    = "rescue-open"
	CodeNeedsOperator = "needs-operator"
)

// Of the ledger, and so of every key:
const (
	CodeLedgerDoubted     = "ledger-doubted"
	CodeLedgerUnwritable  = "ledger-unwritable"
	CodeLedgerNotCompared = "ledger-not-compared"
	CodeNotDoubted        = "not-doubted"
)

// Of the request that is acted on:
const (
	CodeNoRequest    = "no-request"
	CodeEnded        = "ended"
	CodeExpired      = "expired"
	CodeNotAwaiting  = "not-awaiting" // no statement can be given now
	CodeUnderWay     = "under-way"    // the intent is recorded
	CodeNotYours     = "not-yours"
	CodeExtended     = "extended"
	CodeNotADelete   = "not-a-delete"
	CodeNotApproved  = "not-approved"
	CodeCannotRepeat = "cannot-repeat"
	CodeNoOperator   = "no-operator"
	CodeWordGiven    = "word-given"
	CodeWhyMissing   = "why-missing"
	CodeWhyLong      = "why-long"
)

// Of a statement:
const (
	CodeNoStatement    = "no-such-statement"
	CodeAlreadyGiven   = "already-given"
	CodeOwnRequest     = "own-request"
	CodeExcluded       = "excluded"
	CodeJoinedLater    = "joined-later"
	CodeAnotherPerson  = "another-person"
	CodeTwoAndFour     = "two-and-four"
	CodeWrongText      = "wrong-text"
	CodeAuditChanged   = "audit-changed"
	CodeAuditNotOpened = "audit-not-opened"
	CodeUnsettled      = "unsettled" // an unknowable without an answer
	CodeNoDisposition  = "no-disposition"
	CodeInUse          = "in-use"
)

// Of an audit and its dispositions:
const (
	CodeNoAudit            = "no-audit"
	CodeAuditRunning       = "audit-running"
	CodeScan               = "scan" // so many objects are not looked at
	CodeWrongKey           = "wrong-key"
	CodeUnknownDisposition = "unknown-disposition"
	CodeUnknownDependency  = "unknown-dependency"
	CodeInUseSingly        = "in-use-singly"
	CodeInUseRequester     = "in-use-requester"
)

// Of operations and messages, to the machinery rather than to a person:
const (
	CodeNoOperation  = "no-operation"
	CodeBadOperation = "bad-operation"
	CodeSettled      = "settled"
	CodeRescueStands = "rescue-stands"
	CodeNoNotice     = "no-notice"
)
