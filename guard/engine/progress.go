package engine

import (
	"context"
	"sync"
	"time"

	"kmsguard/guard"
)

// progressPause is the least time between two edits of a message that shows how
// far an audit has come. It is real time: Slack's limits are.
const progressPause = time.Second

// progress is how far one audit has come.
type progress struct {
	mu     sync.Mutex
	latest guard.Step
	steps  int // that were told
	shown  int // of these, how many the last edit knew
}

// told takes a step of the audit in.
func (p *progress) told(s guard.Step) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.latest = s
	p.steps++
}

// news returns what is to be shown, unless it is shown already.
func (p *progress) news() (s guard.Step, ok bool) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.steps == p.shown {
		return guard.Step{}, false
	}
	p.shown = p.steps
	return p.latest, true
}

// showProgress returns a Progress that repaints at most once a second, and a
// function that ends it: it waits for the last repaint, and has what it showed
// painted over by the state.
func (e *Engine) showProgress(ctx context.Context, s guard.Stream) (guard.Progress, func()) {
	ctx, cancel := context.WithCancel(ctx)
	var p progress
	var painter sync.WaitGroup
	painter.Go(func() {
		tick := time.NewTicker(progressPause)
		defer tick.Stop()
		for {
			select {
			case <-ctx.Done():
				return
			case <-tick.C:
				e.paintProgress(ctx, s, &p)
			}
		}
	})
	return p.told, func() {
		cancel()
		painter.Wait()
		if p.shown > 0 {
			e.stains.add(s)
		}
	}
}

// paintProgress shows the key as it is by now, since much may happen while an
// audit runs. One that fails is not missed: another one follows.
func (e *Engine) paintProgress(ctx context.Context, s guard.Stream, p *progress) {
	step, ok := p.news()
	if !ok {
		return
	}
	state, err := e.cells.state(ctx, s)
	if err == nil {
		err = e.o.Notifier.Repaint(ctx, state, &step)
	}
	if err != nil && ctx.Err() == nil {
		e.o.Log.Debug().Err(err).Msg("progress was not shown")
	}
}
