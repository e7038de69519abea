package guard

import (
	"fmt"
	"slices"
	"strings"
	"time"
)

// String returns every reason with its hint, one a line.
func (r Refusal) String() string {
	lines := make([]string, len(r.Reasons))
	for i, why := range r.Reasons {
		lines[i] = why.String()
	}
	return strings.Join(lines, "\n")
}

// Has reports whether one of the reasons has this code.
func (r *Refusal) Has(code string) bool {
	return r != nil && slices.ContainsFunc(r.Reasons, func(why Reason) bool { return why.Code == code })
}

// String returns the reason and its hint in one line.
func (r Reason) String() string {
	if r.Hint == "" {
		return r.Text
	}
	return r.Text + " " + r.Hint
}

// because makes a reason; text and hint are whole sentences.
func because(code, text, hint string) *Reason { return &Reason{Code: code, Text: text, Hint: hint} }

// reasons gathers why something may not be done; nil ones fall away.
type reasons []Reason

func (rs *reasons) add(list ...*Reason) {
	for _, r := range list {
		if r != nil {
			*rs = append(*rs, *r)
		}
	}
}

// refusal is nil where there is no reason.
func (rs reasons) refusal() *Refusal {
	if len(rs) == 0 {
		return nil
	}
	return &Refusal{Reasons: rs}
}

// refuse is a refusal for reasons that make every other one pointless.
func refuse(list ...*Reason) *Refusal {
	var rs reasons
	rs.add(list...)
	return rs.refusal()
}

// RefusedEvent makes the event by which a person is told no. ok is false for a
// command that no person gave: its refusal is for the machinery alone.
func RefusedEvent(c Command, r *Refusal, now time.Time) (e Event, ok bool) {
	a, ok := askedBy(c)
	if !ok || r == nil {
		return nil, false
	}
	a.Refusal, a.At = *r, now.UTC()
	return a, true
}

// askedBy returns who gave a command, through which input, and what it asked
// for in words.
func askedBy(c Command) (ActionRefused, bool) {
	asked := func(by Person, input, request, wish string, reply ReplyTo) (ActionRefused, bool) {
		return ActionRefused{By: by.ID, Input: input, Request: request, Wish: wish, Reply: reply}, input != ""
	}
	switch c := c.(type) {
	case Open:
		return asked(c.By, c.Input, "", c.Plan.String()+" "+c.Facts.Ref.ID, c.Reply)
	case ChangeToDisable:
		return asked(c.Open.By, c.Open.Input, c.Request, "change to disable", c.Open.Reply)
	case AuditAgain:
		return asked(c.By, c.Input, c.Request, "audit again", c.Reply)
	case ViewAudit:
		return asked(c.By, c.Input, c.Request, "open the audit", c.Reply)
	case Dispose:
		return asked(c.By, c.Input, c.Request, "give a disposition", c.Reply)
	case Confirm:
		return asked(c.By, c.Input, c.Request, fmt.Sprintf("confirm statement %d", c.Statement), c.Reply)
	case Reject:
		return asked(c.By, c.Input, c.Request, "reject", c.Reply)
	case Withdraw:
		return asked(c.By, c.Input, c.Request, "withdraw", c.Reply)
	case Extend:
		return asked(c.By, c.Input, c.Request, "extend", c.Reply)
	case RunAgain:
		return asked(c.By, c.Input, c.Request, "run again", c.Reply)
	case CloseByWord:
		return asked(c.By, c.Input, c.Request, "close by word", c.Reply)
	case AcceptLedger:
		return asked(c.By, c.Input, "", "accept the ledger", c.Reply)
	default: // the engine's own commands answer to nobody
		return ActionRefused{}, false
	}
}

// String says the plan as a command would: "delete window 7", "rotate every 90".
func (p Plan) String() string {
	s := string(p.Action)
	switch {
	case p.Action == Delete && p.WindowDays != 0:
		s += fmt.Sprintf(" window %d", p.WindowDays)
	case p.Action == Rotate && p.Rotation == RotateEvery:
		s += fmt.Sprintf(" every %d", p.RotationDays)
	case p.Action == Rotate:
		s += " " + string(p.Rotation)
	}
	return s
}
