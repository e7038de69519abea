package crashes

import (
	"math/rand/v2"
	"time"
)

// longestMoment bounds the real time after which a random kill comes: a step takes
// a few tens of milliseconds, so that most hit it.
const longestMoment = 60 * time.Millisecond

// mostSteps is about how many things people do in a story.
const mostSteps = 9

// random plans kills that no list thought of: at whichever call, or at whichever
// moment, in any story, every third with another kill on the way back.
func (m measured) random(seed uint64, n int) (plans []plan) {
	r := rand.New(rand.NewPCG(seed, 0))
	phase := func() string { return []string{"before", "after"}[r.IntN(2)] }
	for range n {
		st := stories[r.IntN(len(stories))].name
		p := plan{story: st, phase: phase(), nth: 1 + r.IntN(m.calls(st))}
		if r.IntN(3) == 0 {
			p = plan{story: st, step: r.IntN(mostSteps), moment: 1 + time.Duration(r.Int64N(int64(longestMoment)))}
		}
		if r.IntN(3) == 0 {
			p.again = &plan{phase: phase(), nth: 1 + r.IntN(20)}
		}
		plans = append(plans, p)
	}
	return plans
}
