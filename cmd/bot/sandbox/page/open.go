package page

import (
	"slices"
	"sync"
)

// maxOpen bounds how many open pages are remembered; who opens more makes the
// oldest load again.
const maxOpen = 64

// open is one page that a browser shows, and what it shows by now.
type open struct {
	mu    sync.Mutex // held by the one stream that keeps it up to date
	at    place
	shows lists
}

// opens are the open pages by ID.
type opens struct {
	newID func() string
	mu    sync.Mutex
	all   map[string]*open
	order []string
}

// add remembers a page that is being opened, and names it.
func (o *opens) add(at place, shows lists) (id string) {
	o.mu.Lock()
	defer o.mu.Unlock()
	id = o.newID()
	o.all[id] = &open{at: at, shows: shows}
	o.order = append(o.order, id)
	if len(o.order) > maxOpen {
		delete(o.all, o.order[0])
		o.order = slices.Delete(o.order, 0, 1)
	}
	return id
}

// get finds an open page, nil when it is not remembered.
func (o *opens) get(id string) *open {
	o.mu.Lock()
	defer o.mu.Unlock()
	return o.all[id]
}
