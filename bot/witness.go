package bot

import (
	"context"
	"errors"

	"github.com/slack-go/slack"

	"kmsguard/bot/view"
	"kmsguard/guard"
)

// TellHead posts the ledger's head in a channel, as a witness outside of the
// store. Errors are those of a post: kind Uncertain means that it may be there,
// and posting it again is harmless.
func (a *Adapter) TellHead(ctx context.Context, channel, head string) error {
	mark := slack.SlackMetadata{EventType: headType, EventPayload: map[string]any{"head": head}}
	_, err := a.send(ctx, place{channel: channel}, append(message(view.Witness(head)), slack.MsgOptionMetadata(mark)))
	return err
}

// headType is the event type of the metadata that each told head carries.
const headType = "kmsguard_head"

// ToldHeads returns the heads that this bot told in a channel and that stand there
// still, the newest first, among the newest messages as far as Find looks. The error
// has kind Denied where the bot may not read what stands there.
func (a *Adapter) ToldHeads(ctx context.Context, channel string) (heads []string, err error) {
	if !a.o.History {
		return nil, &guard.Error{
			Op: "bot.ToldHeads", Subject: "channel " + channel, Kind: guard.Denied, Err: errors.New("the bot may not read what stands in the channel"),
			Hint: "Give the app the history scopes, and set slack.history in the configuration.",
		}
	}
	self, err := a.self.of(ctx)
	if err != nil {
		return nil, err
	}
	for cursor, pages := "", 0; pages < pagesOfHistory; pages++ {
		reply, err := a.api.GetConversationHistoryContext(ctx, &slack.GetConversationHistoryParameters{
			ChannelID: channel, Cursor: cursor, Limit: pageOfHistory, IncludeAllMetadata: true,
		})
		if err != nil {
			return nil, failed("conversations.history", "channel "+channel, err)
		}
		if !reply.Ok {
			return nil, failed("conversations.history", "channel "+channel, errNamesNothing)
		}
		for _, m := range reply.Messages {
			if head, ok := m.Metadata.EventPayload["head"].(string); ok && m.Metadata.EventType == headType && m.User == self.UserID {
				heads = append(heads, head)
			}
		}
		if cursor = reply.ResponseMetaData.NextCursor; cursor == "" {
			break
		}
	}
	return heads, nil
}
