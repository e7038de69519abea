package engine

import (
	"fmt"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"kmsguard/guard"
)

func TestBackoff(t *testing.T) {
	b := newBackoff()
	var pauses []time.Duration
	for range 8 {
		b.failed("w", morning, guard.Unavailable, 0)
		_, at := b.ready("w", morning)
		pauses = append(pauses, at.Sub(morning))
	}
	s := time.Second
	if diff := cmp.Diff([]time.Duration{s, 2 * s, 4 * s, 8 * s, 16 * s, 32 * s, 60 * s, 60 * s}, pauses); diff != "" {
		t.Errorf("pauses (-want +got):\n%s", diff)
	}
	b.failed("w", morning, guard.Throttled, time.Hour)
	if ok, at := b.ready("w", morning.Add(59*time.Minute)); ok || !at.Equal(morning.Add(time.Hour)) {
		t.Errorf("ready %v at %s although more was asked for", ok, at)
	}
	if ok, _ := b.ready("w", morning.Add(time.Hour)); !ok || b.hopeless("w") {
		t.Error("not ready when the pause is over")
	}
	b.worked("w")
	if b.fails("w") {
		t.Error("a work that succeeded fails")
	}
	b.failed("w", morning, guard.Denied, 0)
	if !b.hopeless("w") {
		t.Error("a refusal heals by itself")
	}
}

// Works that nobody owes any more do not fill the memory.
func TestBackoffForgets(t *testing.T) {
	b := newBackoff()
	for i := range 5000 {
		b.failed(fmt.Sprint(i), morning.Add(time.Duration(i)*time.Hour), guard.Unavailable, 0)
	}
	if len(b.works) > 1000 {
		t.Errorf("%d works are remembered", len(b.works))
	}
}
