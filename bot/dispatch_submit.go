package bot

import (
	"cmp"
	"context"
	"fmt"
	"strconv"

	"github.com/slack-go/slack"

	"kmsguard/bot/view"
	"kmsguard/guard"
)

// recorded is what a person reads after a submission that is durable and not yet
// decided on.
const recorded = "Recorded. Checking your membership; the thread shows the result."

// submission answers a submitted modal: what was typed is compared here and a
// difference is the answer; what fits is made durable first.
func (d *dispatcher) submission(ctx context.Context, cb slack.InteractionCallback) answer {
	ref, err := view.DecodeRef(cmp.Or(cb.View.PrivateMetadata, "{}"))
	if err != nil {
		return replaced(view.WorkingModal("Not recorded", guard.Plain(err)+" "+guard.HintOf(err)))
	}
	f := form{cb: cb, ref: ref}
	switch cb.View.CallbackID {
	case view.ModalStatement:
		return d.statement(ctx, f)
	case view.ModalRescue:
		return d.submitRescue(ctx, f)
	case view.ModalOpen:
		return d.submitOpen(ctx, f)
	case view.ModalDisposition:
		return d.submitDisposition(ctx, f)
	case view.ModalScan:
		return d.submitScan(ctx, f)
	case view.ModalReject:
		return d.submitReason(ctx, f, guard.InputReject, "Say in a sentence why.")
	case view.ModalClose:
		return d.submitReason(ctx, f, guard.InputCloseWord, "Say in a sentence what you saw.")
	case view.ModalAccept:
		return d.submitReason(ctx, f, guard.InputAccept, "Say in a sentence what you saw.")
	case view.ModalStop:
		return d.finish(ctx, f, f.input(guard.InputWithdraw))
	}
	return answer{} // a modal that is only read
}

// statement compares a typed sentence with the request's own, as it is now.
func (d *dispatcher) statement(ctx context.Context, f form) answer {
	s, refusal := d.state(ctx, f.ref)
	if refusal != nil {
		return onInput(view.BlockStatement, refusal.String())
	}
	r := s.Request(f.ref.Request)
	if r == nil {
		return onInput(view.BlockStatement, "This form names no request. Close it and press the button again.")
	}
	if r.DecisionDigest() != f.ref.Digest {
		return onInput(view.BlockStatement, "What is confirmed here has changed since this form was opened. Close it and press the button again.")
	}
	in := f.input(guard.InputConfirm)
	in.Statement, in.Typed = f.ref.Statement, f.text(view.BlockStatement)
	if m := guard.MatchStatement(r.Sentence(in.Statement), in.Typed); m != nil {
		return onInput(view.BlockStatement, m.String())
	}
	if r.Audit != nil {
		in.Settled = view.Settled(*r.Audit, f.under(view.BlockSettled))
	}
	return d.finish(ctx, f, in)
}

// submitReason records what needs a sentence of its author.
func (d *dispatcher) submitReason(ctx context.Context, f form, kind guard.InputKind, missing string) answer {
	in := f.input(kind)
	if in.Reason = f.text(view.BlockReason); guard.Normalize(in.Reason) == "" {
		return onInput(view.BlockReason, missing)
	}
	return d.finish(ctx, f, in)
}

// submitScan records how many objects the audits of a request look at from now on.
func (d *dispatcher) submitScan(ctx context.Context, f form) answer {
	s, refusal := d.state(ctx, f.ref)
	if refusal != nil {
		return onInput(view.BlockScan, refusal.String())
	}
	r := s.Request(f.ref.Request)
	if r == nil {
		return onInput(view.BlockScan, "This form names no request. Close it and press the button again.")
	}
	least := view.LeastScan(*r)
	n, err := strconv.Atoi(guard.Normalize(f.text(view.BlockScan)))
	if err != nil || n < least || n > guard.MaxScanObjects {
		return onInput(view.BlockScan, fmt.Sprintf("It is a whole number from %d to %d, such as %d.", least, guard.MaxScanObjects, max(least, guard.DefaultScanObjects)))
	}
	in := f.input(guard.InputAuditAgain)
	in.Scan = n
	return d.finish(ctx, f, in)
}

// submitDisposition records what becomes of dependencies.
func (d *dispatcher) submitDisposition(ctx context.Context, f form) answer {
	s, refusal := d.state(ctx, f.ref)
	if refusal != nil {
		return onInput(view.BlockReason, refusal.String())
	}
	r := s.Request(f.ref.Request)
	if r == nil {
		return onInput(view.BlockReason, "This form names no request. Close it and press the button again.")
	}
	in := f.input(guard.InputDispose)
	in.Keys = view.Disposed(*r, f.choice(view.BlockWhat))
	in.Kept, in.Reason = guard.DispositionKind(f.choice(view.BlockDisposition)), f.text(view.BlockReason)
	switch {
	case len(in.Keys) == 0:
		return onInput(view.BlockWhat, "The audit no longer lists that. Close this form and open it again.")
	case guard.Normalize(in.Reason) == "":
		return onInput(view.BlockReason, "Say in a sentence what was done or who decided.")
	}
	return d.finish(ctx, f, in)
}

// finish makes a submission durable and says so in the place of the modal.
func (d *dispatcher) finish(ctx context.Context, f form, in guard.Input) answer {
	title := titleOf(f.cb.View)
	if r := d.submit(ctx, in); r != nil {
		return replaced(view.WorkingModal(title, r.String()))
	}
	return replaced(view.WorkingModal(title, recorded))
}

func titleOf(v slack.View) string {
	if v.Title == nil {
		return "Recorded"
	}
	return v.Title.Text
}
