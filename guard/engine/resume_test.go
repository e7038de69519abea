package engine_test

import (
	"slices"
	"testing"

	"kmsguard/guard"
)

// A bot that ends in the middle of something says in the thread that it goes on,
// once for each time that it ended so, and never where nothing was interrupted.
func TestAResumptionIsTold(t *testing.T) {
	j := journeys[0]
	for i, name := range j.count(t) {
		if !slices.Contains([]string{"call DisableKey", "audit", "append MutationIntended"}, name) {
			continue
		}
		t.Run(name, func(t *testing.T) {
			h := furnish(t, inState(j.before), promptTrail)
			h.effects.at, h.effects.way = i+1, stopAfter
			h.open()
			j.travel(h)
			h.wantPosted(guard.NoticeResumed, 1)
			h.restart()
			h.settle()
			h.wantPosted(guard.NoticeResumed, 1)
		})
	}
}
