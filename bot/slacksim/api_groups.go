package slacksim

func groupsList(s *Sim, c *call) (object, *apiError) {
	rows := []object{}
	for _, g := range s.groups {
		if !g.Disabled || c.bool("include_disabled") {
			rows = append(rows, s.groupJSON(g, c))
		}
	}
	return object{"usergroups": rows}, nil
}

func (s *Sim) groupJSON(g *Group, c *call) object {
	o := object{
		"id": g.ID, "team_id": s.team.ID, "is_usergroup": true, "is_subteam": true, "handle": g.Handle,
		"name": g.name(), "description": "", "is_external": g.External, "date_create": 1, "date_update": 1,
		"date_delete": 0, "auto_type": nil, "created_by": s.users[0].ID, "updated_by": s.users[0].ID,
		"deleted_by": nil, "prefs": object{"channels": []string{}, "groups": []string{}},
	}
	if g.Disabled {
		o["date_delete"] = s.started / 1e9
	}
	if c.bool("include_users") {
		o["users"] = append([]string{}, g.Users...)
	}
	if c.bool("include_count") {
		o["user_count"] = len(g.Users)
	}
	return o
}

func (g *Group) name() string {
	if g.Name != "" {
		return g.Name
	}
	return g.Handle
}

func groupUsersList(s *Sim, c *call) (object, *apiError) {
	if problem := c.need("usergroup"); problem != nil {
		return nil, problem
	}
	g := s.group(c.str("usergroup"))
	if g == nil || g.ID != c.str("usergroup") || (g.Disabled && !c.bool("include_disabled")) {
		return nil, fail("no_such_subteam")
	}
	return object{"users": append([]string{}, g.Users...)}, nil
}
