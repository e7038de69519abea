package slacksim

import "slices"

func viewsOpen(s *Sim, c *call) (object, *apiError) {
	d, t, problem := s.triggered(c)
	if problem != nil {
		return nil, problem
	}
	s.dropStack(t.user)
	v := s.newView(d, t.user)
	s.stacks[t.user] = []*view{v}
	return object{"view": s.viewJSON(v)}, nil
}

func viewsPush(s *Sim, c *call) (object, *apiError) {
	d, t, problem := s.triggered(c)
	if problem != nil {
		return nil, problem
	}
	if !slices.ContainsFunc(s.stacks[t.user], func(v *view) bool { return v.id == t.view }) {
		return nil, fail("invalid_trigger_id") // it came from no open modal
	}
	v, problem := s.push(d, t.user)
	if problem != nil {
		return nil, problem
	}
	return object{"view": s.viewJSON(v)}, nil
}

// triggered checks the view of views.open and views.push and spends the trigger.
func (s *Sim) triggered(c *call) (viewDef, *trigger, *apiError) {
	if problem := c.need("view"); problem != nil {
		return viewDef{}, nil, problem
	}
	raw, _ := c.json("view") // what is no JSON is refused as a view
	d, problem := parseView(raw, "modal")
	if problem != nil {
		return d, nil, problem
	}
	if s.taken(d.ExternalID, nil) {
		return d, nil, fail("duplicate_external_id")
	}
	id := c.str("trigger_id")
	if id == "" {
		id = c.str("interactivity_pointer")
	}
	t, problem := s.exchange(id)
	return d, t, problem
}

// push adds a modal on top of the person's stack.
func (s *Sim) push(d viewDef, userID string) (*view, *apiError) {
	stack := s.stacks[userID]
	if len(stack) >= maxStackDepth {
		return nil, fail("push_limit_reached")
	}
	if s.taken(d.ExternalID, nil) {
		return nil, fail("duplicate_external_id")
	}
	v := s.newView(d, userID)
	if len(stack) > 0 {
		below := stack[len(stack)-1]
		v.root, v.previous, below.covered = stack[0].id, below.id, true
	}
	s.stacks[userID] = append(stack, v)
	return v, nil
}

// dropStack closes all modals of a person.
func (s *Sim) dropStack(userID string) {
	for _, v := range s.stacks[userID] {
		delete(s.views, v.id)
	}
	delete(s.stacks, userID)
}

// pop closes the newest modal of a person.
func (s *Sim) pop(userID string) {
	stack := s.stacks[userID]
	if len(stack) == 0 {
		return
	}
	delete(s.views, stack[len(stack)-1].id)
	s.stacks[userID] = stack[:len(stack)-1]
}

func viewsUpdate(s *Sim, c *call) (object, *apiError) {
	if problem := c.need("view"); problem != nil {
		return nil, problem
	}
	v := s.addressed(c)
	if v == nil {
		return nil, fail("not_found")
	}
	raw, _ := c.json("view")
	d, problem := parseView(raw, v.Type)
	switch {
	case problem != nil:
		return nil, problem
	case c.has("hash") && c.str("hash") != v.hash:
		return nil, fail("hash_conflict")
	case s.taken(d.ExternalID, v):
		return nil, fail("duplicate_external_id")
	}
	s.redefine(v, d)
	return object{"view": s.viewJSON(v)}, nil
}

// addressed finds the live view that view_id or external_id names.
func (s *Sim) addressed(c *call) *view {
	if c.has("view_id") {
		return s.views[c.str("view_id")]
	}
	for _, v := range s.views {
		if c.has("external_id") && v.ExternalID == c.str("external_id") {
			return v
		}
	}
	return nil
}

func viewsPublish(s *Sim, c *call) (object, *apiError) {
	if problem := c.need("user_id", "view"); problem != nil {
		return nil, problem
	}
	if s.app.NoHome {
		return nil, fail("not_enabled")
	}
	u := s.userID(c.str("user_id"))
	if u == nil {
		return nil, badArguments([]string{"user_id is not a user [json-pointer:/user_id]"})
	}
	raw, _ := c.json("view")
	d, problem := parseView(raw, "home")
	if problem != nil {
		return nil, problem
	}
	v := s.homes[u.ID]
	switch {
	case c.has("hash") && (v == nil || c.str("hash") != v.hash):
		return nil, fail("hash_conflict")
	case s.taken(d.ExternalID, v):
		return nil, fail("duplicate_external_id")
	case v == nil:
		v = s.newView(d, u.ID)
		s.homes[u.ID] = v
	default:
		s.redefine(v, d)
	}
	return object{"view": s.viewJSON(v)}, nil
}
