package slacksim

import "time"

func authTest(s *Sim, c *call) (object, *apiError) {
	o := object{
		"url": "https://" + s.team.Domain + ".slack.com/", "team": s.team.Name, "team_id": s.team.ID,
		"is_enterprise_install": false,
	}
	if c.token == s.app.AppToken {
		o["app_name"], o["app_id"] = s.app.Name, s.app.ID
		return o, nil
	}
	o["user"], o["user_id"], o["bot_id"] = s.app.Name, s.app.BotUser, s.app.BotID
	return o, nil
}

func usersInfo(s *Sim, c *call) (object, *apiError) {
	if problem := c.need("user"); problem != nil {
		return nil, problem
	}
	u := s.userID(c.str("user"))
	switch {
	case u == nil:
		return nil, fail("user_not_found")
	case u.External && s.set.HideExternal:
		return nil, fail("user_not_visible")
	}
	return object{"user": s.userJSON(u, c.bool("include_locale"))}, nil
}

func usersList(s *Sim, c *call) (object, *apiError) {
	page, next, problem := pageOf(s.users, &c.args, 1000, 1000)
	if problem != nil {
		return nil, problem
	}
	rows := make([]object, 0, len(page))
	for _, u := range page {
		rows = append(rows, s.userJSON(u, c.bool("include_locale")))
	}
	return withCursor(object{"members": rows, "cache_ts": s.opts.Now().Unix()}, next), nil
}

// userJSON is a user as users.info shows it. A deactivated one loses most fields.
func (s *Sim) userJSON(u *User, withLocale bool) object {
	o := object{
		"id": u.ID, "team_id": u.teamID(s.team.ID), "name": u.Name, "deleted": u.Deactivated,
		"profile": s.profileJSON(u), "is_bot": u.Bot || u.WorkflowBot, "is_app_user": false,
		"updated": s.started / int64(time.Second),
	}
	if u.Deactivated {
		return o
	}
	for flag, on := range map[string]bool{
		"is_admin": u.Admin, "is_owner": false, "is_primary_owner": false,
		"is_restricted": u.Guest || u.SingleGuest, "is_ultra_restricted": u.SingleGuest,
		"is_email_confirmed": !u.Bot,
	} {
		o[flag] = on
	}
	if u.WorkflowBot {
		o["is_workflow_bot"] = true
	}
	if u.External {
		o["is_stranger"] = s.set.StrangerFlag
	}
	zone := u.location()
	name, offset := s.opts.Now().In(zone).Zone()
	o["real_name"], o["tz"], o["tz_label"], o["tz_offset"] = u.realName(), zone.String(), name, offset
	if withLocale {
		o["locale"] = u.locale()
	}
	return o
}

func (s *Sim) profileJSON(u *User) object {
	p := object{"real_name": u.realName(), "display_name": u.Name, "team": u.teamID(s.team.ID)}
	if u.ID == s.app.BotUser {
		p["bot_id"], p["api_app_id"] = s.app.BotID, s.app.ID
	}
	if u.Guest || u.SingleGuest {
		p["guest_invited_by"] = s.users[0].ID
	}
	return p
}

func (u *User) realName() string {
	if u.RealName != "" {
		return u.RealName
	}
	return u.Name
}

func (u *User) locale() string {
	if u.Locale != "" {
		return u.Locale
	}
	return "en-US"
}

// location is the user's time zone, UTC when it is unset or unknown.
func (u *User) location() *time.Location {
	zone, err := time.LoadLocation(u.TZ)
	if err != nil {
		return time.UTC
	}
	return zone
}
