package explore

// step is one thing that can happen in a world.
type step struct {
	what string
	next *world
	fair bool // nothing goes wrong in it, and it needs nobody
}

// steps lists everything that can happen next, in an order that is the same each
// time. What the process does by itself when nothing goes wrong comes first.
func (m *model) steps(w *world) []step {
	var all []step
	for _, j := range w.Jobs {
		all = append(all, m.advance(w, j)...)
	}
	all = append(all, m.handle(w)...)
	all = append(all, m.begin(w)...)
	all = append(all, m.press(w)...)
	all = append(all, m.redeliver(w)...)
	all = append(all, m.late(w)...)
	all = append(all, m.drift(w)...)
	all = append(all, m.ticks(w)...)
	return append(all, m.crash(w)...)
}

// advance moves one effect on by one step, in every way in which that can go.
func (m *model) advance(w *world, j job) []step {
	return map[kind]func(*world, job) []step{
		handling:  m.decideInput,
		executing: m.execute,
		observing: m.observe,
		auditing:  m.handInAudit,
		watching:  m.handInWatch,
		messaging: m.post,
	}[j.Kind](w, j)
}

// fairStep is what the process does next if nothing goes wrong, nobody does
// anything and time stands still.
func (m *model) fairStep(w *world) (step, bool) {
	for _, j := range w.Jobs {
		if s, ok := firstFair(m.advance(w, j)); ok {
			return s, true
		}
	}
	if s, ok := firstFair(m.handle(w)); ok {
		return s, true
	}
	return firstFair(m.begin(w))
}

func firstFair(all []step) (step, bool) {
	for _, s := range all {
		if s.fair {
			return s, true
		}
	}
	return step{}, false
}

// crash kills the process and starts it again: what is under way is forgotten,
// and the state is what the disk adds up to.
func (m *model) crash(w *world) []step {
	if len(w.Jobs) == 0 || !m.may(w.Left.Crashes) {
		return nil
	}
	next := w.fork()
	next.Left.Crashes--
	next.Jobs = nil
	next.state = m.fold(w)
	m.judgeFold(next, w.state)
	return []step{{what: "the process dies and starts again", next: next}}
}

// may reports whether a budget has something left. At the end nothing goes wrong.
func (m *model) may(left int8) bool { return left > 0 && !m.draining }
