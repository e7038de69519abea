package bot

import "sync"

// keptRecent is how many deliveries are remembered. Slack repeats one within ten
// minutes at most, which is far fewer than these.
const keptRecent = 2048

// recent remembers what was delivered of what is not made durable, so that a
// delivery that comes twice is answered once.
type recent struct {
	mu    sync.Mutex
	ids   map[string]bool
	order []string
}

func newRecent() *recent { return &recent{ids: map[string]bool{}} }

// first reports whether an ID is seen for the first time, and remembers it.
func (r *recent) first(id string) bool {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.ids[id] {
		return false
	}
	if len(r.order) >= keptRecent {
		delete(r.ids, r.order[0])
		r.order = r.order[1:]
	}
	r.ids[id] = true
	r.order = append(r.order, id)
	return true
}
