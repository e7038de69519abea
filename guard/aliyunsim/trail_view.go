package aliyunsim

import (
	"slices"
	"time"
)

// TrailEvent is a recorded API call as a person reads it.
type TrailEvent struct {
	At        time.Time
	VisibleAt time.Time // from when LookupEvents finds it
	Name      string
	Region    string
	Actor     string // user name, role:session, or a cloud service
	Key       string // the first key that it was about, if any
	Code      string // of a refusal
	RequestID string
}

// TrailEvents returns the newest events on keys, newest first, at most last of
// them; those that cannot be looked up yet are among them.
func (s *Sim) TrailEvents(last int) []TrailEvent {
	s.mu.Look()
	defer s.mu.Leave()
	var list []TrailEvent
	for _, e := range slices.Backward(s.trail.events) {
		if len(list) == last {
			break
		}
		if len(e.keys) == 0 {
			continue
		}
		list = append(list, TrailEvent{
			At: e.at, VisibleAt: e.at.Add(s.delay), Name: e.name, Region: e.region, Actor: e.actor.user, Key: e.keys[0],
			Code: e.code, RequestID: e.requestID,
		})
	}
	return list
}
