package bot

import "sync"

// maxAtOnce bounds how many envelopes are worked on at the same time before their
// acknowledgement. Beyond it the next one waits, and with it the connection, which
// is what slows a flood down.
const maxAtOnce = 128

// crew starts goroutines and waits for them.
type crew struct {
	wg    sync.WaitGroup
	slots chan struct{}
}

func newCrew() *crew { return &crew{slots: make(chan struct{}, maxAtOnce)} }

// handle runs f in a goroutine of its own as soon as there is room, which f gives
// back when it has acknowledged and only goes on with what nobody waits for.
func (c *crew) handle(f func(acknowledged func())) {
	c.slots <- struct{}{}
	release := sync.OnceFunc(func() { <-c.slots })
	c.wg.Go(func() {
		defer release()
		f(release)
	})
}

// run runs f in a goroutine of its own, beside the bound.
func (c *crew) run(f func()) { c.wg.Go(f) }

func (c *crew) wait() { c.wg.Wait() }
