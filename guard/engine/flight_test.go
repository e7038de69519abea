package engine

import (
	"fmt"
	"testing"
)

// A lane that is full starts nothing more and leaves the others alone.
func TestLanes(t *testing.T) {
	f := newFlight(func() {})
	release := make(chan struct{})
	started := 0
	for i := range 2 * widths[auditLane] {
		if f.start(auditLane, fmt.Sprint("audit ", i), func() { <-release }) {
			started++
		}
	}
	if started != widths[auditLane] {
		t.Errorf("%d audits at once, want %d", started, widths[auditLane])
	}
	if f.start(keyLane, "audit 0", func() {}) {
		t.Error("the same work was started twice")
	}
	if !f.start(keyLane, "rescue", func() {}) {
		t.Error("a rescue waits behind audits")
	}
	close(release)
	f.wait()
	if f.busy() {
		t.Error("busy after everything ended")
	}
}

// Whoever sees that nothing is under way any more has been woken before.
func TestLandingWakesFirst(t *testing.T) {
	for range 2000 {
		wake := make(chan struct{}, 1)
		f := newFlight(func() { wake <- struct{}{} })
		f.start(keyLane, "work", func() {})
		for f.busy() {
		}
		select {
		case <-wake:
		default:
			t.Fatal("it looked idle before it woke the loop")
		}
	}
}
