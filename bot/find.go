package bot

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/slack-go/slack"

	"kmsguard/guard"
)

// markType is the event type of the metadata that each notice carries. Anybody in
// the workspace can read metadata; it holds names only.
const markType = "kmsguard_notice"

// mark is how a notice is recognised when its reply was lost.
func mark(key guard.KeyRef, notice string) slack.SlackMetadata {
	return slack.SlackMetadata{EventType: markType, EventPayload: map[string]any{"key": string(key.Stream()), "notice": notice}}
}

func marked(m slack.Message, key guard.KeyRef, notice string) bool {
	p := m.Metadata.EventPayload
	return m.Metadata.EventType == markType && p["key"] == string(key.Stream()) && p["notice"] == notice
}

// pagesOfHistory bounds how far back a message is looked for, and pageOfHistory
// is how many messages one page has; Slack takes at most 999.
const (
	pagesOfHistory = 10
	pageOfHistory  = 200
)

// lookBack is how long before the intent of a post its message may carry as its
// time, since the two clocks are not the same.
const lookBack = 10 * time.Minute

// Find looks for a notice whose reply was lost. It is certain without asking where
// this process knows that Slack refused the post; else it reads the thread, which
// needs the history scopes. The error (kind Unavailable) means that it cannot be told.
func (a *Adapter) Find(ctx context.Context, s guard.State, n guard.Notice) (at guard.Posted, found bool, err error) {
	if a.unsent.has(s.Key, n.ID) {
		return guard.Posted{}, false, nil
	}
	if !a.o.History || private(n.Kind) {
		return guard.Posted{}, false, cannotTell(n, "the bot may not read what stands in the channel")
	}
	to, err := placeOf(s, n, a.o.Policy())
	if err != nil {
		return guard.Posted{}, false, err
	}
	cursor := ""
	for range pagesOfHistory {
		page, next, err := a.page(ctx, to, n, cursor)
		if err != nil {
			return guard.Posted{}, false, err
		}
		for _, m := range page {
			if marked(m, s.Key, n.ID) {
				return guard.Posted{Channel: to.channel, TS: m.Timestamp}, true, nil
			}
		}
		if next == "" {
			return guard.Posted{}, false, nil
		}
		cursor = next
	}
	return guard.Posted{}, false, cannotTell(n, fmt.Sprintf("it is not among the newest %d messages", pagesOfHistory*pageOfHistory))
}

// page reads messages of a thread, or of a channel since the post was intended.
func (a *Adapter) page(ctx context.Context, to place, n guard.Notice, cursor string) ([]slack.Message, string, error) {
	if to.thread != "" {
		list, _, next, err := a.api.GetConversationRepliesContext(ctx, &slack.GetConversationRepliesParameters{
			ChannelID: to.channel, Timestamp: to.thread, Cursor: cursor, Limit: pageOfHistory, IncludeAllMetadata: true,
		})
		if err != nil {
			return nil, "", failed("conversations.replies", "channel "+to.channel, err)
		}
		if len(list) == 0 && cursor == "" {
			return nil, "", cannotTell(n, "the thread reads as empty, which it is not")
		}
		return list, next, nil
	}
	reply, err := a.api.GetConversationHistoryContext(ctx, &slack.GetConversationHistoryParameters{
		ChannelID: to.channel, Cursor: cursor, Limit: pageOfHistory, IncludeAllMetadata: true,
		Oldest: fmt.Sprintf("%d.000000", n.Intended.Add(-lookBack).Unix()),
	})
	if err != nil {
		return nil, "", failed("conversations.history", "channel "+to.channel, err)
	}
	if !reply.Ok {
		return nil, "", cannotTell(n, "the reply does not say what stands in the channel")
	}
	return reply.Messages, reply.ResponseMetaData.NextCursor, nil
}

func cannotTell(n guard.Notice, why string) error {
	return &guard.Error{Op: "bot.Find", Subject: n.ID, Kind: guard.Unavailable, Err: errors.New(why)}
}
