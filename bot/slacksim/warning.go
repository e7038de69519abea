package slacksim

// marks are the elements that show the warning mark: the app did not answer when
// they were pressed. They are named BLOCK/ACTION.
type marks map[string]bool

// mark sets or removes the warning mark of an element, as this person sees it.
// The caller holds the lock.
func (p *Persona) mark(at spot, warned bool) {
	name := at.element.BlockID + "/" + at.element.ActionID
	switch {
	case at.view != nil:
		at.view.warned = at.view.warned.with(name, warned)
	case at.message != nil:
		at.message.warned[p.user.ID] = at.message.warned[p.user.ID].with(name, warned)
	}
}

// with returns the marks with one set or removed.
func (m marks) with(name string, set bool) marks {
	if !set {
		delete(m, name)
		return m
	}
	if m == nil {
		m = marks{}
	}
	m[name] = true
	return m
}
