package view

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"

	"kmsguard/guard"
)

// Ref is what a button or modal is about. It travels in button values (Slack: at most 2,000 characters) and in
// private_metadata (at most 3,000), and comes back with the press. It holds names only: what it says is looked
// up again in the ledger, never believed.
type Ref struct {
	Stream    guard.Stream  `json:"k,omitempty"` // of the key, or the ledger's own
	Request   string        `json:"r,omitempty"`
	Statement int           `json:"n,omitempty"`
	Digest    string        `json:"d,omitempty"` // decision digest that was shown
	Action    guard.Action  `json:"a,omitempty"`
	Page      int           `json:"p,omitempty"` // from 0
	Reply     guard.ReplyTo `json:"to,omitzero"` // where the person who acts is answered
}

// maxRef is what Slack keeps of a button's value, the narrower of the two places.
const maxRef = 2000

// Encode writes the ref as text. The names that it holds are bounded by their makers, far below Slack's limits.
func (r Ref) Encode() string {
	b, err := json.Marshal(r)
	if err != nil {
		panic("view: a ref is plain data and always encodes: " + err.Error())
	}
	return string(b)
}

// DecodeRef reads what Encode wrote, and nothing else. The error has kind Invalid and says what is wrong.
func DecodeRef(text string) (Ref, error) {
	var r Ref
	if len(text) > maxRef {
		return Ref{}, badRef(fmt.Errorf("it has %d bytes, at most %d are written", len(text), maxRef))
	}
	d := json.NewDecoder(strings.NewReader(text))
	d.DisallowUnknownFields()
	if err := d.Decode(&r); err != nil {
		return Ref{}, badRef(err)
	}
	if _, err := d.Token(); !errors.Is(err, io.EOF) {
		return Ref{}, badRef(errors.New("there is text after it"))
	}
	if why := r.problem(); why != "" {
		return Ref{}, badRef(errors.New(why))
	}
	return r, nil
}

func (r Ref) problem() string {
	if r.Stream != "" && r.Stream != guard.LedgerStream {
		if _, ok := r.Stream.Key(); !ok {
			return fmt.Sprintf("%q names no key", r.Stream)
		}
	}
	if r.Statement < 0 || r.Statement > guard.StatementMigrated {
		return fmt.Sprintf("there is no statement %d", r.Statement)
	}
	if r.Page < 0 {
		return "its page is below 0"
	}
	return ""
}

func badRef(err error) error {
	return &guard.Error{
		Op: "view.DecodeRef", Subject: "what a button or modal carries", Kind: guard.Invalid, Err: err,
		Hint: "Open the message again from its channel and press there.",
	}
}
