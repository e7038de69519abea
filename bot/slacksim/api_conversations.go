package slacksim

import "slices"

// conversation finds the channel of a call and checks the scope for its kind
// (channels, groups or im, with the suffix read or history). A private channel
// that the app is not in does not exist for it.
func (s *Sim) conversation(c *call, suffix string) (*channel, *apiError) {
	if problem := c.need("channel"); problem != nil {
		return nil, problem
	}
	ch := s.channelID(c.str("channel"))
	if ch == nil {
		return nil, fail("channel_not_found")
	}
	if problem := s.needScopes(c, ch.scopeFamily()+":"+suffix); problem != nil {
		if ch.dm != "" && suffix == "read" && s.needScopes(c, "im:write") == nil {
			return ch, nil // who may open a direct conversation may look it up
		}
		return nil, problem
	}
	if ch.Private && !ch.has(s.app.BotUser) {
		return nil, fail("channel_not_found")
	}
	return ch, nil
}

func (c *channel) scopeFamily() string {
	switch {
	case c.dm != "":
		return "im"
	case c.Private:
		return "groups"
	}
	return "channels"
}

func conversationsInfo(s *Sim, c *call) (object, *apiError) {
	ch, problem := s.conversation(c, "read")
	if problem != nil {
		return nil, problem
	}
	o := s.channelJSON(ch)
	if c.bool("include_num_members") {
		o["num_members"] = len(ch.Members)
	}
	if c.bool("include_locale") {
		o["locale"] = "en-US"
	}
	return object{"channel": o}, nil
}

func (s *Sim) channelJSON(ch *channel) object {
	o := object{
		"id": ch.ID, "created": 1, "is_archived": ch.Archived, "is_im": ch.dm != "", "is_org_shared": false,
		"context_team_id": s.team.ID, "is_ext_shared": ch.Shared, "is_shared": ch.Shared,
		"is_pending_ext_shared": ch.PendingShared, "pending_shared": []string{},
	}
	if ch.dm != "" {
		o["user"], o["is_user_deleted"] = ch.dm, s.user(ch.dm).Deactivated
		return o
	}
	o["name"], o["name_normalized"], o["creator"] = ch.Name, ch.Name, s.users[0].ID
	o["is_channel"], o["is_group"], o["is_mpim"], o["is_private"] = !ch.Private, ch.Private, false, ch.Private
	o["is_general"], o["is_member"], o["is_read_only"] = false, ch.has(s.app.BotUser), false
	o["is_thread_only"], o["is_non_threadable"] = false, false
	teams := []string{s.team.ID}
	if ch.Shared {
		teams = append(teams, externalTeam)
		o["connected_team_ids"] = []string{externalTeam}
		o["conversation_host_id"], o["internal_team_ids"] = s.team.ID, []string{s.team.ID}
	}
	if ch.PendingShared {
		o["pending_shared"] = []string{externalTeam}
	}
	o["shared_team_ids"] = teams
	return o
}

func conversationsMembers(s *Sim, c *call) (object, *apiError) {
	ch, problem := s.conversation(c, "read")
	if problem != nil {
		return nil, problem
	}
	page, next, problem := pageOf(ch.Members, &c.args, 100, 1000)
	if problem != nil {
		return nil, problem
	}
	return withCursor(object{"members": page}, next), nil
}

func conversationsOpen(s *Sim, c *call) (object, *apiError) {
	if c.has("channel") {
		ch := s.channelID(c.str("channel"))
		if ch == nil || ch.dm == "" {
			return nil, fail("channel_not_found")
		}
		return object{"channel": s.opened(ch, c), "no_op": true, "already_open": true}, nil
	}
	if problem := c.need("users"); problem != nil {
		return nil, problem
	}
	users := c.list("users")
	if len(users) > 1 {
		return nil, s.needScopes(c, "mpim:write")
	}
	u := s.userID(users[0])
	switch {
	case u == nil || s.direct(u.ID) == nil:
		return nil, fail("user_not_found")
	case u.Deactivated:
		return nil, fail("user_disabled")
	case u.External && s.set.HideExternal:
		return nil, fail("user_not_visible")
	}
	return object{"channel": s.opened(s.direct(u.ID), c), "no_op": true, "already_open": true}, nil
}

// opened is a direct conversation: its ID alone unless the whole was asked for.
func (s *Sim) opened(ch *channel, c *call) object {
	if c.bool("return_im") {
		return s.channelJSON(ch)
	}
	return object{"id": ch.ID}
}

func pinsAdd(s *Sim, c *call) (object, *apiError) {
	m, problem := s.target(c, "channel", "timestamp")
	switch {
	case problem != nil:
		return nil, problem
	case m.Pinned:
		return nil, fail("already_pinned")
	}
	m.Pinned = true
	return nil, nil
}

func reactionsAdd(s *Sim, c *call) (object, *apiError) {
	m, problem := s.target(c, "channel", "timestamp", "name")
	name := c.str("name")
	switch {
	case problem != nil:
		return nil, problem
	case !reactionName.MatchString(name):
		return nil, fail("invalid_name")
	case slices.Contains(m.Reactions, name):
		return nil, fail("already_reacted")
	}
	m.Reactions = append(m.Reactions, name)
	return nil, nil
}
