package engine

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"kmsguard/guard"
)

// The longest due comes first, what is due stays due until it is set anew, and
// what was set anew counts alone.
func TestSchedule(t *testing.T) {
	s := newSchedule()
	for i, name := range []guard.Stream{"c", "a", "b", "later", "never"} {
		s.set(name, morning.Add(time.Duration(i)*time.Second))
	}
	s.set("c", morning.Add(2*time.Second))
	s.set("b", morning)
	s.set("later", morning.Add(time.Hour))
	s.set("never", time.Time{})
	want := []dueRow{{"b", morning}, {"a", morning.Add(time.Second)}, {"c", morning.Add(2 * time.Second)}}
	for range 2 {
		due, next := s.due(morning.Add(time.Minute))
		if diff := cmp.Diff(want, due, cmp.AllowUnexported(dueRow{})); diff != "" || !next.Equal(morning.Add(time.Hour)) {
			t.Errorf("next %s, due (-want +got):\n%s", next, diff)
		}
	}
}

// A key that is scheduled again and again does not grow the schedule.
func TestScheduleStaysSmall(t *testing.T) {
	s := newSchedule()
	for i := range 10_000 {
		s.set("a", morning.Add(time.Duration(i)*time.Second))
	}
	if len(s.heap) > 100 {
		t.Errorf("%d rows for one key", len(s.heap))
	}
}
