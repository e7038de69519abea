package page

import (
	"context"
	"slices"
	"sync"
)

// maxOpen bounds how many open pages are remembered; who opens more makes the
// oldest load again.
const maxOpen = 64

// open is one page that a browser shows, and what it shows by now.
type open struct {
	at     place
	origin string
	run    *run

	turn  chan struct{} // holds one token: the stream that has it keeps the page up to date
	sent  int           // changes that were sent, in groups
	shows lists
}

// take waits for the stream before to end; false when ctx ended first.
func (o *open) take(ctx context.Context) bool {
	select {
	case <-o.turn:
		return true
	case <-ctx.Done():
		return false
	}
}

func (o *open) give() { o.turn <- struct{}{} }

// opens are the open pages by ID.
type opens struct {
	newID func() string
	mu    sync.Mutex
	all   map[string]*open
	order []string
}

// add remembers a page that is being opened, and names it.
func (o *opens) add(sc *scene, shows lists) (id string) {
	one := &open{at: sc.at, origin: sc.origin, run: sc.run, turn: make(chan struct{}, 1), shows: shows}
	one.give()
	o.mu.Lock()
	defer o.mu.Unlock()
	id = o.newID()
	o.all[id] = one
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
