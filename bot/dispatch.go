package bot

import (
	"context"

	"github.com/rs/zerolog"
	"github.com/slack-go/slack"
	"github.com/slack-go/slack/slackevents"

	"kmsguard/bot/view"
	"kmsguard/guard"
)

type logger = zerolog.Logger

// dispatcher understands envelopes, whichever way they came. Each of its methods
// answers from local state alone, so that the acknowledgement leaves at once.
type dispatcher struct {
	o       Options
	adapter *Adapter
	api     *slack.Client
	log     logger
	home    *home
	told    *recent // answers that no input stands behind
}

func newDispatcher(o Options) *dispatcher {
	d := &dispatcher{o: o, adapter: o.Adapter, api: o.Adapter.api, log: o.Log, told: newRecent()}
	d.home = newHome(d)
	return d
}

// answer is what an envelope is acknowledged with, and what goes on afterwards.
type answer struct {
	payload any                   // nil: a plain acknowledgement
	after   func(context.Context) // nil: nothing
	// instead gives the content of payload where Slack takes it too late or too
	// large to be an acknowledgement.
	instead func(context.Context)
}

// late has the content of the acknowledgement given afterwards.
func (a *answer) late() {
	first, then := a.instead, a.after
	a.payload = nil
	a.after = func(ctx context.Context) {
		if first != nil {
			first(ctx)
		}
		if then != nil {
			then(ctx)
		}
	}
}

func (a answer) goOn(ctx context.Context) {
	if a.after != nil {
		a.after(ctx)
	}
}

// interaction answers a press or the submission of a modal. Everything else that
// Slack calls an interaction is acknowledged and left at that.
func (d *dispatcher) interaction(ctx context.Context, cb slack.InteractionCallback) answer {
	if cb.User.ID == "" {
		d.log.Warn().Str("type", string(cb.Type)).Msg("an interaction of nobody is acknowledged and left at that")
		return answer{}
	}
	switch cb.Type {
	case slack.InteractionTypeBlockActions:
		return d.press(ctx, cb)
	case slack.InteractionTypeViewSubmission:
		return d.submission(ctx, cb)
	default:
		return answer{}
	}
}

// happening answers an event; the manifest subscribes to one.
func (d *dispatcher) happening(e slackevents.EventsAPIEvent) answer {
	opened, ok := e.InnerEvent.Data.(*slackevents.AppHomeOpenedEvent)
	if !ok || opened.Tab != "home" || opened.User == "" {
		return answer{}
	}
	return answer{after: func(ctx context.Context) { d.home.open(ctx, opened.User) }}
}

// scene is what is rendered for one person.
func (d *dispatcher) scene(to guard.ReplyTo) view.Scene {
	c := d.adapter.scene(nil)
	c.Reply = to
	return c
}

// submit makes an input durable. The refusal says that it could not be.
func (d *dispatcher) submit(ctx context.Context, in guard.Input) *guard.Refusal {
	in.At = d.o.Engine.Now()
	fresh, err := d.o.Engine.Submit(ctx, in)
	if err != nil {
		d.log.Error().Str("input", in.ID).Err(err).Msg("an input could not be made durable")
		return refuse("not-recorded", "That could not be recorded.", "Nothing was done; try again in a minute.")
	}
	if !fresh {
		d.log.Debug().Str("input", in.ID).Msg("an input came again")
	}
	return nil
}

// tell shows something to one person alone, as well as it can.
func (d *dispatcher) tell(ctx context.Context, to guard.ReplyTo, m view.Message) {
	if _, err := d.adapter.whisper(ctx, to, m); err != nil && !ended(ctx, err) {
		d.log.Warn().Str("user", to.User).Err(err).Msg("an answer could not be given")
	}
}

func refuse(code, text, hint string) *guard.Refusal {
	return &guard.Refusal{Reasons: []guard.Reason{{Code: code, Text: text, Hint: hint}}}
}

// refuseFor is the refusal of what was typed, for the error that says why.
func refuseFor(code string, err error) *guard.Refusal {
	return refuse(code, guard.Plain(err), guard.HintOf(err))
}
