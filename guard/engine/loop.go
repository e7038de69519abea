package engine

import (
	"context"
	"time"
)

// Run handles inputs and does what is owed until the context ends or the clock
// is lost. Everything that it started has ended when it returns.
func (e *Engine) Run(ctx context.Context) error {
	defer e.flight.wait()
	ctx, cancel := context.WithCancelCause(ctx)
	defer cancel(context.Canceled)
	err := e.wakeUp(ctx, cancel)
	for err == nil {
		var next time.Time
		if next, err = e.turn(ctx); err == nil {
			err = e.rest(ctx, next)
		}
	}
	if ctx.Err() != nil {
		return context.Cause(ctx)
	}
	return err
}

// turn starts everything that can be started now, and says when to look again.
func (e *Engine) turn(ctx context.Context) (next time.Time, err error) {
	now := e.o.Clock.Now()
	inputs, err := e.startInputs(ctx, now)
	if err != nil {
		return time.Time{}, err
	}
	resumed := e.startResumes(ctx, now)
	due, later := e.due.due(now)
	e.tell(now, due)
	times := []time.Time{inputs, resumed, later}
	for _, row := range due {
		at, err := e.startWorks(ctx, row.stream, now)
		if err != nil {
			return time.Time{}, err
		}
		times = append(times, at)
	}
	times = append(times, e.startRepaints(ctx, now), e.startScan(ctx, now), e.startWitness(ctx, now), e.startCompare(ctx, now))
	return earliest(times), nil
}

// tell reports how late the oldest thing that is due is.
func (e *Engine) tell(now time.Time, due []dueRow) {
	if e.o.Ticked == nil {
		return
	}
	late := time.Duration(0)
	if len(due) > 0 {
		late = now.Sub(due[0].at)
	}
	e.o.Ticked(now, late)
}

func earliest(times []time.Time) time.Time {
	var first time.Time
	for _, t := range times {
		if !t.IsZero() && (first.IsZero() || t.Before(first)) {
			first = t
		}
	}
	return first
}

// rest waits: for what is under way to end, or, when nothing is, for time to
// come or to be moved. Only an idle engine asks the clock to wait.
func (e *Engine) rest(ctx context.Context, next time.Time) error {
	if e.flight.busy() {
		return e.restBusy(ctx)
	}
	select {
	case <-e.wake: // something ended or came in since the last look
		return ctx.Err()
	default:
	}
	return e.restIdle(ctx, next)
}

// busyLook is how often, in real time, a busy engine looks whether something
// else has become due: calendar time may go on while an effect hangs.
const busyLook = time.Second

func (e *Engine) restBusy(ctx context.Context) error {
	again := time.NewTimer(busyLook)
	defer again.Stop()
	select {
	case <-e.wake:
	case <-again.C:
	case <-ctx.Done():
	}
	return ctx.Err()
}

// restIdle asks the clock to wait, and breaks the wait off when something comes in.
func (e *Engine) restIdle(ctx context.Context, next time.Time) error {
	waiting, stop := context.WithCancel(ctx)
	defer stop()
	woken := make(chan bool, 1)
	go func() {
		select {
		case <-e.wake:
			stop()
			woken <- true
		case <-waiting.Done():
			woken <- false
		}
	}()
	err := e.o.Clock.Until(waiting, next)
	stop()
	if <-woken {
		return ctx.Err()
	}
	return err
}
