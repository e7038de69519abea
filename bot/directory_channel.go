package bot

import (
	"context"
	"strings"

	"github.com/slack-go/slack"

	"kmsguard/guard"
)

// Channel reads a channel. What cannot be read is said in Unreadable.
func (a *Adapter) Channel(ctx context.Context, id string) guard.Channel {
	c, err := a.people.channels.get(ctx, id, func(ctx context.Context) (*slack.Channel, error) {
		c, err := a.api.GetConversationInfoContext(ctx, &slack.GetConversationInfoInput{ChannelID: id})
		switch {
		case err != nil:
			return nil, failed("conversations.info", "channel "+id, err)
		case c == nil || c.ID != id:
			return nil, &guard.Error{Op: "slack.conversations.info", Subject: "channel " + id, Kind: guard.Unavailable, Err: errNamesNothing}
		}
		return c, nil
	})
	if err != nil {
		return guard.Channel{ID: id, Unreadable: strings.TrimSuffix(guard.Plain(err), ".")}
	}
	return guard.Channel{ID: id, Shared: isShared(c), Archived: c.IsArchived, Member: c.IsMember}
}

// isShared reports whether people of another workspace or organisation read a
// channel, or will as soon as an invitation is accepted.
func isShared(c *slack.Channel) bool {
	return c.IsExtShared || c.IsPendingExtShared || c.IsOrgShared || len(c.PendingShared) > 0
}
