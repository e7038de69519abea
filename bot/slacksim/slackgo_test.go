package slacksim_test

import (
	"context"
	"encoding/json"
	"errors"
	"sync"
	"testing"
	"time"

	"github.com/slack-go/slack"
	"github.com/slack-go/slack/socketmode"
)

// bot is an app written with slack-go, as ours is, over Socket Mode.
type bot struct {
	api    *slack.Client
	socket *socketmode.Client
	events chan socketmode.Event
}

func (ws *workspace) slackGo(options ...slack.Option) *slack.Client {
	return slack.New(botToken, append([]slack.Option{slack.OptionAPIURL(ws.url + "/api/"), slack.OptionAppLevelToken(appToken)}, options...)...)
}

// startBot connects and hands on what arrives, until the test ends.
func (ws *workspace) startBot() *bot {
	ws.t.Helper()
	b := &bot{api: ws.slackGo(), events: make(chan socketmode.Event, 100)}
	b.socket = socketmode.New(b.api)
	ctx, cancel := context.WithCancel(ws.t.Context())
	var running sync.WaitGroup
	running.Go(func() {
		if err := b.socket.RunContext(ctx); !errors.Is(err, context.Canceled) {
			ws.t.Errorf("RunContext ended with %v", err)
		}
	})
	running.Go(func() {
		for {
			select {
			case e := <-b.socket.Events:
				b.events <- e
			case <-ctx.Done():
				return
			}
		}
	})
	ws.t.Cleanup(func() {
		cancel()
		running.Wait()
	})
	ws.until("the bot is connected", func() bool { return ws.sim.Connections() == 1 })
	return b
}

// want returns the next event of a type.
func (ws *workspace) want(b *bot, kind socketmode.EventType) socketmode.Event {
	ws.t.Helper()
	timer := time.NewTimer(5 * time.Second)
	defer timer.Stop()
	for {
		select {
		case e := <-b.events:
			if e.Type == kind {
				return e
			}
		case <-timer.C:
			ws.t.Fatalf("no %s within 5 s", kind)
		}
	}
}

// during runs a person's step while the test plays the bot.
func during(t *testing.T, step func() error) (wait func()) {
	t.Helper()
	done := make(chan error, 1)
	go func() { done <- step() }()
	return func() {
		t.Helper()
		must(t, <-done)
	}
}

