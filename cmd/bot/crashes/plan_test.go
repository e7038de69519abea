package crashes

import (
	"fmt"
	"sync"
	"time"
)

// plan says when the bot is killed in a story: at a call, or at a moment.
type plan struct {
	story string
	api   string // empty: whichever call is the n-th
	phase string // of the call: before its effect, or after it
	nth   int    // from the beginning of the story; 0: at no call
	// moment is real time after which the bot is killed in what is done as the
	// step-th thing; 0: at no moment.
	moment time.Duration
	step   int
	again  *plan // a second time, on the way back
}

func (p plan) String() string {
	s := p.story
	switch {
	case p.moment > 0:
		s += fmt.Sprintf(": %s into step %d", p.moment, p.step+1)
	case p.api == "":
		s += fmt.Sprintf(": %s call %d", p.phase, p.nth)
	case p.nth > 0:
		s += fmt.Sprintf(": %s %s, time %d", p.phase, p.api, p.nth)
	}
	if p.again != nil {
		s += fmt.Sprintf(", and on the way back %s call %d", p.again.phase, p.again.nth)
	}
	return s
}

// effect is what the summary counts the kill under.
func (p plan) effect() string {
	switch {
	case p.moment > 0:
		return "a random moment"
	case p.api == "":
		return "a random call"
	}
	return p.phase + " " + p.api
}

// arm sets the trap of a plan for a call.
func (p plan) arm(a *tale) {
	if p.nth > 0 {
		a.sandbox().KillAtCall(p.api, p.phase, p.nth)
	}
}

// momentOf has the bot killed at its moment, if that is in this step. What it
// returns ends the waiting for it.
func (p plan) momentOf(a *tale, step int) (stop func()) {
	if p.moment == 0 || step != p.step {
		return func() {}
	}
	over := make(chan struct{})
	var waiting sync.WaitGroup
	waiting.Go(func() {
		timer := time.NewTimer(p.moment)
		defer timer.Stop()
		select {
		case <-timer.C:
			if err := a.sandbox().Kill(); err != nil {
				a.t.Errorf("%s: %v", p, err)
			}
		case <-over:
		}
	})
	return func() {
		close(over)
		waiting.Wait()
	}
}
