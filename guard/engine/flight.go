package engine

import "sync"

// flight knows what is under way, so that nothing is started twice and the loop
// knows when it is idle.
type flight struct {
	landed func() // called after each end

	mu    sync.Mutex
	names map[string]bool
	holds int
	wg    sync.WaitGroup
}

func newFlight(landed func()) *flight {
	return &flight{landed: landed, names: map[string]bool{}}
}

// start runs f in a goroutine of its own unless something of this name is under
// way or too much is.
func (f *flight) start(name string, run func()) bool {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.names[name] || len(f.names) >= maxAtOnce {
		return false
	}
	f.names[name] = true
	f.wg.Go(func() {
		defer f.land(name)
		run()
	})
	return true
}

func (f *flight) land(name string) {
	f.mu.Lock()
	delete(f.names, name)
	f.mu.Unlock()
	f.landed()
}

// hold counts something that is done elsewhere.
func (f *flight) hold() (done func()) {
	f.mu.Lock()
	f.holds++
	f.mu.Unlock()
	return sync.OnceFunc(func() {
		f.mu.Lock()
		f.holds--
		f.mu.Unlock()
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