// TestSlackGoEndToEnd goes the way of one statement: a command, a message with
// a button, a modal, a mismatch, the right sentence.
func TestSlackGoEndToEnd(t *testing.T) {
	t.Parallel()
	ws := newWorkspace(t)
	b, bob := ws.startBot(), ws.sim.As("bob")
	plain := func(s string) *slack.TextBlockObject {
		return slack.NewTextBlockObject(slack.PlainTextType, s, false, false)
	}

	wait := during(t, func() error { return bob.Slash(t.Context(), "", "/kms delete key-1") })
	e := ws.want(b, socketmode.EventTypeSlashCommand)
	command := e.Data.(slack.SlashCommand)
	must(t, b.socket.Ack(*e.Request, map[string]string{"text": "Request opened."}))
	wait()
	if command.Text != "delete key-1" || command.IsEnterpriseInstall || bob.LastNotice() != "Request opened." {
		t.Errorf("command %+v, notice %q", command, bob.LastNotice())
	}
	button := slack.NewButtonBlockElement("confirm", "req-1", plain("Confirm 1"))
	_, ts, err := b.api.PostMessageContext(t.Context(), command.ChannelID,
		slack.MsgOptionText("fallback", false), slack.MsgOptionBlocks(slack.NewActionBlock("acts", button)),
		slack.MsgOptionMetadata(slack.SlackMetadata{EventType: "notice", EventPayload: map[string]any{"id": "n-1"}}))
	must(t, err)

	wait = during(t, func() error { return bob.Press(t.Context(), "Confirm 1") })
	e = ws.want(b, socketmode.EventTypeInteractive)
	press := e.Data.(slack.InteractionCallback)
	must(t, b.socket.Ack(*e.Request))
	wait()
	if a := press.ActionCallback.BlockActions; len(a) != 1 || a[0].Value != "req-1" || press.Message.Timestamp != ts || press.Container.MessageTs != ts {
		t.Errorf("press %+v", press)
	}
	input := slack.NewInputBlock("typed", plain("Sentence"), nil, slack.NewPlainTextInputBlockElement(nil, "text"))
	view := slack.ModalViewRequest{
		Type: slack.VTModal, Title: plain("Statement 1 of 5"), Submit: plain("Confirm"), Close: plain("Cancel"),
		Blocks: slack.Blocks{BlockSet: []slack.Block{input}}, PrivateMetadata: "req-1",
	}
	opened, err := b.api.OpenViewContext(t.Context(), press.TriggerID, view)
	must(t, err)

	must(t, bob.Type("wrong"))
	wait = during(t, func() error { return bob.Submit(t.Context()) })
	e = ws.want(b, socketmode.EventTypeInteractive)
	must(t, b.socket.Ack(*e.Request, slack.NewErrorsViewSubmissionResponse(map[string]string{"typed": "Differs at word 1."})))
	wait()
	if bob.LastError() != "Differs at word 1." {
		t.Errorf("error %q", bob.LastError())
	}
	must(t, bob.Type("I confirm."))
	wait = during(t, func() error { return bob.Submit(t.Context()) })
	e = ws.want(b, socketmode.EventTypeInteractive)
	submitted := e.Data.(slack.InteractionCallback)
	must(t, b.socket.Ack(*e.Request))
	wait()
	if got := submitted.View.State.Values["typed"]["text"].Value; got != "I confirm." || submitted.View.ID != opened.ID || submitted.View.PrivateMetadata != "req-1" {
		t.Errorf("submitted %+v", submitted.View)
	}
	if _, open := bob.Modal(); open || bob.Failed() {
		t.Errorf("modal open %v, error %q", open, bob.LastError())
	}
}

func TestSlackGoReconnectsAndAcksNothingAfterwards(t *testing.T) {
	t.Parallel()
	ws := newWorkspace(t)
	b := ws.startBot()
	must(t, ws.sim.Change("reconnect"))
	ws.want(b, socketmode.EventTypeConnected)
	ws.until("connected again", func() bool { return ws.sim.Connections() == 1 })
	wait := during(t, func() error { return ws.sim.As("bob").Slash(t.Context(), "", "/kms") })
	e := ws.want(b, socketmode.EventTypeSlashCommand)
	must(t, b.socket.Ack(*e.Request))
	wait()
	if ws.sim.As("bob").Failed() {
		t.Errorf("after the reconnect: %s", ws.sim.As("bob").LastError())
	}
}

// TestSlackGoLeavesUnknownEnvelopesUnacked: an event that slack-go does not know
// is never acknowledged by it; the raw frame holds the envelope ID to do so.
func TestSlackGoLeavesUnknownEnvelopesUnacked(t *testing.T) {
	t.Parallel()
	ws := newWorkspace(t)
	b := ws.startBot()
	must(t, ws.sim.Change("event", "brand_new_event"))
	bad := ws.want(b, socketmode.EventTypeErrorBadMessage)
	if bad.Request != nil || ws.sim.Unacked() != 1 {
		t.Errorf("request %v, %d unacked", bad.Request, ws.sim.Unacked())
	}
	var frame struct {
		ID string `json:"envelope_id"`
	}
	must(t, json.Unmarshal(bad.Data.(*socketmode.ErrorBadMessage).Message, &frame))
	must(t, b.socket.AckCtx(t.Context(), frame.ID, nil))
	ws.until("salvaged", func() bool { return ws.sim.Unacked() == 0 })
}
