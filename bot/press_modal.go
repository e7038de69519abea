package bot

import (
	"context"

	"github.com/slack-go/slack"

	"kmsguard/bot/view"
	"kmsguard/guard"
)

// openAudit shows the audit, and records that this person opened it. A modal that
// stands in the way is put below it.
func (d *dispatcher) openAudit(ctx context.Context, p pressed) answer {
	if r := d.submit(ctx, p.input(guard.InputViewAudit)); r != nil {
		return d.refused(p.to, r)
	}
	return d.withState(ctx, p, func(ctx context.Context, s guard.State) {
		d.open(ctx, p.opening(), view.AuditModal(s, p.ref.Request, p.ref.Page, d.scene(p.to)))
	})
}

func (d *dispatcher) turnPage(ctx context.Context, p pressed) answer {
	return d.withState(ctx, p, func(ctx context.Context, s guard.State) {
		d.update(ctx, p.cb.View.ID, view.AuditModal(s, p.ref.Request, p.ref.Page, d.scene(p.to)))
	})
}

// ask opens the modal that a button stands for, from what is known locally.
func (d *dispatcher) ask(ctx context.Context, p pressed) answer {
	s, refusal := d.state(ctx, p.ref)
	var m slack.ModalViewRequest
	if refusal == nil {
		m, refusal = d.modalFor(p, s)
	}
	if refusal != nil {
		return d.refused(p.to, refusal)
	}
	return answer{after: func(ctx context.Context) { d.open(ctx, p.opening(), m) }}
}

func (d *dispatcher) modalFor(p pressed, s guard.State) (slack.ModalViewRequest, *guard.Refusal) {
	c, request := d.scene(p.to), p.ref.Request
	switch p.action.ActionID {
	case view.ActionConfirm:
		return view.StatementModal(s, request, p.ref.Statement, p.cb.User.ID, c)
	case view.ActionReject:
		return view.RejectModal(s, request, c), nil
	case view.ActionStop:
		return view.StopModal(s, request, c), nil
	case view.ActionScan:
		return view.ScanModal(s, request, c), nil
	case view.ActionDispose:
		return view.DispositionModal(s, request, c), nil
	case view.ActionAccept:
		return view.AcceptModal(s, c), nil
	default:
		return view.CloseModal(s, request, c), nil
	}
}
