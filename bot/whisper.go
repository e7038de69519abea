package bot

import (
	"context"
	"slices"

	"github.com/slack-go/slack"

	"kmsguard/bot/view"
	"kmsguard/guard"
)

// Reply answers one person alone, outside any request.
func (a *Adapter) Reply(ctx context.Context, to guard.ReplyTo, r guard.Refusal) error {
	_, err := a.whisper(ctx, to, view.Refusal(r))
	return err
}

// ShowAudit shows one person an audit made before an operation. Its attachments
// go into the conversation of that person with the bot, since a message that one
// person sees has none.
func (a *Adapter) ShowAudit(ctx context.Context, to guard.ReplyTo, audit guard.Audit) error {
	return a.show(ctx, to, view.AuditReply(audit, a.scene(nil)))
}

// ShowSweep shows one person the audits of several keys, with its attachments
// where those of one audit go.
func (a *Adapter) ShowSweep(ctx context.Context, to guard.ReplyTo, audits []guard.Audit) error {
	return a.show(ctx, to, view.SweepReply(audits, a.scene(nil)))
}

func (a *Adapter) show(ctx context.Context, to guard.ReplyTo, m view.Message) error {
	if _, err := a.whisper(ctx, to, m); err != nil {
		return err
	}
	if len(m.Files) == 0 {
		return nil
	}
	channel, err := a.direct(ctx, to.User)
	if err != nil {
		a.o.Log.Warn().Str("user", to.User).Err(err).Msg("the attachments of an audit could not be given")
		return nil
	}
	a.attach(ctx, place{channel: channel}, m.Files)
	return nil
}

// whisper shows a message to one person alone: where they acted, or, where Slack
// cannot show it there, in their conversation with the bot.
func (a *Adapter) whisper(ctx context.Context, to guard.ReplyTo, m view.Message) (guard.Posted, error) {
	if to.Channel == "" {
		return a.tell(ctx, to.User, m)
	}
	options := message(m)
	if to.Thread != "" {
		options = append(options, slack.MsgOptionTS(to.Thread))
	}
	ts, err := a.api.PostEphemeralContext(ctx, to.Channel, to.User, options...)
	switch {
	case elsewhere(err):
		return a.tell(ctx, to.User, m)
	case err != nil:
		return guard.Posted{}, failedPost("chat.postEphemeral", "channel "+to.Channel, err)
	case ts == "":
		return guard.Posted{}, noAnswer("chat.postEphemeral", "channel "+to.Channel)
	}
	return guard.Posted{Channel: to.Channel, TS: ts}, nil
}

// elsewhere reports whether Slack refused because this person cannot be shown
// anything in this channel.
func elsewhere(err error) bool {
	return slices.Contains([]string{
		"user_not_in_channel", "not_in_channel", "channel_not_found", "is_archived", "cannot_reply_to_message", "messages_tab_disabled",
	}, word(err))
}

// tell posts into a person's conversation with the bot.
func (a *Adapter) tell(ctx context.Context, user string, m view.Message) (guard.Posted, error) {
	channel, err := a.direct(ctx, user)
	if err != nil {
		return guard.Posted{}, err
	}
	return a.send(ctx, place{channel: channel}, message(m))
}

// direct returns the conversation of a person with the bot.
func (a *Adapter) direct(ctx context.Context, user string) (string, error) {
	channel, _, _, err := a.api.OpenConversationContext(ctx, &slack.OpenConversationParameters{Users: []string{user}})
	if err != nil {
		return "", failed("conversations.open", "user "+user, err)
	}
	if channel == nil || channel.ID == "" {
		return "", &guard.Error{Op: "slack.conversations.open", Subject: "user " + user, Kind: guard.Unavailable, Err: errNamesNothing}
	}
	return channel.ID, nil
}
