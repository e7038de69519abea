package engine

import "sync"

// lane is a kind of work with a width of its own, so that slow work of one kind
// does not hold up work of another: a rescue never waits behind audits.
type lane int

const (
	inputLane  lane = iota // what people did
	auditLane              // what reads whole lists of the cloud
	keyLane                // changes of keys and looks after them
	postLane               // messages
	paintLane              // messages that change in place
	recallLane             // what is read at a start
	lanes
)

// widths bound how much of each lane runs at the same time.
var widths = [lanes]int{inputLane: 32, auditLane: 8, keyLane: 16, postLane: 16, paintLane: 8, recallLane: 1}

// flight knows what is under way, so that nothing is started twice and the loop
// knows when it is idle.
type flight struct {
	landed func() // called at each end, before it shows; must not block

	mu    sync.Mutex
	names map[string]bool
	used  [lanes]int
	holds int
	wg    sync.WaitGroup
}

func newFlight(landed func()) *flight {
	return &flight{landed: landed, names: map[string]bool{}}
}

// start runs f in a goroutine of its own unless something of this name is under
// way or its lane is full; then the loop looks again when something ends.
func (f *flight) start(l lane, name string, run func()) bool {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.names[name] || f.used[l] >= widths[l] {
		return false
	}
	f.names[name] = true
	f.used[l]++
	f.wg.Go(func() {
		defer f.land(l, name)
		run()
	})
	return true
}

// room reports whether something more of a lane can be started now.
func (f *flight) room(l lane) bool {
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.used[l] < widths[l]
}

// land wakes the loop in the same moment in which nothing seems to be under way
// any more: a moment between the two would look idle and is not.
func (f *flight) land(l lane, name string) {
	f.mu.Lock()
	defer f.mu.Unlock()
	delete(f.names, name)
	f.used[l]--
	f.landed()
}

// hold counts something that is done elsewhere.
func (f *flight) hold() (done func()) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.holds++
	return sync.OnceFunc(func() {
		f.mu.Lock()
		defer f.mu.Unlock()
		f.holds--
		f.landed()
	})
}

// busy reports whether anything is under way.
func (f *flight) busy() bool {
	f.mu.Lock()
	defer f.mu.Unlock()
	return len(f.names) > 0 || f.holds > 0
}

// wait returns when everything that was started has ended.
func (f *flight) wait() { f.wg.Wait() }
