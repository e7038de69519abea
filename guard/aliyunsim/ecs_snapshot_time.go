package aliyunsim

import (
	"fmt"
	"time"
)

// created is when the snapshot was made, to the second, as it is shown.
func (p ECSSnapshot) created() time.Time { return made(p.CreatedAt).Truncate(time.Second) }

// named makes the snapshot of that name, with the age that its number gives it.
func (p ECSSnapshot) named(name string) ECSSnapshot {
	p.ID = name
	if p.CreatedEvery > 0 {
		_, n := splitNumbered(name)
		p.CreatedAt = p.created().Add(-time.Duration(n-1) * time.Duration(p.CreatedEvery))
	}
	return p
}

// oldestSnapshot bounds how far back a counted row reaches: about 285 years, so
// that ages fit a time.Duration.
const oldestSnapshot = 2_500_000 * time.Hour

// checkAges refuses distances between snapshots that a reply could not show.
func (p ECSSnapshot) checkAges() error {
	every := time.Duration(p.CreatedEvery)
	switch {
	case every%time.Second != 0 || every < 0:
		return fmt.Errorf("%s has created_every %s: use whole seconds", p.ID, every)
	case p.Count > 1 && every > oldestSnapshot/time.Duration(p.Count-1):
		return fmt.Errorf("%s has %d snapshots, one every %s: the oldest would be older than %d years", p.ID, p.Count, every, 285)
	}
	return nil
}

// snapshotWindow is the creation times that a call asks for, both ends
// included. The zero window is all of time.
type snapshotWindow struct{ from, to time.Time }

// snapshotTimeForm is how ECS wants the ends of a window: to the minute, in UTC.
const snapshotTimeForm = "2006-01-02T15:04Z"

// snapshotWindowOf reads the filters CreationStartTime and CreationEndTime. ECS:
// the first filter is the start, the second the end, and one needs the other.
func snapshotWindowOf(c *call) (snapshotWindow, *apiError) {
	var ends [2]time.Time
	var sent int
	for i, want := range []string{"CreationStartTime", "CreationEndTime"} {
		key, value := fmt.Sprintf("Filter.%d.Key", i+1), fmt.Sprintf("Filter.%d.Value", i+1)
		if c.str(key) == "" && c.str(value) == "" {
			continue
		}
		if c.str(key) != want {
			return snapshotWindow{}, invalidParameter(key, "must be "+want)
		}
		at, err := time.Parse(snapshotTimeForm, c.str(value))
		if err != nil {
			return snapshotWindow{}, invalidParameter(value, "must be a time in UTC like 2026-11-02T09:00Z")
		}
		ends[i] = at
		sent++
	}
	if sent == 1 {
		return snapshotWindow{}, invalidParameter("Filter", "must have both CreationStartTime and CreationEndTime, or neither")
	}
	return snapshotWindow{ends[0], ends[1]}, nil
}

// all says whether the window excludes nothing.
func (w snapshotWindow) all() bool { return w == snapshotWindow{} }

// has says whether the window includes a time.
func (w snapshotWindow) has(at time.Time) bool {
	return w.all() || !at.Before(w.from) && !at.After(w.to)
}

// part chooses, of written rows that match, the snapshots made within the
// window. Those of a counted row are ever older, so that they are neighbours and
// are found without looking at any.
func (w snapshotWindow) part(match func(ECSSnapshot) bool) func(span[ECSSnapshot]) (from, end int) {
	return func(s span[ECSSnapshot]) (from, end int) {
		every := time.Duration(s.base.CreatedEvery)
		switch {
		case !match(s.base):
			return 0, 0
		case w.all():
			return 0, s.len()
		case s.last == 0 || every == 0:
			if w.has(s.base.created()) {
				return 0, s.len()
			}
			return 0, 0
		}
		newest := s.at(0).created()
		from = -wholeSteps(w.to.Sub(newest), every) // the first that is not younger than the end
		end = wholeSteps(newest.Sub(w.from), every) + 1
		return min(max(from, 0), s.len()), min(end, s.len())
	}
}

// wholeSteps is how many whole steps fit in a span of time, rounded down also below zero.
func wholeSteps(d, step time.Duration) int {
	n := d / step
	if d%step < 0 {
		n--
	}
	return int(n)
}
