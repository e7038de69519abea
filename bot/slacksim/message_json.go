package slacksim

import "encoding/json"

// object is one JSON object of an answer or payload.
type object = map[string]any

// messageJSON is the message as the Web API and interaction payloads show it.
func (s *Sim) messageJSON(c *channel, m *Message, withMetadata bool) object {
	o := object{"type": "message", "ts": m.TS, "text": m.Text, "user": m.User, "team": s.team.ID}
	if m.ByApp {
		o["bot_id"], o["app_id"] = s.app.BotID, s.app.ID
		o["bot_profile"] = object{
			"id": s.app.BotID, "app_id": s.app.ID, "name": s.app.Name, "deleted": false,
			"team_id": s.team.ID, "updated": s.opts.Now().Unix(), "user_id": s.app.BotUser,
		}
	}
	set(o, "blocks", m.Blocks)
	if withMetadata {
		set(o, "metadata", m.Metadata)
	}
	if m.Broadcast {
		o["subtype"] = "thread_broadcast"
	}
	if m.Edited {
		o["edited"] = object{"user": m.User, "ts": m.TS}
	}
	if len(m.Files) > 0 {
		o["files"] = m.Files
	}
	s.addThread(o, c, m)
	return o
}

// addThread adds what marks a reply, or a parent that has replies.
func (s *Sim) addThread(o object, c *channel, m *Message) {
	if m.ThreadTS != "" {
		o["thread_ts"] = m.ThreadTS
		if parent := c.find(m.ThreadTS); parent != nil {
			o["parent_user_id"] = parent.User
		}
		return
	}
	if replies := c.replies(m.TS); len(replies) > 0 {
		o["thread_ts"], o["reply_count"] = m.TS, len(replies)
		o["latest_reply"] = replies[len(replies)-1].TS
	}
}

// set adds raw JSON when there is some.
func set(o object, key string, raw json.RawMessage) {
	if len(raw) > 0 {
		o[key] = raw
	}
}
