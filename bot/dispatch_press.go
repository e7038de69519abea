package bot

import (
	"cmp"
	"context"

	"github.com/slack-go/slack"

	"kmsguard/bot/view"
	"kmsguard/guard"
)

// press answers a button. Slack sends one action at a time; of several the first
// one that has a meaning counts.
func (d *dispatcher) press(ctx context.Context, cb slack.InteractionCallback) answer {
	for _, action := range cb.ActionCallback.BlockActions {
		if action == nil || action.Type != slack.ActionType(slack.METButton) {
			continue
		}
		p := pressed{cb: cb, action: action, to: replyTo(cb)}
		if action.ActionID == view.ActionLink {
			return answer{}
		}
		ref, err := view.DecodeRef(cmp.Or(action.Value, "{}"))
		if err != nil {
			return d.refused(p.to, refuseFor("bad-button", err))
		}
		p.ref = ref
		return d.button(ctx, p)
	}
	return answer{}
}

// pressed is one press of a button.
type pressed struct {
	cb     slack.InteractionCallback
	action *slack.BlockAction
	ref    view.Ref
	to     guard.ReplyTo
}

func (p pressed) opening() opening {
	at := opening{trigger: p.cb.TriggerID, to: p.to}
	if p.cb.View.Type == slack.VTModal {
		at.above = p.cb.View.ID
	}
	return at
}

// id names this press: who pressed which button where, at which moment.
func (p pressed) id() string {
	c := p.cb.Container
	return "press/" + p.cb.User.ID + "/" + p.action.ActionTs + "/" + p.action.ActionID + "/" + c.ChannelID + "/" + cmp.Or(c.MessageTs, c.ViewID)
}

func (p pressed) input(kind guard.InputKind) guard.Input {
	return guard.Input{
		ID: p.id(), Kind: kind, By: p.cb.User.ID, Team: cmp.Or(p.cb.User.TeamID, p.cb.Team.ID), Reply: p.to,
		Key: string(p.ref.Stream), Request: p.ref.Request, Shown: p.ref.Digest,
	}
}

// button does what a button says. What it is about is looked up in the ledger.
func (d *dispatcher) button(ctx context.Context, p pressed) answer {
	switch p.action.ActionID {
	case view.ActionOpenAudit:
		return d.openAudit(ctx, p)
	case view.ActionAuditPage:
		return d.turnPage(ctx, p)
	case view.ActionConfirm, view.ActionReject, view.ActionStop, view.ActionScan, view.ActionDispose, view.ActionCloseByWord, view.ActionAccept:
		return d.ask(ctx, p)
	case view.ActionExtend:
		return d.record(ctx, p, guard.InputExtend)
	case view.ActionAuditAgain:
		return d.record(ctx, p, guard.InputAuditAgain)
	case view.ActionToDisable:
		return d.record(ctx, p, guard.InputToDisable)
	case view.ActionRunAgain:
		return d.record(ctx, p, guard.InputRunAgain)
	case view.ActionCancel:
		return d.pressRescue(p, guard.Cancel)
	case view.ActionEnable:
		return d.pressRescue(p, guard.Enable)
	case view.ActionContinue:
		return d.once(ctx, p, func(ctx context.Context, s guard.State) {
			d.tell(ctx, p.to, view.Continue(s, p.ref.Request, d.scene(p.to)))
		})
	case view.ActionSeen:
		return d.once(ctx, p, func(ctx context.Context, s guard.State) { d.seen(ctx, p, s) })
	case view.ActionOpen:
		return answer{after: func(ctx context.Context) { d.open(ctx, p.opening(), view.OpenModal(d.scene(p.to))) }}
	}
	return d.refused(p.to, refuse("unknown-button", "This bot does not know that button.", "Open the request from its channel and press there."))
}

