package view

// Action IDs of buttons. Each button's value is an encoded Ref.
const (
	ActionOpenAudit   = "open-audit"   // opens AuditModal; counts as having opened the audit
	ActionAuditPage   = "audit-page"   // in AuditModal: another page, Ref.Page
	ActionConfirm     = "confirm"      // opens StatementModal for Ref.Statement
	ActionReject      = "reject"       // opens RejectModal
	ActionStop        = "stop"         // opens StopModal, by which the requester withdraws
	ActionExtend      = "extend"       // moves the expiry once
	ActionAuditAgain  = "audit-again"  // asks for a new audit
	ActionScan        = "scan"         // opens ScanModal
	ActionDispose     = "dispose"      // opens DispositionModal
	ActionToDisable   = "to-disable"   // changes a deletion to a disable
	ActionContinue    = "continue"     // answers with Continue: the deletion goes on as it is
	ActionCancel      = "cancel"       // opens RescueModal: cancel the deletion
	ActionEnable      = "enable"       // opens RescueModal: enable the key again
	ActionRunAgain    = "run-again"    // carries a request out again that certainly did not happen
	ActionCloseByWord = "close-word"   // opens CloseModal
	ActionAccept      = "accept"       // opens AcceptModal
	ActionSeen        = "seen"         // a reminder was seen; told in the thread by Seen
	ActionLink        = "link"         // a button that only opens an address; it is acknowledged and nothing else
	ActionOpen        = "open-request" // on the Home tab: opens OpenModal
)

// Callback IDs of modals. Each modal's private_metadata is an encoded Ref.
const (
	ModalStatement   = "statement"
	ModalRescue      = "rescue"
	ModalAudit       = "audit"
	ModalDisposition = "disposition"
	ModalScan        = "scan"
	ModalReject      = "reject"
	ModalStop        = "stop"
	ModalClose       = "close-word"
	ModalAccept      = "accept"
	ModalOpen        = "open"
	ModalWorking     = "working"
	ModalHome        = "home"
)

// Block IDs of what a modal asks. An error of a submission is answered on one of them.
const (
	BlockRefusal     = "refusal"     // first block of a message that says why something was not done
	BlockSentence    = "sentence"    // the sentence to type, as one code span; not an input
	BlockStatement   = "statement"   // the typed sentence
	BlockSettled     = "settled:"    // prefix: how one unknowable was settled; see Settled
	BlockBoxes       = "boxes"       // the statements of a rescue, to tick
	BlockRestore     = "restore"     // disable the key again right after its deletion is cancelled
	BlockReason      = "reason"      // a reason, a word, or why a disposition is given
	BlockWhat        = "what"        // which dependencies a disposition is about; see Disposed
	BlockDisposition = "disposition" // what is said of them
	BlockScan        = "scan"        // how many objects are looked at, at most
	BlockVerb        = "verb"        // OpenModal: the action
	BlockKey         = "key"         // OpenModal: the key
	BlockRegion      = "region"      // OpenModal: the region
	BlockWindow      = "window"      // OpenModal: the window in days
	BlockRotation    = "rotation"    // OpenModal: now, every or off
	BlockDays        = "days"        // OpenModal: days between rotations
	BlockAuditFor    = "audit-for"   // OpenModal: the action that an audit is for
)

// ActionInput is the action ID of each element that a modal asks for; its block names it.
const ActionInput = "input"

// RestoreValue is the value of the one option in BlockRestore.
const RestoreValue = "restore"
