package aliyun

import (
	"context"
	"math"
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
	alarm *time.Timer // rings when the next turn comes, where there are places: one of those who wait looks then
}

// longestLook is after how long a gate with places looks whether a turn has
// come, whatever it was told: rates change.
const longestLook = time.Second

// line is who waits for a meter, each in order.
type line struct{ chains, others []*visitor }

// visitor is a call that waits.
type visitor struct {
	number int
	in     chan struct{} // closed when it is let in
}

func newGate(size int) *gate {
	alarm := time.NewTimer(longestLook) // quotas are counted in real time
	alarm.Stop()
	return &gate{size: size, free: size, lines: map[*meter]*line{}, alarm: alarm}
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
		select {
		case <-v.in:
			return nil
		case <-g.alarm.C:
			g.look()
		case <-ctx.Done():
			g.forgo(m, v)
			return context.Cause(ctx)
		}
	}
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

// admit lets in as many as there are places and turns for, and sees to it that
// somebody looks when the next turn comes. The caller holds the lock.
func (g *gate) admit() {
	for g.free > 0 {
		m, line, soonest := g.next()
		if line == nil {
			g.lookIn(soonest)
			return
		}
		m.rate.Allow() // it has a turn to give
		g.free--
		close((*line)[0].in)
		*line = (*line)[1:]
	}
}

// lookIn has somebody look again after a while; not if nobody waits for a turn
// that will come.
func (g *gate) lookIn(d time.Duration) {
	if d != math.MaxInt64 {
		g.alarm.Reset(min(d, longestLook))
	}
}

// next returns the meter and the line whose first is to be let in; nil if nobody
// can be, and after how long the first meter that is waited for has a turn.
func (g *gate) next() (next *meter, best *[]*visitor, soonest time.Duration) {
	chain := false
	soonest = math.MaxInt64
	for m, l := range g.lines {
		line := &l.chains
		if len(*line) == 0 {
			line = &l.others
		}
		if len(*line) == 0 {
			continue
		}
		if wait := m.delay(); wait > 0 {
			soonest = min(soonest, wait)
			continue
		}
		of := line == &l.chains
		if best == nil || of && !chain || of == chain && (*line)[0].number < (*best)[0].number {
			next, best, chain = m, line, of
		}
	}
	return next, best, soonest
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