// record makes a press durable. What comes of it shows in the thread.
func (d *dispatcher) record(ctx context.Context, p pressed, kind guard.InputKind) answer {
	if r := d.submit(ctx, p.input(kind)); r != nil {
		return d.refused(p.to, r)
	}
	return answer{}
}

// refused acknowledges a press and tells the person why nothing was done.
func (d *dispatcher) refused(to guard.ReplyTo, r *guard.Refusal) answer {
	return answer{after: func(ctx context.Context) { d.tell(ctx, to, view.Refusal(*r)) }}
}

// withState acknowledges a press and goes on with what is known of its key.
func (d *dispatcher) withState(ctx context.Context, p pressed, then func(context.Context, guard.State)) answer {
	s, refusal := d.state(ctx, p.ref)
	if refusal != nil {
		return d.refused(p.to, refusal)
	}
	return answer{after: func(ctx context.Context) { then(ctx, s) }}
}

// once is withState for what no input stands behind: a press that is delivered
// twice is answered once.
func (d *dispatcher) once(ctx context.Context, p pressed, then func(context.Context, guard.State)) answer {
	if !d.told.first(p.id()) {
		return answer{}
	}
	return d.withState(ctx, p, then)
}

// state looks up what a button or modal is about, and its request where it names one.
func (d *dispatcher) state(ctx context.Context, ref view.Ref) (guard.State, *guard.Refusal) {
	if ref.Stream == "" {
		return guard.State{}, refuse("unknown-key", "That button belongs to no key.", "Open the request from its channel and press there.")
	}
	s, _, err := d.o.Engine.State(ctx, ref.Stream)
	if err != nil {
		d.log.Error().Str("stream", string(ref.Stream)).Err(err).Msg("a key could not be read from the ledger")
		return s, refuse("unreadable", "The ledger could not be read.", "Nothing was done; try again in a minute.")
	}
	if ref.Request != "" && s.Request(ref.Request) == nil {
		return s, refuse("unknown-request", "That request is not in the ledger.", "Type `"+d.adapter.o.Command+" requests` to see what is open.")
	}
	return s, nil
}

// pressRescue opens the modal of a rescue for the key of a button.
func (d *dispatcher) pressRescue(p pressed, a guard.Action) answer {
	key, ok := p.ref.Stream.Key()
	if !ok {
		return d.refused(p.to, refuse("unknown-key", "That button belongs to no key.", "Type `"+d.adapter.o.Command+" "+string(a)+" KEY`."))
	}
	r := rescue{input: p.id(), team: p.cb.User.TeamID, action: a, key: key.ID, region: key.Region, named: true, at: p.opening()}
	return answer{after: func(ctx context.Context) { d.rescue(ctx, r) }}
}

// seen tells the thread of a reminder who has seen it.
func (d *dispatcher) seen(ctx context.Context, p pressed, s guard.State) {
	m := view.Seen(s, p.cb.User.ID, d.scene(p.to))
	to := place{channel: p.cb.Container.ChannelID, thread: cmp.Or(p.cb.Container.ThreadTs, p.cb.Container.MessageTs)}
	if to.channel == "" {
		return
	}
	if _, err := d.adapter.send(ctx, to, message(m)); err != nil && !ended(ctx, err) {
		d.log.Warn().Err(err).Msg("it could not be told who has seen a reminder")
	}
}

// replyTo is where a person who pressed is answered: in the thread of the message,
// or in the channel where it stands by itself; in a modal, where the modal says.
func replyTo(cb slack.InteractionCallback) guard.ReplyTo {
	to := guard.ReplyTo{User: cb.User.ID, Channel: cb.Container.ChannelID, Thread: cb.Container.ThreadTs}
	if to.Channel == "" && cb.View.PrivateMetadata != "" {
		if ref, err := view.DecodeRef(cb.View.PrivateMetadata); err == nil {
			to.Channel, to.Thread = ref.Reply.Channel, ref.Reply.Thread
		}
	}
	return to
}
