package slacksim

import "encoding/json"

// verificationToken is the deprecated token that every payload still carries.
const verificationToken = "deprecated-verification-token" //nolint:gosec // a word, which opens nothing

// commandPayload is what a slash command sends. It knows no thread.
func (s *Sim) commandPayload(u *User, ch *channel, command, text string) object {
	return object{
		"token": verificationToken, "team_id": s.team.ID, "team_domain": s.team.Domain,
		"is_enterprise_install": "false", "channel_id": ch.ID, "channel_name": ch.commandName(),
		"user_id": u.ID, "user_name": u.Name, "command": command, "text": text, "api_app_id": s.app.ID,
		"response_url": s.newResponse(u.ID, ch, nil), "trigger_id": s.newTrigger(u.ID, ""),
	}
}

// commandName is the channel's name as commands tell it.
func (c *channel) commandName() string {
	switch {
	case c.dm != "":
		return "directmessage"
	case c.Private:
		return "privategroup"
	}
	return c.Name
}

// interaction is what all interaction payloads have in common.
func (s *Sim) interaction(kind string, u *User) object {
	return object{
		"type": kind, "token": verificationToken, "api_app_id": s.app.ID,
		"team": object{"id": s.team.ID, "domain": s.team.Domain}, "enterprise": nil, "is_enterprise_install": false,
		"user": object{"id": u.ID, "username": u.Name, "name": u.Name, "team_id": u.teamID(s.team.ID)},
	}
}

// actionPayload is block_actions for something pressed or chosen at a spot.
func (s *Sim) actionPayload(u *User, at spot, action object) object {
	o := s.interaction("block_actions", u)
	action["action_id"], action["block_id"] = at.element.ActionID, at.element.BlockID
	action["type"], action["action_ts"] = at.element.Kind, s.nextTS()
	o["actions"] = []object{action}
	if at.view != nil {
		o["trigger_id"] = s.newTrigger(u.ID, at.view.id)
		o["container"] = object{"type": "view", "view_id": at.view.id}
		o["view"] = s.viewJSON(at.view)
		return o
	}
	m := at.message
	o["trigger_id"] = s.newTrigger(u.ID, "")
	o["channel"] = object{"id": at.channel.ID, "name": at.channel.commandName()}
	o["state"] = object{"values": m.values[u.ID].complete(m.Blocks)}
	o["response_url"] = s.newResponse(u.ID, at.channel, m)
	container := object{"type": "message", "message_ts": m.TS, "channel_id": at.channel.ID, "is_ephemeral": m.Ephemeral != ""}
	if m.ThreadTS != "" {
		container["thread_ts"] = m.ThreadTS
	}
	o["container"] = container
	if m.Ephemeral == "" { // of an ephemeral message only the container is told
		o["message"] = s.messageJSON(at.channel, m, true)
	}
	return o
}

// submissionPayload is view_submission. It knows no channel.
func (s *Sim) submissionPayload(u *User, v *view) object {
	o := s.interaction("view_submission", u)
	o["trigger_id"] = s.newTrigger(u.ID, v.id)
	o["view"] = s.viewJSON(v)
	o["response_urls"] = []object{}
	return o
}

// closedPayload is view_closed. It carries no trigger.
func (s *Sim) closedPayload(u *User, v *view, cleared bool) object {
	o := s.interaction("view_closed", u)
	o["view"], o["is_cleared"] = s.viewJSON(v), cleared
	return o
}

// eventPayload wraps an event as the Events API does.
func (s *Sim) eventPayload(kind string, event object) object {
	event["type"], event["event_ts"] = kind, s.nextTS()
	return object{
		"token": verificationToken, "team_id": s.team.ID, "context_team_id": s.team.ID, "context_enterprise_id": nil,
		"api_app_id": s.app.ID, "event": event, "type": "event_callback",
		"event_id": s.nextID("Ev"), "event_time": s.opts.Now().Unix(), "is_ext_shared_channel": false,
		"event_context": "4-" + s.hex(24),
		"authorizations": []object{{
			"enterprise_id": nil, "team_id": s.team.ID, "user_id": s.app.BotUser, "is_bot": true, "is_enterprise_install": false,
		}},
	}
}

// clone copies raw JSON, so that no caller can change what is kept.
func clone(raw json.RawMessage) json.RawMessage { return append(json.RawMessage(nil), raw...) }
