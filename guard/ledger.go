package guard

import (
	"iter"
	"time"
)

// Record is one event as the ledger keeps it.
type Record struct {
	Seq     uint64 // position in the whole ledger, from 1
	Stream  Stream
	Version uint64 // position in its stream, from 1
	At      time.Time
	Event   Event
}

// Records is a sequence of records; iteration ends with the first error.
type Records = iter.Seq2[Record, error]

// Input is something that a person did, kept until the events that it caused
// are committed. Its ID makes a repeated delivery harmless.
type Input struct {
	ID        string            `json:"id"`
	At        time.Time         `json:"at"`
	Kind      InputKind         `json:"kind"`
	By        string            `json:"by"`             // user ID
	Team      string            `json:"team,omitempty"` // workspace of the user
	Reply     ReplyTo           `json:"reply"`
	Key       string            `json:"key,omitempty"` // as typed, or a stream for what concerns a known key
	Region    string            `json:"region,omitempty"`
	Plan      Plan              `json:"plan,omitzero"`
	Reason    string            `json:"reason,omitempty"`
	Request   string            `json:"request,omitempty"`
	Statement int               `json:"statement,omitempty"`
	Typed     string            `json:"typed,omitempty"`
	Settled   map[string]string `json:"settled,omitempty"`
	Shown     string            `json:"shown,omitempty"` // decision digest
	Ticked    []int             `json:"ticked,omitempty"`
	Kept      DispositionKind   `json:"disposition,omitempty"`
	Keys      []string          `json:"keys,omitempty"` // DispositionKeys, or the keys of InputSweep
	Scan      int               `json:"scan,omitempty"` // InputAuditAgain: objects to look at, at most
}

// InputKind says what a person did.
type InputKind string

// The kinds of input.
const (
	InputOpen       InputKind = "open"
	InputViewAudit  InputKind = "view-audit"
	InputAuditAgain InputKind = "audit-again"
	InputDispose    InputKind = "dispose"
	InputConfirm    InputKind = "confirm"
	InputReject     InputKind = "reject"
	InputWithdraw   InputKind = "withdraw"
	InputExtend     InputKind = "extend"
	InputToDisable  InputKind = "to-disable"
	InputRunAgain   InputKind = "run-again"
	InputCloseWord  InputKind = "close-by-word"
	InputAccept     InputKind = "accept-ledger"
	InputAudit      InputKind = "audit" // an audit before an operation, told to one person
	InputSweep      InputKind = "sweep" // the same of several keys at once, which Keys names as typed
)
