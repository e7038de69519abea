package bot

import (
	"context"
	"encoding/json"
	"errors"
	"slices"

	"github.com/slack-go/slack"
	"github.com/slack-go/slack/slackevents"
	"github.com/slack-go/slack/socketmode"

	"kmsguard/guard"
)

// maxEnvelope bounds one envelope, in bytes. The largest true one carries a modal
// of 250 kB, which Slack's own limit is.
const maxEnvelope = 1 << 20

// maxAck is the size in bytes from which Slack drops an acknowledgement over
// Socket Mode without a word.
const maxAck = 20 * 1024

// runSocket receives envelopes over Socket Mode. The library reconnects by itself;
// what it would retry for ever although nothing can change ends Run.
func (b *Bot) runSocket(ctx context.Context, end context.CancelCauseFunc) error {
	client := socketmode.New(b.api, socketmode.OptionReadLimit(maxEnvelope))
	b.crew.run(func() { b.readEvents(ctx, end, client) })
	err := client.RunContext(ctx)
	if ctx.Err() != nil {
		return context.Cause(ctx)
	}
	return fatalOpen(err)
}

// readEvents empties the library's channel, which holds 50 events and blocks the
// connection when it is full. Each envelope is handled beside it.
func (b *Bot) readEvents(ctx context.Context, end context.CancelCauseFunc, client *socketmode.Client) {
	for {
		select {
		case <-ctx.Done():
			return
		case e := <-client.Events:
			b.event(ctx, end, client, e)
		}
	}
}

func (b *Bot) event(ctx context.Context, end context.CancelCauseFunc, client *socketmode.Client, e socketmode.Event) {
	switch e.Type {
	case socketmode.EventTypeConnected:
		b.o.OnConnected(true)
	case socketmode.EventTypeConnecting:
		b.o.OnConnected(false)
	case socketmode.EventTypeConnectionError:
		b.notConnected(end, e)
	case socketmode.EventTypeErrorBadMessage:
		b.salvage(ctx, client, e)
	case socketmode.EventTypeErrorWriteFailed, socketmode.EventTypeIncomingError:
		b.log.Warn().Str("event", string(e.Type)).Msg("the connection to Slack broke; what was not acknowledged comes again or is pressed again")
	case socketmode.EventTypeEventsAPI, socketmode.EventTypeInteractive, socketmode.EventTypeSlashCommand:
		done := b.o.Engine.Hold()
		b.crew.handle(func(acknowledged func()) {
			defer done()
			b.envelope(ctx, client, e, acknowledged)
		})
	default: // hello, and what concerns the library alone
	}
}

// envelope answers one envelope: what has to be durable is made so, then the
// acknowledgement leaves, then the work goes on.
func (b *Bot) envelope(ctx context.Context, client *socketmode.Client, e socketmode.Event, acknowledged func()) {
	if e.Request == nil {
		return
	}
	defer b.survive()
	var a answer
	switch data := e.Data.(type) {
	case slack.SlashCommand:
		a = b.desk.slash(ctx, data)
	case slack.InteractionCallback:
		a = b.desk.interaction(ctx, data)
	case slackevents.EventsAPIEvent:
		a = b.desk.happening(data)
	}
	b.acknowledge(ctx, client, e.Request.EnvelopeID, &a)
	acknowledged()
	a.goOn(ctx)
}

// acknowledge sends an answer. One that Slack would drop for its size is sent
// without its content, which follows by itself.
func (b *Bot) acknowledge(ctx context.Context, client *socketmode.Client, envelope string, a *answer) {
	payload := a.payload
	if raw, err := json.Marshal(payload); err != nil || len(raw) >= maxAck-512 { // room for the envelope around it
		payload = nil
		a.late()
	}
	if err := client.AckCtx(ctx, envelope, payload); err != nil && ctx.Err() == nil {
		b.log.Warn().Str("envelope", envelope).Err(err).Msg("could not be acknowledged")
	}
}

// salvage acknowledges an envelope that the library cannot read, such as an event
// newer than it is. Nothing can be done for it, and Slack would send it again.
func (b *Bot) salvage(ctx context.Context, client *socketmode.Client, e socketmode.Event) {
	bad, ok := e.Data.(*socketmode.ErrorBadMessage)
	if !ok {
		return
	}
	id := envelopeID(bad.Message)
	b.log.Warn().Str("envelope", id).Err(bad.Cause).Msg("an envelope of Slack could not be read and is acknowledged unread")
	if id == "" {
		return
	}
	if err := client.AckCtx(ctx, id, nil); err != nil && ctx.Err() == nil {
		b.log.Warn().Str("envelope", id).Err(err).Msg("could not be acknowledged")
	}
}

// envelopeID reads the ID of an envelope of which nothing else can be read.
func envelopeID(raw []byte) string {
	var e struct {
		ID string `json:"envelope_id"`
	}
	if json.Unmarshal(raw, &e) != nil {
		return ""
	}
	return e.ID
}

// fatalWords are refusals to open a connection that no later attempt changes. The
// library ends for the first four only and repeats the others for ever.
var fatalWords = []string{
	"invalid_auth", "account_inactive", "not_authed", "token_revoked",
	"token_expired", "not_allowed_token_type", "missing_scope", "missing_args", "forbidden_team", "no_permission",
}

func (b *Bot) notConnected(end context.CancelCauseFunc, e socketmode.Event) {
	failure, ok := e.Data.(*slack.ConnectionErrorEvent)
	if !ok {
		return
	}
	if slices.Contains(fatalWords, word(failure.ErrorObj)) {
		end(fatalOpen(failure.ErrorObj))
		return
	}
	b.log.Warn().Err(failed("apps.connections.open", "Socket Mode", failure.ErrorObj)).Dur("pause", failure.Backoff).Msg("no connection to Slack")
}

func fatalOpen(err error) error {
	if err == nil {
		err = errors.New("it ended by itself")
	}
	return &guard.Error{
		Op: "slack.apps.connections.open", Subject: "Socket Mode", Kind: guard.Denied, Err: withoutURL(err),
		Hint: "Check slack.app_token: an app-level token (xapp-…) with the scope connections:write, of an app with Socket Mode on.",
	}
}
