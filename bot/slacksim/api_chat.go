package slacksim

import (
	"slices"
	"strings"
	"unicode/utf8"
)

// postable finds where a message may be posted: a channel that the app is in,
// a direct conversation, or a person, who stands for the conversation with him.
func (s *Sim) postable(name string) (*channel, *apiError) {
	if u := s.userID(name); u != nil {
		if u.Deactivated {
			return nil, fail("user_disabled")
		}
		if d := s.direct(u.ID); d != nil {
			return d, nil
		}
	}
	ch := s.channel(name)
	switch {
	case ch == nil, ch.Private && !ch.has(s.app.BotUser):
		return nil, fail("channel_not_found")
	case ch.Archived:
		return nil, fail("is_archived")
	case !ch.has(s.app.BotUser) && !slices.Contains(s.app.Scopes, "chat:write.public"):
		return nil, fail("not_in_channel")
	}
	return ch, nil
}

func postMessage(s *Sim, c *call) (object, *apiError) {
	if problem := c.need("channel"); problem != nil {
		return nil, problem
	}
	ch, problem := s.postable(c.str("channel"))
	if problem != nil {
		return nil, problem
	}
	t, problem := s.parseContent(&c.args)
	if problem != nil {
		return nil, problem
	}
	if problem := s.customized(c); problem != nil {
		return nil, problem
	}
	thread, problem := threadOf(ch, c.str("thread_ts"))
	if problem != nil {
		return nil, problem
	}
	if problem := s.limitChannel(ch.ID); problem != nil {
		return nil, problem
	}
	m := s.post(ch, &Message{
		User: s.app.BotUser, ByApp: true, Text: t.text, Blocks: t.blocks, Metadata: stored(t.metadata),
		ThreadTS: thread, Broadcast: thread != "" && c.bool("reply_broadcast"),
	})
	return object{"channel": ch.ID, "ts": m.TS, "message": s.messageJSON(ch, m, true)}, nil
}

// customized refuses another name or picture without the scope for it.
func (s *Sim) customized(c *call) *apiError {
	if c.has("username") || c.has("icon_url") || c.has("icon_emoji") {
		return s.needScopes(c, "chat:write.customize")
	}
	return nil
}

// threadOf checks the timestamp of a thread's parent.
func threadOf(ch *channel, ts string) (string, *apiError) {
	if ts == "" {
		return "", nil
	}
	if _, ok := microOf(ts); !ok {
		return "", fail("invalid_thread_ts")
	}
	parent := ch.find(ts)
	if parent == nil || parent.ThreadTS != "" || parent.Ephemeral != "" {
		return "", fail("cannot_reply_to_message")
	}
	return ts, nil
}

func updateMessage(s *Sim, c *call) (object, *apiError) {
	if problem := c.need("channel", "ts"); problem != nil {
		return nil, problem
	}
	ch := s.channelID(c.str("channel"))
	if ch == nil {
		return nil, fail("channel_not_found")
	}
	m := ch.find(c.str("ts"))
	switch {
	case m == nil || m.Ephemeral != "":
		return nil, fail("message_not_found")
	case !m.ByApp:
		return nil, fail("cant_update_message")
	case utf8.RuneCountInString(c.str("text")) > maxUpdateText:
		return nil, fail("msg_too_long")
	}
	t, problem := s.parseContent(&c.args)
	if problem != nil {
		return nil, problem
	}
	if c.bool("reply_broadcast") {
		return nil, fail("no_dual_broadcast_content_update")
	}
	m.rewrite(t)
	return object{"channel": ch.ID, "ts": m.TS, "text": m.Text, "message": s.messageJSON(ch, m, true)}, nil
}

// rewrite replaces text and blocks: text alone removes the blocks and shows the
// "edited" mark, blocks do not. Metadata stays when none is given.
func (m *Message) rewrite(t content) {
	m.Text, m.Blocks = t.text, t.blocks
	m.Edited = m.Edited || t.blocks == nil
	m.Updates++
	if t.metadata != nil {
		m.Metadata = stored(t.metadata)
	}
}

func deleteMessage(s *Sim, c *call) (object, *apiError) {
	if problem := c.need("channel", "ts"); problem != nil {
		return nil, problem
	}
	ch := s.channelID(c.str("channel"))
	if ch == nil {
		return nil, fail("channel_not_found")
	}
	m := ch.find(c.str("ts"))
	switch {
	case m == nil || m.Ephemeral != "":
		return nil, fail("message_not_found")
	case !m.ByApp:
		return nil, fail("cant_delete_message")
	}
	m.Deleted = true
	return object{"channel": ch.ID, "ts": m.TS}, nil
}

func postEphemeral(s *Sim, c *call) (object, *apiError) {
	if problem := c.need("channel", "user"); problem != nil {
		return nil, problem
	}
	ch, problem := s.postable(c.str("channel"))
	if problem != nil {
		return nil, problem
	}
	u := s.userID(c.str("user"))
	if u == nil || !ch.has(u.ID) || u.Deactivated {
		return nil, fail("user_not_in_channel")
	}
	t, problem := s.parseContent(&c.args)
	if problem != nil {
		return nil, problem
	}
	thread, problem := threadOf(ch, c.str("thread_ts"))
	if problem != nil {
		return nil, problem
	}
	m := s.whisper(ch, u.ID, thread, t)
	return object{"message_ts": m.TS}, nil
}

// whisper posts what one person sees. In a thread it is shown only once the
// thread has a reply.
func (s *Sim) whisper(ch *channel, userID, thread string, t content) *Message {
	m := s.post(ch, &Message{
		User: s.app.BotUser, ByApp: true, Text: t.text, Blocks: t.blocks, Ephemeral: userID, ThreadTS: thread,
		Unseen: thread != "" && len(ch.replies(thread)) == 0,
	})
	if !m.Unseen {
		s.persona(userID).notice = m.Text
	}
	return m
}

func getPermalink(s *Sim, c *call) (object, *apiError) {
	if problem := c.need("channel", "message_ts"); problem != nil {
		return nil, problem
	}
	ch := s.channelID(c.str("channel"))
	if ch == nil {
		return nil, fail("channel_not_found")
	}
	m := ch.find(c.str("message_ts"))
	if m == nil {
		return nil, fail("message_not_found")
	}
	link := "https://" + s.team.Domain + ".slack.com/archives/" + ch.ID + "/p" + strings.ReplaceAll(m.TS, ".", "")
	if m.ThreadTS != "" {
		link += "?thread_ts=" + m.ThreadTS + "&cid=" + ch.ID
	}
	return object{"channel": ch.ID, "permalink": link}, nil
}
