package aliyun

import (
	"context"
	"slices"
	"sync"
	"time"
)

// gate lets calls through: so many at once, and those of each meter at its rate.
// A call takes its place and its turn at the same moment, so that one that waited
// for a place is not sent behind its time, together with others. Those of a list,
// of which each waits for the one before, are let in before those that can be
// made in any order: the longest chain decides when the whole is done.
type gate struct {
	size int

	mu    sync.Mutex
	free  int
	came  int // calls so far, which says who came first
	lines map[*meter]*line
}

// longestLook is after how long a call that waits looks for its turn again,
// whatever it was told: rates change.
const longestLook = time.Second

// line is who waits for a meter, each in order.
type line struct{ chains, others []*visitor }

// visitor is a call that waits.
type visitor struct {
	number int
	in     chan struct{} // closed when it is let in
}

func newGate(size int) *gate {
	return &gate{size: size, free: size, lines: map[*meter]*line{}}
}

type chainKey struct{}

// inChain returns a context whose calls are let in before others.
func inChain(ctx context.Context) context.Context { return context.WithValue(ctx, chainKey{}, true) }

// enter waits for a place and a turn. It fails when ctx ends first.
func (g *gate) enter(ctx context.Context, m *meter) error {
	if ctx.Err() != nil {
		return context.Cause(ctx)
	}
	v := g.queue(m, ctx.Value(chainKey{}) != nil)
	for {
		turn := time.NewTimer(g.turnOf(m, v))
		select {
		case <-v.in:
			turn.Stop()
			return nil
		case <-turn.C:
			g.look()
		case <-ctx.Done():
			turn.Stop()
			g.forgo(m, v)
			return context.Cause(ctx)
		}
	}
}

// turnOf is after how long a call that waits is to look for its turn. It need
// not where its meter has one and only a place is missing.
func (g *gate) turnOf(m *meter, v *visitor) time.Duration {
	g.mu.Lock()
	defer g.mu.Unlock()
	wait := m.delay()
	if wait == 0 || wait > longestLook {
		return longestLook
	}
	l := g.lines[m]
	before := slices.Index(l.chains, v)
	if before < 0 {
		before = len(l.chains) + max(slices.Index(l.others, v), 0)
	}
	return min(wait+time.Duration(float64(before)/float64(m.rate.Limit())*float64(time.Second)), longestLook)
}

// queue puts a call at the end of its line.
func (g *gate) queue(m *meter, chain bool) *visitor {
	g.mu.Lock()
	defer g.mu.Unlock()
	l := g.lines[m]
	if l == nil {
		l = &line{}
		g.lines[m] = l
	}
	g.came++
	v := &visitor{g.came, make(chan struct{})}
	if chain {
		l.chains = append(l.chains, v)
	} else {
		l.others = append(l.others, v)
	}
	g.admit()
	return v
}

// leave gives a place back.
func (g *gate) leave() {
	g.mu.Lock()
	defer g.mu.Unlock()
	g.free++
	g.admit()
}

// look lets in whoever may come in by now.
func (g *gate) look() {
	g.mu.Lock()
	defer g.mu.Unlock()
	g.admit()
}

// admit lets in as many as there are places and turns for. The caller holds the lock.
func (g *gate) admit() {
	for g.free > 0 {
		m, line := g.next()
		if line == nil {
			return
		}
		m.rate.Allow() // it has a turn to give
		g.free--
		close((*line)[0].in)
		*line = (*line)[1:]
	}
}

// next returns the meter and the line whose first is to be let in, nil if nobody
// can be.
func (g *gate) next() (next *meter, best *[]*visitor) {
	chain := false
	for m, l := range g.lines {
		line := &l.chains
		if len(*line) == 0 {
			line = &l.others
		}
		if len(*line) == 0 || m.delay() > 0 {
			continue
		}
		of := line == &l.chains
		if best == nil || of && !chain || of == chain && (*line)[0].number < (*best)[0].number {
			next, best, chain = m, line, of
		}
	}
	return next, best
}

// forgo takes one who waits no longer out of line; who was let in meanwhile leaves.
func (g *gate) forgo(m *meter, v *visitor) {
	g.mu.Lock()
	for _, line := range []*[]*visitor{&g.lines[m].chains, &g.lines[m].others} {
		if i := slices.Index(*line, v); i >= 0 {
			*line = slices.Delete(*line, i, i+1)
			g.mu.Unlock()
			return
		}
	}
	g.mu.Unlock()
	g.leave()
}
