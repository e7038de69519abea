package aliyun

import (
	"context"
	"sync"
)

// gate bounds the calls under way at once. Those of a list, of which each waits
// for the one before, are let in before those that can be made in any order:
// the longest chain decides when the whole is done.
type gate struct {
	size int

	mu     sync.Mutex
	free   int
	chains []chan struct{} // waiting, each to be closed when it is let in
	others []chan struct{}
}

func newGate(size int) *gate { return &gate{size: size, free: size} }

type chainKey struct{}

// inChain returns a context whose calls are let in before others.
func inChain(ctx context.Context) context.Context { return context.WithValue(ctx, chainKey{}, true) }

// enter waits for a place. It fails when ctx ends first.
func (g *gate) enter(ctx context.Context) error {
	if ctx.Err() != nil {
		return context.Cause(ctx)
	}
	place := g.queue(ctx.Value(chainKey{}) != nil)
	if place == nil {
		return nil
	}
	select {
	case <-place:
		return nil
	case <-ctx.Done():
		g.forgo(place)
		return context.Cause(ctx)
	}
}

// queue takes a free place and returns nil, or waits in a line.
func (g *gate) queue(chain bool) chan struct{} {
	g.mu.Lock()
	defer g.mu.Unlock()
	if g.free > 0 {
		g.free--
		return nil
	}
	place := make(chan struct{})
	if chain {
		g.chains = append(g.chains, place)
	} else {
		g.others = append(g.others, place)
	}
	return place
}

// leave gives a place to the next in line.
func (g *gate) leave() {
	g.mu.Lock()
	defer g.mu.Unlock()
	for _, line := range []*[]chan struct{}{&g.chains, &g.others} {
		if len(*line) > 0 {
			close((*line)[0])
			*line = (*line)[1:]
			return
		}
	}
	g.free++
}

// forgo takes one who waits no longer out of line; who was let in meanwhile leaves.
func (g *gate) forgo(place chan struct{}) {
	g.mu.Lock()
	for _, line := range []*[]chan struct{}{&g.chains, &g.others} {
		for i, p := range *line {
			if p == place {
				*line = append((*line)[:i:i], (*line)[i+1:]...)
				g.mu.Unlock()
				return
			}
		}
	}
	g.mu.Unlock()
	g.leave()
}
